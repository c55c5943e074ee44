"""Emergency orders: two officers, one person sought, named doors, a while; and nobody is looked at beyond that."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from support import scene
from support.compound import DOOR, PLACE, place
from support.emergencies import LOST_CHILD, NEXT_DOOR, WHY, Emergencies
from support.faults import Fault
from support.world import World

from menshen.acts.emergency import LONGEST, TO_CONFIRM, Order, OrderTerms
from menshen.acts.officers import make_key
from menshen.acts.order import draft
from menshen.acts.order_ground import permit_on_order
from menshen.acts.publish import publish
from menshen.emergencies import Emergency, OrderEnd
from menshen.errors import EvidenceError, InputError, UnavailableError
from menshen.law.permit import Permit
from menshen.passes.sought import unseal_sought
from menshen.terms import Act, DoorId, Lane, PassId, PublicationKind, Reason, Refusal


@pytest.fixture
def officers(world: World) -> Emergencies:
    """The officers of a place with two doors."""
    world.emergencies.open_next_door()
    return world.emergencies


def _looks(world: World) -> int:
    return len(world.sights)


def _reason(admission: object) -> Reason | None:
    refusal = getattr(admission, "refusal", None)
    return None if refusal is None else refusal.reason


def test_an_order_opens_identification_at_its_door_for_one_person(world: World, officers: Emergencies) -> None:
    """In force, a frame without a code is looked at, a match tells door and time, and the door stays as it was."""
    order = officers.order()
    opened = len(world.openings)
    admission = officers.pass_by(LOST_CHILD)
    assert (_reason(admission), admission.opened) == (Reason.ORDER_RUNS, None)
    assert admission.refusal is not None
    assert admission.refusal.articles == ("cn-spc-2021/5.1",)
    [match] = officers.matches(order)
    assert match.door == DOOR
    assert len(world.openings) == opened
    assert officers.now(order).looks == 1
    world.check()


def test_who_is_not_sought_leaves_an_outcome_and_nothing_else(world: World, officers: Emergencies) -> None:
    """A passer-by during an order is looked at, and the log says only that it was somebody else."""
    order = officers.order()
    passer_by = world.somebody()
    officers.pass_by(passer_by)
    assert officers.matches(order) == ()
    look = next(event for event in reversed(world.events()) if event["type"] == "look")
    assert look["outcome"] == "not-same-person"
    world.check()


def test_the_sought_is_found_among_several(world: World, officers: Emergencies) -> None:
    """Each good face of the frame is compared with the person sought, and a blurred one with nobody."""
    order = officers.order()
    officers.pass_by(world.somebody(), LOST_CHILD, world.somebody())
    assert len(officers.matches(order)) == 1
    world.walk_up(LOST_CHILD, blurred=True)
    officers.pass_by()
    assert len(officers.matches(order)) == 1
    outcomes = [event["outcome"] for event in world.events() if event["type"] == "look"]
    assert outcomes[-3:] == ["matched", "poor-capture", "no-face"]
    world.check()


def test_nobody_is_looked_at_before_next_door_and_after(world: World, officers: Emergencies) -> None:
    """Before a second officer has confirmed, at another door, and from its end on, an order opens nothing."""
    order = officers.draft()
    assert _reason(officers.pass_by(LOST_CHILD)) is Reason.NO_CODE
    assert _looks(world) == 0
    assert isinstance(officers.confirm(order), Order)
    assert _looks(world) == 1, "the pictures"
    assert _reason(officers.pass_by(LOST_CHILD, door=NEXT_DOOR)) is Reason.NO_CODE
    assert _looks(world) == 1
    officers.end(order)
    assert _reason(officers.pass_by(LOST_CHILD)) is Reason.NO_CODE
    assert _looks(world) == 1
    assert officers.end(order) == officers.now(order)
    world.check()


def test_the_law_refuses_what_is_not_ordered(world: World, officers: Emergencies) -> None:
    """Asked itself, the law refuses a look on a draft, at another door, of another kind and after the end (5(1))."""
    drafted = officers.draft()
    here, next_door = (world.store.door(PLACE, door) for door in (DOOR, NEXT_DOOR))
    draft_look = permit_on_order(world.gate, Act.IDENTIFY, drafted.id, here)
    order = officers.order()
    refused = [draft_look, *(permit_on_order(world.gate, act, order.id, door) for act, door in (
        (Act.IDENTIFY, next_door), (Act.IDENTIFY, None), (Act.ENROL, None), (Act.VERIFY, here), (Act.ANALYSE, here)))]
    assert isinstance(permit_on_order(world.gate, Act.IDENTIFY, order.id, here), Permit)
    officers.end(order)
    refused.append(permit_on_order(world.gate, Act.IDENTIFY, order.id, here))
    for one in refused:
        assert isinstance(one, Refusal)
        assert one.reason is Reason.LAW
    assert isinstance(refused[1], Refusal)
    assert "cn-spc-2021/5.1" in refused[1].articles


def test_time_ends_an_order(world: World, officers: Emergencies) -> None:
    """At its last second nothing stands on it any more, and the next round says so in log and register."""
    order = officers.order(lasts=timedelta(minutes=30))
    world.pass_time(timedelta(minutes=29))
    assert _reason(officers.pass_by(LOST_CHILD)) is Reason.ORDER_RUNS
    world.pass_time(timedelta(minutes=1))
    looks = _looks(world)
    assert _reason(officers.pass_by(LOST_CHILD)) is Reason.NO_CODE
    assert _looks(world) == looks
    officers.rounds()
    assert officers.now(order).cause is OrderEnd.TIME
    assert all(one.ended_at for one in world.store.publications())
    world.check()


def test_no_permit_outlives_its_order(world: World, officers: Emergencies) -> None:
    """A permit given in an order's last seconds ends with it."""
    order = officers.order(lasts=timedelta(seconds=10))
    world.clock.moment = order.terms.until - timedelta(seconds=3)
    permit = permit_on_order(world.gate, Act.IDENTIFY, order.id, world.store.door(PLACE, DOOR))
    assert isinstance(permit, Permit)
    assert permit.scope.not_after == order.terms.until


