"""How many drawn persons that are hard to find each detector finds, in what time, and what it finds where nobody is.

    python bench/hard_faces.py [PERSONS] [YUNET.onnx]

Whatever counts as found lies where the face is. Times are a thread's CPU time, medians; dlib's own MMOD is timed beside
ours on one picture, in the same run. Drawn persons say nothing about people: the table says what a second look is for.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from time import thread_time

import cv2
import dlib
import numpy as np

from menshen.drawn.hard import capped, dimmed, tilted
from menshen.drawn.lobby import lobby
from menshen.drawn.scene import Standing, scene
from menshen.drawn.traits import CALM, SKINS, Glasses, Person, Variation, person
from menshen.edges.engines import weights
from menshen.edges.engines.dlib_detector import DlibDetector, unpacked
from menshen.edges.engines.dlib_engine import default_cache, open_cropper, open_second_look, open_yunet
from menshen.edges.engines.engine import Detector
from menshen.edges.engines.second_look import SecondLook
from menshen.faces import card
from menshen.terms import Image

PERSONS = 10
FRAME = (480, 480)
EYES = (240, 215)
HEAD_PX = 150
SENSOR = 2.0
EMPTY = 40


@dataclass
class Tally:
    """What one detector found, and how long it took each time."""

    found: dict[str, int] = field(default_factory=dict)
    taken_ms: list[float] = field(default_factory=list)
    false: int = 0


def standing(who: Person, how: Variation = CALM, head_px: int = HEAD_PX) -> Image:
    """A person in the middle of a door's frame."""
    return scene((Standing(who, how, EYES, head_px),), size_px=FRAME)


def dark_skinned(who: Person) -> Person:
    """The same person with the darkest skin that is drawn, and black hair."""
    return replace(who, skin=SKINS[-1], hair_colour=(0.08, 0.07, 0.07))


def glasses(who: Person) -> Person:
    """The same person with the larger glasses."""
    return replace(who, glasses=Glasses.SQUARE)


HARD: Mapping[str, Callable[[Person], Image]] = {
    "as they are": standing,
    "tilted by 20°": lambda who: tilted(standing(who), 20),
    "tilted by 45°": lambda who: tilted(standing(who), -45),
    "tilted by 60°": lambda who: tilted(standing(who), 60),
    "turned by 45°": lambda who: standing(who, Variation(turn_deg=45)),
    "dark, 3 stops": lambda who: dimmed(standing(who), 3, SENSOR, who.seed),
    "dark, 4 stops": lambda who: dimmed(standing(who), 4, SENSOR, who.seed),
    "dark skin": lambda who: standing(dark_skinned(who)),
    "dark skin, 3 stops": lambda who: dimmed(standing(dark_skinned(who)), 3, SENSOR, who.seed),
    "dark skin, 4 stops": lambda who: dimmed(standing(dark_skinned(who)), 4, SENSOR, who.seed),
    "dark skin against the light": lambda who: standing(dark_skinned(who), Variation(bright=-3)),
    "glasses": lambda who: standing(glasses(who)),
    "cap": lambda who: capped(who, CALM, HEAD_PX, FRAME),
    "cap, glasses, tilted by 20°": lambda who: tilted(capped(glasses(who), CALM, HEAD_PX, FRAME), 20),
    "a sixth as wide as the frame": lambda who: standing(who, head_px=80),
    "a tenth as wide as the frame": lambda who: standing(who, head_px=48),
}


def empty_halls() -> list[Image]:
    """Halls without anybody: of several shapes, dim, noisy and askew."""
    halls = []
    for number in range(EMPTY):
        width, height = ((640, 480), (480, 480), (320, 480))[number % 3]
        hall = np.asarray(np.rint(lobby(width, height) * 255), np.uint8)
        halls.append(tilted(dimmed(hall, number % 5, 1.0 + number % 4, number), 7.0 * (number % 6)))
    return halls


def found_there(detector: Detector, picture: Image, tally: Tally) -> bool:
    """Whether the detector finds one face, and its box holds the middle of the face."""
    begun = thread_time()
    faces = detector.find(picture)
    tally.taken_ms.append((thread_time() - begun) * 1e3)
    if len(faces) != 1:
        return False
    left, top, right, bottom = faces[0].box_px
    return left < EYES[0] < right and top < EYES[1] + 10 < bottom


def detectors(yunet: Path | None) -> dict[str, Detector]:
    """All that are at hand, by name."""
    cropper = open_cropper(card.load())
    second = open_second_look(cropper, default_cache())
    made: dict[str, Detector] = {"HOG": DlibDetector(weights.hog(default_cache(), unpacked), cropper), "MMOD": second}
    made["HOG, then MMOD"] = SecondLook(made["HOG"], second)
    if yunet is not None:
        made["YuNet"] = open_yunet(yunet, cropper, default_cache())
        made["YuNet, then MMOD"] = SecondLook(made["YuNet"], second)
    return made


def beside_dlib(second: Detector) -> tuple[float, float]:
    """Milliseconds of CPU time of our MMOD and of dlib's own, on one picture of 320 by 320."""
    picture = standing(person(1))[::3, ::3].copy()
    picture = np.asarray(cv2.resize(picture, (320, 320)), np.uint8)
    peer = dlib.cnn_face_detection_model_v1(str(weights.folder() / weights.SECOND_LOOK))
    peer(picture, 0)
    taken = []
    for look in (lambda: second.find(picture), lambda: peer(picture, 0)):
        rounds = []
        for _ in range(5):
            begun = thread_time()
            look()
            rounds.append((thread_time() - begun) * 1e3)
        taken.append(median(rounds))
    return taken[0], taken[1]


def report(tallies: Mapping[str, Tally], persons: int, halls: int) -> None:
    """Print the table as `docs/faces.md` holds it."""
    print("| | " + " | ".join(tallies) + " |\n|---" + "|---" * len(tallies) + "|")
    for name in HARD:
        print(f"| {name} | " + " | ".join(str(tally.found[name]) for tally in tallies.values()) + " |")
    sums = (str(sum(tally.found.values())) for tally in tallies.values())
    print(f"| of {persons * len(HARD)} | " + " | ".join(sums) + " |")
    print(f"| false, in {halls} empty halls | " + " | ".join(str(one.false) for one in tallies.values()) + " |")
    print("| CPU ms, median | " + " | ".join(f"{median(one.taken_ms):.0f}" for one in tallies.values()) + " |")
    print("| CPU ms, most | " + " | ".join(f"{max(one.taken_ms):.0f}" for one in tallies.values()) + " |")


def main(persons: int, yunet: Path | None) -> None:
    """Draw, find and count."""
    cv2.setNumThreads(1)
    every = detectors(yunet)
    tallies = {name: Tally() for name in every}
    for name, drawn in HARD.items():
        pictures: Sequence[Image] = [drawn(person(seed)) for seed in range(persons)]
        for which, detector in every.items():
            tally = tallies[which]
            tally.found[name] = sum(found_there(detector, picture, tally) for picture in pictures)
    halls = empty_halls()
    for which, detector in every.items():
        tallies[which].false = sum(len(detector.find(hall)) for hall in halls)
    report(tallies, persons, len(halls))
    ours_ms, theirs_ms = beside_dlib(every["MMOD"])
    print(f"\nMMOD on 320 × 320: {ours_ms:.0f} ms of CPU time, in dlib {theirs_ms:.0f} ms: "
          f"{theirs_ms / ours_ms:.0f} times")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
