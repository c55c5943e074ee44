"""Comparisons whose rates are known beforehand, by hand."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.errors import InputError
from menshen.faces import comparisons
from menshen.faces.card import OperatingPoint
from menshen.faces.comparisons import Comparisons, Sample, one_frame, pairs, several_frames
from menshen.faces.det_plot import Curve, svg
from menshen.faces.enrolment_steps import steps
from menshen.faces.evaluation import among, evaluate, measured
from menshen.faces.identification import identified
from menshen.faces.intervals import draw_people
from menshen.faces.template import FULL_SCALE, LENGTH, STEPS

DRAWN = draw_people(4, 1, 50)
HALF_STEP = FULL_SCALE / STEPS


def sample(person: int, first: float, *, frame: float | None = None) -> Sample:
    """A template at `first` along one axis, so that distances are differences; enrolled at `frame`."""
    made = np.zeros((2, LENGTH), np.float32)
    made[:, 0] = first, first if frame is None else frame
    return Sample(person, made[0], made[1])


def people(*places: Sequence[float]) -> list[Sample]:
    """Each person's pictures, at these places."""
    return [sample(person, place) for person, own in enumerate(places) for place in own]


def compared(mated: Sequence[float], non_mated: Sequence[float]) -> Comparisons:
    """Comparisons with these distances: of person 0 with herself, and of 0 with 1."""
    return Comparisons(np.asarray([*mated, *non_mated], float), np.zeros(len(mated) + len(non_mated), np.int64),
                       np.asarray([0] * len(mated) + [1] * len(non_mated), np.int64))


def random_people(count: int, pictures: int, seed: int = 0) -> list[Sample]:
    """Random templates near a place of each person's own; they stand for nobody."""
    dice = np.random.default_rng(seed)
    homes = dice.normal(0, 0.06, (count, LENGTH))
    made = homes[:, None] + dice.normal(0, 0.03, (count, pictures, LENGTH))
    return [Sample(person, one, one) for person in range(count) for one in made[person].astype(np.float32)]


def test_rates_are_those_counted_by_hand() -> None:
    """Of four mated distances one lies beyond 0.5, of five non-mated two lie within it."""
    found = measured(compared([0.1, 0.2, 0.5, 0.6], [0.4, 0.5, 0.51, 0.7, 0.9]), OperatingPoint(0.5, 0.4, 0, 5), DRAWN)
    assert found.false_match is not None
    assert found.false_non_match is not None
    assert (found.false_match.errors, found.false_match.trials) == (2, 5)
    assert (found.false_non_match.errors, found.false_non_match.trials) == (1, 4)


def test_what_the_trials_support_has_a_point_and_the_rest_says_what_it_takes() -> None:
    """300 non-mated comparisons support 1e-2 and nothing stricter, at a threshold just below the fourth smallest."""
    found = evaluate(compared([0.1, 0.2, 0.3, 0.504], np.linspace(0.5, 0.799, 300).tolist()), DRAWN)
    (only,) = found.points
    assert (only.point.threshold, only.point.trials, only.point.false_non_match_rate) == (0.502, 300, 0.25)
    assert only.false_match is not None
    assert only.false_match.errors == 3
    assert found.unsupported == (1e-3, 3e-4, 1e-4, 1e-5, 1e-6)
    assert found.none_false.point.threshold == 0.499
    assert found.none_false.false_match is not None
    assert found.none_false.false_match.errors == 0


@given(st.integers(0, 10_000))
def test_a_wider_threshold_takes_more_strangers_and_misses_fewer(seed: int) -> None:
    """Along the trade-off no false match rate rises while the threshold narrows, and no false non-match rate falls."""
    dice = np.random.default_rng(seed)
    found = evaluate(compared(dice.normal(0.35, 0.1, 80).tolist(), dice.normal(0.7, 0.1, 400).tolist()), DRAWN)
    matched, missed = zip(*found.det, strict=True)
    assert list(matched) == sorted(matched, reverse=True)
    assert list(missed) == sorted(missed)
    rates = [one.false_match.estimate for one in found.points if one.false_match is not None]
    asked = [one.point.false_match_rate for one in found.points]
    assert all(seen <= rate for seen, rate in zip(rates, asked, strict=True))


@pytest.mark.parametrize(("mated", "non_mated", "words"), [([], [0.5], "two pictures"), ([0.1], [], "one person")])
def test_nothing_is_said_of_one_person_or_of_single_pictures(mated: list[float], non_mated: list[float], words: str
                                                            ) -> None:
    """Without two people, or without two pictures of one, there are no rates to speak of."""
    with pytest.raises(InputError, match=words):
        evaluate(compared(mated, non_mated), DRAWN)


def test_every_two_pictures_are_compared_once() -> None:
    """Five pictures of two people make ten comparisons, four of them mated."""
    found = one_frame(people([0.0, 0.1, 0.2], [0.4, 0.5]))
    assert np.allclose(np.sort(found.mated().distances), [0.1, 0.1, 0.1, 0.2], atol=HALF_STEP)
    assert len(found.non_mated().distances) == 6