def test_its_number_of_looks_ends_an_order(world: World, officers: Emergencies) -> None:
    """After the last look that it allows an order has ended, and that look's match was told."""
    order = officers.order(most_looks=2)
    officers.pass_by(world.somebody())
    officers.pass_by(LOST_CHILD)
    assert (officers.now(order).cause, len(officers.matches(order))) == (OrderEnd.LOOKS, 1)
    looks = _looks(world)
    assert _reason(officers.pass_by(LOST_CHILD)) is Reason.NO_CODE
    assert _looks(world) == looks
    world.check()


def test_an_order_takes_two_officers_with_keys_that_hold(world: World, officers: Emergencies) -> None:
    """Its drafter does not confirm it, nor does anybody once the drafter's key has ended."""
    order = officers.draft()
    alone = officers.confirm(order, by=0)
    assert isinstance(alone, Refusal)
    assert (alone.reason, alone.articles) == (Reason.ORDER_NEEDS_TWO, ("cn-spc-2021/5.1",))
    officers.dismiss(0)
    dismissed = officers.confirm(order)
    assert isinstance(dismissed, Refusal)
    assert dismissed.reason is Reason.ORDER_NEEDS_TWO
    assert _looks(world) == 0
    assert officers.now(order).confirmed_at is None
    world.check()


def test_an_order_is_confirmed_once_and_in_time(world: World, officers: Emergencies) -> None:
    """A second confirmation, a late one, and one after a restart change nothing and look at nothing."""
    order = officers.order()
    again = officers.confirm(order, by=2)
    assert isinstance(again, Refusal)
    late = officers.draft()
    world.pass_time(TO_CONFIRM)
    too_late = officers.confirm(late)
    forgotten = officers.draft()
    world.restart()
    lost = officers.confirm(forgotten)
    assert [one.reason for one in (again, too_late, lost) if isinstance(one, Refusal)] == [Reason.ORDER_NOT_OPEN] * 3
    assert [officers.now(one).cause for one in (late, forgotten)] == [OrderEnd.UNCONFIRMED, OrderEnd.LOST]
    assert _looks(world) == 1
    world.check()


def test_pictures_of_nobody_confirms_are_forgotten(world: World, officers: Emergencies) -> None:
    """A draft that nobody confirms in time ends, and its pictures are in memory no longer."""
    order = officers.draft()
    assert world.memory.pictures(order.id, world.clock.moment)
    world.pass_time(TO_CONFIRM)
    officers.rounds()
    assert officers.now(order).cause is OrderEnd.UNCONFIRMED
    assert not world.memory._pictures
    world.check()


