"""Liveness measured as presentation attack detection (ISO/IEC 30107-3): APCER for each kind of attack, and BPCER.

    python bench/liveness.py [PERSONS] [DIR]

Drawn persons, each presented once in each way, to the whole path: JPEG, detector, landmarks, crop, parallax, template,
verdict. DIR is a folder with one folder of pictures for each real person: prints made of those are shown as well. How a
drawn head turns is drawn, so BPCER here says that the parts fit together, not how people will fare.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from math import sqrt
from pathlib import Path
from time import thread_time

import cv2
import numpy as np

from menshen.drawn.moves import EVERY_MS, MOVES, times_ms
from menshen.drawn.photograph import Held, held
from menshen.drawn.portrait import portrait
from menshen.drawn.traits import Person, Variation, person
from menshen.edges.engines.dlib_engine import default_cache, open_detector, open_recogniser
from menshen.edges.engines.engine import Detection
from menshen.faces import card
from menshen.faces.found import Face, Look
from menshen.faces.liveness import Answered, Move, challenge, live_probe
from menshen.faces.parallax import parallax
from menshen.faces.quality import assess
from menshen.faces.template import distance
from menshen.terms import Image, Refusal

PERSONS = 20
FIRST_SEED = 30_000
MOVES_ASKED = 3
PICTURE_PX = 320
GRAIN = 3.0
SEARCHED = 12
"""So many ways to hold a print does the attacker try for each frame who knows the measure, and shows the best."""

Frames = Sequence[Image]


class Eyes:
    """The engine's parts without its permits: this is a bench."""

    def __init__(self) -> None:
        model = card.load()
        self.point = model.operating_point(false_match_rate=1e-3)
        self._detector, self._recogniser = open_detector(model), open_recogniser(model, default_cache())

    def look(self, frames: Frames) -> Look:
        """What a look at these frames finds."""
        found = [self._detector.find(frame) for frame in frames]
        chips = [face.chip for faces in found for face in faces]
        templates = iter(self._recogniser.describe(chips) if chips else ())
        seen = tuple(tuple(Face(one.box_px, assess(one.chip, one.landmarks), next(templates),
                                one.landmarks, parallax(chips[0], one.chip)) for one in faces) for faces in found)
        return Look(seen, datetime.now(UTC), {})

    def somebody_else(self, who: Person, seed: int) -> Person:
        """The first person from `seed` on whom the model tells from `who`: drawn faces are often too much alike."""
        [[own]] = self.look([portrait(who, size_px=PICTURE_PX)]).frames
        while True:
            for face in self.look([portrait(person(seed), size_px=PICTURE_PX)]).frames[0]:
                if distance(face.template, own.template) > self.point.threshold + 0.04:
                    return person(seed)
            seed += 1

    def verdict(self, frames: Frames, moves: Sequence[Move], at_ms: Sequence[int]) -> str:
        """`live`, or why not."""
        result = live_probe(self.look(frames), Answered(tuple(moves), tuple(at_ms)), self.point)
        return result.reason.value if isinstance(result, Refusal) else "live"

    def faces(self, picture: Image) -> Sequence[Detection]:
        """The face in a picture, if it is one alone."""
        found = self._detector.find(picture)
        return found if len(found) == 1 else ()

    def nose(self, frames: Frames) -> list[tuple[float, float]]:
        """The parallax of each frame against the first; nothing where one has not exactly one face."""
        found = [self._detector.find(frame) for frame in frames]
        if any(len(faces) != 1 for faces in found):
            return []
        all_moved = [parallax(found[0][0].chip, faces[0].chip) for faces in found]
        return [(moved.right, moved.down) for moved in all_moved]


def camera(picture: Image, rng: np.random.Generator) -> Image:
    """`picture` with a sensor's noise, through JPEG and back."""
    noisy = np.clip(picture + rng.normal(0, GRAIN, picture.shape), 0, 255).astype(np.uint8)
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 88])[1], 1), np.uint8)


def living(who: Person, moves: Sequence[Move], rng: np.random.Generator) -> list[Image]:
    """A person making `moves`, no two times alike: some turn farther, nobody returns exactly, the light changes."""
    smile, light = rng.uniform(-0.3, 0.5), rng.uniform(-0.5, 0.2)

    def frame(turn_deg: float, nod_deg: float) -> Image:
        how = Variation(turn_deg=turn_deg + rng.normal(0, 1), nod_deg=nod_deg + rng.normal(0, 1),
                        tilt_deg=rng.normal(0, 1.5), smile=smile + rng.normal(0, 0.05), light=light,
                        bright=rng.normal(0, 0.05), blur_px=rng.uniform(0, 0.6))
        return camera(portrait(who, how, PICTURE_PX), rng)

    frames = [frame(0, 0)]
    for move in moves:
        far = rng.uniform(0.75, 1.25)
        frames += [frame(far * MOVES[move].turn_deg, far * MOVES[move].nod_deg), frame(0, 0)]
    return frames


