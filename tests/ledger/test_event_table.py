"""The table of events: what each kind must have is recorded, and whatever else comes is not."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from menshen.errors import InputError
from menshen.ledger.event import TABLE, check, event
from menshen.terms import Lane, PlaceId, Purpose, Reason

AT = datetime(2026, 5, 1, 16, tzinfo=timezone(timedelta(hours=8)))
GARDEN = PlaceId("garden")
ID, HASH = "0a" * 16, "0b" * 32
VALUES: dict[str, Any] = {
    "act": "verify", "articles": ["cn-spc-2021/2.3"], "attended": True, "attestation": ID, "basis": ID,
    "begun": "2026-05-01T08:00:00.000Z", "by": "desk", "capture": ID,
    "declaration": HASH, "door": "north", "face_open": False, "frames": 7,
    "grant": ID, "impact_assessed": True,
    "kind": "residential", "lane": "pass", "lanes": ["face", "pass"], "model": "dlib-resnet-v1", "ms": 40,
    "document": HASH,
    "notice": HASH, "of": "order", "outcome": "matched", "own_request": False, "permit": ID, "prompt": ID,
    "press": ID, "publication": ID, "public_place": False,
    "purpose": "entry-by-pass", "reason": "law", "sign_shown": True, "spooled": 3,
    "findings": 2, "terms": HASH, "up": True, "version": 1,

    "cause": "time", "doors": ["north", "south"], "emergency": "fire", "incident": ID, "looks": 41, "most_looks": 900,
    "officer": ID, "order": ID, "statement": HASH, "suspected": "leak", "until": "2026-05-01T10:00:00.000Z",
    "allowed": True, "function": "try-on",
}
"""One allowed value for each field of any kind."""

OPTIONAL = [(kind, name[:-1]) for kind, fields in TABLE.items() for name in fields if name.endswith("?")]
REQUIRED = [(kind, name) for kind, fields in TABLE.items() for name in fields if not name.endswith("?")]


def whole(kind: str) -> dict[str, Any]:
    """An event of this kind with every field that it may have."""
    return {"v": 1, "type": kind, "at": "2026-05-01T08:00:00.000Z", "place": "garden",
            **{name.removesuffix("?"): VALUES[name.removesuffix("?")] for name in TABLE[kind]}}


@pytest.mark.parametrize("kind", TABLE)
def test_every_kind_is_recorded(kind: str) -> None:
    """Each kind of event is made of its own fields, with its time in UTC."""
    fields = {name.removesuffix("?"): VALUES[name.removesuffix("?")] for name in TABLE[kind]}
    assert event(kind, AT, GARDEN, **fields) == whole(kind)


def test_values_are_plain() -> None:
    """Words and tuples are recorded as they read back from JSON."""
    made = event("not-opened", AT, GARDEN, door="north", lane=Lane.FACE, reason=Reason.LAW,
                 articles=("cn-spc-2021/10",))
    assert made["articles"] == ["cn-spc-2021/10"]
    assert type(made["reason"]) is type(made["lane"]) is str


@pytest.mark.parametrize(("kind", "name"), REQUIRED)
def test_a_missing_field_is_refused(kind: str, name: str) -> None:
    """An event that lacks a field of its kind is not recorded."""
    lacking = whole(kind)
    del lacking[name]
    with pytest.raises(InputError, match=f"a {kind} event lacks {name}"):
        check(lacking)


@pytest.mark.parametrize(("kind", "name"), OPTIONAL)
def test_an_optional_field_may_be_left_out(kind: str, name: str) -> None:
    """A field with a question mark may be absent, and given as None is absent."""
    fields = {other.removesuffix("?"): VALUES[other.removesuffix("?")] for other in TABLE[kind]}
    made = event(kind, AT, GARDEN, **{**fields, name: None})
    assert made == {other: value for other, value in whole(kind).items() if other != name}


@pytest.mark.parametrize("name", ["v", "type", "at", "place"])
def test_the_frame_is_required(name: str) -> None:
    """No event is without version, type, time and place."""
    lacking = whole("entitled")
    del lacking[name]
    with pytest.raises(InputError):
        check(lacking)


@pytest.mark.parametrize("kind", TABLE)
@pytest.mark.parametrize("name", ["name", "face", "image", "template", "person", "note", "V", ""])
def test_an_unknown_field_is_refused(kind: str, name: str) -> None:
    """No kind of event takes a field that is not its own, and the message does not repeat it."""
    with pytest.raises(InputError, match=r"1 field\(s\) that are not allowed"):
        check({**whole(kind), name: "x"})


FACE = [0.1] * 128
EVERYWHERE: list[object] = [None, b"face", FACE, [FACE], {"x": 1}, [b"face"], 0.5, -1, 2**53, float("nan"), "a" * 65,
                            "/9j/4AAQSkZJRgABAQ" * 8, "", "王小明", "Wang Xiaoming", "garden\n", ["a"] * 33]


@pytest.mark.parametrize("bad", EVERYWHERE, ids=lambda bad: f"{type(bad).__name__} {bad!r}"[:20])
def test_no_field_of_any_kind_holds_what_is_no_word(bad: object) -> None:
    """Bytes, arrays of numbers, nested objects, long texts, base64 and people's names fit no field of any kind."""
    tried = 0
    for kind in TABLE:
        for name in whole(kind):
            tried += 1
            with pytest.raises(InputError) as refused:
                check({**whole(kind), name: bad})
            assert not isinstance(bad, str) or len(bad) < 5 or bad not in f"{refused.value}{refused.value.hint}"
    assert tried > 100


