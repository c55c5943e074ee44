"""Whether one sought person is among the faces of a look: each is compared with that one reference alone."""

from menshen.faces.card import OperatingPoint
from menshen.faces.floors import advice
from menshen.faces.found import Look
from menshen.faces.verify import verify
from menshen.terms import Reason, Template


def among(look: Look, sought: Template, point: OperatingPoint) -> Reason | None:
    """None where a good face is the sought person's; else why not."""
    faces = [face for frame in look.frames for face in frame]
    good = [face for face in faces if advice(face.quality) is None]
    found = any(verify(face.template, sought, point).same for face in good)
    if found:
        return None
    if not faces:
        return Reason.NO_FACE
    return Reason.NOT_SAME_PERSON if good else Reason.POOR_CAPTURE
