"""What a hostile picture is answered with, by a program of its own: how long it took, and how much memory at most.

    python -m support.facing NAME

prints one JSON object. Real decoder, code reader and engine are warm when the picture comes; memory is what the
picture added, by the kernel's count.
"""

import json
import resource
import sys
from pathlib import Path
from time import process_time, thread_time

import cv2
from support.hostile import PICTURES, SIDE_PX, face

from menshen.edges.cameras.frames import PictureDecoder
from menshen.edges.codes.qr import QrCodes
from menshen.edges.engines.dlib_engine import default_cache, open_detector, open_recogniser
from menshen.edges.engines.engine import Detector
from menshen.edges.engines.recogniser import GraphRecogniser
from menshen.errors import InputError
from menshen.faces import card

BYTES = 8 << 20
HANG_S = 20
MIB = 1 << 20


def peak_mib() -> int:
    """The most memory that this program ever held, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1_024


def answer(picture: bytes, detector: Detector, recogniser: GraphRecogniser) -> str:
    """What becomes of a picture that comes to a door whose code window and face area are the whole of it."""
    try:
        frame = PictureDecoder(max_bytes=BYTES, max_side_px=SIDE_PX).decode(picture)
    except InputError as e:
        return str(e)
    codes = QrCodes().read(frame)
    found = detector.find(frame)
    if found:
        recogniser.describe([one.chip for one in found])
    return "codes" if len(codes) == 4 else ("frame", "face", "faces")[len(found)]


def main(name: str) -> None:
    """Face one picture."""
    cv2.setNumThreads(1)
    detector, recogniser = open_detector(card.load()), open_recogniser(card.load(), default_cache())
    answer(PICTURES["a face, to compare with"][0](), detector, recogniser)
    detector.find(face(640))
    picture, before = PICTURES[name][0](), peak_mib()
    resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + HANG_S, -1))
    resource.setrlimit(resource.RLIMIT_AS, (_held() + 1_024 * MIB, -1))
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    resident, began = peak_mib(), thread_time()
    said = answer(picture, detector, recogniser)
    print(json.dumps({"answer": said, "cpu_s": round(thread_time() - began, 3),  # noqa: T201 - this is its answer
                      "added_mib": peak_mib() - resident, "bytes": len(picture), "before_mib": before}))


def _held() -> int:
    """Bytes of address space in use."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    main(sys.argv[1])
