"""An app's sign-in, PINs and necessity, with everybody around them; all in memory."""

from dataclasses import replace
from datetime import timedelta

import pytest
from support import scene
from support.app import (
    APP,
    HELD_STILL,
    SAID,
    SIGN_IN,
    answering,
    app_door,
    choose_pin,
    enter_pin,
    open_app,
    set_app_lane,
    sign_in,
    sign_up,
    statement,
    subscribe,
)
from support.compound import DOOR, PLACE, Resident, door, place
from support.faults import Fault
from support.world import World

from menshen.acts.admit import Admission, admit
from menshen.acts.ask import Declined
from menshen.acts.challenge import TRIES as TRIES_ASKED
from menshen.acts.challenge import WINDOW as CHALLENGE_WINDOW
from menshen.acts.challenge import challenge_of
from menshen.acts.declare import switch_on
from menshen.acts.enrol import permit_enrolment, take_permit
from menshen.acts.necessity import (
    MayRefuse,
    end_necessity,
    may_refuse,
    state_necessity,
    stated_necessity,
)
from menshen.acts.pin_lane import TRIES, WINDOW, admit_pin, forget_late, set_pin
from menshen.acts.records import Door, Pin, Publication
from menshen.acts.register import register
from menshen.acts.sign_in import permit_look, redeem, sign_in_by_face, sign_in_by_pin, take_look
from menshen.acts.waiting import Waiting
from menshen.acts.withdraw import Ended
from menshen.audit.evidence import findings
from menshen.consent.necessity import verify
from menshen.consent.prompt import Answer
from menshen.errors import EvidenceError, InputError, UnavailableError
from menshen.faces.liveness import challenge
from menshen.law.permit import Permit
from menshen.ledger.note import parse_vkey
from menshen.terms import Act, DoorId, Lane, PlaceId, PlaceKind, PublicationKind, Reason, Refusal

PIN = "604173958"


@pytest.fixture
def app(world: World) -> World:
    """The compound, and its app beside it."""
    open_app(world)
    return world


def _reason(result: object) -> Reason:
    refusal = result.refusal if isinstance(result, Admission) else result
    assert isinstance(refusal, Refusal)
    return refusal.reason


def _permit(world: World, user: Resident) -> Waiting:
    waiting = permit_look(world.gate, APP, SIGN_IN, user.pass_code or "")
    assert isinstance(waiting, Waiting)
    return waiting


def _agreed(world: World, user: Resident) -> None:
    world.ask(user)
    world.answer(user, Answer.AGREE)


# The sign-in.


def test_an_app_may_not_depend_on_a_face(app: World) -> None:
    """A sign-in by face alone is refused with art. 4(1); with a PIN beside it, it is live though nobody attends it."""
    alone = switch_on(app.gate, app_door(lanes=frozenset({Lane.FACE})))
    assert alone == Refusal(Reason.FACE_LANE_ONLY, ("cn-spc-2021/4.1",))
    live = switch_on(app.gate, app_door())
    assert isinstance(live, Door)
    assert live.face_open()
    assert not live.attended


def test_who_agreed_signs_in_by_face(app: World) -> None:
    """One permit, one look, on record before she is signed in."""
    user = subscribe(app)
    admission = sign_in(app, user)
    assert isinstance(admission, Admission)
    assert (admission.opened, admission.lanes) == (Lane.FACE, (Lane.PIN,))
    assert [event["type"] for event in app.events()][-3:] == ["permit", "look", "opened"]
    assert app.events()[-3]["act"] == Act.VERIFY
    app.check()


def test_nobody_is_looked_at_before_consent(app: World) -> None:
    """Before she agrees, after she declines and after she withdraws, the law gives no permit (art. 2(3))."""
    user = sign_up(app)
    choose_pin(app, user)
    before = permit_look(app.gate, APP, SIGN_IN, user.pass_code or "")
    assert isinstance(before, Refusal)
    assert (before.reason, before.articles[0]) == (Reason.LAW, "cn-spc-2021/2.3")
    app.ask(user)
    assert isinstance(app.answer(user, Answer.DECLINE), Declined)
    assert _reason(sign_in(app, user)) is Reason.LAW
    assert enter_pin(app, user).opened is Lane.PIN
    agreed = subscribe(app)
    assert isinstance(app.withdraw(agreed), Ended)
    assert _reason(sign_in(app, agreed)) is Reason.LAW
    assert app.gate.engine.looks() == 1, "only the enrolment was a look"
    app.check()


