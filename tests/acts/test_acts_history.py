"""One's own history: for whoever has the receipt and the PIN, of that one grant, and gone with it."""

from datetime import timedelta

import pytest
from support import hands_free
from support.compound import Resident, notice
from support.faults import Crash, Fault
from support.histories import ANOTHER, PIN, choose, read
from support.world import World

from menshen.acts.ask import Agreed, Shown
from menshen.acts.history import TRIES, History, Where, choose_pin, history
from menshen.acts.withdraw import Ended
from menshen.consent.prompt import Answer
from menshen.errors import InputError, UnavailableError
from menshen.terms import Reason, Refusal


@pytest.fixture
def lin(world: World) -> Resident:
    """A resident who enrolled, and has a PIN."""
    resident = world.move_in()
    assert choose(world, resident) == resident.grant
    return resident


def told(world: World, resident: Resident) -> History:
    """What she reads."""
    found = read(world, resident)
    assert isinstance(found, History)
    return found


def test_every_look_is_told_with_its_ground(world: World, lin: Resident) -> None:
    """Enrolment, opening and somebody else's try: each with time, door, outcome and article; of others nothing."""
    other = world.move_in()
    world.walk_up(other.person, code=other.face_code)
    world.walk_up(lin.person, code=lin.face_code)
    world.walk_up(world.somebody(), code=lin.face_code)
    looks = told(world, lin).looks
    assert [(one.act, one.outcome, one.door) for one in looks] == [
        ("enrol", "enrolled", None), ("verify", "matched", "north-gate"), ("verify", "not-same-person", "north-gate")]
    assert [one.opened_at is not None for one in looks] == [False, True, False]
    assert {one.article for one in looks} == {"cn-spc-2021/2.3"}
    permits = [event for event in world.events() if event["type"] == "permit" and event["basis"] == lin.grant]
    assert [(one.permit, one.at) for one in looks] == [(one["permit"], one["at"]) for one in permits]
    world.check()


def test_a_permit_without_a_look_is_told_too(world: World) -> None:
    """What was permitted and never made is in the history as that."""
    resident = world.entitle()
    assert isinstance(world.ask(resident), Shown)
    assert isinstance(world.answer(resident, Answer.AGREE), Agreed)
    choose(world, resident)
    assert told(world, resident).where is Where.NOWHERE
    with pytest.raises(InputError):
        world.enrol(resident, *[resident.person] * 40)
    [look] = told(world, resident).looks
    assert (look.act, look.outcome, look.opened_at) == ("enrol", None, None)


def test_hands_free_has_a_history_of_its_own(world: World) -> None:
    """Its PIN opens where the reference is kept and the presses that recognised her, and no press of anybody else."""
    hands_free.open_lane(world)
    resident, other = hands_free.move_in(world), hands_free.move_in(world)
    assert choose_pin(world.gate, resident.hands_free.secret or "", PIN) == resident.hands_free.grants[0]
    for person in (resident.person, other.person, world.somebody()):
        hands_free.pressing(world, person)
    found = history(world.gate, resident.hands_free.secret or "", PIN)
    assert isinstance(found, History)
    assert found.where is Where.PLACE
    assert [(one.act, one.outcome, one.opened_at is not None) for one in found.looks] == [
        ("enrol", "enrolled", False), ("identify", "matched", True)]
    world.check()


def test_the_receipt_comes_again(world: World, lin: Resident) -> None:
    """The history holds the receipt as it was, with the link that its secret makes, and says where the face is."""
    found = told(world, lin)
    assert found.where is Where.PASS
    assert found.epoch == world.keys.epoch()
    assert f"/my-face#{lin.secret}" in str(found.receipt)
    assert found.receipt["dct:identifier"] == lin.grant


def test_the_link_alone_reads_nothing(world: World) -> None:
    """Where no PIN was chosen nobody reads, and withdrawing goes on."""
    resident = world.move_in()
    assert read(world, resident) == Refusal(Reason.HISTORY_PIN_UNSET)
    assert isinstance(world.withdraw(resident), Ended)


def test_a_pin_is_chosen_once(world: World, lin: Resident) -> None:
    """Whoever finds the receipt cannot choose another PIN."""
    assert choose(world, lin, ANOTHER) == Refusal(Reason.HISTORY_PIN_CLOSED)
    assert read(world, lin, ANOTHER) == Refusal(Reason.HISTORY_PIN_WRONG)
    assert isinstance(read(world, lin), History)


