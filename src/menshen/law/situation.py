"""A situation: the question put to the law, as a value and as decoded JSON. It answers nothing.

Source: Fa Shi [2021] No. 15 for the facts' meaning; `docs/law.md` for the document's form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from menshen.errors import InputError
from menshen.law.facts import FACTS
from menshen.terms import Act, PlaceKind

_Word = TypeVar("_Word", bound=StrEnum)
_REQUIRED = frozenset({"act", "date", "place"})
_ALLOWED = _REQUIRED | {"facts", "until"}
_LONGEST_ECHO = 40


@dataclass(frozen=True, slots=True)
class Situation:
    """One act, on one day (or `until` another), at one kind of place; a fact that is None or absent is unknown."""

    act: Act
    on: date
    place: PlaceKind
    facts: Mapping[str, bool | None] = field(hash=False)
    until: date | None = None

    def __post_init__(self) -> None:
        for name in self.facts:
            if name not in FACTS:
                raise InputError(f"{_echo(name)} is not a fact that the law knows", hint=_nearest(name))
        if self.until is not None and self.until < self.on:
            raise InputError(f"the act ends on {self.until}, before its date {self.on}")


def parse(document: object) -> Situation:
    """The situation that a decoded JSON document states; InputError names what came and what is allowed."""
    if not isinstance(document, Mapping):
        raise InputError(f"a situation is a JSON object, {_echo(document)} came")
    if unknown := document.keys() - _ALLOWED:
        raise InputError(f"a situation has no member {_echo(min(unknown))}", hint=f"allowed: {_listed(_ALLOWED)}")
    if missing := _REQUIRED - document.keys():
        raise InputError(f"a situation needs {_listed(missing)}")
    until = document.get("until")
    return Situation(
        act=_word(Act, "act", document["act"]),
        on=_day("date", document["date"]),
        place=_word(PlaceKind, "place", document["place"]),
        facts=_facts(document.get("facts", {})),
        until=None if until is None else _day("until", until),
    )


def _facts(document: object) -> Mapping[str, bool | None]:
    if not isinstance(document, Mapping):
        raise InputError(f"facts are a JSON object, {_echo(document)} came")
    for name, value in document.items():
        if value is not None and not isinstance(value, bool):
            raise InputError(f"fact {_echo(name)} is {_echo(value)}", hint="allowed: true, false, null")
    return document


def _word(words: type[_Word], member: str, value: object) -> _Word:
    for word in words:
        if word == value:
            return word
    raise InputError(f"{member} is {_echo(value)}", hint=f"allowed: {_listed(words)}")


def _day(member: str, value: object) -> date:
    """Only `2024-05-01`: the parser's other forms (20240501, 2024-W18-3) are refused by writing it back."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise InputError(f"{member} is {_echo(value)}", hint="a date is a string like 2024-05-01")
    return day


def _nearest(name: object) -> str:
    near = get_close_matches(str(name), FACTS, n=1)
    return f"did you mean {near[0]}?" if near else "docs/law.md lists the facts"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _echo(value: object) -> str:
    """What came, cut short: a message is no place for a whole document."""
    text = repr(value)
    return text if len(text) <= _LONGEST_ECHO else f"{text[:_LONGEST_ECHO]}…"
