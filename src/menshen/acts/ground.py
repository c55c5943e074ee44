"""Ground: gather what a look would stand on, put it to the law, and put the permit on record before it is used."""

from collections.abc import Mapping
from datetime import datetime

from menshen.acts.declare import OTHER_WAY_IN
from menshen.acts.facts import Ground, situation
from menshen.acts.gate import Gate
from menshen.acts.holding import other_ways
from menshen.acts.recording import record
from menshen.acts.records import Door, Tie
from menshen.acts.withdraw import settle
from menshen.consent.grant import Grant
from menshen.law.permit import Permit
from menshen.law.situation import Situation
from menshen.terms import ID_BYTES, Act, CaptureId, PermitId, PlaceId, Purpose, Reason, Refusal, Scope, hex_id


def permit_for(gate: Gate, act: Act, tie: Tie, door: Door | None) -> Permit | Refusal:
    """A permit for one look on the grant of `tie`, recorded before it is handed out; or why there is none."""
    if not gate.moment.settled():
        # An end that could not be carried out comes first; UnavailableError where it still cannot.
        settle(gate)
    # No permit is recorded after the end of what it stands on: an end waits for this, or this sees the end.
    with gate.moment.writing():
        return _decided(gate, act, tie, door)


COVERS: Mapping[Purpose, frozenset[Act]] = {
    Purpose.ENTRY_BY_PASS: frozenset({Act.ENROL, Act.VERIFY}),
    Purpose.ENTRY_HANDS_FREE: frozenset({Act.ENROL, Act.IDENTIFY}),
    Purpose.EMERGENCY_ORDER: frozenset(),
}
"""What each purpose takes; a grant for it is a grant for nothing else. Nobody can grant an order."""

FROZEN = Refusal(Reason.FACE_LANE_FROZEN, ("cn-measures-2025/14", "cn-spc-2021/2.8"))


def frozen(gate: Gate, place: PlaceId) -> bool:
    """Whether an incident at this place keeps its face lanes shut; a place that nobody knows is shut, too."""
    known = gate.store.place(place)
    return known is None or known.frozen


def shut(door: Door) -> Refusal:
    """Why a face lane that is not open is shut."""
    return FROZEN if door.frozen else Refusal(Reason.FACE_LANE_SHUT, (OTHER_WAY_IN,))


def still_live(gate: Gate, tie: Tie) -> bool:
    """Whether the grant still carries a look: asked once more after the look, before anything opens."""
    grant = gate.store.grant(tie.grant)
    if not gate.moment.settled() or grant is None or not grant.live(gate.clock.now()):
        return False
    return not frozen(gate, grant.place)


def standing(gate: Gate, act: Act, tie: Tie, door: Door | None) -> Refusal | None:
    """Why the grant of `tie` does not carry `act` at `door` now; None where it does. No permit comes of it.

    Asked of whoever is recognised, and once more of a permit that has waited for its pictures.
    """
    grant = gate.store.grant(tie.grant)
    ground = None if grant is None else _ground(gate, grant, tie, door)
    if grant is None or ground is None or not still_live(gate, tie):
        return Refusal(Reason.GRANT_ENDED, ("cn-spc-2021/2.3",))
    decision = gate.law.evaluate(_situation(act, grant, ground, gate.clock.now()))
    return None if decision.permitted else Refusal(Reason.LAW, decision.articles)


def _situation(act: Act, grant: Grant, ground: Ground, now: datetime) -> Situation:
    return situation(act, ground, now, covered=act in COVERS[grant.purpose])


def _decided(gate: Gate, act: Act, tie: Tie, door: Door | None) -> Permit | Refusal:
    grant = gate.store.grant(tie.grant)
    ground = None if grant is None else _ground(gate, grant, tie, door)
    if grant is None or ground is None:
        return Refusal(Reason.GRANT_ENDED, ("cn-spc-2021/2.3",))
    now = gate.clock.now()
    decision = gate.law.decide(_situation(act, grant, ground, now), _scope(gate, act, grant, door, now))
    if isinstance(decision, Refusal):
        return decision
    record(gate, "permit", grant.place, act=act.value, permit=decision.scope.permit, capture=decision.scope.capture,
           basis=grant.id, **({} if door is None else {"door": door.id}))
    return decision


def _ground(gate: Gate, grant: Grant, tie: Tie, door: Door | None) -> Ground | None:
    place = gate.store.place(grant.place)
    prompt = gate.store.prompt_by_id(grant.prompt)
    notice = gate.store.notice(grant.place, grant.purpose)
    entitlement = gate.store.entitlement(tie.entitlement)
    if place is None or prompt is None or notice is None or entitlement is None:
        return None
    if entitlement.not_after <= gate.clock.now():
        return None
    doors = [door] if door is not None else gate.store.doors(grant.place)
    ways = other_ways(gate, entitlement)
    other_way = any(one.face_open() and one.up & ways for one in doors)
    return Ground(place, grant, prompt, notice, entitlement, door, other_way=other_way,
                  terms=gate.store.terms(grant.place))


def _scope(gate: Gate, act: Act, grant: Grant, door: Door | None, now: datetime) -> Scope:
    return Scope(act=act, place=grant.place, door=None if door is None else door.id, purpose=grant.purpose,
                 basis=grant.id, capture=CaptureId(hex_id(gate.dice.random(ID_BYTES))),
                 permit=PermitId(hex_id(gate.dice.random(ID_BYTES))), issued_at=now,
                 not_after=now + gate.durations.permit)
