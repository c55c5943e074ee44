"""Measures operating points on pictures in folders, one folder per person, as a model's card holds them.

    python bench/operating_points.py DIR

Twice: as a door compares (a reference averaged from three pictures and rounded to the 128 bytes of a pass, against a
single probe), and picture against picture. No permit is involved: nobody stands before a camera here.
"""

import sys
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np

from menshen.edges.engines.dlib_engine import default_cache, open_detector, open_recogniser
from menshen.edges.engines.engine import Detector, Recogniser
from menshen.errors import InputError
from menshen.faces import card, measured
from menshen.faces.floors import advice
from menshen.faces.quality import assess
from menshen.faces.template import dequantise, distance, mean, quantise
from menshen.terms import Template

ENROLMENT = 3
MIN_WIDTH_PX = 230
RATES = (1e-2, 1e-3, 3e-4, 1e-4)


def templates_of(folder: Path, detector: Detector, recogniser: Recogniser) -> tuple[list[Template], int, int]:
    """Templates of one person's pictures, how many pictures had no single face, and how many a door would call poor."""
    found: list[Template] = []
    missed = poor = 0
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        picture = cv2.imread(str(path), cv2.IMREAD_COLOR_RGB)
        if picture is None:
            continue
        scale = max(1.0, MIN_WIDTH_PX / picture.shape[1])
        enlarged = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        faces = detector.find(np.asarray(enlarged, np.uint8))
        if len(faces) != 1:
            missed += 1
            continue
        poor += advice(assess(faces[0].chip, faces[0].landmarks)) is not None
        found.extend(recogniser.describe([faces[0].chip]))
    return found, missed, poor


def as_at_a_door(people: Mapping[str, Sequence[Template]]) -> tuple[list[float], list[float]]:
    """Genuine and impostor distances of references from three pictures, as a pass carries them, to single probes."""
    genuine: list[float] = []
    impostor: list[float] = []
    for name, own in people.items():
        for start in range(0, len(own) - ENROLMENT + 1, ENROLMENT):
            reference = dequantise(quantise(mean(own[start:start + ENROLMENT])))
            probes = [*own[:start], *own[start + ENROLMENT:]]
            genuine += [distance(reference, probe) for probe in probes]
            others = (theirs for other, theirs in people.items() if other != name)
            impostor += [distance(reference, probe) for theirs in others for probe in theirs]
    return genuine, impostor


def picture_against_picture(people: Mapping[str, Sequence[Template]]) -> tuple[list[float], list[float]]:
    """Genuine and impostor distances of every picture to every other."""
    genuine = [distance(a, b) for own in people.values() for a, b in combinations(own, 2)]
    impostor = [distance(a, b) for one, other in combinations(people.values(), 2) for a in one for b in other]
    return genuine, impostor


def report(title: str, genuine: Sequence[float], impostor: Sequence[float]) -> None:
    """Print the operating points as a card holds them, and which rates the trials cannot support."""
    print(f"# {title}: {len(genuine)} genuine and {len(impostor)} impostor trials, "
          f"genuine at most {max(genuine):.3f}, impostor at least {min(impostor):.3f}")
    for rate in RATES:
        try:
            point = measured.operating_point(np.asarray(genuine), np.asarray(impostor), rate)
        except InputError as refusal:
            print(f"# {refusal}; {refusal.hint}\n")
            continue
        print(f"[[operating_points]]\nthreshold = {point.threshold}\nfalse_match_rate = {point.false_match_rate:g}\n"
              f"false_non_match_rate = {point.false_non_match_rate}\ntrials = {point.trials}\n")


def main(pictures: Path) -> None:
    """Measure the model that comes with Menshen on the people in `pictures`."""
    model = card.load()
    detector, recogniser = open_detector(model), open_recogniser(model, default_cache())
    people: dict[str, list[Template]] = {}
    missed = poor = 0
    for folder in sorted(path for path in pictures.iterdir() if path.is_dir()):
        people[folder.name], without, unfit = templates_of(folder, detector, recogniser)
        missed, poor = missed + without, poor + unfit
    print(f"# model {model.id}: {len(people)} people, {sum(map(len, people.values()))} pictures with one face, "
          f"{missed} failures to acquire, {poor} that a door would call poor\n")
    report("as at a door", *as_at_a_door(people))
    report("picture against picture", *picture_against_picture(people))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
