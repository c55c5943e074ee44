"""A desk before a whole gate: clients of the operator and of a person, and the pictures a camera would send."""

from dataclasses import dataclass
from typing import Any

import cv2
from fastapi.testclient import TestClient

from menshen.drawn.scene import Standing, scene
from menshen.drawn.traits import person
from menshen.edges.codes.qr import QrCodes
from menshen.terms import Image
from menshen.wiring import House

RESIDENT = person(5)


def jpeg(image: Image) -> bytes:
    """A picture as a camera sends it."""
    return cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR))[1].tobytes()


def frame(code: str | None) -> bytes:
    """The resident before the door, with a pass in hand or without one."""
    return jpeg(scene((Standing(RESIDENT),), None if code is None else QrCodes().matrix(code)))


@dataclass(frozen=True)
class Desk:
    """A gate with a declared place and a live door, and the clients that people hold."""

    house: House
    operator: TestClient
    person: TestClient

    def entitle(self, **changed: object) -> dict[str, Any]:
        """A resident's plain pass."""
        body = {"kind": "residency", "label": "3-1201", "age_band": "adult", "not_after": "2100-01-01T00:00:00Z"}
        made: dict[str, Any] = self.operator.post("/v1/places/court/entitlements", json=body | changed).json()
        return made

    def prompt(self, code: str, **more: object) -> dict[str, Any]:
        """The prompt as the kiosk shows it."""
        shown: dict[str, Any] = self.person.post("/v1/prompts", json={"code": code, **more}).json()
        return shown


def two(words: str) -> dict[str, str]:
    """The same words in both languages."""
    return {"zh": words, "en": words}


PLACE = {"kind": "residential", "name": two("Court"), "operator": "Property", "contact": "desk", "public_place": False,
         "impact_assessed_on": "2026-01-15", "sign_shown": True}
SAID = ("purpose", "method", "scope", "retention", "recipients", "contact", "necessity", "effect", "rights")
