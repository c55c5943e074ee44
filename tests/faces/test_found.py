"""Which template an act may take from a look."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from menshen.advice import Advice
from menshen.faces.card import OperatingPoint
from menshen.faces.found import Face, Look, one_probe, reference_from
from menshen.faces.quality import Quality
from menshen.faces.template import LENGTH
from menshen.terms import Reason, Refusal, Template

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
POINT = OperatingPoint(0.45, 1e-3, 0.0, 3000)
SHARPER = Quality(near=80, alone=100, not_dark=100, not_glaring=100, frontal=95, sharp=80, contrast=85, even=90)
SHARP = replace(SHARPER, sharp=70)
POOR = replace(SHARP, sharp=5)
BLURRED = replace(SHARP, sharp=34)  # good enough to be compared, and less than half as sharp as the others
SMALL = replace(SHARPER, near=5, sharp=100)


def template(first: float) -> Template:
    """A template at `first` along one axis, so that distances are differences."""
    made = np.zeros(LENGTH, np.float32)
    made[0] = first
    return made


def face(first: float = 0.0, quality: Quality = SHARP) -> Face:
    """A face whose template lies at `first`."""
    return Face((10, 20, 210, 220), quality, template(first))


def look(*frames: tuple[Face, ...]) -> Look:
    """A look that found these faces."""
    return Look(frames, NOON, {"detect": 1.0, "embed": 1.0})


@pytest.mark.parametrize(("found", "reason", "helps"), [
    (look(()), Reason.NO_FACE, Advice.FACE_CAMERA),
    (look((), ()), Reason.NO_FACE, Advice.FACE_CAMERA),
    (look((face(), face(1))), Reason.MANY_FACES, Advice.STEP_UP_ALONE),
    (look((face(),), (face(), face(1))), Reason.MANY_FACES, Advice.STEP_UP_ALONE),
    (look((face(quality=POOR),)), Reason.POOR_CAPTURE, Advice.HOLD_STILL),
    (look((face(quality=SMALL),)), Reason.POOR_CAPTURE, Advice.COME_CLOSER),
])
def test_no_probe_without_one_good_face(found: Look, reason: Reason, helps: Advice) -> None:
    """Nobody, two people in any frame, or nothing but poor faces: there is no probe, and why and what helps is said."""
    assert one_probe(found) == Refusal(reason, advice=helps)


def test_the_probe_is_the_best_frames_face() -> None:
    """Of several frames the sharpest sufficient face is compared, however sharp a small one is."""
    probe = one_probe(look((), (face(0.1),), (face(0.2, SHARPER),), (face(0.3, SMALL),)))
    assert isinstance(probe, np.ndarray)
    assert np.array_equal(probe, template(0.2))


@pytest.mark.parametrize(("found", "reason", "helps"), [
    (look((face(),), ()), Reason.NO_FACE, Advice.FACE_CAMERA),
    (look((face(),), (face(), face(1))), Reason.MANY_FACES, Advice.STEP_UP_ALONE),
    (look((face(),), (face(quality=POOR),)), Reason.POOR_CAPTURE, Advice.HOLD_STILL),
    (look((face(),), (face(POINT.threshold * 1.01),)), Reason.MANY_FACES, Advice.STEP_UP_ALONE),
    (look((face(),), (face(0.3),), (face(0.6),)), Reason.MANY_FACES, Advice.STEP_UP_ALONE),
])
def test_no_reference_unless_every_frame_shows_the_same_person(found: Look, reason: Reason, helps: Advice) -> None:
    """Enrolment needs one good face in every frame, and all of them near one another."""
    assert reference_from(found, POINT) == Refusal(reason, advice=helps)


@pytest.mark.parametrize("left_out", [(), (face(quality=POOR),), (face(0.44, POOR),), (face(0.3, BLURRED),)])
def test_more_frames_than_needed_leave_the_worst_out(left_out: tuple[Face, ...]) -> None:
    """Beside three good frames one without a face, with a poor one, or less than half as sharp, is not averaged."""
    reference = reference_from(look((face(0.0),), left_out, (face(0.1),), (face(0.2),)), POINT)
    assert isinstance(reference, np.ndarray)
    assert np.allclose(reference, template(0.1))


def test_all_good_frames_are_averaged() -> None:
    """A fourth frame that is as good as the others is not left out."""
    reference = reference_from(look((face(0.0),), (face(0.0),), (face(0.2),), (face(0.2, SHARPER),)), POINT)
    assert isinstance(reference, np.ndarray)
    assert np.allclose(reference, template(0.1))


@pytest.mark.parametrize("fourth", [(face(0.5),), (face(0.5, BLURRED),), (face(), face())])
def test_somebody_else_in_one_frame_ends_an_enrolment(fourth: tuple[Face, ...]) -> None:
    """Three good frames of one person do not make up for another person in a fourth, blurred or not."""
    found = look((face(0.0),), (face(0.0),), (face(0.0),), fourth)
    assert reference_from(found, POINT) == Refusal(Reason.MANY_FACES, advice=Advice.STEP_UP_ALONE)


@pytest.mark.parametrize(("bad", "reason", "helps"), [
    ((), Reason.NO_FACE, Advice.FACE_CAMERA),
    ((face(quality=SMALL),), Reason.POOR_CAPTURE, Advice.COME_CLOSER),
])
def test_three_good_frames_are_needed(bad: tuple[Face, ...], reason: Reason, helps: Advice) -> None:
    """Two good frames of twelve are too few, and what would help the others is said."""
    assert reference_from(look((face(),), (face(),), *[bad] * 10), POINT) == Refusal(reason, advice=helps)


def test_a_reference_is_the_average() -> None:
    """Three frames of one person enrol as their mean."""
    reference = reference_from(look((face(0.0),), (face(0.1),), (face(0.2),)), POINT)
    assert isinstance(reference, np.ndarray)
    assert np.allclose(reference, template(0.1))
