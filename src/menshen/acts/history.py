"""History: what one's own consent came to: where the face is, and every look with its ground.

With the receipt's secret alone nobody reads it: it takes the PIN that the person chose right after agreeing, if they
did. Source: PIPL art. 45.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from menshen.acts.disclose import of_grant
from menshen.acts.gate import Gate
from menshen.acts.receipts import written_receipt
from menshen.acts.recording import catch_up
from menshen.acts.records import Place, Tie
from menshen.audit.register import GROUND
from menshen.consent.grant import Grant
from menshen.consent.history_pin import SALT_BYTES, HistoryPin, is_pin, kept_pin
from menshen.consent.prompt import token_hash
from menshen.errors import EvidenceError
from menshen.passes.pin import guessable
from menshen.terms import Event, GrantId, Purpose, Reason, Refusal

TRIES = 5
WITHIN = timedelta(minutes=15)


class Where(StrEnum):
    """Where a reference is."""

    PASS = "pass"
    """Sealed in the person's own pass; its key is at the place."""
    PLACE = "place"
    """Sealed at the place, for hands-free; its key is there too, in the key file."""
    NOWHERE = "nowhere"
    OUTDATED = "outdated"
    """Sealed as before, but made by another model than runs here now: it is compared with nobody any more."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One permit on this grant and what became of it: times as the log has them, None for what did not happen."""

    permit: str
    act: str
    article: str
    at: str
    door: str | None = None
    outcome: str | None = None
    opened_at: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """All that is known of one grant, for its own person."""

    grant: Grant
    place: Place
    where: Where
    epoch: int
    looks: tuple[Looked, ...]
    receipt: dict[str, object]


def choose_pin(gate: Gate, secret: str, pin: str) -> GrantId | Refusal:
    """Keep the PIN that opens this grant's history: once, and right after agreeing, as long as a prompt would last.

    Later, whoever had found the receipt could choose it, and read.
    """
    tie = gate.store.tie_by_receipt(token_hash(secret))
    if tie is None:
        return Refusal(Reason.RECEIPT_UNKNOWN)
    kept = kept_pin(pin, gate.dice.random(SALT_BYTES))
    if guessable(pin):
        return Refusal(Reason.PIN_GUESSABLE)
    with gate.moment.writing():
        # A withdrawal comes before this or after it, and takes the PIN along.
        if gate.store.tie(tie.grant) != tie:
            return Refusal(Reason.RECEIPT_UNKNOWN)
        return tie.grant if _keep(gate, tie.grant, kept) else Refusal(Reason.HISTORY_PIN_CLOSED)


def history(gate: Gate, secret: str, pin: str) -> History | Refusal:
    """The history of the grant whose receipt carries `secret`, to whoever knows its PIN too."""
    tie = gate.store.tie_by_receipt(token_hash(secret))
    if tie is None:
        return Refusal(Reason.RECEIPT_UNKNOWN)
    kept = gate.store.history_pin(tie.grant)
    if kept is None:
        return Refusal(Reason.HISTORY_PIN_UNSET)
    now = gate.clock.now()
    if not gate.store.try_history_pin(tie.grant, now, since=now - WITHIN, most=TRIES):
        return Refusal(Reason.HISTORY_PIN_TRIES)
    # CRASH POINT: counted before it is checked, so that stopping the gate never gives a try back.
    if not is_pin(pin, kept):
        return Refusal(Reason.HISTORY_PIN_WRONG)
    gate.store.forget_history_try(tie.grant, now)
    return _told(gate, tie, secret)


def _keep(gate: Gate, grant_id: GrantId, kept: HistoryPin) -> bool:
    grant = gate.store.grant(grant_id)
    if grant is None or gate.clock.now() > grant.history[0].at + gate.durations.prompt:
        return False
    return gate.store.save_history_pin(grant.id, kept)


def _told(gate: Gate, tie: Tie, secret: str) -> History:
    catch_up(gate)
    grant = gate.store.grant(tie.grant)
    place = None if grant is None else gate.store.place(grant.place)
    prompt = None if grant is None else gate.store.prompt_by_id(grant.prompt)
    notice = None if grant is None else gate.store.notice_by_hash(grant.notice_hash)
    if grant is None or place is None or prompt is None or notice is None:
        raise EvidenceError("a tie names a grant, or a grant a place, prompt or notice, that is not on record")
    events = [one.event for one in of_grant(gate.ledger.entries(), grant.id) if one.event is not None]
    return History(grant, place, _where(gate, tie, grant, events), gate.keys.epoch(), looks(events),
                   written_receipt(gate, grant, notice, prompt, secret))


def _where(gate: Gate, tie: Tie, grant: Grant, events: Sequence[Event]) -> Where:
    """A reference whose key is gone is nowhere: nothing opens it any more."""
    if grant.id not in gate.keys.grants():
        return Where.NOWHERE
    models = [event["model"] for event in events if event["type"] == "enrolled"]
    if models and models[-1] != gate.engine.model:
        return Where.OUTDATED
    if grant.purpose is Purpose.ENTRY_HANDS_FREE:
        return Where.PLACE
    carried = any(held.grant == grant.id and not held.revoked for held in gate.store.passes_of(tie.entitlement))
    return Where.PASS if carried else Where.NOWHERE


def looks(events: Iterable[Event]) -> tuple[Looked, ...]:
    """Each permit among `events` with its look and its opening, in the order of the permits."""
    found: dict[object, Looked] = {}
    for event in events:
        permit = event.get("permit")
        match event["type"]:
            case "permit":
                door = event.get("door")
                found[permit] = Looked(str(permit), str(event["act"]), GROUND, str(event["at"]),
                                       None if door is None else str(door))
            case "look" if permit in found:
                found[permit] = replace(found[permit], outcome=str(event["outcome"]))
            case "opened" if permit in found:
                found[permit] = replace(found[permit], opened_at=str(event["at"]))
    return tuple(found.values())