@pytest.mark.parametrize(("kind", "name", "bad"), [
    ("granted", "grant", ID.upper()), ("granted", "grant", HASH), ("granted", "notice", ID),
    ("granted", "purpose", "advertising"),
    ("opened", "ms", True), ("opened", "ms", 1.0), ("opened", "lane", "window"), ("opened", "door", "North"),
    ("opened", "door", "-north"), ("lane.changed", "up", 1), ("lane.changed", "up", "true"),
    ("permit", "act", "admire"),
    ("look", "outcome", "not-entitled"), ("look", "outcome", "matched "), ("door.live", "lanes", "face"),
    ("door.live", "lanes", ["face", "window"]), ("enrolled", "model", "a" * 65), ("enrolled", "model", "../model"),
    ("not-opened", "articles", ["art. 10"]), ("not-opened", "reason", "because"),
    ("entitled", "v", 2), ("entitled", "v", True), ("entitled", "v", "1"), ("entitled", "type", "left"),
    ("entitled", "type", []), ("entitled", "place", "Garden"), ("entitled", "at", 1777622400),
    ("entitled", "at", "2026-05-01T08:00:00Z"), ("entitled", "at", "2026-02-30T08:00:00.000Z"),
    ("entitled", "at", "2026-05-01T08:00:00.000+00:00"),
])
def test_what_a_field_does_not_allow_is_refused(kind: str, name: str, bad: object) -> None:
    """A field holds what the table says of it and nothing near it."""
    with pytest.raises(InputError):
        check({**whole(kind), name: bad})


def test_a_time_without_zone_is_refused() -> None:
    """A naive time is an input error: nobody could say when it was."""
    with pytest.raises(InputError, match="no time zone"):
        event("entitled", datetime(2026, 5, 1), GARDEN)  # noqa: DTZ001 - the point


def test_words_of_the_terms_are_the_words_of_the_table() -> None:
    """Every lane, purpose and reason that the code knows can be recorded."""
    for lane in Lane:
        event("opened", datetime(2026, 5, 1, tzinfo=UTC), GARDEN, door="north", lane=lane)
    for purpose in Purpose:
        event("granted", AT, GARDEN, grant=ID, prompt=ID, notice=HASH, purpose=purpose)
    for reason in Reason:
        event("not-opened", AT, GARDEN, door="north", reason=reason, articles=())
