"""The gate that every engine shares: no pixel before the permit is spent."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from time import sleep

import numpy as np
import pytest
from law.situations import at

from menshen.edges.engines.engine import LOOKS, WAITING, Detection, Engine
from menshen.errors import EvidenceError, UnavailableError
from menshen.faces.found import one_probe
from menshen.faces.quality import assess
from menshen.law.law import Law
from menshen.law.permit import Permit
from menshen.terms import (
    Act,
    Area,
    Capture,
    CaptureId,
    Image,
    ModelId,
    PermitId,
    PlaceId,
    Purpose,
    Reason,
    Refusal,
    Scope,
    Template,
)

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
CAPTURE = CaptureId("0" * 32)
FRAME = np.full((40, 60, 3), 7, np.uint8)
UPRIGHT = np.array([(70, 30), (55, 31), (20, 30), (35, 31), (45, 60)], np.float32)
RIGHT_HALF = Area(0.5, 0, 0.5, 1)


@dataclass
class Eyes:
    """Find one face wherever they look, describe it by its first pixel, and remember all that they were given."""

    seen: list[Image] = field(default_factory=list)
    chips: list[Image] = field(default_factory=list)
    blind: bool = False

    def find(self, image: Image) -> Sequence[Detection]:
        self.seen.append(image)
        if self.blind:
            raise UnavailableError("no eyes today")
        self.chips.append(np.full((150, 150, 3), image[0, 0, 0], np.uint8))
        return [Detection((0, 0, 100, 90), self.chips[-1], UPRIGHT)]

    def describe(self, chips: Sequence[Image]) -> Sequence[Template]:
        return [np.full(128, float(chip[0, 0, 0]), np.float32) for chip in chips]


@dataclass
class Sides(Eyes):
    """Find a face that is 10 on the left and 20 on the right, describe it by its left, and keep what was described."""

    described: list[Image] = field(default_factory=list)

    def find(self, image: Image) -> Sequence[Detection]:  # noqa: ARG002 (the same wherever it looks)
        chip = np.full((150, 150, 3), 10, np.uint8)
        chip[:, 75:] = 20
        return [Detection((0, 0, 100, 90), chip, UPRIGHT)]

    def describe(self, chips: Sequence[Image]) -> Sequence[Template]:
        self.described += chips
        return super().describe(chips)


@pytest.fixture(scope="module")
def law() -> Law:
    """The law that permits are made by."""
    return Law.load()


def permit(law: Law, act: Act = Act.VERIFY) -> Permit:
    """A fresh permit to one act on `CAPTURE`."""
    scope = Scope(act=act, place=PlaceId("garden"), door=None, purpose=Purpose.ENTRY_BY_PASS, basis="a" * 32,
                  capture=CAPTURE, permit=PermitId("b" * 32), issued_at=NOON, not_after=NOON + timedelta(seconds=10))
    decided = law.decide(at(act=act), scope)
    assert isinstance(decided, Permit)
    return decided


def engine(eyes: Eyes, now: datetime = NOON) -> Engine:
    """An engine with those eyes, at that time."""
    return Engine(eyes, eyes, ModelId("eyes-1"), lambda: now)


def capture(*frames: Image) -> Capture:
    """A capture whose right half counts."""
    return Capture(CAPTURE, frames or (FRAME.copy(),), RIGHT_HALF)


def test_an_enrolment_averages_each_face_with_its_mirror_image(law: Law) -> None:
    """At an enrolment a template is the average of a crop's and its mirror image's, at a door the crop's alone."""
    eyes = Sides()
    enrolled = engine(eyes).look(capture(), permit(law, Act.ENROL)).frames[0][0]
    verified = engine(eyes).look(capture(), permit(law, Act.VERIFY)).frames[0][0]
    assert (float(enrolled.template[0]), float(verified.template[0])) == (15.0, 10.0)
    assert all(not chip.any() for chip in eyes.described)


@pytest.mark.parametrize("act", sorted(LOOKS))
def test_a_permitted_look_finds_the_faces_of_the_area(law: Law, act: Act) -> None:
    """A look answers for each frame in order, having seen the area only, and is counted once."""
    eyes = Eyes()
    made = engine(eyes)
    look = made.look(capture(FRAME.copy(), FRAME + 1), permit(law, act))
    assert [[float(face.template[0]) for face in faces] for faces in look.frames] == [[7.0], [8.0]]
    assert [image.shape for image in eyes.seen] == [(40, 30, 3)] * 2
    assert look.frames[0][0].box_px == (0, 0, 100, 90)
    assert look.frames[0][0].quality == assess(np.full((150, 150, 3), 7, np.uint8), UPRIGHT)
    assert set(look.timings_ms) == {"detect", "embed"}
    assert made.looks() == 1


def test_a_permit_is_good_for_one_look(law: Law) -> None:
    """A second look on the same permit sees nothing and is not counted."""
    eyes, once = Eyes(), permit(law)
    made = engine(eyes)
    made.look(capture(), once)
    with pytest.raises(EvidenceError, match="already spent"):
        made.look(capture(), once)
    assert (made.looks(), len(eyes.seen)) == (1, 1)


def test_a_late_permit_shows_nothing(law: Law) -> None:
    """Past its last moment a permit opens no eye."""
    eyes = Eyes()
    made = engine(eyes, NOON + timedelta(seconds=10, milliseconds=1))
    with pytest.raises(UnavailableError, match="late"):
        made.look(capture(), permit(law))
    assert (made.looks(), eyes.seen) == (0, [])