def test_who_has_no_pin_is_not_looked_at(app: World) -> None:
    """Where face and PIN are the only lanes, she has no other way until she has set a PIN: no look, and art. 4(1)."""
    user = sign_up(app)
    _agreed(app, user)
    refusal = app.enrol(user)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, "cn-spc-2021/4.1" in refusal.articles) == (Reason.LAW, True)
    choose_pin(app, user)
    assert not isinstance(app.enrol(user), Refusal)
    app.check()


def test_a_pin_lane_that_is_down_shuts_the_face_lane(app: World) -> None:
    """Without its PIN lane the sign-in looks at nobody, whoever has agreed."""
    user = subscribe(app)
    set_app_lane(app, Lane.PIN, up=False)
    assert sign_in(app, user) == Refusal(Reason.FACE_LANE_SHUT, ("cn-spc-2021/4.1",))
    assert _reason(enter_pin(app, user)) is Reason.LANE_DOWN
    app.check()


def test_a_permit_to_look_is_taken_once_and_there_alone(app: World) -> None:
    """A permit is worth nothing twice, late, at another door, to enrol, or after a newer one."""
    user = subscribe(app)
    first, second = _permit(app, user), _permit(app, user)
    assert _reason(take_look(app.gate, APP, SIGN_IN, first.token)) is Reason.PERMIT_MISSING
    assert isinstance(take_look(app.gate, APP, SIGN_IN, second.token), Permit)
    assert _reason(take_look(app.gate, APP, SIGN_IN, second.token)) is Reason.PERMIT_MISSING
    assert _reason(take_look(app.gate, PLACE, DOOR, _permit(app, user).token)) is Reason.PERMIT_MISSING
    assert _reason(take_permit(app.gate, _permit(app, user).token)) is Reason.PERMIT_MISSING
    late = _permit(app, user)
    app.pass_time(timedelta(seconds=11))
    assert _reason(take_look(app.gate, APP, SIGN_IN, late.token)) is Reason.PERMIT_MISSING


def test_a_permit_to_enrol_is_none_to_look(app: World) -> None:
    """What was permitted for enrolling signs nobody in."""
    user = subscribe(app)
    app.ask(user, own_request=True)
    app.answer(user, Answer.AGREE)
    permit = permit_enrolment(app.gate, user.secret or "")
    assert isinstance(permit, Waiting)
    assert _reason(take_look(app.gate, APP, SIGN_IN, permit.token)) is Reason.PERMIT_MISSING


def test_a_face_pass_and_a_photograph_are_not_enough(app: World) -> None:
    """A face pass, which is shown at doors, brings no permit, and a camera's frame opens no unattended face lane."""
    user = subscribe(app)
    assert _reason(permit_look(app.gate, APP, SIGN_IN, user.face_code or "")) is Reason.UNKNOWN_PASS
    frame = scene.picture(codes=[user.face_code or ""], people=[user.person])
    looks = app.gate.engine.looks()
    assert _reason(admit(app.gate, APP, SIGN_IN, frame)) is Reason.FACE_LANE_UNATTENDED
    assert app.gate.engine.looks() == looks


def test_another_face_or_another_pass_signs_nobody_in(app: World) -> None:
    """Somebody else before her phone is not she; and with another's face pass there is no look at all."""
    user, other = subscribe(app), subscribe(app)
    assert _reason(sign_in(app, user, app.somebody())) is Reason.NOT_SAME_PERSON
    looks = app.gate.engine.looks()
    assert _reason(sign_in(app, user, other.person, code=other.face_code)) is Reason.PERMIT_MISSING
    assert app.gate.engine.looks() == looks
    two = sign_in(app, user, user.person, other.person)
    assert isinstance(two, Admission)
    assert (_reason(two), two.again) == (Reason.MANY_FACES, True)
    app.check()


