"""How sure an error rate is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.errors import InputError
from menshen.faces.intervals import clopper_pearson, draw_people, rate_by_subject, trials_needed


@pytest.mark.parametrize(("errors", "trials", "low", "high"), [
    (0, 10, 0.0, 0.3085), (1, 10, 0.0025, 0.4450), (5, 10, 0.1871, 0.8129), (10, 10, 0.6915, 1.0),
    (10, 100, 0.0490, 0.1762),
])
def test_the_exact_interval_is_the_published_one(errors: int, trials: int, low: float, high: float) -> None:
    """Clopper and Pearson's interval has the values that their tables have."""
    assert clopper_pearson(errors, trials) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 3_000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_the_exact_interval_holds_the_estimate(of: tuple[int, int]) -> None:
    """Whatever was seen lies within its interval, which lies within 0 and 1."""
    errors, trials = of
    low, high = clopper_pearson(errors, trials)
    assert 0 <= low <= errors / trials <= high <= 1


@given(st.integers(10, 1_000_000))
def test_what_never_failed_is_bounded_by_the_rule_of_three(trials: int) -> None:
    """With no error the bound is not below 3 / n, and not above 4 / n."""
    _, high = clopper_pearson(0, trials)
    assert 2.9 / trials < high < 4 / trials


@pytest.mark.parametrize(("errors", "trials"), [(0, 0), (-1, 5), (6, 5)])
def test_no_rate_without_trials(errors: int, trials: int) -> None:
    """Errors without trials, or more than those, are refused."""
    with pytest.raises(InputError):
        clopper_pearson(errors, trials)


@given(seed=st.integers(0, 1_000), people=st.integers(2, 12), share=st.floats(0, 1))
def test_the_interval_by_people_holds_the_estimate(seed: int, people: int, share: float) -> None:
    """Drawn again by people, the interval holds the estimate and is never narrower than independent trials give."""
    dice = np.random.default_rng(seed)
    one, other = (dice.integers(0, people, 60) for _ in range(2))
    rate = rate_by_subject(dice.random(60) < share, one, other, draw_people(people, seed, 50))
    low, high = clopper_pearson(rate.errors, rate.trials)
    assert rate.low <= low <= rate.estimate <= high <= rate.high
    assert rate.high_by_units >= rate.high


def test_errors_of_one_person_make_the_rate_less_sure() -> None:
    """Ten misses of one person in ten leave the rate less sure than one miss of each of ten people."""
    who, drawn = np.repeat(np.arange(10), 10), draw_people(10, 1)
    one = rate_by_subject(who == 3, who, who, drawn)
    each = rate_by_subject(np.arange(100) % 10 == 0, who, who, drawn)
    assert one.estimate == each.estimate == 0.1
    assert (each.low, each.high) == clopper_pearson(10, 100)
    assert one.high - one.low > 1.5 * (each.high - each.low)


def test_pairs_are_drawn_with_both_their_people() -> None:
    """Where the second of three people is never drawn, nothing that she is part of counts."""
    one, other = np.asarray([0, 0, 1]), np.asarray([1, 2, 2])
    without = np.asarray([[2, 0, 1]])
    rate = rate_by_subject(np.asarray([True, False, True]), one, other, without)
    assert rate.low == 0.0
    assert rate.units == 3
    assert (rate.errors, rate.trials) == (2, 3)


def test_both_directions_of_a_pair_are_one_pair() -> None:
    """Two people compared with each other both ways are one pair of people."""
    rate = rate_by_subject(np.zeros(2, bool), np.asarray([0, 1]), np.asarray([1, 0]), draw_people(2, 1))
    assert (rate.trials, rate.units) == (2, 1)
    assert rate.high_by_units == clopper_pearson(0, 1)[1]


def test_the_same_people_are_drawn_every_time() -> None:
    """A seed draws the same people again, as many as there are each time."""
    drawn = draw_people(7, 3, 20)
    assert np.array_equal(drawn, draw_people(7, 3, 20))
    assert (drawn.sum(axis=1) == 7).all()


@pytest.mark.parametrize(("rate", "needed"), [(1e-2, 300), (1e-3, 3000), (3e-4, 10_000), (1e-4, 30_000)])
def test_a_rate_takes_three_by_it(rate: float, needed: int) -> None:
    """A rate p takes 3 / p trials."""
    assert trials_needed(rate) == needed