def test_a_permit_for_another_capture_shows_nothing(law: Law) -> None:
    """A permit is for its own capture only."""
    eyes = Eyes()
    made = engine(eyes)
    with pytest.raises(EvidenceError, match="another capture"):
        made.look(replace(capture(), id=CaptureId("1" * 32)), permit(law))
    assert (made.looks(), eyes.seen) == (0, [])


@pytest.mark.parametrize("act", [Act.STORE, Act.COLLECT, Act.ANALYSE])
def test_a_permit_to_another_act_shows_nothing(law: Law, act: Act) -> None:
    """What is no look is refused before any pixel is read."""
    eyes = Eyes()
    made = engine(eyes)
    with pytest.raises(EvidenceError, match="enrol, identify, verify are looks"):
        made.look(capture(), permit(law, act))
    assert (made.looks(), eyes.seen) == (0, [])


def test_own_copies_are_zeroed(law: Law) -> None:
    """After a look neither the cut area nor a chip holds a pixel, and the caller's frame is as it was."""
    eyes, frame = Eyes(), FRAME.copy()
    engine(eyes).look(capture(frame), permit(law))
    assert not any(image.any() for image in eyes.seen + eyes.chips)
    assert np.array_equal(frame, FRAME)


def test_own_copies_are_zeroed_when_looking_fails(law: Law) -> None:
    """A look that breaks off leaves no pixel behind either, and counts: it was begun."""
    eyes = Eyes(blind=True)
    made = engine(eyes)
    with pytest.raises(UnavailableError):
        made.look(capture(), permit(law))
    assert not eyes.seen[0].any()
    assert made.looks() == 1


@dataclass
class Staring(Eyes):
    """Eyes that have begun to look, and do not end before they are told to."""

    begun: Event = field(default_factory=Event)
    told: Event = field(default_factory=Event)

    def find(self, image: Image) -> Sequence[Detection]:
        self.begun.set()
        self.told.wait()
        return super().find(image)


@contextmanager
def looking(made: Engine, permits: Sequence[Permit], eyes: Staring) -> Iterator[None]:
    """While this lasts, so many looks are under way or wait for their turn."""
    threads = [Thread(target=made.look, args=(capture(), one)) for one in permits]
    for thread in threads:
        thread.start()
    eyes.begun.wait()
    try:
        yield
    finally:
        eyes.told.set()
        for thread in threads:
            thread.join()


def test_a_look_waits_for_its_turn_with_its_permit_unspent(law: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look that finds the engine busy gives up, and its permit was not spent on waiting."""
    monkeypatch.setattr("menshen.edges.engines.engine.WAIT_S", 0.01)
    eyes, unspent = Staring(), permit(law)
    made = engine(eyes)
    with looking(made, [permit(law)], eyes):
        with pytest.raises(UnavailableError, match="busy"):
            made.look(capture(), unspent)
        unspent.spend(act=Act.VERIFY, capture=CAPTURE, now=NOON)
        assert made.looks() == 1


def test_only_so_many_looks_wait(law: Law) -> None:
    """Beyond the looks that may wait, another is told at once to take another lane."""
    eyes = Staring()
    made = engine(eyes)
    with looking(made, [permit(law) for _ in range(WAITING + 1)], eyes):
        while made._room._value:  # until all of them are in the room
            sleep(0.001)
        with pytest.raises(UnavailableError, match="too many"):
            made.look(capture(), permit(law))
    assert made.looks() == WAITING + 1


@dataclass
class Dazed(Eyes):
    """Eyes that find a good face, and describe it with a number that may be none."""

    number: float = 0.1

    def find(self, image: Image) -> Sequence[Detection]:
        [found] = super().find(image)
        found.chip[:] = np.random.default_rng(1).integers(40, 220, found.chip.shape, np.uint8)
        return [replace(found, landmarks=UPRIGHT * 3)]

    def describe(self, chips: Sequence[Image]) -> Sequence[Template]:
        return [np.where(np.arange(128) == 7, self.number, 0.1).astype(np.float32) for _ in chips]


@pytest.mark.parametrize("act", [Act.VERIFY, Act.ENROL])
@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_a_poor_capture(law: Law, act: Act, number: float) -> None:
    """A face is good enough with finite numbers, and not with one that is none: nothing is compared or raised."""
    sound = engine(Dazed()).look(capture(), permit(law, act))
    assert isinstance(one_probe(sound), np.ndarray)
    look = engine(Dazed(number=number)).look(capture(), permit(law, act))
    probe = one_probe(look)
    assert isinstance(probe, Refusal)
    assert probe.reason is Reason.POOR_CAPTURE
    assert not look.frames[0][0].template.any()


def test_crops_are_zeroed_when_a_later_frame_fails(law: Law) -> None:
    """Of a look that breaks off at its second frame, the first one's crop is zeroed, too."""
    eyes = Eyes()
    first = eyes.find

    def once(image: Image) -> Sequence[Detection]:
        if eyes.seen:
            raise UnavailableError("once is enough")
        return first(image)

    eyes.find = once  # type: ignore[method-assign]
    with pytest.raises(UnavailableError, match="once"):
        engine(eyes).look(capture(FRAME.copy(), FRAME.copy()), permit(law))
    assert eyes.chips
    assert not any(image.any() for image in eyes.chips)
