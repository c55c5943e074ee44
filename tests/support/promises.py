"""The six promises, each held against a world from outside: what was seen, what was told, what is kept anywhere."""

import base64
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from support import emergencies, hands_free, scene
from support.app import APP, enter_pin, sign_in
from support.compound import Resident
from support.histories import published

from menshen.acts.ask import ask
from menshen.acts.pin_lane import TRIES
from menshen.audit.evidence import findings
from menshen.ledger.checkpoint import Checkpoint
from menshen.ledger.encoding import canonical
from menshen.ledger.leaf import entry
from menshen.ledger.note import open_note
from menshen.ledger.proof import verify_consistency, verify_inclusion
from menshen.ledger.tree import Tree, consistency_proof, inclusion_proof, leaf_hash
from menshen.terms import Act, AgeBand, Event, GrantId, Lane, Reason, Refusal

if TYPE_CHECKING:
    from support.world import World

LONGEST_PERMIT = timedelta(seconds=10)
OTHER_WAYS = {Lane.PASS, Lane.DESK}
ENDS = {"withdrawn", "expired"}
RACED = "a look came after the consent had ended"
"""No finding here: a look takes a tenth of a second, and a consent may end in it; its permit came before the end."""


def no_permit_no_look(world: "World") -> None:
    """1 Every look had a permit of its own, on record before it, for that capture, at most 10 seconds old."""
    permits = {event["permit"]: (index, event) for index, event in _indexed(world, "permit")}
    assert len({sight.scope.permit for sight in world.sights}) == len(world.sights), "a permit was spent twice"
    assert world.looks_before + world.engine.looks() == len(world.sights), "the engine's own counter disagrees"
    for sight in world.sights:
        index, permit = permits.get(sight.scope.permit, (None, {}))
        assert index is not None, "a look had no permit on record"
        assert index < sight.logged, "a permit was recorded after its look"
        assert (permit["capture"], permit["act"], permit["basis"]) == (
            sight.scope.capture, sight.scope.act, sight.scope.basis)
        assert sight.scope.issued_at <= sight.at <= sight.scope.issued_at + LONGEST_PERMIT
        _given_by_whom_the_law_asks(world, sight.scope.basis)
    emergencies.looks_are_granted_or_ordered(world)
    emergencies.nobody_is_looked_at_while_frozen(world)
    hands_free.no_look_without_a_press(world)
    assert world.codes.most_rows <= scene.ROWS // 2, "more of a frame than its code window was read for codes"


def no_door_depends_on_a_face(world: "World") -> None:
    """2 A face lane opened and looked only while this person had another way through, and to the pass's own holder."""
    for sight in world.sights:
        ways = {Lane.PIN} if sight.scope.place == APP else OTHER_WAYS
        assert sight.scope.act is not Act.VERIFY or sight.up & ways, "somebody without another way was looked at"
    for opening in world.openings:
        # A gate that stopped while it was told that a lane is down may not know.
        assert opening.lane in opening.up or world.doubts, "a lane opened that was down"
        if opening.lane is Lane.FACE:
            assert opening.up - {Lane.FACE}, "a face lane opened alone"
            if opening.code is None:
                hands_free.opened_to_herself(world, opening)
            else:
                assert opening.people == _holder(world, opening.code), "a face lane opened to somebody else"
    for place in world.store.places():
        for door in world.store.doors(place.id):
            assert not door.live or door.lanes != {Lane.FACE}, "a door is live with a face lane alone"
            assert not door.face_open() or door.others(), "a face lane is open alone"


def declining_costs_nothing(world: "World") -> None:
    """3 Who said no is not asked again, and the same pass lets her through as before."""
    for resident in (*world.residents, *world.users):
        entitlement = world.store.entitlement(resident.entitlement)
        if not resident.declined or not resident.pass_code:
            continue
        assert entitlement is not None
        if entitlement.not_after <= world.clock.moment:
            continue
        again = ask(world.gate, resident.pass_code, own_request=False)
        assert isinstance(again, Refusal), "somebody who said no was asked again"
        assert again.reason is Reason.ALREADY_DECLINED
        if resident in world.users:
            _signs_in_by_pin(world, resident)
        elif Lane.PASS in world.up:
            admission = world.walk_up(code=resident.pass_code)
            assert admission.opened is Lane.PASS, "a pass stopped working after a no"