def test_moves_are_asked_for_and_made(app: World) -> None:
    """All frames of a challenge are one capture: one permit, one look, on record with how many they were."""
    user = subscribe(app)
    looks = app.gate.engine.looks()
    assert sign_in(app, user).opened is Lane.FACE  # type: ignore[union-attr]
    assert app.gate.engine.looks() == looks + 1
    [look] = [event for event in app.events() if event["type"] == "look" and event["outcome"] == "matched"]
    assert look["frames"] == 7
    app.check()


def test_the_log_says_what_was_asked(app: World) -> None:
    """A challenge is read off the capture's id, so that whoever reads the log knows it; and no two are asked alike."""
    user = subscribe(app)
    permits = [_permit(app, user) for _ in range(TRIES_ASKED)]
    recorded = [str(event["capture"]) for event in app.events() if event["type"] == "permit"][-TRIES_ASKED:]
    asked = [challenge_of(app.gate, waiting.permit) for waiting in permits]
    assert [challenge(bytes.fromhex(capture), 3) for capture in recorded] == asked
    assert len(set(asked)) > 1


@pytest.mark.parametrize("heads", [HELD_STILL, ("straight", *("left", "straight") * 3, "nod", "straight"),
                                   ("left", "left", "left"), ("straight",), ("nod",) * 12])
def test_who_does_not_follow_is_not_signed_in(app: World, heads: tuple[str, ...]) -> None:
    """A photograph held still, and other moves than those asked for, end before any comparison, and say so."""
    user = subscribe(app)
    done = sign_in(app, user, heads=heads)
    assert isinstance(done, Admission)
    assert (done.opened, _reason(done), done.again) == (None, Reason.CHALLENGE_NOT_FOLLOWED, True)
    assert [event["outcome"] for event in app.events() if event["type"] == "look"][-1] == "challenge-not-followed"
    assert not findings(enumerate(app.events()))
    app.check()


def test_somebody_else_for_one_frame_is_seen(app: World) -> None:
    """The owner between the moves of another, or the other way round, is not one face."""
    user = subscribe(app)
    other = app.somebody()
    app.passers_by.update((user.person, other))
    taken = take_look(app.gate, APP, SIGN_IN, _permit(app, user).token)
    assert isinstance(taken, Permit)
    heads = answering(challenge_of(app.gate, taken))
    app.pass_time(timedelta(seconds=4))
    shown = [scene.picture(people=[user.person if at % 2 else other], head=head) for at, head in enumerate(heads)]
    app.before_camera, app.shown = (user.person, other), user.face_code
    done = sign_in_by_face(app.gate, taken, user.face_code or "", shown, [400 * at for at in range(len(heads))])
    assert _reason(done.admission) is Reason.FACE_CHANGED
    assert done.ticket is None
    app.check()


def test_more_time_than_has_passed_is_made_up(app: World) -> None:
    """Frames that say they took longer than their permit is old are refused, and nobody is looked at."""
    user = subscribe(app)
    permit, looks = _permit(app, user).permit, app.gate.engine.looks()
    pictures = [scene.picture(people=[user.person])] * 3
    done = sign_in_by_face(app.gate, permit, user.face_code or "", pictures, (0, 400, 800))
    assert _reason(done.admission) is Reason.CHALLENGE_OUT_OF_TIME
    assert app.gate.engine.looks() == looks
    with pytest.raises(InputError, match="3 pictures came with 2 times"):
        sign_in_by_face(app.gate, _permit(app, user).permit, user.face_code or "", pictures, (0, 400))


def test_five_challenges_in_a_quarter_of_an_hour(app: World) -> None:
    """Who asks on gets none, and nothing is permitted or looked at; one that was followed begins anew, as does time."""
    user, other = subscribe(app), subscribe(app)
    for _ in range(TRIES_ASKED):
        _permit(app, user)
    permits = len([event for event in app.events() if event["type"] == "permit"])
    for _ in range(20):
        assert permit_look(app.gate, APP, SIGN_IN, user.pass_code or "") == Refusal(Reason.CHALLENGE_TRIES)
    assert len([event for event in app.events() if event["type"] == "permit"]) == permits
    assert enter_pin(app, user).opened is Lane.PIN
    assert sign_in(app, other).opened is Lane.FACE  # type: ignore[union-attr]
    app.pass_time(CHALLENGE_WINDOW)
    for _ in range(2 * TRIES_ASKED):
        assert sign_in(app, user).opened is Lane.FACE  # type: ignore[union-attr]
    app.check()


