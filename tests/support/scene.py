"""Scenes before a simulated camera: a frame says, row by row, which codes are held up and who stands there.

A row of a frame is 576 bytes: a word for what it shows, then the text of a code, or a person's number and skin. The
upper half is the code window, the lower half the face area. Nothing here resembles anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from menshen.faces.template import LENGTH, quantise
from menshen.terms import Area, Image, Template

ROWS, COLUMNS = 64, 192
ROW_BYTES = COLUMNS * 3
CODE_WINDOW = Area(0, 0, 1, 0.5)
FACE_AREA = Area(0, 0.5, 1, 0.5)
CODE, FACE, BLUR = b"code", b"face", b"blur"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, by number; two numbers are two people far apart, one number is always alike."""

    number: int

    @property
    def skin(self) -> bytes:
        """What a frame shows of this person and of nobody else."""
        return Random(self.number).randbytes(480)

    @property
    def template(self) -> Template:
        """This person's features."""
        features = np.random.default_rng(self.number).normal(0, 0.1, LENGTH).clip(-0.34, 0.34)
        return features.astype(np.float32)

    def traces(self) -> tuple[bytes, ...]:
        """Pieces that would betray this person wherever a frame or a template of theirs was kept."""
        return self.skin[64:80], self.template.tobytes()[64:80], quantise(self.template)[16:32]


HEADS = ("straight", "left", "right", "nod")
"""How a head can be, each by its number in a row."""


def picture(*, codes: Sequence[str] = (), people: Sequence[Person] = (), blurred: bool = False, head: str = HEADS[0]
            ) -> bytes:
    """A compressed picture of the scene, as a camera sends it; everybody's head is as `head` says."""
    upper = [_row(CODE, len(code).to_bytes(2) + code.encode()) for code in codes]
    turned = bytes([HEADS.index(head)])
    lower = [_row(BLUR if blurred else FACE, person.number.to_bytes(2) + turned + person.skin) for person in people]
    half = ROWS // 2 * ROW_BYTES
    return b"".join(upper).ljust(half, b"\0") + b"".join(lower).ljust(half, b"\0")


def frame(compressed: bytes) -> Image:
    """The frame of a picture."""
    return np.frombuffer(compressed, np.uint8).reshape(ROWS, COLUMNS, 3).copy()


def rows(image: Image) -> list[tuple[bytes, bytes]]:
    """What each row shows: its word, and the rest."""
    return [(row[:4], row[4:]) for row in (bytes(line.tobytes()) for line in image)]


def _row(word: bytes, content: bytes) -> bytes:
    return (word + content).ljust(ROW_BYTES, b"\0")