def test_a_pin_is_chosen_right_after_agreeing(world: World) -> None:
    """Ten minutes after the yes it is too late, for her as for whoever found the receipt."""
    resident = world.move_in()
    world.pass_time(timedelta(minutes=10))
    assert choose(world, resident) == Refusal(Reason.HISTORY_PIN_CLOSED)
    assert read(world, resident) == Refusal(Reason.HISTORY_PIN_UNSET)


@pytest.mark.parametrize("easy", ["123456", "000000", "890123", "121212", "112233", "19990131"])
def test_an_easy_pin_is_not_taken(world: World, easy: str) -> None:
    """A PIN that is too easy for a door is too easy for a history, and its chooser may choose another."""
    resident = world.move_in()
    assert choose(world, resident, easy) == Refusal(Reason.PIN_GUESSABLE)
    assert choose(world, resident) == resident.grant


def test_five_wrong_tries_are_enough(world: World, lin: Resident) -> None:
    """After five the right PIN does not open either, for a quarter of an hour, and a restart is no help."""
    assert [read(world, lin, ANOTHER) for _ in range(TRIES)] == [Refusal(Reason.HISTORY_PIN_WRONG)] * TRIES
    assert read(world, lin) == Refusal(Reason.HISTORY_PIN_TRIES)
    world.restart()
    world.pass_time(timedelta(minutes=14))
    assert read(world, lin) == Refusal(Reason.HISTORY_PIN_TRIES)
    world.pass_time(timedelta(minutes=2))
    assert isinstance(read(world, lin), History)
    world.check()


def test_being_right_costs_no_try(world: World, lin: Resident) -> None:
    """She may read as often as she likes, and her reading gives nobody a wrong try back."""
    for _ in range(TRIES - 1):
        assert isinstance(read(world, lin, ANOTHER), Refusal)
    assert all(isinstance(read(world, lin), History) for _ in range(3))
    assert read(world, lin, ANOTHER) == Refusal(Reason.HISTORY_PIN_WRONG)
    assert read(world, lin) == Refusal(Reason.HISTORY_PIN_TRIES)


def test_stopping_the_gate_gives_no_try_back(world: World, lin: Resident) -> None:
    """A program that stops between counting a try and checking it has counted it."""
    for _ in range(TRIES):
        fault = Fault(2, after=True, ports=frozenset({"store"}))
        with pytest.raises(Crash), world.failing(fault):
            read(world, lin, ANOTHER)
        assert fault.calls[-1] == "store.try_history_pin"
        world.restart()
    assert read(world, lin) == Refusal(Reason.HISTORY_PIN_TRIES)


def test_withdrawing_takes_the_pin_along(world: World, lin: Resident) -> None:
    """After a withdrawal there is no history to read, no PIN to try, and none can be chosen."""
    secret, grant = lin.secret or "", lin.grant
    assert isinstance(world.withdraw(lin), Ended)
    assert history(world.gate, secret, PIN) == Refusal(Reason.RECEIPT_UNKNOWN)
    assert not world.disk.rows("history_pins", "grant", str(grant))
    lin.secret = secret
    assert choose(world, lin) == Refusal(Reason.RECEIPT_UNKNOWN)
    world.check()


def test_a_new_consent_has_a_history_of_its_own(world: World, lin: Resident) -> None:
    """Asked again and agreed again, she starts anew, without PIN and without what came before."""
    world.publish(notice(2))
    world.ask(lin, own_request=True)
    assert isinstance(world.answer(lin, Answer.AGREE), Agreed)
    assert read(world, lin) == Refusal(Reason.HISTORY_PIN_UNSET)
    choose(world, lin, ANOTHER)
    found = read(world, lin, ANOTHER)
    assert isinstance(found, History)
    assert found.looks == ()


def test_a_history_is_whole_or_not_told(world: World, lin: Resident) -> None:
    """While events wait for a ledger that is away nobody is told half of them."""
    away = Fault(0, ports=frozenset({"ledger"}), lasting=True, error=lambda: UnavailableError("it is away"))
    with world.failing(away):
        world.walk_up(code=lin.pass_code)
        with pytest.raises(UnavailableError):
            read(world, lin)
    assert isinstance(read(world, lin), History)


def test_the_pin_is_kept_nowhere(world: World, lin: Resident) -> None:
    """Neither the database nor the log holds the PIN as it was typed."""
    assert isinstance(read(world, lin), History)
    assert PIN.encode() not in world.backup()