def test_an_operator_may_ask_for_no_moves(app: World) -> None:
    """Where none are asked for, any picture of her is compared, no times are needed, and the register says so."""
    user = subscribe(app)
    assert [door.liveness for place in register(app.gate).places for door in place.doors] == [False, True]
    app.gate = replace(app.gate, sign_in_moves=0)
    permit = _permit(app, user).permit
    assert challenge_of(app.gate, permit) == ()
    done = sign_in_by_face(app.gate, permit, user.face_code or "", [scene.picture(people=[user.person])])
    assert done.admission.opened is Lane.FACE
    assert not any(door.liveness for place in register(app.gate).places for door in place.doors)


@pytest.mark.parametrize("pictures", [0, 13])
def test_signing_in_takes_1_to_12_pictures(app: World, pictures: int) -> None:
    """Fewer or more pictures than a capture holds are refused before anything is looked at."""
    user = subscribe(app)
    permit, looks = _permit(app, user).permit, app.gate.engine.looks()
    with pytest.raises(InputError, match=f"{pictures} pictures came"):
        sign_in_by_face(app.gate, permit, user.face_code or "", [scene.picture(people=[user.person])] * pictures)
    assert app.gate.engine.looks() == looks


def test_what_ends_while_she_is_looked_at_signs_nobody_in(app: World) -> None:
    """A withdrawal or a PIN lane that breaks down during the look is seen before she is signed in."""
    user, other = subscribe(app), subscribe(app)
    app.eyes.meanwhile = lambda: app.withdraw(user)
    assert _reason(sign_in(app, user)) is Reason.GRANT_ENDED
    app.eyes.meanwhile = lambda: set_app_lane(app, Lane.PIN, up=False)
    assert _reason(sign_in(app, other)) is Reason.FACE_LANE_SHUT
    app.check()


def test_a_door_in_a_building_is_not_opened_from_afar(app: World) -> None:
    """A person's own call reaches an app's sign-in only: it neither looks at a building's door nor opens it."""
    resident = app.move_in()
    with pytest.raises(InputError, match="residential"):
        permit_look(app.gate, PLACE, DOOR, resident.pass_code or "")
    with pytest.raises(InputError, match="residential"):
        sign_in_by_pin(app.gate, PLACE, DOOR, "00000000", PIN)


def test_a_pass_for_the_compound_signs_nobody_in(app: World) -> None:
    """A pass is for its own place."""
    resident = app.move_in()
    assert _reason(permit_look(app.gate, APP, SIGN_IN, resident.pass_code or "")) is Reason.WRONG_PLACE


def test_a_ticket_is_for_one_door_and_a_minute(app: World) -> None:
    """Who signed in is told once, at that door, within the minute."""
    user = subscribe(app)
    tickets = [sign_in_by_pin(app.gate, APP, SIGN_IN, user.handle or "", PIN).ticket or "" for _ in range(2)]
    assert _reason(redeem(app.gate, PLACE, DOOR, tickets[0])) is Reason.TICKET_UNKNOWN
    assert _reason(redeem(app.gate, APP, SIGN_IN, tickets[0])) is Reason.TICKET_UNKNOWN
    app.pass_time(timedelta(seconds=61))
    assert _reason(redeem(app.gate, APP, SIGN_IN, tickets[1])) is Reason.TICKET_UNKNOWN


# PINs.


@pytest.mark.parametrize("pin", ["111111", "121212", "123123", "123456", "987654", "890123", "112233", "990131",
                                 "19990131", "000000000000"])
def test_what_anybody_would_guess_is_no_pin(app: World, pin: str) -> None:
    """One digit, a repetition, a run, doubled runs and birthdays are refused, and nothing is kept."""
    user = sign_up(app)
    assert _reason(choose_pin(app, user, pin)) is Reason.PIN_GUESSABLE
    assert app.pins.of(user.entitlement) is None