@pytest.mark.parametrize("pictures", [
    [scene.picture(people=[LOST_CHILD])] * 2 + [scene.picture()],
    [scene.picture(people=[LOST_CHILD, scene.Person(4_001)])] * 3,
    [scene.picture(people=[LOST_CHILD])] * 2 + [scene.picture(people=[scene.Person(4_001)])],
    [scene.picture(people=[LOST_CHILD], blurred=True)] * 3,
], ids=["nobody", "two", "two in turn", "blurred"])
def test_pictures_that_do_not_show_one_person_end_an_order(
    world: World, officers: Emergencies, pictures: list[bytes],
) -> None:
    """Without one clear person to look for nobody is looked at, and another order can be drafted at once."""
    order = officers.draft(pictures=pictures)
    refused = officers.confirm(order)
    assert isinstance(refused, Refusal)
    assert officers.now(order).cause is OrderEnd.PICTURES
    assert _reason(officers.pass_by(LOST_CHILD)) is Reason.NO_CODE
    assert isinstance(officers.confirm(officers.draft()), Order)
    world.check()


def test_pictures_that_are_none_end_an_order(world: World, officers: Emergencies) -> None:
    """What does not decode is an input error, and the order that came with it has ended."""
    order = officers.draft(pictures=[b"no picture"] * 3)
    with pytest.raises(InputError, match="damaged"):
        officers.confirm(order)
    assert officers.now(order).cause is OrderEnd.PICTURES
    world.check()


def test_a_court_order_stands_above(world: World, officers: Emergencies) -> None:
    """Where a court has ordered a stop (art. 9) an order does not look at its pictures, and one in force at nobody."""
    standing, waiting = officers.order(), officers.draft()
    world.declare(place(injunction=True))
    looks = _looks(world)
    refused = officers.confirm(waiting)
    assert isinstance(refused, Refusal)
    assert "cn-spc-2021/9" in refused.articles
    assert officers.now(waiting).cause is OrderEnd.REFUSED
    assert _reason(officers.pass_by(LOST_CHILD)) is Reason.NO_CODE
    assert _looks(world) == looks
    assert officers.now(standing).looks == 0
    world.check()


def test_an_order_is_in_the_register_from_its_start(world: World, officers: Emergencies) -> None:
    """It is published before the first look, without the person sought; at its end with the looks made."""
    order = officers.order()
    [published] = world.store.publications()
    assert published.kind is PublicationKind.ORDER
    assert published.document == {
        "order": order.id, "emergency": "missing-person", "ground": "cn-spc-2021/5.1", "doors": [DOOR],
        "since": published.document["since"], "until": published.document["until"], "most_looks": 5,
        "officers": [officers.officer(0).id, officers.officer(1).id]}
    kinds = [event["type"] for event in world.events()]
    assert kinds.index("order.confirmed") < kinds.index("published") < kinds.index("permit")
    officers.pass_by(LOST_CHILD)
    officers.end(order)
    first, closing = world.store.publications()
    assert first.ended_at is not None
    assert closing.ended_at is not None
    assert (closing.document["looks_made"], closing.document["ended_by"]) == (1, "officer")
    assert not any(WHY in str(one.document) for one in (first, closing))


def test_an_order_waits_for_no_ledger_to_end(world: World, officers: Emergencies) -> None:
    """Without a ledger an order ends all the same, and log and register follow when it is back."""
    order = officers.order()
    with world.failing(Fault(0, ports=frozenset({"ledger"}), lasting=True, error=lambda: UnavailableError("away"))):
        officers.end(order)
        assert _reason(officers.pass_by(LOST_CHILD)) is Reason.NO_CODE
    assert world.store.publications()[0].ended_at is None
    officers.rounds()
    assert all(one.ended_at for one in world.store.publications())
    assert len(world.store.publications()) == 2
    world.check()


def test_an_order_survives_a_restart_and_no_restore(world: World, officers: Emergencies) -> None:
    """After a restart an order goes on; out of a backup it does not, for this log never confirmed it."""
    order = officers.order()
    backup = world.backup()
    world.restart()
    officers.pass_by(LOST_CHILD)
    assert len(officers.matches(order)) == 1
    world.restore(backup)
    assert officers.now(order).cause is OrderEnd.LOST
    looks = _looks(world)
    officers.pass_by(LOST_CHILD)
    assert _looks(world) == looks
    assert world.keys.get(PassId(order.id)) is None


