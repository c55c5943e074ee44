"""What makes one drawn person that person, and what may vary from one picture of them to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import numpy as np

from menshen.drawn.canvas import Colour, mix

_Choice = TypeVar("_Choice")
_LINES_FROM = 0.4


class Hair(StrEnum):
    """How the hair is worn."""

    SHAVEN = "shaven"
    CROP = "crop"
    SIDE_PART = "side part"
    SWEPT = "swept back"
    FRINGE = "bob with a fringe"
    BOB = "bob"
    LONG = "long"
    BUN = "bun"
    CURLS = "curls"
    SCARF = "headscarf"


class Beard(StrEnum):
    """How the beard is worn."""

    NONE = "none"
    STUBBLE = "stubble"
    MOUSTACHE = "moustache"
    GOATEE = "goatee"
    FULL = "full"


class Glasses(StrEnum):
    """Which glasses are worn."""

    NONE = "none"
    ROUND = "round"
    SQUARE = "square"


SKINS: tuple[Colour, ...] = (
    (0.98, 0.87, 0.79), (0.96, 0.82, 0.71), (0.93, 0.77, 0.64), (0.88, 0.70, 0.55), (0.80, 0.60, 0.45),
    (0.69, 0.49, 0.35), (0.57, 0.39, 0.27), (0.46, 0.30, 0.21), (0.36, 0.23, 0.16), (0.28, 0.18, 0.13),
)
HAIRS: tuple[Colour, ...] = (
    (0.08, 0.07, 0.07), (0.13, 0.10, 0.09), (0.22, 0.14, 0.10), (0.36, 0.23, 0.14), (0.50, 0.28, 0.14),
    (0.74, 0.57, 0.34), (0.55, 0.54, 0.53), (0.83, 0.82, 0.80),
)
IRISES: tuple[Colour, ...] = (
    (0.20, 0.12, 0.08), (0.30, 0.18, 0.10), (0.42, 0.28, 0.13), (0.38, 0.40, 0.22), (0.32, 0.44, 0.42),
    (0.33, 0.46, 0.58),
)
CLOTHES: tuple[Colour, ...] = (
    (0.22, 0.33, 0.42), (0.55, 0.32, 0.28), (0.33, 0.43, 0.35), (0.62, 0.50, 0.36), (0.40, 0.32, 0.46),
    (0.78, 0.73, 0.64), (0.25, 0.27, 0.30), (0.72, 0.53, 0.42), (0.36, 0.50, 0.55),
)


@dataclass(frozen=True, slots=True)
class Person:
    """The traits of one drawn person. Plain numbers are about 0 for the average and within ±1; `age` is 0 to 1."""

    seed: int
    skin: Colour
    hair_colour: Colour
    iris: Colour
    clothes: Colour
    hair: Hair
    beard: Beard
    glasses: Glasses
    age: float
    earrings: bool
    collar: bool
    face_width: float
    jaw: float
    chin: float
    forehead: float
    cheeks: float
    eye_gap: float
    eye_size: float
    eye_open: float
    eye_slant: float
    eye_fold: float
    brow_weight: float
    brow_arch: float
    brow_height: float
    nose_width: float
    nose_length: float
    nose_bridge: float
    mouth_width: float
    mouth_height: float
    lips: float

    @property
    def lined(self) -> bool:
        """Whether the years have left lines."""
        return self.age > _LINES_FROM


@dataclass(frozen=True, slots=True)
class Variation:
    """How one picture differs from the next of the same person. All zero is the calm picture.

    `turn_deg` (to the person's left) and `nod_deg` (down) stay within about 15, `tilt_deg` within 12; `light` runs from
    -1 (from the picture's left) to 1; `bright` is a gain in stops; `smile` -1 to 1; `blur_px` and `noise` (0 to 1) are
    the camera's.
    """

    turn_deg: float = 0.0
    nod_deg: float = 0.0
    tilt_deg: float = 0.0
    light: float = -0.45
    bright: float = 0.0
    smile: float = 0.0
    blur_px: float = 0.0
    noise: float = 0.0


CALM = Variation()


_SPREAD = (
    "face_width", "jaw", "chin", "forehead", "cheeks", "eye_gap", "eye_size", "eye_open", "eye_slant", "eye_fold",
    "brow_weight", "brow_arch", "brow_height", "nose_width", "nose_length", "nose_bridge", "mouth_width",
    "mouth_height", "lips",
)
_BEARDED_HAIR = (Hair.SHAVEN, Hair.CROP, Hair.SIDE_PART, Hair.SWEPT, Hair.CURLS)
_OTHER_HAIR = (Hair.SIDE_PART, Hair.FRINGE, Hair.BOB, Hair.LONG, Hair.BUN, Hair.CURLS, Hair.SCARF)


def person(seed: int) -> Person:
    """The person that `seed` stands for: always the same one."""
    rng = np.random.default_rng(seed)
    can_beard = bool(rng.random() < 0.5)  # noqa: PLR2004 -- half of all people
    age = float(rng.random() ** 1.4)
    depth = float(rng.uniform(0, len(SKINS) - 1))
    traits = dict(zip(_SPREAD, rng.uniform(-1, 1, len(_SPREAD)).tolist(), strict=True))
    if can_beard:
        traits["jaw"] = min(1.0, traits["jaw"] + 0.5)
        traits["brow_weight"] = min(1.0, traits["brow_weight"] + 0.5)
    return Person(
        seed=seed,
        skin=mix(SKINS[int(depth)], SKINS[min(int(depth) + 1, len(SKINS) - 1)], depth % 1),
        hair_colour=_hair_colour(rng, depth, age),
        iris=IRISES[int(rng.integers(2 if depth > 4 else len(IRISES)))],  # noqa: PLR2004 -- darker skins, brown eyes
        clothes=CLOTHES[int(rng.integers(len(CLOTHES)))],
        hair=_pick(rng, _BEARDED_HAIR if can_beard else _OTHER_HAIR),
        beard=_pick(rng, tuple(Beard)) if can_beard else Beard.NONE,
        glasses=_pick(rng, (Glasses.NONE, Glasses.NONE, Glasses.ROUND, Glasses.SQUARE)),
        age=age,
        earrings=not can_beard and bool(rng.random() < 0.4),  # noqa: PLR2004 -- a share
        collar=bool(rng.random() < 0.45),  # noqa: PLR2004 -- a share
        **traits,
    )


def _pick(rng: np.random.Generator, choices: Sequence[_Choice]) -> _Choice:
    return choices[int(rng.integers(len(choices)))]


def _hair_colour(rng: np.random.Generator, depth: float, age: float) -> Colour:
    if rng.random() < age - 0.4:
        return _pick(rng, HAIRS[6:])
    return _pick(rng, HAIRS[:2] if depth > 4 else HAIRS[:6])  # noqa: PLR2004 -- as above