@pytest.mark.parametrize("pin", ["60417", "6041739581234", "60417a", "６０４１７３", "", "604173\n"])
def test_a_pin_is_six_to_twelve_digits(app: World, pin: str) -> None:
    """Anything else is an error that repeats none of it."""
    user = sign_up(app)
    with pytest.raises(InputError) as caught:
        choose_pin(app, user, pin)
    assert not pin or pin not in f"{caught.value} {caught.value.hint}"


def test_the_answer_does_not_say_whether_a_number_is_known(app: World) -> None:
    """A wrong PIN and an unknown number get the same answers, to the last try and beyond."""
    user = sign_up(app)
    choose_pin(app, user)
    unknown = Resident(user.person, "", user.entitlement, None, handle="99999999", pin=PIN)
    app.users.remove(user)
    for number in range(TRIES + 2):
        known, other = enter_pin(app, user, "604173959"), enter_pin(app, unknown)
        assert (known.refusal, known.lanes) == (other.refusal, other.lanes)
        assert _reason(known) is (Reason.PIN_WRONG if number < TRIES else Reason.PIN_TRIES)


def test_five_wrong_tries_rest_for_fifteen_minutes(app: World) -> None:
    """After five wrong tries the right PIN does not open either, a restart changes nothing, and time does."""
    user = subscribe(app)
    for _ in range(TRIES):
        assert _reason(enter_pin(app, user, "604173959")) is Reason.PIN_WRONG
    app.restart()
    assert _reason(enter_pin(app, user)) is Reason.PIN_TRIES
    assert not isinstance(sign_in(app, user), Refusal), "a face lane was shut by somebody's wrong tries"
    app.pass_time(WINDOW)
    assert enter_pin(app, user).opened is Lane.PIN
    app.check()


def test_right_tries_do_not_add_up(app: World) -> None:
    """Whoever knows the PIN may sign in as often as they like."""
    user = sign_up(app)
    choose_pin(app, user)
    assert {enter_pin(app, user).opened for _ in range(TRIES + 2)} == {Lane.PIN}


def test_counts_of_tries_are_dropped_when_they_count_no_more(app: World) -> None:
    """What was tried with numbers that nobody has does not stay."""
    sign_in_by_pin(app.gate, APP, SIGN_IN, "99999999", PIN)
    forget_late(app.gate)
    assert app.disk.rows("pin_tries", "handle", "99999999")
    app.pass_time(WINDOW + timedelta(seconds=1))
    forget_late(app.gate)
    assert not app.disk.rows("pin_tries", "handle", "99999999")


def test_a_pin_goes_with_its_entitlement(app: World) -> None:
    """Whose entitlement has ended has no PIN here any more; whose has not keeps theirs."""
    lasting, ending = subscribe(app), app.entitle(lasts=timedelta(days=1))
    kept = set_pin(app.gate, ending.pass_code or "", PIN)
    assert isinstance(kept, Pin)
    app.pass_time(timedelta(days=1))
    forget_late(app.gate)
    assert app.pins.of(ending.entitlement) is None
    assert enter_pin(app, lasting).opened is Lane.PIN


def test_tries_at_a_lane_that_is_down_do_not_fill_the_log(app: World) -> None:
    """That a lane is down is on record once; whoever tries it from afar, needing nothing for it, is not."""
    set_app_lane(app, Lane.PIN, up=False)
    size = len(app.events())
    for _ in range(3):
        assert _reason(sign_in_by_pin(app.gate, APP, SIGN_IN, "99999999", PIN).admission) is Reason.LANE_DOWN
    assert len(app.events()) == size


def test_a_keypad_opens_a_buildings_door(app: World) -> None:
    """A resident's number and PIN open a door that has a PIN lane, first and recorded after, and no other door."""
    resident = app.entitle()
    kept = set_pin(app.gate, resident.pass_code or "", PIN)
    assert isinstance(kept, Pin)
    assert _reason(admit_pin(app.gate, PLACE, DOOR, kept.handle, PIN)) is Reason.LANE_DOWN
    app.switch_on(door(lanes=frozenset({Lane.FACE, Lane.PIN})))
    away = Fault(0, ports=frozenset({"ledger"}), lasting=True, error=lambda: UnavailableError("it is away"))
    with app.failing(away):
        assert admit_pin(app.gate, PLACE, DOOR, kept.handle, PIN).opened is Lane.PIN
    assert app.events()[-1]["lane"] == Lane.PIN
    assert _reason(sign_in_by_pin(app.gate, APP, SIGN_IN, kept.handle, PIN).admission) is Reason.PIN_WRONG
    app.check()


