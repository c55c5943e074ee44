"""Two hundred others for step 11: random templates, labelled so, and nobody's faces.

They agree and enrol by the same acts as everybody, in the gate's own folder while the gate is at rest; only what stands
before the camera is thrown by dice. A gate that serves has no call for this.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from menshen.acts.ask import Agreed, Shown, answer, ask
from menshen.acts.enrol import enrol, permit_enrolment, take_permit
from menshen.acts.entitle import entitle
from menshen.acts.gate import Gate
from menshen.acts.kept import Kept
from menshen.acts.waiting import Waiting
from menshen.config import FILE, load
from menshen.consent.prompt import Answer
from menshen.errors import EvidenceError
from menshen.faces.found import Face, Look
from menshen.faces.quality import Quality
from menshen.faces.template import FULL_SCALE, LENGTH
from menshen.law.permit import Permit
from menshen.terms import AgeBand, Capture, Image, ModelId, PlaceId, Purpose, Template
from menshen.wiring import build

OTHERS: Final = 200
RATE: Final = 0.0603
"""With a false match rate of 3e-4, which is the card's strictest, 201 people may be enrolled at this rate."""
PLACE: Final = PlaceId("spruce-court")

_SIZE_PX, _SPREAD = 200, 0.12
_FLAWLESS = Quality(near=100, alone=100, not_dark=100, not_glaring=100, frontal=100, sharp=100, contrast=100, even=100)


@dataclass(slots=True)
class RandomTemplates:
    """A face engine that sees a random template before the camera, another one for every capture."""

    model: ModelId
    random: np.random.Generator
    begun: int = 0

    def look(self, capture: Capture, permit: Permit) -> Look:
        """Spend the permit as every engine does; the frames hold nothing to look at."""
        now = datetime.now(UTC)
        permit.spend(act=permit.scope.act, capture=capture.id, now=now)
        self.begun += 1
        thrown = self.random.normal(0, _SPREAD, LENGTH).clip(-FULL_SCALE, FULL_SCALE).astype(np.float32)
        return Look(tuple((_face(thrown),) for _ in capture.frames), now, {})

    def looks(self) -> int:
        """How many there were."""
        return self.begun


class NoPictures:
    """Frames that are black, whatever comes."""

    def decode(self, picture: bytes, enough_px: int = 0) -> Image:  # noqa: ARG002
        """A black frame."""
        return np.zeros((1, 1, 3), np.uint8)


def choose_rate(home: Path) -> None:
    """The operator writes down what share of strangers may be taken for somebody, for the next start."""
    (home / FILE).write_text(f"identify_false_positive_rate = {RATE}\n", encoding="utf-8")


def enrol_others(home: Path, url: str) -> int:
    """Enrol two hundred random templates for hands-free in the folder of a gate at rest; how many are kept there."""
    house = build(home, load(home), url)
    try:
        engine = RandomTemplates(house.gate.engine.model, np.random.default_rng(11))
        gate = replace(house.gate, engine=engine, frames=NoPictures())
        for number in range(OTHERS):
            _enrol(gate, f"random template {number:03}")
        return len(gate.references.all())
    finally:
        house.close()


def _enrol(gate: Gate, label: str) -> None:
    plain = entitle(gate, PLACE, "residency", label, AgeBand.ADULT, gate.clock.now() + timedelta(days=365))
    shown = ask(gate, plain.code, own_request=True, purpose=Purpose.ENTRY_HANDS_FREE)
    agreed = answer(gate, shown.token, Answer.AGREE, by_operator=False, beside=()) if isinstance(shown, Shown) else None
    waiting = permit_enrolment(gate, agreed.secret) if isinstance(agreed, Agreed) else None
    held = take_permit(gate, waiting.token) if isinstance(waiting, Waiting) else None
    kept = enrol(gate, held, [b""] * 3) if isinstance(held, Permit) else None
    if not isinstance(kept, Kept):
        raise EvidenceError("a random template was not enrolled: hands-free is not what the demo takes it for")


def _face(thrown: Template) -> Face:
    return Face((0, 0, _SIZE_PX, _SIZE_PX), _FLAWLESS, thrown.copy())
