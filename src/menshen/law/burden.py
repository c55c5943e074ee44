"""Burden: what a fact that nobody has stated counts as, once somebody answers for the act (cn-spc-2021 art. 6).

It is for judging afterwards only; before an act nothing is presumed, and what is unknown refuses. It decides nothing.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

from menshen.law.facts import FACTS, Burden
from menshen.terms import PlaceKind


class Proof(StrEnum):
    """How much the operator is put to prove. Each asks for all that those before it ask for."""

    NOTHING = "nothing"
    """Only what is stated speaks against the operator."""
    CONSENT = "consent"
    """Consent itself, and the answer to what is stated: sharing, a request to delete, a filing that was due."""
    ALL = "all"
    """Everything that is the operator's to prove."""


PLEAS = frozenset({
    "necessary_for_service", "emergency", "emergency_order_valid", "necessary_for_emergency", "public_security_basis",
    "public_interest_reporting", "within_reasonable_limits", "other_law_basis",
})
"""What excuses the operator, so what it pleads: unstated, it is not pleaded, however little it is put to prove."""

ANSWERS = frozenset({
    "consent_given", "consent_separate", "consent_explicit", "consent_written", "guardian_consent",
    "recipient_authorised", "deletion_done", "filing_done",
})
"""What the operator proves first."""

ASKED_ONLY_IF_DENIED = frozenset({"alternative_equal"})
"""The operator's to prove, but only where somebody says that it is not so: unstated, it is at issue for nobody."""

OPEN_TO_ALL = frozenset({
    PlaceKind.HOTEL, PlaceKind.MALL, PlaceKind.BANK, PlaceKind.STATION, PlaceKind.AIRPORT, PlaceKind.STADIUM,
    PlaceKind.ENTERTAINMENT, PlaceKind.RETAIL, PlaceKind.PUBLIC,
})
"""Where the public comes and goes. There it is left to the rules what follows if nobody says whether a place is public:
the Measures count it as public, and who pleads public security has not proved that it is. Elsewhere it is not."""

PLEADED: Mapping[str, bool] = {"deceased": False, "private_space": False, "biometric_is_face": True}
"""What is so unless somebody pleads otherwise. The rules themselves say what follows where the rest is unstated."""


def presumed(facts: Mapping[str, bool | None], place: PlaceKind, proof: Proof) -> dict[str, bool]:
    """Those facts, with the unknown ones as they count for whoever must prove them, or missing where no one must."""
    # Who is under fourteen is a minor, whether or not anybody says so.
    minor = facts.get("under_14") is True
    return {**_unstated(place in OPEN_TO_ALL, proof), "minor": minor, **stated(facts)}


def stated(facts: Mapping[str, bool | None]) -> dict[str, bool]:
    """The facts that are known."""
    return {name: value for name, value in facts.items() if value is not None}


@cache
def _unstated(public: bool, proof: Proof) -> Mapping[str, bool]:
    return {**dict(_by_burden(proof)), **PLEADED, **({} if public else {"public_place": False})}


def _by_burden(proof: Proof) -> Iterator[tuple[str, bool]]:
    for fact in FACTS.values():
        if fact.worse is None or fact.name in ASKED_ONLY_IF_DENIED:
            continue
        unproved = fact.burden is Burden.OPERATOR and (
            fact.name in PLEAS or proof is Proof.ALL or (proof is Proof.CONSENT and fact.name in ANSWERS))
        yield fact.name, fact.worse if unproved else not fact.worse