def test_at_a_door_with_face_and_pin_a_pin_is_her_other_way(world: World) -> None:
    """Beside a PIN lane alone nobody is looked at who has set no PIN; once she has, her face opens the door."""
    world.switch_on(door(lanes=frozenset({Lane.FACE, Lane.PIN})))
    resident = world.entitle()
    _agreed(world, resident)
    refusal = world.enrol(resident)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, "cn-spc-2021/10" in refusal.articles) == (Reason.LAW, True)
    set_pin(world.gate, resident.pass_code or "", PIN)
    assert not isinstance(world.enrol(resident), Refusal)
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE


def test_a_lost_pass_takes_its_pin_along(app: World) -> None:
    """Whoever held the pass may have set the PIN: after a reissue it opens nothing, and the lost pass sets none."""
    user = subscribe(app)
    handle, lost = user.handle or "", user.pass_code or ""
    app.reissue(user)
    assert _reason(sign_in_by_pin(app.gate, APP, SIGN_IN, handle, PIN).admission) is Reason.PIN_WRONG
    assert _reason(set_pin(app.gate, lost, PIN)) is Reason.PASS_REVOKED
    assert isinstance(choose_pin(app, user), Pin)
    assert enter_pin(app, user).opened is Lane.PIN
    app.check()


def test_a_new_pin_replaces_the_old_and_keeps_the_number(app: World) -> None:
    """She may change her PIN; the old one is wrong from then on."""
    user = subscribe(app)
    handle = user.handle
    choose_pin(app, user, "58203917")
    assert user.handle == handle
    assert _reason(enter_pin(app, user, PIN)) is Reason.PIN_WRONG
    assert enter_pin(app, user).opened is Lane.PIN


def test_a_face_pass_sets_no_pin(app: World) -> None:
    """Only a plain pass speaks for its holder."""
    user = subscribe(app)
    assert _reason(set_pin(app.gate, user.face_code or "", PIN)) is Reason.UNKNOWN_PASS


def test_a_pin_ends_with_its_entitlement(app: World) -> None:
    """The right PIN of somebody whose time is over opens nothing."""
    user = sign_up(app)
    choose_pin(app, user)
    app.pass_time(timedelta(days=701))
    assert _reason(enter_pin(app, user)) is Reason.NOT_ENTITLED


# Necessity.


def _stated(world: World, function: str = "try-on") -> Publication:
    made = state_necessity(world.gate, statement(function))
    assert isinstance(made, Publication)
    return made


def test_service_is_owed_until_it_is_stated_otherwise(app: World) -> None:
    """Refusing is refused with art. 4(1) and the Measures; with a published statement allowed; taken back, refused."""
    owed = Refusal(Reason.LAW, ("cn-spc-2021/4.1", "cn-measures-2025/10"))
    assert may_refuse(app.gate, APP, "try-on") == owed
    made = _stated(app)
    assert may_refuse(app.gate, APP, "try-on") == MayRefuse("try-on", made)
    assert may_refuse(app.gate, APP, "another") == owed
    assert [one.ended_at is None for one in end_necessity(app.gate, APP, "try-on")] == [False]
    assert may_refuse(app.gate, APP, "try-on") == owed
    said = [event["allowed"] for event in app.events() if event["type"] == "service.refusal"]
    assert said == [False, True, False, False]
    app.check()


def test_a_statement_is_published_and_signed(app: World) -> None:
    """The register has it, the log its hash, and the log's key signed just these words."""
    made = _stated(app)
    assert app.store.publications() == [made]
    recorded = app.events()[-1]
    assert (recorded["of"], recorded["document"]) == (PublicationKind.NECESSITY, made.hash)
    key = parse_vkey(app.ledger.verifier_key()).key
    verify(made.document, key)
    for spoilt in ({"function": "another"}, {"signed_at": "2020-01-01T00:00:00.000Z"}, {"signature": "00" * 64},
                   {"signature": "none"}):
        with pytest.raises(EvidenceError, match="not what was signed"):
            verify({**made.document, **spoilt}, key)


