"""Hands-free: who may be asked about it and enrol for it. It is the second grant, beside that for a pass or without it.

What 1:N takes and 1:1 does not: a place where the law carries it at all, a card that supports one more person, and a
person who asked for it and is at least fourteen, as whoever presses says of themselves (`menshen.consent.press`).
"""

from menshen.acts.declare import known_place
from menshen.acts.gate import Gate
from menshen.acts.press_facts import pressed
from menshen.acts.records import Entitlement, Tie
from menshen.acts.terms import refused_by_terms
from menshen.terms import AgeBand, GrantId, PlaceId, Purpose, Reason, Refusal

GUARDIAN = "cn-spc-2021/2.3"


def not_to_ask(gate: Gate, entitlement: Entitlement, *, own_request: bool) -> Refusal | None:
    """Why this person is shown no prompt for hands-free; None where they may be."""
    if not own_request:
        return Refusal(Reason.ONLY_ON_REQUEST)
    if entitlement.age_band is AgeBand.UNDER_14:
        return Refusal(Reason.GUARDIAN_NEEDED, (GUARDIAN,))
    spoilt = refused_by_terms(gate, entitlement.place)
    if spoilt is not None:
        return spoilt
    tie = gate.store.tie_of(entitlement.id, Purpose.ENTRY_HANDS_FREE)
    return _refused(gate, entitlement.place, None if tie is None else tie.grant)


def refused(gate: Gate, tie: Tie) -> Refusal | None:
    """Why nobody may enrol on the grant of `tie`, whoever it is; None where they may."""
    grant = gate.store.grant(tie.grant)
    return Refusal(Reason.GRANT_ENDED, (GUARDIAN,)) if grant is None else _refused(gate, grant.place, grant.id)


def _refused(gate: Gate, place: PlaceId, own: GrantId | None) -> Refusal | None:
    decision = gate.law.evaluate(
        pressed(known_place(gate, place), gate.store.terms(place), gate.clock.now(), told=True, other_way=True))
    if not decision.permitted:
        # A reference that no press could ever lawfully be compared with is not taken.
        return Refusal(Reason.LAW, decision.articles)
    notice = gate.store.notice(place, Purpose.ENTRY_HANDS_FREE)
    if notice is None:
        return Refusal(Reason.NO_NOTICE, ("cn-spc-2021/2.2",))
    others = gate.gallery.size(place, notice.hash) - (own in gate.gallery.grants())
    return Refusal(Reason.GALLERY_FULL) if others >= gate.identification.most() else None
