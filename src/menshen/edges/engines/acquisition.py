"""Acquires templates from pictures for measuring, as the engine does at a look. There is no permit, as there is nobody.

INVARIANT: only `menshen faces` and `bench/` call this, on pictures that their operator holds already.
"""

from menshen.edges.engines.engine import Detector, Recogniser, describe
from menshen.faces.comparisons import Sample
from menshen.faces.floors import advice
from menshen.faces.quality import assess
from menshen.terms import Image, Reason


def acquire(picture: Image, person: int, detector: Detector, recogniser: Recogniser) -> Sample | Reason:
    """The templates of the one good face in `picture`, as probe and as a frame of an enrolment; else why not."""
    found = detector.find(picture)
    try:
        if len(found) != 1:
            return Reason.MANY_FACES if found else Reason.NO_FACE
        if advice(assess(found[0].chip, found[0].landmarks)) is not None:
            return Reason.POOR_CAPTURE
        (probe,) = describe(recogniser, [found[0].chip], mirrored=False)
        (frame,) = describe(recogniser, [found[0].chip], mirrored=True)
        return Sample(person, probe, frame)
    finally:
        for one in found:
            one.chip.fill(0)