def test_a_statement_that_was_altered_is_none(app: World) -> None:
    """Where the register's words are not those that were signed, nothing is refused on them: a human is called."""
    made = _stated(app)
    app.store.save_publication(replace(made, document={**made.document, "statement": "another"}))
    with pytest.raises(EvidenceError, match="not what was signed"):
        may_refuse(app.gate, APP, "try-on")


@pytest.mark.parametrize(("kind", "articles"), [
    (PlaceKind.RESIDENTIAL, ("cn-spc-2021/10", "cn-spc-2021/4.1")),
    (PlaceKind.OFFICE, ("cn-spc-2021/10", "cn-spc-2021/4.1")),
    (PlaceKind.HOTEL, ("cn-spc-2021/4.1",)), (PlaceKind.BANK, ("cn-spc-2021/4.1",)),
])
def test_for_a_door_no_statement_is_accepted(world: World, kind: PlaceKind, articles: tuple[str, ...]) -> None:
    """A place that is no app gets none, whatever it says, and its refusal is on record; nor may it refuse anybody."""
    there = PlaceId(f"a-{kind}")
    world.declare(replace(place(kind=kind), id=there))
    assert state_necessity(world.gate, statement("north", there)) == Refusal(Reason.NECESSITY_NOT_HERE, articles)
    assert world.events()[-1]["type"] == "necessity.refused"
    assert not world.store.publications()
    assert _reason(may_refuse(world.gate, there, "north")) is Reason.LAW
    assert not findings(enumerate(world.events()))


def test_an_apps_sign_in_is_a_door(app: World) -> None:
    """What has another lane does not need the face; and a statement is worth nothing once its function is a door."""
    refused = Refusal(Reason.NECESSITY_NOT_HERE, ("cn-spc-2021/4.1",))
    assert state_necessity(app.gate, statement(SIGN_IN)) == refused
    _stated(app, "lobby")
    switch_on(app.gate, app_door(id=DoorId("lobby")))
    assert stated_necessity(app.gate, APP, "lobby") is None
    assert _reason(may_refuse(app.gate, APP, "lobby")) is Reason.LAW


def test_necessity_is_no_consent(app: World) -> None:
    """With a statement in the register, who declined is still not looked at (art. 2(3)), and still signs in by PIN."""
    _stated(app)
    user = sign_up(app)
    choose_pin(app, user)
    app.ask(user)
    app.answer(user, Answer.DECLINE)
    refusal = sign_in(app, user)
    assert isinstance(refusal, Refusal)
    assert refusal.articles[0] == "cn-spc-2021/2.3"
    assert enter_pin(app, user).opened is Lane.PIN
    app.check()


def test_stating_again_changes_nothing_and_stating_anew_replaces(app: World) -> None:
    """The same words are the same publication; other words end the earlier ones, so that one statement stands."""
    first = _stated(app)
    assert _stated(app) == first
    second = state_necessity(app.gate, statement(name="Officer Ma"))
    assert isinstance(second, Publication)
    assert [one.ended_at is None for one in app.store.publications()] == [False, True]
    assert stated_necessity(app.gate, APP, "try-on") == second


@pytest.mark.parametrize("changed", [{"alternatives": ()}, {"name": " "}, {"name": "x" * 65},
                                     {"statement": replace(SAID, en=" ")}, {"role": replace(SAID, zh="x" * 2_001)},
                                     {"function": "No Slug"}])
def test_a_statement_says_all_it_must(changed: dict[str, object]) -> None:
    """Without alternatives, a name, words in both languages or a function there is no statement."""
    with pytest.raises(InputError):
        statement(**changed)  # type: ignore[arg-type]


def test_what_cannot_be_recorded_is_not_refused(app: World) -> None:
    """Without a ledger no service may be refused, and no statement is published."""
    made = _stated(app)
    away = Fault(0, ports=frozenset({"ledger"}), lasting=True, error=lambda: UnavailableError("it is away"))
    with app.failing(away), pytest.raises(UnavailableError):
        may_refuse(app.gate, APP, "try-on")
    with app.failing(away), pytest.raises(UnavailableError):
        state_necessity(app.gate, statement("another"))
    assert app.store.publications() == [made]