def test_a_reference_of_three_meets_every_picture_but_its_own() -> None:
    """The average of three at 0, 0.1 and 0.2 is 0.1 from the fourth at 0.2, and 0.4 from a stranger at 0.5."""
    found = several_frames(people([0.0, 0.1, 0.2, 0.2], [0.5]))
    assert np.allclose(found.distances, [0.1, 0.4], atol=HALF_STEP)
    assert (found.ones.tolist(), found.others.tolist()) == ([0, 0], [0, 1])


def test_three_pictures_leave_none_to_compare() -> None:
    """Who has only as many pictures as a reference takes has no reference."""
    assert len(several_frames(people([0.0, 0.1, 0.2], [0.5, 0.6, 0.7])).distances) == 0


@pytest.mark.parametrize(("first_only", "mated", "non_mated"), [(True, 140, 2_660), (False, 420, 11_400)])
def test_twenty_people_with_ten_pictures(*, first_only: bool, mated: int, non_mated: int) -> None:
    """Twenty people with ten pictures make 2,660 non-mated comparisons by one reference each, 11,400 by three."""
    found = several_frames(random_people(20, 10), first_only=first_only)
    assert (len(found.mated().distances), len(found.non_mated().distances)) == (mated, non_mated)


def test_a_reference_is_made_of_frames_and_compared_with_probes() -> None:
    """What enrolment makes of a picture goes into the reference only, what a door makes of it is the probe only."""
    (apart,) = pairs([sample(0, 0.0, frame=0.3), sample(0, 0.1, frame=9.0)], [(0, 1)]).distances
    assert apart == pytest.approx(0.2, abs=HALF_STEP)


def test_more_than_fits_in_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """More comparisons than are affordable are refused before any is made."""
    monkeypatch.setattr(comparisons, "MOST", 5)
    with pytest.raises(InputError, match="6 comparisons are too many"):
        one_frame(people([0.0, 0.1], [0.5, 0.6]))


def test_a_group_is_compared_with_its_own() -> None:
    """Among the last two people one of four comparisons is false; strangers of other groups do not count."""
    everybody = people([0.0, 0.0], [0.01, 0.01], [0.2, 0.3], [0.4, 0.9])
    found = among(one_frame(everybody), [2, 3], OperatingPoint(0.15, 0.1, 0, 30), 1)
    assert found.false_match is not None
    assert found.false_non_match is not None
    assert (found.people, found.false_match.errors, found.false_match.trials) == (2, 1, 4)
    assert (found.false_non_match.errors, found.false_non_match.trials) == (1, 2)


def test_a_group_of_one_has_no_false_matches_to_count() -> None:
    """One person alone is compared with nobody else."""
    found = among(one_frame(people([0.0, 0.1], [0.5])), [0], OperatingPoint(0.15, 0.1, 0, 30), 1)
    assert found.false_match is None
    assert found.false_non_match is not None


def test_a_stranger_is_taken_for_somebody_where_anybody_is_near() -> None:
    """In a gallery of all but one, only the two near one another are taken for each other."""
    near = people([0.0] * 4, [0.1] * 4, [0.3] * 4, [0.55] * 4)
    wide, narrow = identified(near, 3, [0.15, 0.05], 1)
    assert wide.false_positive is not None
    # Each is the stranger in a quarter of the galleries, in the long run; half of them have somebody near.
    assert wide.false_positive == pytest.approx(0.5, abs=0.1)
    assert (narrow.false_positive, narrow.false_negative) == (0.0, 0.0)


def test_who_is_between_two_is_not_identified() -> None:
    """A probe with two people within the threshold finds nobody, as at a press."""
    (found,) = identified(people([0.0] * 4, [0.1] * 4, [0.5] * 4), 2, [0.15], 1)
    assert found.false_negative is not None
    assert 0 < found.false_negative < 1


def test_a_gallery_of_everybody_leaves_no_stranger() -> None:
    """Where nobody is left outside, identification is not measured; an empty gallery is no question."""
    everybody = people([0.0] * 4, [0.5] * 4)
    assert identified(everybody, 2, [0.1], 1)[0].false_positive is None
    with pytest.raises(InputError):
        identified(everybody, 0, [0.1], 1)


def test_a_value_beyond_the_scale_is_counted() -> None:
    """Of templates with one value beyond ±0.6 that one is counted as clipped, in both of its forms."""
    found = steps([*random_people(12, 8), sample(0, 0.7)], [1e-2])
    assert (found.largest, found.clipped) == (0.7, 2)
    (only,) = found.missed
    assert max(only.averaged, only.mirrored, only.rounded) <= 1


def test_the_plot_is_a_picture_of_curves() -> None:
    """The plot is well-formed, has a curve for each way with errors, and says where there are too few."""
    dice = np.random.default_rng(1)
    drawn = evaluate(compared(dice.normal(0.5, 0.1, 400).tolist(), dice.normal(0.7, 0.1, 4_000).tolist()), DRAWN)
    flat = evaluate(compared([0.1, 0.2], np.linspace(0.5, 0.9, 400).tolist()), DRAWN)
    text = svg("a <model>", [Curve("with errors", drawn), Curve("without", flat)])
    tree = ET.fromstring(text)  # noqa: S314 - our own
    assert sum(one.tag.endswith("polyline") for one in tree.iter()) == 2  # what is sure, and what is not
    assert "without: too few errors to draw" in text
    assert "a &lt;model&gt;" in text
