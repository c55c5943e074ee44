"""How fit a found face is for comparison, by component, each from 0 (useless) to 100, as ISO/IEC 29794-5:2025 counts.

Measured on the aligned chip and its five landmarks; nothing is learned, and nothing says whose face it is. Where the
standard's mapping to 0 to 100 needs what is not measured here, the mapping is ours and says so. Which component is too
low to compare, and what then helps, is `floors`'s.
"""

from dataclasses import astuple, dataclass
from math import exp, hypot, prod

import cv2
import numpy as np
import numpy.typing as npt

from menshen.terms import Image, Landmarks

MOST = 100
LEVELS = 256
DARKEST, BRIGHTEST = 25, 247
"""Luminance up to and from which a pixel counts as under- and over-exposed (ISO/IEC 29794-5:2025, exposure)."""

SMOOTHING_PX = 1.0
"""Noise of single pixels is not sharpness."""
HALF_SHARP = 0.0075
NOSE_DEPTH = 0.3
"""How far the base of the nose lies before the eyes, by the distance between them."""


@dataclass(frozen=True, slots=True)
class Quality:
    """One face's quality by component, each 0 to 100, higher is better; named by what 100 means."""

    near: int
    alone: int
    not_dark: int
    not_glaring: int
    frontal: int
    sharp: int
    contrast: int
    even: int

    def unified(self) -> float:
        """The geometric mean of the components, 0 to 100: what one of them lacks no other can make up for.

        It ranks pictures of one person. The standard's own unified score is a network's and is not computed here.
        """
        values = astuple(self)
        return float(prod(values) ** (1 / len(values)))


def assess(chip: Image, landmarks: Landmarks, beside: float = 0.0) -> Quality:
    """Quality of a face from its (150, 150, 3) chip and its landmarks, in px of the picture that it was found in.

    `beside` is how large the largest other face of the picture is, by this one's area. Copies of the chip are zeroed.
    """
    grey = np.asarray(cv2.cvtColor(chip, cv2.COLOR_RGB2GRAY), np.uint8)
    skin = grey[_oval(grey.shape[0])]
    try:
        return Quality(
            near=nearness(_eyes(landmarks)[0]), alone=singleness(beside), not_dark=darkness_prevention(skin),
            not_glaring=glare_prevention(skin), frontal=frontality(landmarks), sharp=sharpness(grey),
            contrast=dynamic_range(skin), even=evenness(grey),
        )
    finally:
        grey.fill(0)
        skin.fill(0)


def nearness(between_eyes_px: float) -> int:
    """Inter-eye distance, from px between the eyes' middles: half at 70 px, as the standard maps it.

    The standard corrects the distance by the turn of the head; here a turned head counts as farther away.
    """
    return _scored(1 / (1 + exp((70 - between_eyes_px) / 20)))


def singleness(beside: float) -> int:
    """Single face present, from the largest other face's share of this one's area: 100 where there is no other."""
    return _scored(1 - beside)


def darkness_prevention(skin: npt.NDArray[np.uint8]) -> int:
    """Under-exposure prevention, from the share of pixels of luminance 25 or less, as the standard maps it.

    It falls only where nearly the whole face is so dark: dark skin in fair light keeps 100.
    """
    dark = float((skin <= DARKEST).mean())
    return _scored(1.2 * (0.832 - 1 / (1 + exp((0.92 - dark) / 0.05))))


def glare_prevention(skin: npt.NDArray[np.uint8]) -> int:
    """Over-exposure prevention: 100 less the percentage of pixels of luminance 247 or more. The mapping is ours."""
    return _scored(1 - float((skin >= BRIGHTEST).mean()))


def frontality(landmarks: Landmarks) -> int:
    """Head pose: the lower of cos² of yaw and of roll, as the standard maps each angle.

    Yaw is estimated from how far the nose lies off the middle between the eyes, too low rather than too high. Pitch
    cannot be told from five landmarks and is left out.
    """
    between_px, x, y = _eyes(landmarks)
    middle = landmarks[:4].mean(axis=0)
    off = float((landmarks[4] - middle) @ (x, y)) / between_px
    sine = min(1.0, abs(off) / NOSE_DEPTH)
    return _scored(min(1 - sine * sine, x * abs(x)))


def sharpness(grey: npt.NDArray[np.uint8]) -> int:
    """Sharpness: the variance of the face's Laplacian by the variance of the face, half at 0.0075; the mapping is ours.

    Divided so, a dim picture is as sharp as a bright one. Noise counts as sharpness, as everywhere without a network.
    """
    levels = grey.astype(np.float32)
    inside = _oval(grey.shape[0])
    spread = float(np.var(levels[inside]))
    if spread < 1.0:
        return 0
    smooth = cv2.GaussianBlur(levels, (0, 0), SMOOTHING_PX)
    edges = cv2.Laplacian(smooth, cv2.CV_32F)
    detail = float(np.var(edges[inside])) / spread
    for copy in (levels, smooth, edges):
        copy.fill(0)
    return _scored(detail / (detail + HALF_SHARP))


def dynamic_range(skin: npt.NDArray[np.uint8]) -> int:
    """Dynamic range, from the entropy of luminance in bits (0 to 8): 12.5 for each bit, as the standard maps it."""
    shares = _histogram(skin)
    shares = shares[shares > 0]
    return _scored(-float((shares * np.log2(shares)).sum()) / 8)


def evenness(grey: npt.NDArray[np.uint8]) -> int:
    """Illumination uniformity: what the luminances of both cheeks have in common, to the power of 0.3, as there."""
    side = grey.shape[0]
    rows = slice(side // 3, 3 * side // 4)
    left, right = grey[rows, side // 4:2 * side // 5], grey[rows, 3 * side // 5:3 * side // 4]
    return _scored(float(np.minimum(_histogram(left), _histogram(right)).sum()) ** 0.3)


def _eyes(landmarks: Landmarks) -> tuple[float, float, float]:
    """How far apart the eyes' middles are in px, and the direction (x, y) from the eye at the left to the other."""
    x, y = (landmarks[:2].mean(axis=0) - landmarks[2:4].mean(axis=0)).tolist()
    between_px = max(hypot(x, y), 1.0)
    return between_px, x / between_px, y / between_px


def _oval(side: int) -> npt.NDArray[np.bool_]:
    """The oval that a face fills in its chip, from brows to mouth and from cheek to cheek."""
    down, right = np.ogrid[:side, :side]
    oval = ((right / side - 0.5) / 0.33) ** 2 + ((down / side - 0.53) / 0.41) ** 2 <= 1
    return np.asarray(oval, np.bool_)


def _histogram(levels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    return np.bincount(levels.ravel(), minlength=LEVELS) / levels.size


def _scored(share: float) -> int:
    return round(MOST * min(1.0, max(0.0, share)))
