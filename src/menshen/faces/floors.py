"""The least quality that is compared, and what helps most below it."""

from collections.abc import Mapping
from types import MappingProxyType

from menshen.advice import Advice
from menshen.faces.quality import Quality

FLOORS: Mapping[str, tuple[int, Advice]] = MappingProxyType({
    "near": (12, Advice.COME_CLOSER),
    "not_dark": (80, Advice.MORE_LIGHT),
    "not_glaring": (40, Advice.LESS_LIGHT),
    "frontal": (15, Advice.FACE_CAMERA),
    "sharp": (25, Advice.HOLD_STILL),
    "contrast": (53, Advice.CLEAR_VIEW),
})
"""The least of each component that is compared, and what helps below it. What is named first spoils what follows.

Measured on ORL, blurred, darkened, over-exposed and flattened (`docs/faces.md`). Light from one side has no floor:
nothing failed by it. Only a head turned far is refused: the three of ORL that are turned most (41, 38 and 16) are told
apart at every operating point. Other faces have none here: where there is more than one, nobody is compared at all.
"""


def advice(quality: Quality) -> Advice | None:
    """What helps a face of this quality most; None where it is good enough to be compared."""
    for component, (floor, helps) in FLOORS.items():
        if getattr(quality, component) < floor:
            return helps
    return None
