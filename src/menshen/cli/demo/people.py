"""The people of the demo, and what cameras see of them. All are of the drawn cast, and called by its names."""

from collections.abc import Mapping, Sequence
from typing import Final

import cv2
import numpy as np

from menshen.drawn.cast import cast
from menshen.drawn.moves import MOVES
from menshen.drawn.photograph import Held, held
from menshen.drawn.portrait import portrait
from menshen.drawn.scene import Standing, scene, side_by_side
from menshen.drawn.traits import CALM, Variation
from menshen.edges.codes.qr import QUIET_MODULES, QrCodes
from menshen.edges.engines.dlib_engine import default_cache, open_detector, open_recogniser
from menshen.faces.card import load
from menshen.terms import Area, Image, Template

STRANGER = "zhao"
DECLINING = "lin"
AGREEING = "bai"
SOMEBODY_ELSE = "chidi"
NOT_CONSENTING = "kofi"
CHILD = "mia"
READING = "samuel"
MISSING = "omar"
AFFECTED = "samuel"

JPEG_QUALITY = 90
FACE_AREA: Final = Area(0, 0, 0.5, 1)
STRAIGHT = "straight"
MOVING_PX = 400
ENROLLING: Final = (Variation(), Variation(turn_deg=6, smile=0.3), Variation(turn_deg=-6, light=0.2))
AT_THE_DOOR: Final = Variation(turn_deg=3, light=0.15, smile=0.2, noise=0.15)


def jpeg(image: Image) -> bytes:
    """`image` as a camera sends it."""
    _, encoded = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return encoded.tobytes()


def view(who: str, code: str | None = None) -> Image:
    """What a door's camera sees of one person, who shows `code` if there is one."""
    return _scene((Standing(cast()[who], AT_THE_DOOR),), code)


def alone(who: str, code: str | None = None) -> bytes:
    """A door's frame of one person, who shows `code` if there is one."""
    return jpeg(view(who, code))


def two(holder: str, other: str, code: str) -> bytes:
    """A door's frame of two people before the camera, with one code."""
    return jpeg(_scene(side_by_side(cast()[other], cast()[holder]), code))


def enrolling(who: str) -> list[bytes]:
    """Three pictures of one person, who moves a little."""
    return [jpeg(portrait(cast()[who], how)) for how in ENROLLING]


def heads(who: str) -> dict[str, bytes]:
    """One person, straight and at the end of each move that may be asked for, by its name."""
    ways = {STRAIGHT: CALM, **MOVES}
    return {name: jpeg(portrait(cast()[who], how, MOVING_PX)) for name, how in ways.items()}


def print_of(who: str) -> dict[str, bytes]:
    """A photograph of one person, held straight, and turned as the head should be."""
    photograph = portrait(cast()[who], CALM, MOVING_PX)
    ways = {STRAIGHT: Held(), "left": Held(turned_deg=28), "right": Held(turned_deg=-28), "nod": Held(leaned_deg=24)}
    return {name: jpeg(held(photograph, how)) for name, how in ways.items()}


def making(moves: Sequence[str], seen: Mapping[str, bytes]) -> list[bytes]:
    """What `seen` is when `moves` are made, frame by frame: straight before, between and after them."""
    return [seen[STRAIGHT], *(frame for move in moves for frame in (seen[move], seen[STRAIGHT]))]


def template(frame: bytes) -> Template:
    """The template of the face in a door's frame, made here and not by the gate: to know what must be found nowhere."""
    card = load()
    image = np.asarray(cv2.imdecode(np.frombuffer(frame, np.uint8), cv2.IMREAD_COLOR_RGB), np.uint8)
    [face] = open_detector(card).find(FACE_AREA.cut(image).copy())
    return open_recogniser(card, default_cache()).describe([face.chip])[0]


def _scene(people: tuple[Standing, ...], code: str | None) -> Image:
    quiet = QUIET_MODULES
    return scene(people, None if code is None else QrCodes().matrix(code)[quiet:-quiet, quiet:-quiet])