def any_way(rng: np.random.Generator, *, bent: bool = False) -> Held:
    """A print, held somehow."""
    return Held(turned_deg=rng.uniform(-38, 38), leaned_deg=rng.uniform(-32, 32), tilted_deg=rng.uniform(-12, 12),
                away=rng.uniform(1.3, 4), bent=rng.uniform(0.05, 0.3) * rng.choice([-1, 1]) if bent else 0.0,
                right=rng.uniform(-0.06, 0.06), down=rng.uniform(-0.06, 0.06), larger=rng.uniform(0.85, 1.15))


def imitating(move: Move, rng: np.random.Generator, *, bent: bool = False) -> Held:
    """A print, turned as the head should be."""
    how = replace(any_way(rng, bent=bent), tilted_deg=rng.normal(0, 3))
    far = rng.uniform(12, 38)
    turned = {Move.LEFT: (far, 0.0), Move.RIGHT: (-far, 0.0), Move.NOD: (0.0, far)}[move]
    return replace(how, turned_deg=turned[0] + rng.normal(0, 5), leaned_deg=turned[1] + rng.normal(0, 5))


def shown(print_: Image, moves: Sequence[Move], rng: np.random.Generator, *, bent: bool = False) -> list[Image]:
    """A print that is turned at each move, and held straight between them."""
    calm = Held(bent=0.15 if bent else 0.0)
    frames = [held(print_, calm)]
    for move in moves:
        frames += [held(print_, imitating(move, rng, bent=bent)), held(print_, calm)]
    return [camera(frame, rng) for frame in frames]


def searched(eyes: Eyes, print_: Image, moves: Sequence[Move], rng: np.random.Generator) -> list[Image]:
    """As above, by somebody who measures the parallax himself and shows, at each move, the best of many tries."""
    calm = camera(print_, rng)
    tries = [camera(held(print_, any_way(rng)), rng) for _ in range(SEARCHED)]
    noses = [eyes.nose([calm, one]) for one in tries]

    frames = [calm]
    for move in moves:
        worth = [_worth(nose, move) for nose in noses]
        frames += [tries[worth.index(max(worth))], calm]
    return frames


def _worth(nose: Sequence[tuple[float, float]], move: Move) -> float:
    """How much a frame looks like the move; a frame in which no face is found, least of all."""
    if not nose:
        return -np.inf
    right, down = nose[1]
    return {Move.LEFT: right, Move.RIGHT: -right, Move.NOD: down}[move]


def presented(eyes: Eyes, number: int) -> Iterator[tuple[str, str]]:
    """One person, once in each way: what it was, and the verdict."""
    rng = np.random.default_rng(number)
    who = person(FIRST_SEED + number)
    other = eyes.somebody_else(who, FIRST_SEED + 5_000 + number)
    asked = challenge(rng.bytes(16), MOVES_ASKED)
    recorded = next(one for one in iter(lambda: challenge(rng.bytes(16), MOVES_ASKED), None) if one != asked)
    genuine, second = living(who, asked, rng), living(other, asked, rng)
    at_ms = times_ms(len(genuine))
    print_ = portrait(who, Variation(light=rng.uniform(-0.5, 0.2)), PICTURE_PX)
    shuffled = shuffle(genuine, asked, rng)
    ways: Mapping[str, Callable[[], tuple[Frames, Sequence[int]]]] = {
        "bona fide": lambda: (genuine, at_ms),
        "still photograph": lambda: ([camera(print_, rng) for _ in at_ms], at_ms),
        "photograph moved and tilted": lambda: (shown(print_, asked, rng), at_ms),
        "photograph bent and tilted": lambda: (shown(print_, asked, rng, bent=True), at_ms),
        "photograph, best of many tries": lambda: (searched(eyes, print_, asked, rng), at_ms),
        "replay of another sequence": lambda: (living(who, recorded, rng), at_ms),
        "frames out of order": lambda: (shuffled, at_ms),
        "times out of order": lambda: (genuine, [at_ms[0], at_ms[2], at_ms[1], *at_ms[3:]]),
        "two faces taking turns": lambda: ([camera(print_, rng) if at % 2 == 0 else second[at]
                                            for at in range(len(at_ms))], at_ms),
    }
    for name, way in ways.items():
        frames, times = way()
        yield name, eyes.verdict(frames, asked, times)


def shuffle(frames: Sequence[Image], asked: Sequence[Move], rng: np.random.Generator) -> list[Image]:
    """The frames in an order in which they show other moves than those asked for, or none begun straight."""
    made = [None, *(state for move in asked for state in (move, None))]
    while True:
        order = rng.permutation(len(frames))
        states = [made[at] for at in order]
        if [state for state in states if state] != list(asked) or states[0] or states[-1]:
            return [frames[at] for at in order]


