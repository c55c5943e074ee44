"""Templates and the bytes that a pass carries."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from menshen.errors import InputError
from menshen.faces.template import FULL_SCALE, LENGTH, STEPS, dequantise, distance, mean, quantise
from menshen.terms import Template

HALF_STEP = FULL_SCALE / STEPS / 2


def templates(limit: float) -> st.SearchStrategy[Template]:
    """Templates whose values stay within ±`limit`."""
    return npst.arrays(np.float32, LENGTH, elements=st.floats(-limit, limit, width=32))


@given(templates(0.25))
def test_rounding_moves_no_value_by_more_than_half_a_step(template: Template) -> None:
    """A template survives a pass to within half a step in every value."""
    assert np.abs(dequantise(quantise(template)) - template).max() <= HALF_STEP * 1.0001


@given(templates(8))
def test_values_out_of_range_are_clipped(template: Template) -> None:
    """Any finite template fits in 128 bytes, none of them -128."""
    reference = quantise(template)
    assert len(reference) == LENGTH
    assert b"\x80" not in reference


@given(st.binary(min_size=LENGTH, max_size=LENGTH).filter(lambda reference: b"\x80" not in reference))
def test_a_reference_survives_being_read(reference: bytes) -> None:
    """The bytes that a reference was read from are the bytes it is written as."""
    assert quantise(dequantise(reference)) == reference


@given(templates(1), templates(1))
def test_distance_is_the_same_both_ways(a: Template, b: Template) -> None:
    """Distance has no direction, and is nothing between a template and itself."""
    assert distance(a, b) == distance(b, a)
    assert distance(a, a) == 0


def test_distance_is_euclidean() -> None:
    """One value that differs by 3 and one by 4 make a distance of 5."""
    other = np.zeros(LENGTH, np.float32)
    other[:2] = 3, 4
    assert distance(np.zeros(LENGTH, np.float32), other) == 5


@given(templates(1))
def test_the_mean_of_one_is_itself(template: Template) -> None:
    """One frame's reference is that frame's template."""
    assert np.array_equal(mean([template, template]), template)


@pytest.mark.parametrize("size", [0, LENGTH - 1, LENGTH + 1])
def test_a_reference_of_another_length_is_refused(size: int) -> None:
    """Only 128 bytes are a reference."""
    with pytest.raises(InputError, match=f"{size} bytes"):
        dequantise(bytes(size))


@pytest.mark.parametrize("wrong", [
    np.zeros(LENGTH, np.float64), np.zeros(LENGTH - 1, np.float32), np.zeros((1, LENGTH), np.float32),
    np.full(LENGTH, np.nan, np.float32), np.full(LENGTH, np.inf, np.float32),
])
def test_what_is_no_template_is_refused(wrong: Template) -> None:
    """Neither another shape or type nor a value that is no number is ever compared, averaged or written."""
    good = np.zeros(LENGTH, np.float32)
    with pytest.raises(InputError):
        quantise(wrong)
    with pytest.raises(InputError):
        distance(good, wrong)
    with pytest.raises(InputError):
        mean([good, wrong])


def test_an_average_of_nothing_is_refused() -> None:
    """No frame makes no reference."""
    with pytest.raises(InputError):
        mean([])


def test_no_value_that_faces_have_is_clipped() -> None:
    """A template whose values reach what was measured on faces, 0.51, comes back within half a step."""
    template = np.linspace(-0.51, 0.51, LENGTH, dtype=np.float32)
    assert np.abs(dequantise(quantise(template)) - template).max() <= HALF_STEP * 1.001