def strangers_leave_no_trace(world: "World") -> None:
    """4 No frame and no template of anybody who stood before a camera is kept in database, key file or log."""
    kept = _kept(world)
    for person in world.passers_by:
        for trace in person.traces():
            assert not any(form in kept for form in _forms(trace)), "somebody's frame or template was kept"


def withdrawing_erases(world: "World") -> None:
    """5 Of an ended grant no key, tie, face pass or link to person or guardian is left, and its code opens nothing."""
    ended = _ended(world)
    if not world.memory.settled():
        world.rounds()
        ended |= _ended(world)
    assert ended.isdisjoint(world.keys.grants()), "an ended grant still has a key"
    live = {grant.id for grant in world.store.grants() if grant.state.value == "given"}
    assert ended.isdisjoint(live), "an ended grant is still given"
    for grant in world.store.grants():
        if grant.id in ended:
            assert world.store.tie(grant.id) is None, "an ended grant is still tied to its person"
            assert not world.disk.rows("prompt_links", "prompt", grant.prompt), "its prompt still names its person"
            assert not world.disk.rows("face_passes", "grant", grant.id), "an ended grant still has a face pass"
            assert not world.disk.rows("history_pins", "grant", grant.id), "an ended grant still has a PIN"
            _guardian_erased(world, grant.prompt)
    emergencies.ended_orders_open_nothing(world)
    hands_free.nothing_kept_of_others(world, ended)
    kept = _kept(world)
    for resident in world.residents:
        for code in resident.void_codes[-2:]:
            _opens_nothing(world, code, resident.person)
            assert not any(form in kept for form in _forms(code.encode()))
    for user in world.users:
        assert not user.pin or user.pin.encode() not in kept, "a PIN is kept as it is"
        assert user.had_pin or user.face_code is None, "somebody without a PIN enrolled in the app"
        for code in user.void_codes[-2:]:
            tried = sign_in(world, user, code=code)
            assert isinstance(tried, Refusal) or tried.opened is None, "a void pass signed somebody in"


def every_act_is_proved(world: "World") -> None:
    """6 Every entry is proved against a signed checkpoint, the order is honest, and no event names anybody."""
    found = findings(enumerate(world.events()))
    assert not [one for one in found if one.what != RACED], found
    _door_agrees(world)
    said = b"\n".join(canonical(dict(event)) for event in world.events()[world.proved:])
    for resident in (*world.residents, *world.users):
        for name in (resident.label, resident.entitlement, *resident.secrets):
            assert name.encode() not in said, "an event names somebody, or says what only she may know"
    _register_names_nobody(world)
    _proofs_hold(world)


def _register_names_nobody(world: "World") -> None:
    """The public register says nothing of anybody: no label, id, code, secret or grant."""
    said = published(world)
    for resident in world.residents:
        grants = (resident.grant, *resident.hands_free.grants)
        for name in (resident.label, resident.entitlement, *grants, *resident.secrets):
            assert not name or name not in said, "the register names somebody"


ALL: Final[Sequence[Callable[["World"], None]]] = (
    no_permit_no_look, no_door_depends_on_a_face, declining_costs_nothing, strangers_leave_no_trace, withdrawing_erases,
    every_act_is_proved)


def _indexed(world: "World", kind: str) -> Iterator[tuple[int, Event]]:
    return ((index, event) for index, event in enumerate(world.events()) if event["type"] == kind)


def _given_by_whom_the_law_asks(world: "World", basis: str) -> None:
    """Of a child under fourteen the grant was a guardian's, whom the desk named or attested; else the person's own."""
    for resident in world.residents:
        if GrantId(basis) in resident.given:
            giver = resident.given[GrantId(basis)]
            if resident.age is AgeBand.UNDER_14:
                assert giver in resident.guardians, "a child was looked at whose guardian had not consented"
            else:
                assert giver is None, "somebody else consented for a person who is fourteen or older"