def prints(eyes: Eyes, folder: Path) -> Iterator[tuple[str, str]]:
    """Prints of real people, one from each, in two ways."""
    rng = np.random.default_rng(0)
    for one in sorted(folder.iterdir()):
        pictures = sorted(path for path in one.glob("*") if path.is_file()) if one.is_dir() else []
        for path in pictures[:1]:
            small = cv2.imread(str(path), cv2.IMREAD_COLOR)
            if not isinstance(small, np.ndarray):
                continue
            large = cv2.resize(small, None, fx=280 / max(small.shape), fy=280 / max(small.shape),
                               interpolation=cv2.INTER_CUBIC)
            side = [(PICTURE_PX + 80 - length) // 2 for length in large.shape[:2]]
            print_ = np.asarray(cv2.copyMakeBorder(large, side[0], side[0], side[1], side[1], cv2.BORDER_CONSTANT,
                                                   value=(120, 120, 120)), np.uint8)
            asked = challenge(rng.bytes(16), MOVES_ASKED)
            at_ms = times_ms(2 * MOVES_ASKED + 1)
            yield "real print moved and tilted", eyes.verdict(shown(print_, asked, rng), asked, at_ms)
            yield "real print bent and tilted", eyes.verdict(shown(print_, asked, rng, bent=True), asked, at_ms)
            yield "real print, best of many tries", eyes.verdict(searched(eyes, print_, asked, rng), asked, at_ms)


def noses(eyes: Eyes, folder: Path) -> None:
    """Print how the parallax goes with the turn and nod that the landmarks see, between pictures of one real person."""
    seen, spent_s = [], 0.0
    for one in sorted(path for path in folder.iterdir() if path.is_dir()):
        pictures = [cv2.imread(str(path), cv2.IMREAD_COLOR) for path in sorted(one.glob("*")) if path.is_file()]
        faces = [face for picture in pictures if isinstance(picture, np.ndarray)
                 for face in eyes.faces(np.asarray(cv2.resize(picture, None, fx=3, fy=3), np.uint8))]
        lies = [lie(face) for face in faces]
        middle = int(np.argsort([right for right, _ in lies])[len(lies) // 2])
        for at, face in enumerate(faces):
            if at != middle:
                begun = thread_time()
                moved = parallax(faces[middle].chip, face.chip)
                spent_s += thread_time() - begun
                seen.append((lies[at][0] - lies[middle][0], moved.right, lies[at][1] - lies[middle][1], moved.down))
    turn, right, nod, down = np.asarray(seen).T
    print(f"{len(seen)} pairs of real pictures: parallax by landmarks, turns r = {np.corrcoef(turn, right)[0, 1]:.2f}, "
          f"nods r = {np.corrcoef(nod, down)[0, 1]:.2f}; {spent_s / len(seen) * 1e3:.1f} ms of one thread for each")


def lie(face: Detection) -> tuple[float, float]:
    """Where the nose ends between and below the eyes, by the distance of their outer corners."""
    own_left, own_right, nose = face.landmarks[0], face.landmarks[2], face.landmarks[4]
    across = (own_left - own_right) / np.linalg.norm(own_left - own_right)
    off = (nose - face.landmarks[:4].mean(axis=0)) / np.linalg.norm(own_left - own_right)
    return float(off @ across), float(off @ (-across[1], across[0]))


def interval(errors: int, trials: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z = 1.96
    middle = (errors + z * z / 2) / (trials + z * z)
    half = z * sqrt(errors * (trials - errors) / trials + z * z / 4) / (trials + z * z)
    return max(0.0, middle - half), min(1.0, middle + half)


def main(persons: int, folder: Path | None) -> None:
    """Print a line for each kind of presentation."""
    cv2.setNumThreads(1)
    eyes = Eyes()
    verdicts: dict[str, Counter[str]] = {}
    for number in range(persons):
        for name, verdict in presented(eyes, number):
            verdicts.setdefault(name, Counter())[verdict] += 1
    if folder is not None:
        noses(eyes, folder)
        for name, verdict in prints(eyes, folder):
            verdicts.setdefault(name, Counter())[verdict] += 1
    print(f"{MOVES_ASKED} moves, a frame every {EVERY_MS} ms, {persons} drawn persons, each once in each way")
    for name, counted in verdicts.items():
        trials = counted.total()
        good = name == "bona fide"
        wrong = trials - counted["live"] if good else counted["live"]
        low, high = interval(wrong, trials)
        others = ", ".join(f"{reason} {times}" for reason, times in counted.most_common())
        print(f"{'BPCER' if good else 'APCER'}  {name:32} {wrong:3} of {trials:3} = {wrong / trials:6.1%} "
              f"({low:.1%} to {high:.1%})  {others}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
