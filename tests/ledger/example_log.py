"""A day in a small log, the same every time: the example of docs/formats, kept by the real ledger in memory."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from menshen.acts.disclose import disclose
from menshen.edges.store.database import open_database
from menshen.edges.store.ledger import SqlLedger
from menshen.ledger.event import event
from menshen.terms import Event, PlaceId, timestamp

ORIGIN = "garden.example.org/log"
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
GARDEN = PlaceId("garden")
MORNING = datetime(2026, 5, 1, 8, tzinfo=UTC)
SIGNED_EARLIER = 8


def named(word: str) -> str:
    """The random id that `word` stands for."""
    return hashlib.sha256(word.encode()).hexdigest()[:32]


def minute(number: int) -> datetime:
    """When entry `number` was recorded."""
    return MORNING + timedelta(minutes=number)


def day() -> list[Event]:
    """One resident's consent, enrolment, opening by her face, withdrawal, and opening by her plain pass."""
    notice = hashlib.sha256(b"notice").hexdigest()
    asked = {"prompt": named("prompt"), "notice": notice}
    enrolling = {"permit": named("enrol"), "capture": named("three frames")}
    entering = {"permit": named("enter"), "capture": named("one frame"), "door": "north"}
    happened: list[tuple[str, dict[str, object]]] = [
        ("place.declared", {"kind": "residential", "public_place": False, "impact_assessed": True, "sign_shown": True,
                            "declaration": hashlib.sha256(b"garden").hexdigest()}),
        ("notice.published", {"notice": notice, "purpose": "entry-by-pass", "version": 1}),
        ("door.live", {"door": "north", "lanes": ["desk", "face", "pass"], "attended": True}),
        ("prompt.shown", {**asked, "own_request": False}),
        ("granted", {**asked, "grant": named("grant"), "purpose": "entry-by-pass"}),
        ("permit", {**enrolling, "act": "enrol", "basis": named("grant")}),
        ("look", {**enrolling, "begun": timestamp(minute(5)), "outcome": "enrolled"}),
        ("enrolled", {"grant": named("grant"), "model": "dlib-resnet-v1"}),
        ("permit", {**entering, "act": "verify", "basis": named("grant")}),
        ("look", {**entering, "begun": timestamp(minute(8)), "outcome": "matched"}),
        ("opened", {"door": "north", "lane": "face", "permit": named("enter")}),
        ("withdrawn", {"grant": named("grant")}),
        ("opened", {"door": "north", "lane": "pass"}),
    ]
    return [event(kind, minute(number), GARDEN, **fields) for number, (kind, fields) in enumerate(happened)]


@contextmanager
def kept(events: list[Event]) -> Iterator[SqlLedger]:
    """A ledger with these events, which signed a checkpoint over the first eight of them."""
    numbers = count()
    engine = open_database("sqlite://")
    try:
        ledger = SqlLedger(engine, ORIGIN, SIGNER, lambda size: hashlib.sha256(b"%d" % next(numbers)).digest()[:size],
                           None)
        for number, one in enumerate(events):
            if number == SIGNED_EARLIER:
                ledger.checkpoint()
            ledger.append(one)
        yield ledger
    finally:
        engine.dispose()


def example() -> bytes:
    """The bundle of docs/formats/evidence.md: the look and the opening, out of the whole day."""
    with kept(day()) as ledger:
        return disclose(ledger, since=minute(9), until=minute(11))
