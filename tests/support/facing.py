"""What hostile pictures are answered with, by a program of its own: how long it took, and how much memory at most.

    python -m support.facing < NAMES

reads a name of `hostile.PICTURES` a line and prints one JSON object for each. Real decoder, code reader and engine are
warm when a picture comes; memory is what the picture added, by the kernel's count. A picture that takes 20 s of the
processor, or a gigabyte, ends the program.
"""

import ctypes
import json
import resource
import sys
from pathlib import Path
from time import process_time, thread_time
from typing import Any

import cv2
from support.hostile import PICTURES, SIDE_PX, face

from menshen.edges.cameras.frames import PictureDecoder
from menshen.edges.codes.qr import MAX_CODES, QrCodes
from menshen.edges.engines.dlib_engine import default_cache, open_detector, open_recogniser
from menshen.edges.engines.engine import Detector
from menshen.edges.engines.recogniser import GraphRecogniser
from menshen.errors import InputError
from menshen.faces import card

BYTES = 8 << 20
HANG_S = 20
ROOM_BYTES = 1 << 30
STATUS, FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def main() -> None:
    """Face each picture that is named."""
    cv2.setNumThreads(1)
    detector, recogniser = open_detector(card.load()), open_recogniser(card.load(), default_cache())
    answer(face(), detector, recogniser)
    for line in sys.stdin:
        print(json.dumps(faced(PICTURES[line.strip()][0](), detector, recogniser)), flush=True)  # noqa: T201 - its answer


def faced(picture: bytes, detector: Detector, recogniser: GraphRecogniser) -> dict[str, Any]:
    """What came of one picture, and what it took."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + HANG_S, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (held_kib("VmSize") * 1_024 + ROOM_BYTES, resource.RLIM_INFINITY))
    ctypes.CDLL(None).malloc_trim(0)  # what earlier pictures left free is no room for this one
    FORGET.write_text("5", encoding="ascii")
    before_kib, began_s = held_kib("VmHWM"), thread_time()
    try:
        frame = PictureDecoder(max_bytes=BYTES, max_side_px=SIDE_PX).decode(picture)
        said = answer(frame, detector, recogniser)
    except InputError as e:
        said = str(e)
    return {"answer": said, "cpu_s": round(thread_time() - began_s, 3), "bytes": len(picture),
            "added_mib": (held_kib("VmHWM") - before_kib) // 1_024}


def answer(frame: Any, detector: Detector, recogniser: GraphRecogniser) -> str:  # noqa: ANN401 - an image
    """What is in a frame at a door whose code window and face area are the whole of it."""
    codes = QrCodes().read(frame)
    found = detector.find(frame)
    if found:
        recogniser.describe([one.chip for one in found])
    return "codes" if len(codes) == MAX_CODES else ("frame", "face", "faces")[len(found)]


def held_kib(what: str) -> int:
    """A line of the kernel's account of this program, in KiB: `VmHWM` is the most that was ever in memory."""
    return int(STATUS.read_text(encoding="ascii").partition(f"{what}:")[2].split()[0])


if __name__ == "__main__":
    main()
