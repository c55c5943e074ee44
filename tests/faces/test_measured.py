"""Operating points from distances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.errors import InputError
from menshen.faces.intervals import trials_needed
from menshen.faces.measured import operating_point

GENUINE = np.asarray([0.1, 0.2, 0.3, 0.9])


@given(st.integers(0, 2**32 - 1), st.sampled_from([1e-1, 1e-2]))
def test_the_threshold_is_the_widest_that_keeps_the_rate(seed: int, rate: float) -> None:
    """At most the promised share of impostors lies within the threshold, and one thousandth more would break it."""
    impostor = np.random.default_rng(seed).normal(0.8, 0.1, 1000)
    point = operating_point(GENUINE, impostor, rate)
    assert np.mean(impostor <= point.threshold) <= rate < np.mean(impostor <= point.threshold + 0.001)


def test_the_point_counts_what_is_missed() -> None:
    """The false non-match rate is the share of genuine distances beyond the threshold."""
    point = operating_point(GENUINE, np.linspace(0.5, 1.5, 3000), 1e-3)
    assert (point.false_non_match_rate, point.trials) == (0.25, 3000)
    assert 0.5 <= point.threshold <= 0.502


@pytest.mark.parametrize(("rate", "needed"), [(1e-2, 300), (1e-3, 3000), (1e-4, 30_000)])
def test_the_rule_of_three(rate: float, needed: int) -> None:
    """A rate p takes 3 / p trials: one fewer is refused, and the refusal says how many."""
    assert trials_needed(rate) == needed
    assert operating_point(GENUINE, np.linspace(0.5, 1.5, needed), rate).trials == needed
    with pytest.raises(InputError) as refusal:
        operating_point(GENUINE, np.linspace(0.5, 1.5, needed - 1), rate)
    assert refusal.value.hint == f"it takes at least {needed}"
