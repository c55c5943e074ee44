"""What spoils comparison, and what quality says of it: real faces, spoilt step by step, against their own references.

    python bench/quality_floors.py DIR

DIR holds a folder for each person. Three pictures make the reference; the others are spoilt and compared at the card's
threshold for a false match rate of 1e-3. The face is found in the picture as it was: only comparing is measured.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from menshen.edges.engines.crop import Cropper
from menshen.edges.engines.dlib_engine import default_cache, open_cropper, open_detector, open_recogniser
from menshen.edges.engines.engine import Detector, Recogniser
from menshen.edges.engines.search import Box
from menshen.faces import card
from menshen.faces.floors import advice
from menshen.faces.quality import Quality, assess
from menshen.faces.template import distance, mean
from menshen.terms import Image, Template

ENROLMENT = 3
MIN_WIDTH_PX = 230
FALSE_MATCH_RATE = 1e-3


@dataclass(frozen=True, slots=True)
class Probe:
    """A picture, where its face is, and the reference of whom it shows."""

    picture: Image
    box: Box
    reference: Template


def shrunk(share: float, picture: Image) -> Image:
    """Taken from farther away."""
    return np.asarray(cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)


def blurred(by_px: float, picture: Image) -> Image:
    """Out of focus."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), by_px), np.uint8)


def lit(stops: float, picture: Image) -> Image:
    """With so many stops more light."""
    return np.asarray(np.rint(np.clip(picture * 2.0**stops, 0, 255)), np.uint8)


def paled(share: float, picture: Image) -> Image:
    """With that share of its contrast."""
    return np.asarray(np.rint(128 + (picture - 128.0) * share), np.uint8)


SPOILT: Mapping[str, Callable[[Image], Image]] = {
    "as it was": np.copy,
    **{f"shrunk to {share:.0%}": partial(shrunk, share) for share in (0.5, 0.35, 0.25, 0.15, 0.1)},
    **{f"blurred by {sigma} px": partial(blurred, sigma) for sigma in (2, 3, 4, 5, 6)},
    **{f"{stops} stops less light": partial(lit, -stops) for stops in (1, 2, 3, 4)},
    **{f"{stops} stops more light": partial(lit, stops) for stops in (0.5, 1, 1.5)},
    **{f"{share:.0%} of its contrast": partial(paled, share) for share in (0.3, 0.15, 0.1, 0.05)},
}


def probes(pictures: Path, detector: Detector, recogniser: Recogniser) -> list[Probe]:
    """All pictures but those that make the references."""
    made: list[Probe] = []
    for folder in sorted(path for path in pictures.iterdir() if path.is_dir()):
        seen: list[tuple[Image, Box]] = []
        templates: list[Template] = []
        for path in sorted(folder.iterdir()):
            picture = cv2.imread(str(path), cv2.IMREAD_COLOR_RGB)
            if picture is None:
                continue
            scale = max(1.0, MIN_WIDTH_PX / picture.shape[1])
            large = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
            faces = detector.find(large)
            if len(faces) == 1:
                seen.append((large, faces[0].box_px))
                templates.extend(recogniser.describe([faces[0].chip]))
        made += [Probe(*each, mean(templates[:ENROLMENT])) for each in seen[ENROLMENT:]]
    return made


def measured(spoil: Callable[[Image], Image], every: Sequence[Probe], cropper: Cropper, recogniser: Recogniser
             ) -> tuple[list[float], list[Quality]]:
    """Distances of the spoilt pictures to their references, and what quality says of them."""
    distances, qualities = [], []
    for probe in every:
        spoilt = np.ascontiguousarray(spoil(probe.picture))
        scale = spoilt.shape[1] / probe.picture.shape[1]
        left, top, right, bottom = probe.box
        found = cropper.cut(spoilt, (left * scale, top * scale, right * scale, bottom * scale))
        [template] = recogniser.describe([found.chip])
        distances.append(distance(template, probe.reference))
        qualities.append(assess(found.chip, found.landmarks))
    return distances, qualities


def main(pictures: Path) -> None:
    """Print the table that the floors were chosen by."""
    cv2.setNumThreads(1)
    model = card.load()
    threshold = model.operating_point(false_match_rate=FALSE_MATCH_RATE).threshold
    detector, cropper, recogniser = open_detector(model), open_cropper(model), open_recogniser(model, default_cache())
    every = probes(pictures, detector, recogniser)
    names = [each.name for each in fields(Quality) if each.name != "alone"]
    print(f"{len(every)} probes; not matched at {threshold}, refused as poor, medians of each component\n")
    print("| | not matched | refused | unified | " + " | ".join(names) + " |\n|---" + "|---" * (3 + len(names)) + "|")
    for name, spoil in SPOILT.items():
        distances, qualities = measured(spoil, every, cropper, recogniser)
        missed = np.mean(np.asarray(distances) > threshold)
        poor = np.mean([advice(each) is not None for each in qualities])
        middle = np.median([astuple(each) for each in qualities], axis=0)
        values = [f"{value:.0f}" for value, each in zip(middle, fields(Quality), strict=True) if each.name != "alone"]
        unified = np.median([each.unified() for each in qualities])
        print(f"| {name} | {missed:.1%} | {poor:.1%} | {unified:.0f} | " + " | ".join(values) + " |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