def _guardian_erased(world: "World", prompt: str) -> None:
    """No row ties a guardian to a child by an attestation on which nothing stands any more."""
    answered = world.store.prompt_by_id(prompt)
    if answered is None or answered.guardian is None:
        return
    prompts = [world.store.prompt_by_id(grant.prompt) for grant in world.store.grants() if world.store.tie(grant.id)]
    if answered.guardian not in {one.guardian for one in prompts if one is not None}:
        assert not world.disk.rows("guardians", "attestation", answered.guardian), "an ended grant still has a guardian"


def _holder(world: "World", code: str | None) -> tuple[scene.Person, ...] | None:
    """Whom a face pass was made for, alone."""
    for resident in (*world.residents, *world.users):
        if code is not None and code in {resident.face_code, *resident.void_codes}:
            return (resident.person,)
    return None


def _ended(world: "World") -> set[GrantId]:
    """The grants whose end is on record or waits to be."""
    events = [*world.events(), *world.memory.spooled()]
    return {GrantId(str(event["grant"])) for event in events if event["type"] in ENDS}


def _opens_nothing(world: "World", code: str, person: scene.Person) -> None:
    opened = len(world.openings)
    admission = world.walk_up(person, code=code)
    assert admission.opened is None, "a void pass opened the door"
    assert not admission.again, "a void pass opened a window"
    assert len(world.openings) == opened


def _signs_in_by_pin(world: "World", user: Resident) -> None:
    """Her PIN signs her in, but for a rest after her own wrong tries."""
    if user.handle is None or Lane.PIN not in world.app_up:
        return
    wrong = user.wrong_tries
    admission = enter_pin(world, user)
    rests = admission.refusal == Refusal(Reason.PIN_TRIES) and (wrong >= TRIES or world.doubts)
    assert admission.opened is Lane.PIN or rests, "a PIN stopped working after a no"


def _kept(world: "World") -> bytes:
    """All that is kept anywhere: the database with its free pages, the key file and the log."""
    keys = b"".join(f"{pass_id} {grant} ".encode() + key for pass_id, (grant, key) in world.keys.held.items())
    return world.backup() + keys + b"\n".join(canonical(dict(event)) for event in world.memory.spooled())


def _forms(trace: bytes) -> Iterator[bytes]:
    """The trace as it is, in hexadecimal, and inside base64 at each of its three shifts."""
    yield trace
    yield trace.hex().encode()
    for shift in range(3):
        yield base64.b64encode(trace[shift:shift + (len(trace) - shift) // 3 * 3])


def _proofs_hold(world: "World") -> None:
    """As a witness would: what is new is proved to be there, and what was there before to be there still."""
    newest = _opened(world, world.ledger.checkpoint())
    entries = world.ledger.entries()
    assert newest.size == len(entries)
    tree = Tree.of([leaf_hash(one.entry) for one in entries])
    for one in entries[world.proved:]:
        assert one.salt is not None
        assert one.event is not None
        leaf = leaf_hash(entry(one.salt, one.event))
        verify_inclusion(leaf, one.index, newest.size, inclusion_proof(tree, one.index), newest.root)
    for note in (world.ledger.checkpoints()[0], *world.ledger.checkpoints()[-2:]):
        earlier = _opened(world, note)
        if earlier.size:
            proof = consistency_proof(tree, earlier.size)
            verify_consistency(earlier.size, newest.size, proof, earlier.root, newest.root)
    world.proved = newest.size


def _opened(world: "World", note: str) -> Checkpoint:
    return Checkpoint.parse(open_note(note, [world.ledger.verifier_key()]))


def _door_agrees(world: "World") -> None:
    """The door's own record against the log: a face opening stood there before; others stand there, or wait."""
    events = world.events()
    for opening in world.openings:
        if opening.lane is Lane.FACE:
            newest = events[opening.logged - 1]
            assert (newest["type"], newest.get("lane")) == ("opened", "face"), "a face lane opened, then was recorded"
    recorded = [event for event in (*events, *world.memory.spooled()) if event["type"] == "opened"]
    for lane in (Lane.FACE, Lane.PASS, Lane.PIN):
        seen = sum(opening.lane is lane for opening in world.openings)
        logged = sum(event["lane"] == lane for event in recorded)
        assert abs(seen - logged) <= world.doubts, f"the door opened {seen} times by {lane}, and {logged} are on record"
        assert lane is not Lane.FACE or seen <= logged, "a face lane opened unrecorded"
