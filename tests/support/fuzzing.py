"""What is fuzzed: each target's seeds are real, and what it is promised to do with anything else is checked.

An answer is a value, or an error by which the caller is told so; whatever else is raised is a finding.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from random import Random

import base45
import cv2
import numpy as np
from ledger.example_log import example
from pydantic import ValidationError
from support import hostile
from support.mutations import mutated
from support.pass_vectors import KID, PLAIN, SIGNER, face

from menshen.acts.disclose import verify_bundle
from menshen.consent.prompt import token_hash
from menshen.edges.cameras.frames import PictureDecoder
from menshen.edges.codes.qr import MAX_CODES, QrCodes
from menshen.edges.engines.dlib_engine import default_cache, open_detector, open_recogniser
from menshen.edges.engines.engine import Detector
from menshen.edges.engines.recogniser import GraphRecogniser
from menshen.edges.http import person, sign_in, wire
from menshen.edges.keys import sealed
from menshen.errors import EvidenceError, InputError
from menshen.faces import card
from menshen.ledger.note import parse_vkey
from menshen.passes import cose, payload
from menshen.passes.code import PREFIX, issue, read
from menshen.terms import GrantId, Refusal

SIDE_PX = 4_096
DECODER = PictureDecoder(max_bytes=8 << 20, max_side_px=SIDE_PX)
KEYS = {KID: SIGNER.public_key()}
EPOCH_KEY = bytes(range(32))

Seeds = Callable[[], Sequence[bytes]]


@dataclass(frozen=True, slots=True)
class Target:
    """What takes the inputs, what they are made of, and how many of a hundred it gets."""

    seeds: Seeds
    take: Callable[[bytes], object]
    share: int
    make: Callable[[Sequence[bytes], Random], bytes] = mutated


def run(name: str, number: int, seed: int) -> None:
    """Give input `number` to a target: the same one again by its number and `seed`. What it raises is a finding."""
    target = TARGETS[name]
    content = target.make(target.seeds(), Random(f"{seed}/{name}/{number}"))
    try:
        target.take(content)
    except InputError:
        return


@cache
def pictures() -> Sequence[bytes]:
    """Small pictures of every kind that is decoded, and some that are not."""
    small = hostile.face(96)
    gray = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    jpegs = [hostile.encoded(".jpg", small, *options) for options in (
        (), (cv2.IMWRITE_JPEG_PROGRESSIVE, 1), (cv2.IMWRITE_JPEG_RST_INTERVAL, 2), (cv2.IMWRITE_JPEG_QUALITY, 20))]
    pngs = [hostile.encoded(".png", small), cv2.imencode(".png", gray)[1].tobytes(),
            cv2.imencode(".png", small.astype(np.uint16) * 257)[1].tobytes(),
            cv2.imencode(".png", cv2.cvtColor(small, cv2.COLOR_RGB2RGBA))[1].tobytes()]
    return [*jpegs, *pngs, hostile.with_orientation(jpegs[0], 6), cv2.imencode(".jpg", gray)[1].tobytes(),
            hostile.cmyk(), hostile.png(hostile.chunk(b"tEXt", b"a\0b"), hostile.BLANK, interlaced=1),
            hostile.encoded(".webp", small), hostile.encoded(".gif", small)]


def decode(content: bytes) -> None:
    """A frame within the limits, or an InputError."""
    frame = DECODER.decode(content)
    assert frame.dtype == np.uint8
    assert frame.ndim == 3
    assert 1 <= min(frame.shape[:2]) <= max(frame.shape[:2]) <= SIDE_PX
    assert frame.shape[2] == 3


@cache
def _engine() -> tuple[Detector, GraphRecogniser]:
    return open_detector(card.load()), open_recogniser(card.load(), default_cache())


def look(content: bytes) -> None:
    """At most two faces, whose templates are finite."""
    detector, recogniser = _engine()
    found = detector.find(DECODER.decode(content))
    assert len(found) <= 2
    assert not found or np.isfinite(recogniser.describe([one.chip for one in found])).all()


@cache
def faces() -> Sequence[bytes]:
    """Pictures large enough for a face."""
    return [hostile.encoded(".jpg", hostile.face(160)), hostile.held_sideways(),
            hostile.encoded(".jpg", hostile.face(160), cv2.IMWRITE_JPEG_PROGRESSIVE, 1)]


@cache
def passes() -> Sequence[bytes]:
    """Texts of real passes."""
    return [issue(claims, SIGNER, KID).encode() for claims in (PLAIN, face())]


@cache
def payloads() -> Sequence[bytes]:
    """What is signed in them."""
    return [payload.encode(claims) for claims in (PLAIN, face())]


@cache
def messages() -> Sequence[bytes]:
    """Their envelopes."""
    return [cose.sign(one, SIGNER, KID).encode() for one in payloads()]


def read_text(content: bytes) -> None:
    """Claims or a refusal, whatever the text."""
    text = content.decode("utf-8", "surrogateescape")
    if not isinstance(read(text, KEYS), Refusal):
        assert text.encode() in passes(), "a pass that nobody issued"


def read_message(content: bytes) -> None:
    """An envelope in any bytes."""
    read(PREFIX + base45.b45encode(content).decode(), KEYS)
    cose.decode(content)


def read_signed(content: bytes) -> None:
    """A payload that our own key signed, whatever it holds."""
    read(PREFIX + base45.b45encode(cose.sign(content, SIGNER, KID).encode()).decode(), KEYS)
    payload.decode(content)


def damaged_code(seeds: Sequence[bytes], dice: Random) -> bytes:
    """A code as it is drawn: size, then pixels; modules turned over, and what a camera adds."""
    text = dice.choice(seeds).decode("utf-8", "ignore")[:dice.choice((20, 100, 483))] or "A"
    modules = QrCodes().matrix(text)
    for _ in range(dice.choice((0, 1, 10, 100))):
        modules[dice.randrange(len(modules)), dice.randrange(len(modules))] ^= True
    px = dice.randint(1, 4)
    drawn = np.repeat(np.repeat(np.where(modules, 0, 255).astype(np.uint8), px, axis=0), px, axis=1)
    turned = cv2.warpAffine(drawn, cv2.getRotationMatrix2D((drawn.shape[0] / 2,) * 2, dice.uniform(0, 360), 1),
                            drawn.shape, borderValue=(dice.choice((0, 128, 255)),))
    rows = dice.randint(1, len(turned))
    return len(turned).to_bytes(2) + np.asarray(turned[:rows]).tobytes()


def read_code(content: bytes) -> None:
    """At most four texts, each of which is a pass or none."""
    width_px = int.from_bytes(content[:2])
    gray = np.frombuffer(content[2:], np.uint8).reshape(-1, width_px)
    texts = QrCodes().read(np.asarray(cv2.cvtColor(gray, cv2.COLOR_GRAY2RGB), np.uint8))
    assert len(texts) <= MAX_CODES
    for text in texts:
        read(text, KEYS)


@cache
def bodies() -> Sequence[bytes]:
    """Bodies of pictures, of a pass with pictures, and of an answer to a prompt."""
    return [b'{"frames": ["aGVsbG8=", "d29ybGQ=", "aGVsbG8="]}', b'{"code": "MS1:A", "frames": ["aGVsbG8="]}',
            b'{"token": "Zm9ydHktdHdvLW9uZS10aW1lLXRva2Vucy1oZXJl", "answer": "agree", "beside": []}']


def read_body(content: bytes) -> None:
    """Pictures, or an error that repeats nothing of them; a token that is hashed, or no answer."""
    for pictures_of in (person._pictures, sign_in._pictures):
        try:
            pictures_of(content)
        except InputError as e:
            assert "base64" in str(e)  # noqa: PT017 - it says what is allowed
    try:
        token_hash(wire.GivenAnswer.model_validate_json(content).token)
    except ValidationError:
        return


@cache
def files() -> Sequence[bytes]:
    """A key file, an evidence bundle and a log's key."""
    held = {face().pass_id: sealed.Held(GrantId("a" * 32), bytes(32))}
    bundle = example()
    return [sealed.encode(3, held, epoch_key=EPOCH_KEY, nonce=bytes(12)), bundle,
            verify_bundle(bundle, None).verified.vkey.encode()]


def read_file(content: bytes) -> None:
    """A value, or an error that says what is wrong with the file."""
    with suppress(EvidenceError):
        sealed.epoch_of(content)
        sealed.decode(content, EPOCH_KEY)
    with suppress(EvidenceError, InputError):
        verify_bundle(content, None)
    parse_vkey(content.decode("utf-8", "replace"))


TARGETS = {
    "picture": Target(pictures, decode, 50),
    "face": Target(faces, look, 2),
    "code": Target(passes, read_code, 8, damaged_code),
    "pass": Target(passes, read_text, 10),
    "envelope": Target(messages, read_message, 10),
    "payload": Target(payloads, read_signed, 10),
    "body": Target(bodies, read_body, 5),
    "file": Target(files, read_file, 5),
}
