"""From JPEG bytes to a template, the whole way, beside `face_recognition` 1.3.0 with its defaults, in the same run.

    python bench/peers.py [--rounds N] [--faces DIR] [--yunet FILE] [--peers DIR]

One drawn person's picture of 512 × 512 px alone, then 16 people's as a batch; one thread each, in turns; medians of the
thread's own time, and of the clock's. With faces, a folder for each person, error rates of both on the same JPEGs,
picture against picture. Peers are in `.venv/peers`, where `make bench` puts them. Exits 1 where ours is less than 15
times as fast alone or 20 in a batch, a template differs by more than 1e-5 from dlib's in the same box, or the way with
YuNet takes more than 8 ms for one picture. That bound is of a machine on which dlib's own embedding takes 80 ms: how
long it takes here is measured in the same run, and sets the scale.

Not run, because they do not come with their weights: insightface (weights not for commercial use), deepface, uniface,
facenet-pytorch, alchemyface (all fetch theirs at the first use), arcface (the same, and EUPL); faceie is GPL;
face-recognition-ng is face_recognition's own code on a dlib that takes a compiler.
"""

import argparse
import io
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time
from types import ModuleType

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import cv2
import dlib
import numpy as np

from menshen.drawn.portrait import portrait
from menshen.drawn.traits import person
from menshen.edges.cameras.frames import PictureDecoder
from menshen.edges.engines import weights
from menshen.edges.engines.dlib_engine import default_cache, open_cropper, open_detector, open_recogniser
from menshen.edges.engines.engine import Detector
from menshen.edges.engines.resnet_graph import CHIP_PX
from menshen.faces import card
from menshen.terms import Template

ROUNDS = 5
EACH = 5
BATCH = 16
PICTURE_PX = 512
ORL_SCALE = 2.5
RATES = (1e-2, 1e-3, 3e-4)
ALONE, IN_A_BATCH, TOLERANCE = 15, 20, 1e-5
YUNET_MS, YARDSTICK_MS = 8, 80
PEERS = Path(sys.prefix) / "peers"

Way = Callable[[Sequence[bytes]], Sequence[Template]]


def ours(detector: Detector) -> Way:
    """Our way from JPEGs to templates: decode and find one after the other, describe all at once."""
    recogniser = open_recogniser(card.load(), default_cache())
    decoder = PictureDecoder(max_bytes=1 << 23, max_side_px=4_096)

    def way(jpegs: Sequence[bytes]) -> Sequence[Template]:
        found = [detector.find(decoder.decode(jpeg)) for jpeg in jpegs]
        chips = [faces[0].chip for faces in found if len(faces) == 1]
        return recogniser.describe(chips) if chips else ()
    return way


def theirs(peer: ModuleType) -> Way:
    """The peer's, as its documentation has it."""
    def way(jpegs: Sequence[bytes]) -> Sequence[Template]:
        pictures = (peer.load_image_file(io.BytesIO(jpeg)) for jpeg in jpegs)
        return [np.asarray(one, np.float32) for picture in pictures for one in peer.face_encodings(picture)[:1]]
    return way


