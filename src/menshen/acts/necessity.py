"""Necessity: whether a function of an app may be refused to who declined. For a door the answer is always no.

A statement is signed with the log's key: whoever verifies evidence holds that key already, it is the operator's alone,
and what it signs is told apart by its first line. A key of its own would have to be published and trusted anew.
Source: cn-spc-2021 arts. 4(1), 10; that necessity is no consent: arts. 2(3), 5(4).
"""

from dataclasses import dataclass

from menshen.acts.declare import NO_CONDITION, OTHER_WAY_IN, known_place
from menshen.acts.facts import CHINA
from menshen.acts.gate import Gate
from menshen.acts.publish import end_publication, publish
from menshen.acts.recording import record
from menshen.acts.records import APPS, Place, Publication
from menshen.consent import necessity
from menshen.consent.necessity import Necessity
from menshen.law.situation import Situation
from menshen.ledger.note import parse_vkey
from menshen.terms import Act, DoorId, PlaceId, PlaceKind, PublicationKind, Reason, Refusal, slug

BUILDINGS = frozenset({PlaceKind.RESIDENTIAL, PlaceKind.OFFICE})


@dataclass(frozen=True, slots=True)
class MayRefuse:
    """A function may be refused to who declined, for as long as this statement stands in the register."""

    function: str
    statement: Publication


def state_necessity(gate: Gate, stated: Necessity) -> Publication | Refusal:
    """Sign and publish a statement, in place of an earlier one for the same function; refused for a door."""
    place = known_place(gate, stated.place)
    refusal = _not_here(gate, place, stated.function)
    if refusal is not None:
        record(gate, "necessity.refused", place.id, function=stated.function, reason=refusal.reason.value,
               articles=list(refusal.articles))
        return refusal
    with gate.moment.writing():
        earlier = _standing(gate, place.id, stated.function)
        key = gate.ledger.verifier_key()
        if earlier and _says(earlier[-1], stated, key):
            return earlier[-1]
        document = {**stated.document(gate.clock.now()), "key": key}
        signed = necessity.signed(document, gate.ledger.sign_statement(necessity.to_sign(document)))
        made = publish(gate, PublicationKind.NECESSITY, place.id, signed)
        # CRASH POINT: two statements stand for one function, both signed; the newer counts, and ending ends both.
        for old in earlier:
            end_publication(gate, old.id)
    return made


def end_necessity(gate: Gate, place: PlaceId, function: str) -> tuple[Publication, ...]:
    """Take back what is stated of a function: from now on it is owed to everybody. The register keeps it, ended."""
    known_place(gate, place)
    with gate.moment.writing():
        return tuple(end_publication(gate, one.id) for one in _standing(gate, place, function))


def stated_necessity(gate: Gate, place: PlaceId, function: str) -> Publication | None:
    """The statement that stands for a function; None where there is none, or where the function is a door.

    EvidenceError where its words are no longer those that were signed.
    """
    standing = _standing(gate, place, function)
    if not standing or _not_here(gate, known_place(gate, place), function) is not None:
        return None
    necessity.verify(standing[-1].document, parse_vkey(gate.ledger.verifier_key()).key)
    return standing[-1]


def may_refuse(gate: Gate, place: PlaceId, function: str) -> MayRefuse | Refusal:
    """Whether a function may be refused to somebody who declined the face. Nobody is named, and the answer is recorded.

    A yes that cannot be recorded is none: UnavailableError, and the service is owed.
    """
    known = known_place(gate, place)
    with gate.moment.writing():
        statement = stated_necessity(gate, place, function)
        now = gate.clock.now()
        decision = gate.law.evaluate(Situation(
            act=Act.REFUSE_SERVICE, on=now.astimezone(CHINA).date(), place=known.kind,
            facts={"consent_given": False, "service_refused": True, "conditional_on_face": True,
                   "necessary_for_service": statement is not None}))
        allowed = decision.permitted and statement is not None
        record(gate, "service.refusal", place, function=function, allowed=allowed, articles=list(decision.articles),
               publication=statement.id if allowed and statement is not None else None)
    if statement is None or not allowed:
        return Refusal(Reason.LAW, decision.articles)
    return MayRefuse(function, statement)


def _not_here(gate: Gate, place: Place, function: str) -> Refusal | None:
    """A door has another way by its own declaration, an app's sign-in too: nothing there needs the face."""
    if place.kind in APPS and gate.store.door(place.id, DoorId(function)) is None:
        return None
    return Refusal(Reason.NECESSITY_NOT_HERE,
                   (OTHER_WAY_IN, NO_CONDITION) if place.kind in BUILDINGS else (NO_CONDITION,))


def _standing(gate: Gate, place: PlaceId, function: str) -> list[Publication]:
    """The statements that stand for a function, oldest first: one, but for a crash."""
    slug(function, "the function's name")
    return [one for one in gate.store.publications() if one.kind is PublicationKind.NECESSITY and one.place == place
            and one.ended_at is None and one.document.get("function") == function]


def _says(published: Publication, stated: Necessity, key: str) -> bool:
    """Whether this is what was published under the present key, but for the moment of signing."""
    if published.document.get("key") != key:
        return False
    said = {name: value for name, value in published.document.items() if name not in {"signed_at", "key", "signature"}}
    fresh = stated.document(published.at)
    del fresh["signed_at"]
    return said == fresh
