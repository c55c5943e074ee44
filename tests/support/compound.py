"""A compound and who lives there: what is declared, and what each resident holds and was told. Not what they do."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from support import scene

from menshen.acts.records import Door, Place
from menshen.consent.notice import Notice, NoticeText
from menshen.terms import AgeBand, Bilingual, DoorId, EntitlementId, GrantId, Lane, PlaceId, PlaceKind, Purpose

PLACE, DOOR = PlaceId("lakeside"), DoorId("north-gate")
LANES = frozenset({Lane.FACE, Lane.PASS, Lane.DESK})


def place(**changed: Any) -> Place:  # noqa: ANN401 - any field
    """A residential compound that has done its homework."""
    return Place(**{"id": PLACE, "kind": PlaceKind.RESIDENTIAL, "name": Bilingual("湖畔", "Lakeside"),
                    "operator": "Lakeside Property", "contact": "desk@lakeside.example", "public_place": False,
                    "impact_assessed_on": date(2026, 3, 1), "sign_shown": True, **changed})


def door(**changed: Any) -> Door:  # noqa: ANN401 - any field
    """Its north gate, not yet live."""
    return Door(**{"id": DOOR, "place": PLACE, "lanes": LANES, "up": LANES, "live": False,
                   "code_window": scene.CODE_WINDOW, "face_area": scene.FACE_AREA, "attended": True, **changed})


def notice(version: int = 1, purpose: Purpose = Purpose.ENTRY_BY_PASS) -> Notice:
    """What people there are told."""
    said = Bilingual(f"第{version}版", f"version {version}")
    return Notice(PLACE, purpose, version, NoticeText(*[said] * 9))


@dataclass
class HandsFree:
    """What one person holds of the hands-free lane, and every grant for it that she ever gave."""

    token: str | None = None
    secret: str | None = None
    grants: list[GrantId] = field(default_factory=list)


@dataclass(eq=False)
class Resident:
    """One person who may pass, and what she holds and was told. What she was not told she does not know."""

    person: scene.Person
    label: str
    entitlement: EntitlementId
    pass_code: str | None
    token: str | None = None
    secret: str | None = None
    grant: GrantId | None = None
    face_code: str | None = None
    declined: bool = False
    age: AgeBand = AgeBand.ADULT
    guardians: set["Resident | str"] = field(default_factory=set)
    """Of a child: the residents whom the desk named or attested, and the tokens that it handed out."""
    asked: "Resident | str | None" = None
    """Who was shown the newest prompt: the guardian or token that was shown for it; None: this person alone."""
    given: dict[GrantId, "Resident | str | None"] = field(default_factory=dict)
    """Every grant about this person's face, and whose answer it was."""
    handle: str | None = None
    pin: str | None = None
    had_pin: bool = False
    wrong_tries: int = 0
    void_codes: list[str] = field(default_factory=list)
    """Codes of hers that must open nothing any more."""
    hands_free: HandsFree = field(default_factory=HandsFree)
    secrets: list[str] = field(default_factory=list)
    """All that only she may know."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One time that the door opened: by which lane, how long the log was, the lanes up, and who stood there."""

    lane: Lane
    logged: int
    up: frozenset[Lane]
    code: str | None
    people: tuple[scene.Person, ...]
