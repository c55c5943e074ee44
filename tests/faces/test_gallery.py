"""1:N: exact search, and a line that moves with how many there are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.faces import card
from menshen.faces.card import OperatingPoint
from menshen.faces.gallery import Identification, Rows, near
from menshen.faces.template import FULL_SCALE, LENGTH, LONGEST, dequantise, distance, quantise, steps_of
from menshen.terms import Template

POINTS = (OperatingPoint(0.53, 1e-2, 0.0, 300), OperatingPoint(0.47, 1e-3, 0.0, 3_000))


def templates(count: int, seed: int, spread: float = 0.1) -> list[Template]:
    """Random templates."""
    return list(np.random.default_rng(seed).normal(0, spread, (count, LENGTH)).astype(np.float32))


def gallery_of(references: list[Template]) -> Rows:
    """Their rows."""
    return np.array([steps_of(one) for one in references], np.int8).reshape(-1, LENGTH)


def kept(reference: Template) -> Template:
    """What is left of a reference in a pass."""
    return dequantise(quantise(reference))


@given(seed=st.integers(0, 10_000), count=st.integers(0, 40), threshold=st.floats(0, 1.7),
       spread=st.sampled_from([0.001, 0.1, 0.3, 5.0, 1e20]))
def test_the_search_is_exact(seed: int, count: int, threshold: float, spread: float) -> None:
    """Exactly the rows within the threshold are found, as the 1:1 distance has it, however large or small they are."""
    references, [probe] = templates(count, seed), templates(1, seed + 1, spread)
    with np.errstate(over="ignore", invalid="ignore"):
        found = near(gallery_of(references), probe, threshold)
        assert found == [row for row, one in enumerate(references) if distance(kept(one), probe) <= threshold]


def test_no_row_is_left_out() -> None:
    """In a gallery of thousands every row is found by its own reference, and by no other."""
    references = templates(3_001, 3)
    gallery = gallery_of(references)
    for row in range(0, len(references), 50):
        assert near(gallery, kept(references[row]), 0.1) == [row]
    assert near(gallery, references[0], 99.0) == list(range(len(references)))


def test_the_furthest_apart_are_measured() -> None:
    """References at opposite ends of every step are as far apart as they are: no integer wraps around."""
    highest = np.full(LENGTH, FULL_SCALE, np.float32)
    gallery = gallery_of([highest, -highest])
    assert near(gallery, kept(-highest), 2 * LONGEST * 0.999) == [1]
    assert near(gallery, kept(-highest), 2 * LONGEST * 1.001) == [0, 1]


@given(st.integers(0, 10_000))
def test_a_row_on_the_line_is_within_it(seed: int) -> None:
    """A threshold that is the very distance finds the row; one below it, by the smallest step, does not."""
    references, [probe] = templates(5, seed), templates(1, seed + 1)
    apart = distance(kept(references[2]), probe)
    assert 2 in near(gallery_of(references), probe, apart)
    assert 2 not in near(gallery_of(references), probe, float(np.nextafter(apart, 0.0)))


@given(st.integers(0, 10_000))
def test_a_reference_from_a_pass_is_kept_as_it_is(seed: int) -> None:
    """What a pass carries comes out of its row unchanged, to the last bit."""
    [reference] = templates(1, seed, 0.3)
    assert steps_of(kept(reference)).tobytes() == quantise(reference)


@pytest.mark.parametrize(("enrolled", "threshold"), [(0, 0.53), (2, 0.53), (3, 0.47), (20, 0.47), (21, None)])
def test_the_line_draws_in_as_people_enrol(enrolled: int, threshold: float | None) -> None:
    """At a rate of 2 % two people are compared at 1e-2, up to twenty at 1e-3, and more not at all."""
    point = Identification(POINTS, 0.02).point(enrolled)
    assert (None if point is None else point.threshold) == threshold


def test_the_cap_is_where_the_line_ends() -> None:
    """For every rate the most that are allowed have a line, and one more has none."""
    for thousandth in range(100):
        line = Identification(POINTS, thousandth / 1_000)
        assert (line.point(line.most()) is None) is (line.most() == 0)
        assert line.point(line.most() + 1) is None


def test_no_card_allows_nobody() -> None:
    """Without a measured point nobody can be enrolled."""
    assert Identification((), 0.1).most() == 0
    assert Identification((), 0.1).point(1) is None


def test_more_people_take_more_trials() -> None:
    """At 1 % a hundred people take 30,000 impostor trials, by the rule of three."""
    assert Identification(POINTS, 0.01).trials_for(100) == 30_000


def test_what_our_own_card_allows() -> None:
    """At the default of 1 % the card allows 33 people, at 6.03 % it allows 201; each rate is the trials' to support."""
    points = card.load().operating_points
    assert [Identification(points, rate).most() for rate in (0.01, 0.0603)] == [33, 201]
    assert all(point.trials * point.false_match_rate >= 3 for point in points)
