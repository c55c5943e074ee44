"""The situations that the law's tests start from: the bases that the packs' cases start from, and changes of them."""

from datetime import date

from menshen.law.cases import Facts, bases
from menshen.law.situation import Situation
from menshen.terms import Act, PlaceKind

BASES = bases()
CANONICAL, SINCE_2025 = BASES["consent"], BASES["consent-2025"]
UNASKED, ORDERED, PLEADED = BASES["unasked"], BASES["order"], BASES["order-2025"]

HOME, HOTEL, MALL, APP = PlaceKind.RESIDENTIAL, PlaceKind.HOTEL, PlaceKind.MALL, PlaceKind.APP
BEFORE, AFTER = date(2024, 5, 1), date(2026, 5, 1)


def but(facts: Facts = CANONICAL, /, **changed: bool | None) -> Facts:
    """Those facts with some changed."""
    return {**facts, **changed}


def at(facts: Facts = CANONICAL, *, act: Act = Act.VERIFY, on: date = BEFORE, place: PlaceKind = HOME,
       until: date | None = None) -> Situation:
    """A situation of those facts."""
    return Situation(act=act, on=on, place=place, facts=facts, until=until)


def turned(name: str) -> Situation:
    """The canonical situation with one fact turned round, and what would contradict that left unknown."""
    dependants = {
        "consent_given": ("consent_separate", "consent_explicit", "within_consent_scope"),
        "alternative_offered": ("alternative_working",),
        "notice_given": ("notice_specific",),
        "sole_method": ("alternative_working",),
    }
    return at(but(**{**dict.fromkeys(dependants.get(name, ()), None), name: not CANONICAL[name]}))