def peer_module(folder: Path) -> ModuleType:
    """`face_recognition`, from a folder of its own."""
    sys.path.insert(0, str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it reads its models' folder by a way that is going away
        return import_module("face_recognition")


def drawn(seed: int) -> bytes:
    """A drawn person's portrait, as a camera sends it."""
    picture = cv2.cvtColor(portrait(person(seed), size_px=PICTURE_PX), cv2.COLOR_RGB2BGR)
    return bytes(cv2.imencode(".jpg", picture)[1])


def timed(ways: Sequence[Way], jpegs: Sequence[bytes], each: int, rounds: int) -> Sequence[tuple[float, float]]:
    """Milliseconds a picture of each way, of the thread and of the clock, in turns of `each` after one to warm up."""
    taken: list[list[tuple[float, float]]] = [[] for _ in ways]
    for _ in range(rounds):
        for way, times in zip(ways, taken, strict=True):
            way(jpegs)
            begun = thread_time(), perf_counter()
            for _ in range(each):
                way(jpegs)
            share = 1e3 / each / len(jpegs)
            times.append(((thread_time() - begun[0]) * share, (perf_counter() - begun[1]) * share))
    return [(median(own for own, _ in times), median(wall for _, wall in times)) for times in taken]


def embedding_ms(rounds: int) -> float:
    """How long dlib itself takes to describe one face that is cut out: the yardstick of a machine."""
    recogniser = dlib.face_recognition_model_v1(str(weights.folder() / weights.RECOGNISER))
    chip = portrait(person(1), size_px=CHIP_PX)
    taken = []
    for _ in range(2 * rounds):
        begun = thread_time()
        recogniser.compute_face_descriptor(chip)
        taken.append((thread_time() - begun) * 1e3)
    return median(taken[rounds:])


def compared(names: Sequence[str], ways: Sequence[Way], rounds: int) -> bool:
    """Print how long each way takes for one picture and for a batch; whether ours is fast enough."""
    fast = True
    for what, jpegs, each, least in (
        ("alone", [drawn(1)], EACH, ALONE), (f"in {BATCH}", [drawn(seed) for seed in range(BATCH)], 1, IN_A_BATCH),
    ):
        figures = timed(ways, jpegs, each, rounds)
        their_own, their_wall = figures[-1]
        for name, (own, wall) in zip(names, figures, strict=True):
            print(f"{name + ', ' + what:34} {own:8.2f} ms of its thread {wall:8.2f} ms by the clock   "
                  f"{their_own / own:5.1f} and {their_wall / wall:5.1f} times as fast as the peer")
        fast = fast and their_own / figures[0][0] >= least
        if len(jpegs) == 1:
            scale = YARDSTICK_MS / embedding_ms(rounds)
            for name, (own, _) in zip(names[1:-1], figures[1:-1], strict=True):
                print(f"{name + ', to scale':34} {own * scale:8.2f} ms where dlib's embedding takes {YARDSTICK_MS} ms, "
                      f"not {YARDSTICK_MS / scale:.0f}")
                fast = fast and own * scale <= YUNET_MS
    return fast


def largest_difference(jpegs: Sequence[bytes]) -> float:
    """The largest difference of any value of a template from dlib's own, whole way, in the same box."""
    peer = dlib.face_recognition_model_v1(str(weights.folder() / weights.RECOGNISER))
    landmarks = dlib.shape_predictor(str(weights.folder() / weights.LANDMARKS))
    cropper, recogniser = open_cropper(card.load()), open_recogniser(card.load(), default_cache())
    largest = 0.0
    for jpeg in jpegs:
        picture = np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_RGB), np.uint8)
        for box in dlib.get_frontal_face_detector()(picture):
            other = np.asarray(peer.compute_face_descriptor(picture, landmarks(picture, box)))
            cut = cropper.cut(picture, (box.left(), box.top(), box.right() + 1, box.bottom() + 1))
            largest = max(largest, float(np.abs(recogniser.describe([cut.chip])[0] - other).max()))
    return largest


def rates(name: str, way: Way, people: Sequence[Sequence[bytes]]) -> None:
    """Print failures to acquire and false non-match rates of one way on people's pictures."""
    found = [(number, template) for number, own in enumerate(people) for jpeg in own for template in way([jpeg])]
    missed = sum(map(len, people)) - len(found)
    who, templates = np.array([number for number, _ in found]), np.stack([one for _, one in found])
    one, other = np.triu_indices(len(who), 1)
    apart = np.linalg.norm(templates[one] - templates[other], axis=1)
    mated, others = apart[who[one] == who[other]], np.sort(apart[who[one] != who[other]])
    missed_at = (f"{np.mean(mated >= others[int(rate * len(others))]):.4f} at {rate:g}" for rate in RATES)
    print(f"{name:34} {missed} of {sum(map(len, people))} not acquired; FNMR {', '.join(missed_at)} "
          f"({len(mated)} mated, {len(others)} non-mated)")


def folders(of: Path) -> Sequence[Sequence[bytes]]:
    """The pictures of each person, enlarged, as JPEGs."""
    people = []
    for folder in sorted(path for path in of.iterdir() if path.is_dir()):
        pictures = (cv2.imread(str(path)) for path in sorted(folder.iterdir()))
        enlarged = (cv2.resize(picture, None, fx=ORL_SCALE, fy=ORL_SCALE, interpolation=cv2.INTER_CUBIC)
                    for picture in pictures if isinstance(picture, np.ndarray))
        people.append([bytes(cv2.imencode(".jpg", picture)[1]) for picture in enlarged])
    return people


def main() -> int:
    """Print the times, the largest difference and the error rates."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--faces", type=Path)
    options.add_argument("--yunet", type=Path)
    options.add_argument("--peers", type=Path, default=PEERS)
    given = options.parse_args()
    cv2.setNumThreads(1)
    names, ways = ["menshen"], [ours(open_detector(card.load()))]
    if given.yunet:
        names.append("menshen with YuNet")
        ways.append(ours(open_detector(card.load(), given.yunet)))
    names.append("face_recognition 1.3.0")
    ways.append(theirs(peer_module(given.peers)))
    fast = compared(names, ways, given.rounds)
    difference = largest_difference([drawn(seed) for seed in range(BATCH)])
    print(f"{'largest difference, same box':34} {difference:8.1e}")
    if given.faces:
        people = folders(given.faces)
        for name, way in zip(names, ways, strict=True):
            rates(name, way, people)
    return int(not fast or difference > TOLERANCE)


if __name__ == "__main__":
    sys.exit(main())
