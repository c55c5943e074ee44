"""The table of events: its documented examples, and what it keeps out."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.errors import InputError
from menshen.ledger.event import TABLE, check, event
from menshen.terms import Lane, PlaceId

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
GARDEN = PlaceId("garden")
FRAME = {"v", "type", "at", "place"}
ID, HASH = "0123456789abcdef" * 2, "0123456789abcdef" * 4
LOOK = {"v": 1, "type": "look", "at": "2026-05-01T08:00:00.000Z", "place": "garden", "permit": ID, "capture": ID,
        "outcome": "not-same-person"}


def documented(root: Path) -> list[dict[str, Any]]:
    """The examples of docs/formats/event.md."""
    page = (root / "docs" / "formats" / "event.md").read_text(encoding="utf-8")
    return [json.loads(line) for line in page.splitlines() if line.startswith('{"v"')]


def test_every_kind_and_field_is_documented_by_example(root: Path) -> None:
    """The documented examples are allowed, and between them show every kind with every field that it may have."""
    shown: dict[str, set[str]] = {}
    for example in documented(root):
        check(example)
        shown.setdefault(example["type"], set()).update(example.keys() - FRAME)
    assert shown == {kind: {name.removesuffix("?") for name in fields} for kind, fields in TABLE.items()}


def test_an_event_needs_each_field_that_is_not_optional(root: Path) -> None:
    """An example without one of its fields is refused, unless the field is one that may be left out."""
    for example in documented(root):
        for name in example:
            rest = {one: value for one, value in example.items() if one != name}
            if f"{name}?" in TABLE[example["type"]]:
                check(rest)
            else:
                with pytest.raises(InputError):
                    check(rest)


UNFIT: Mapping[str, object] = {
    "a name": "Li Hua", "a Chinese name": "李华", "nothing": None, "bytes": b"face", "a fraction": 0.5, "an object": {},
    "a template": [0.1] * 128, "a quantised template": list(range(-64, 64)), "a negative": -1, "past 2^53": 2**53,
    "a sealed template": base64.b64encode(bytes(128)).decode(), "a long text": "a" * 65, "a list of names": ["Li Hua"],
    "a hash too long": HASH + "0", "an upper-case id": ID.upper(), "a line break": ID + "\n", "empty": "",
    "a full-width digit": "\uff11" * 32, "more lanes than fit": ["pass"] * 33, "more articles than fit": ["a/1"] * 33,
}


@pytest.mark.parametrize("unfit", UNFIT.values(), ids=UNFIT.keys())
def test_no_field_takes_what_could_be_a_face_or_a_name(root: Path, unfit: object) -> None:
    """In no example can any field be replaced by free text, a template, bytes or a number out of range."""
    for example in documented(root):
        for name in example:
            with pytest.raises(InputError):
                check({**example, name: unfit})


@given(st.text(max_size=200), st.sampled_from(sorted(LOOK)))
def test_text_never_enters_a_look(text: str, name: str) -> None:
    """Whatever text stands in whatever field of a look: it is a word or id of the format, or it is refused."""
    try:
        check({**LOOK, name: text})
    except InputError:
        return
    assert text.isascii()
    assert len(text) <= 64
    assert not any(character.isspace() for character in text)


def test_an_unknown_field_is_refused(root: Path) -> None:
    """No example takes a field that its type does not have, and the message does not repeat it."""
    for example in documented(root):
        with pytest.raises(InputError) as refused:
            check({**example, "Li Hua": 1})
        assert "Li Hua" not in str(refused.value) + refused.value.hint


@pytest.mark.parametrize("kind", ["", "seen", "LOOK", "look ", None, 1, ["look"]])
def test_an_unknown_type_is_refused(kind: object) -> None:
    """An event of no type in the table is refused."""
    with pytest.raises(InputError, match="type"):
        check({**LOOK, "type": kind})


@pytest.mark.parametrize(("name", "value"), [
    ("v", 2), ("v", True), ("v", "1"), ("at", "2026-05-01T08:00:00Z"), ("at", "2026-13-01T08:00:00.000Z"),
    ("at", "2026-05-01T08:00:00.000+00:00"), ("place", "Garden"), ("place", "-garden"), ("outcome", "somebody"),
])
def test_the_frame_is_checked(name: str, value: object) -> None:
    """Version, time, place and words have one form each."""
    check(LOOK)
    with pytest.raises(InputError, match=name):
        check({**LOOK, name: value})


def test_an_event_reads_as_it_will_from_the_log() -> None:
    """Enumerations and tuples become the strings and lists that the log gives back, and None leaves a field out."""
    made = event("door.live", AT, GARDEN, door="north", lanes=(Lane.FACE, Lane.PASS), attended=True)
    assert made == json.loads(json.dumps(made))
    assert made["lanes"] == ["face", "pass"]
    assert "door" not in event("look", AT, GARDEN, permit=ID, capture=ID, outcome="matched", door=None)


def test_a_time_without_a_zone_is_refused() -> None:
    """A local time is no time for an event."""
    with pytest.raises(InputError, match="time zone"):
        event("entitled", AT.replace(tzinfo=None), GARDEN)