def test_a_backup_with_every_key_opens_no_ended_order(world: World, officers: Emergencies) -> None:
    """The sealed reference of a copy from before the end opens with no key that still exists."""
    order = officers.order()
    sealed = officers.now(order).sought
    officers.end(order)
    assert sealed is not None
    assert officers.now(order).sought is None
    assert world.keys.held == {}


def test_a_reference_opens_for_its_order_only(world: World, officers: Emergencies) -> None:
    """Under another order, another place's name or another key the reference of a person sought stays shut."""
    order = officers.order()
    key, sealed = world.keys.get(PassId(order.id)), officers.now(order).sought
    assert key is not None
    assert sealed is not None
    own: dict[str, Any] = {"key": key, "order": order.id, "place": PLACE, "model": world.gate.engine.model}
    assert len(unseal_sought(sealed, **own)) == 128
    for changed in ({"order": "0" * 32}, {"key": bytes(32)}, {"place": "elsewhere"}, {"model": "other"}, {"key": b""}):
        with pytest.raises(EvidenceError):
            unseal_sought(sealed, **{**own, **changed})


@pytest.mark.parametrize("meanwhile", [
    lambda officers, order: officers.end(order),
    lambda officers, _: officers.freeze(),
], ids=["ended", "frozen"])
def test_what_ends_while_an_order_looks_is_over(
    world: World, officers: Emergencies, meanwhile: Callable[[Emergencies, Order], object],
) -> None:
    """A look under way when its order ends tells nobody anything; no look begins after it."""
    order = officers.order()
    world.eyes.meanwhile = lambda: meanwhile(officers, order)
    officers.pass_by(LOST_CHILD)
    looks = _looks(world)
    officers.pass_by(LOST_CHILD)
    assert _looks(world) == looks
    world.check()


def test_an_order_that_ends_while_its_pictures_are_looked_at_never_comes_into_force(
    world: World, officers: Emergencies,
) -> None:
    """Ended by an officer at that moment, it has no key, no reference and no look."""
    order = officers.draft()
    world.eyes.meanwhile = lambda: officers.end(order)
    assert isinstance(officers.confirm(order), Refusal)
    assert officers.now(order).sought is None
    assert world.keys.held == {}
    world.check()


def test_one_look_at_a_time(world: World, officers: Emergencies) -> None:
    """While a look on an order is under way, a frame at another of its doors is not looked at."""
    order = officers.order(doors=(DOOR, NEXT_DOOR))
    world.eyes.meanwhile = lambda: officers.pass_by(LOST_CHILD, door=NEXT_DOOR)
    officers.pass_by(world.somebody())
    assert officers.now(order).looks == 1
    assert officers.matches(order) == ()
    officers.pass_by(LOST_CHILD, door=NEXT_DOOR)
    assert [one.door for one in officers.matches(order)] == [NEXT_DOOR]
    world.check()


def test_an_end_that_stopped_half_way_is_an_end(world: World, officers: Emergencies) -> None:
    """An order whose end is on record and not carried out looks at nobody; the next frame finishes it."""
    order = officers.order()
    with world.failing(Fault(0, ports=frozenset({"keys"}), error=lambda: UnavailableError("the disk is full"))), \
            pytest.raises(UnavailableError):
        officers.end(order)
    assert officers.now(order).ended_at is None
    looks = _looks(world)
    officers.pass_by(LOST_CHILD)
    assert _looks(world) == looks
    assert officers.now(order).cause is OrderEnd.OFFICER
    world.check()


def test_a_round_lets_what_is_under_way_go_on(world: World, officers: Emergencies) -> None:
    """A round in the middle of a confirmation, or of an order's last look, does not end it as lost or as used up."""
    drafted = officers.draft(most_looks=1)
    world.eyes.meanwhile = officers.rounds
    order = officers.confirm(drafted)
    assert isinstance(order, Order)
    assert order.in_force(world.clock.moment)
    world.eyes.meanwhile = officers.rounds
    officers.pass_by(LOST_CHILD)
    assert (officers.now(order).cause, len(officers.matches(order))) == (OrderEnd.LOOKS, 1)
    world.check()


def test_the_law_counts_the_looks_too(world: World, officers: Emergencies) -> None:
    """An order that is still open with all its looks made is beyond reasonable limits."""
    order = officers.order(most_looks=3)
    world.store.save_order(replace(order, looks=3))
    refused = permit_on_order(world.gate, Act.IDENTIFY, order.id, world.store.door(PLACE, DOOR))
    assert isinstance(refused, Refusal)
    assert "cn-spc-2021/5.1" in refused.articles


