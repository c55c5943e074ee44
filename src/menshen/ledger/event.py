"""Events: what the log records, each kind with its fields in one table; what the table does not allow is not recorded.

No field takes a face, a name or free text: identifiers are random, hashes name documents, the rest are words and
counts. Source: the project's own, docs/formats/event.md.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from menshen.emergencies import Breach, Emergency, OrderEnd
from menshen.errors import InputError
from menshen.ledger.encoding import canonical
from menshen.terms import Act, Attester, Event, Lane, PlaceId, PlaceKind, PublicationKind, Purpose, Reason, timestamp

VERSION = 1
_MAX_COUNT = 2**53 - 1
_MAX_LISTED = 32
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")


@dataclass(frozen=True, slots=True)
class Field:
    """What one field may hold, and the same in words."""

    words: str
    allows: Callable[[object], bool]


def _text(words: str, pattern: str) -> Field:
    compiled = re.compile(pattern)
    return Field(words, lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None)


def _one_of(words: Iterable[str]) -> Field:
    allowed = frozenset(str(word) for word in words)
    return Field(f"one of {', '.join(sorted(allowed))}", lambda value: isinstance(value, str) and value in allowed)


def _list_of(field: Field) -> Field:
    return Field(f"a list of at most {_MAX_LISTED}, each {field.words}",
                 lambda value: isinstance(value, list | tuple) and len(value) <= _MAX_LISTED
                 and all(field.allows(item) for item in value))


ID = _text("a random id of 32 lower-case hexadecimal digits", r"[0-9a-f]{32}")
HASH = _text("a SHA-256 hash of 64 lower-case hexadecimal digits", r"[0-9a-f]{64}")
SLUG = _text("1 to 32 of a-z, 0-9 and inner hyphens", r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")
COUNT = Field("a whole number from 0", lambda value: type(value) is int and 0 <= value <= _MAX_COUNT)
FLAG = Field("true or false", lambda value: isinstance(value, bool))
LANE = _one_of(Lane)
LANES = _list_of(LANE)
ACT = _one_of(Act)
PURPOSE = _one_of(Purpose)
REASON = _one_of(Reason)
OUTCOME = _one_of(("matched", "enrolled", Reason.NO_FACE, Reason.MANY_FACES, Reason.POOR_CAPTURE,
                   Reason.NOT_SAME_PERSON, Reason.NOT_RECOGNISED, Reason.CHALLENGE_NOT_FOLLOWED,
                   Reason.CHALLENGE_OUT_OF_TIME, Reason.FACE_CHANGED, Reason.FACE_FLAT))
MODEL = _text("a model id of at most 64 of a-z, 0-9, dot and hyphen", r"[a-z0-9][a-z0-9.-]{0,63}")
ARTICLES = _list_of(_text("an article like cn-spc-2021/2.3", r"[a-z0-9][a-z0-9-]{0,31}/[a-z0-9][a-z0-9.-]{0,15}"))

TIME = Field("a UTC time like 2026-05-01T08:00:00.000Z", lambda value: isinstance(value, str) and _is_time(value))

TABLE: Mapping[str, Mapping[str, Field]] = {
    "place.declared": {"kind": _one_of(PlaceKind), "public_place": FLAG, "impact_assessed": FLAG, "sign_shown": FLAG,
                       "declaration": HASH},
    "notice.published": {"notice": HASH, "purpose": PURPOSE, "version": COUNT},
    "terms.read": {"terms": HASH, "findings": COUNT, "articles": ARTICLES},
    "door.live": {"door": SLUG, "lanes": LANES, "attended": FLAG},
    "door.refused": {"door": SLUG, "lanes": LANES, "reason": REASON, "articles": ARTICLES},
    "lane.changed": {"door": SLUG, "lane": LANE, "up": FLAG, "face_open": FLAG},
    "entitled": {},
    "reissued": {},
    "guardian.attested": {"attestation": ID, "by": _one_of(Attester)},
    "prompt.shown": {"prompt": ID, "notice": HASH, "own_request": FLAG, "attestation?": ID},
    "consent.refused": {"reason": REASON, "articles": ARTICLES, "prompt?": ID},
    "declined": {"prompt": ID},
    "granted": {"grant": ID, "prompt": ID, "notice": HASH, "purpose": PURPOSE},
    "permit": {"act": ACT, "permit": ID, "capture": ID, "basis": ID, "door?": SLUG},
    "look": {"permit": ID, "capture": ID, "begun": TIME, "outcome": OUTCOME, "door?": SLUG,
             "frames?": COUNT},
    "enrolled": {"grant": ID, "model": MODEL},
    "opened": {"door": SLUG, "lane": LANE, "permit?": ID, "grant?": ID, "ms?": COUNT},
    "not-opened": {"door": SLUG, "reason": REASON, "articles": ARTICLES, "lane?": LANE},
    "withdrawn": {"grant": ID},
    "expired": {"grant": ID},
    "published": {"publication": ID, "of": _one_of(PublicationKind), "document": HASH},
    "publication.ended": {"publication": ID},
    "gap": {"spooled": COUNT},

    "officer.made": {"officer": ID},
    "officer.ended": {"officer": ID},
    "order.drafted": {"order": ID, "officer": ID, "emergency": _one_of(Emergency), "doors": _list_of(SLUG),
                      "until": TIME, "most_looks": COUNT, "statement": HASH},
    "order.confirmed": {"order": ID, "officer": ID},
    "order.matched": {"order": ID, "permit": ID, "door": SLUG},
    "order.ended": {"order": ID, "cause": _one_of(OrderEnd), "looks": COUNT},

    "incident.opened": {"incident": ID, "suspected": _one_of(Breach)},
    "incident.closed": {"incident": ID},

    "pin.set": {},
    "necessity.refused": {"function": SLUG, "reason": REASON, "articles": ARTICLES},
    "service.refusal": {"function": SLUG, "allowed": FLAG, "articles": ARTICLES, "publication?": ID},

    "pressed": {"press": ID, "door": SLUG, "notice": HASH},
}
"""Every kind of event and its own fields; a question mark ends the name of a field that may be left out."""

FRAME: Mapping[str, Field] = {
    "v": Field(f"{VERSION}", lambda value: type(value) is int and value == VERSION),
    "type": _one_of(TABLE),
    "at": TIME,
    "place": SLUG,
}
"""The fields of every event."""


def event(kind: str, at: datetime, place: PlaceId, /, **fields: object) -> Event:
    """One event in plain JSON values; InputError where the table does not allow it.

    `at` is aware. An optional field may be given as None, which leaves it out.
    """
    if at.tzinfo is None:
        raise InputError("an event's time has no time zone", hint="use aware datetimes, in UTC")
    given = {name: value for name, value in fields.items() if value is not None}
    whole = {"v": VERSION, "type": kind, "at": timestamp(at), "place": place, **given}
    check(whole)
    plain: dict[str, object] = json.loads(canonical(whole))  # enums and tuples as they read back from the log
    return plain


def check(candidate: Mapping[str, object]) -> None:
    """Nothing, where the table allows this event; else InputError, which never repeats a value."""
    kind = candidate.get("type")
    if not isinstance(kind, str) or kind not in TABLE:
        raise InputError(f"an event's type is {FRAME['type'].words}")
    rows = {**FRAME, **TABLE[kind]}
    allowed = {name.removesuffix("?"): field for name, field in rows.items()}
    missing = {name for name in rows if not name.endswith("?")} - candidate.keys()
    unknown = candidate.keys() - allowed.keys()
    if missing:
        raise InputError(f"a {kind} event lacks {', '.join(sorted(missing))}")
    if unknown:
        raise InputError(f"a {kind} event has {len(unknown)} field(s) that are not allowed",
                         hint=f"allowed are {', '.join(sorted(allowed))}")
    for name, value in candidate.items():
        if not allowed[name].allows(value):
            raise InputError(f"{name} in a {kind} event is not {allowed[name].words}")


def _is_time(value: str) -> bool:
    if not _TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