def test_two_orders_at_one_door_look_each_on_its_own(world: World, officers: Emergencies) -> None:
    """Each compares with its own person sought, under a permit of its own."""
    first, other = officers.order(), scene.Person(4_002)
    second = officers.confirm(officers.draft(sought=other))
    assert isinstance(second, Order)
    officers.pass_by(other)
    assert (officers.matches(first), len(officers.matches(second))) == ((), 1)
    assert [officers.now(one).looks for one in (first, second)] == [1, 1]
    world.check()


def test_an_order_touches_nobodys_way_through(world: World, officers: Emergencies) -> None:
    """With a pass in hand people pass as before, not looked at on the order; what fails for it fails for it alone."""
    resident = world.move_in()
    order = officers.order()
    assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    assert officers.now(order).looks == 0
    for part in ("engine", "keys", "ledger"):
        away = Fault(0, ports=frozenset({part}), lasting=True, error=lambda: UnavailableError("away"))
        with world.failing(away):
            assert _reason(officers.pass_by(LOST_CHILD)) is Reason.ORDER_RUNS
            assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    world.check()


@pytest.mark.parametrize(("changed", "words"), [
    ({"doors": frozenset()}, "1 to 32"), ({"doors": frozenset({DoorId("nowhere")})}, "door"),
    ({"most_looks": 0}, "0 looks came"), ({"most_looks": 20_001}, "can be ordered"), ({"why": " "}, "why"),
    ({"until": timedelta()}, "after now"), ({"until": LONGEST + timedelta(minutes=1)}, "24 hours"),
])
def test_what_an_order_must_say(world: World, changed: dict[str, object], words: str) -> None:
    """An order that says too little, or goes too far, is not drafted, and nothing of it is kept."""
    officer = world.emergencies.officer(0)
    now = world.clock.moment
    if isinstance(changed.get("until"), timedelta):
        changed = {"until": now + changed["until"]}  # type: ignore[operator]
    terms = OrderTerms(Emergency.FIRE, "people are inside", frozenset({DOOR}), now + timedelta(hours=1), 5)
    with pytest.raises(InputError, match=words):
        draft(world.gate, officer, PLACE, replace(terms, **changed), [b"picture"] * 3)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="2 pictures came"):
        draft(world.gate, officer, PLACE, terms, [b"picture"] * 2)
    assert world.store.open_orders() == []
    assert not world.memory._pictures


def test_few_drafts_wait_at_once(world: World, officers: Emergencies) -> None:
    """Memory holds the pictures of eight drafts; a ninth has to wait, and nothing of it is on record."""
    for _ in range(8):
        officers.draft()
    size = world.ledger.size()
    with pytest.raises(UnavailableError, match="second officer"):
        officers.draft()
    assert world.ledger.size() == size


def test_an_officers_key_is_on_record_and_for_nothing_else(world: World) -> None:
    """Each officer's key is on record when made and when ended; no key is an officer's and something more."""
    officers = world.emergencies
    made = officers.officer(0)
    officers.dismiss(0)
    assert [(event["type"], event["officer"]) for event in world.events()[-2:]] == [
        ("officer.made", made.id), ("officer.ended", made.id)]
    until = world.clock.moment + timedelta(days=1)
    with pytest.raises(InputError, match="nothing else"):
        make_key(world.gate, officers.api_keys, "all", ["officer", "operator"], until)
    with pytest.raises(InputError, match="none is declared"):
        make_key(World(1).gate, officers.api_keys, "early", ["officer"], until)


def test_an_officers_key_that_is_not_on_record_is_given_to_nobody(world: World) -> None:
    """Without a ledger nobody becomes an officer."""
    away = Fault(0, ports=frozenset({"ledger"}), lasting=True, error=lambda: UnavailableError("away"))
    with world.failing(away), pytest.raises(UnavailableError):
        world.emergencies.officer(0)
    assert not world.emergencies.keys


def test_other_publications_are_left_alone(world: World, officers: Emergencies) -> None:
    """Closing an order's entries touches no other document of the register."""
    statement = publish(world.gate, PublicationKind.NECESSITY, PLACE, {"function": "make-up"})
    officers.end(officers.order())
    kept = {one.id: one.ended_at for one in world.store.publications()}
    assert kept[statement.id] is None
