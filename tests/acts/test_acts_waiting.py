"""A permit waits for its pictures, for seconds where the line is slow: what permitted the look is asked once more."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from support import app, hands_free, scene
from support.compound import DOOR, PLACE
from support.faults import Fault
from support.simulated import Camera
from support.spy import Spy
from support.world import World

from menshen.acts.ask import Agreed, Declined, answer, ask
from menshen.acts.challenge import challenge_of
from menshen.acts.declare import publish_notice, switch_on
from menshen.acts.enrol import enrol, permit_enrolment, take_permit
from menshen.acts.ground import COVERS, permit_for
from menshen.acts.press import Pressed, press, press_notice, recognise
from menshen.acts.sign_in import permit_look, sign_in_by_face, take_look
from menshen.acts.terms import read_terms
from menshen.acts.waiting import Waiting
from menshen.consent.notice import Notice, NoticeText
from menshen.consent.press import PressNotice
from menshen.consent.prompt import Answer
from menshen.errors import UnavailableError
from menshen.law.permit import Permit
from menshen.terms import Act, Lane, Purpose, Reason, Refusal

UNFAIR = "第一条 会员签署本协议即同意采集其面部信息。\n第二条 前述授权永久有效、不可撤销，可以转授权给任何第三方。\n"

Send = Callable[[], object]
Waits = Callable[[World], Send]


def enrolling(world: World) -> Send:
    """Somebody has a permit to enrol; what sends her pictures."""
    resident = world.entitle()
    world.ask(resident)
    assert isinstance(world.answer(resident, Answer.AGREE), Agreed)
    waiting = permit_enrolment(world.gate, resident.secret or "")
    assert isinstance(waiting, Waiting)
    taken = take_permit(world.gate, waiting.token)
    assert isinstance(taken, Permit)
    return lambda: enrol(world.gate, taken, [scene.picture(people=[resident.person])] * 3)


def pressing(world: World) -> Send:
    """Somebody who is kept has pressed; what sends her picture."""
    resident = hands_free.move_in(hands_free.open_lane(world))
    given = pressed(world)
    return lambda: recognise(world.gate, given, scene.picture(people=[resident.person]))


def signing_in(world: World) -> Send:
    """A user of the app has a permit for one look; what sends her pictures."""
    app.open_app(world)
    user = app.subscribe(world)
    waiting = permit_look(world.gate, app.APP, app.SIGN_IN, user.pass_code or "")
    assert isinstance(waiting, Waiting)
    taken = take_look(world.gate, app.APP, app.SIGN_IN, waiting.token)
    assert isinstance(taken, Permit)
    heads = app.answering(challenge_of(world.gate, taken))
    pictures = [scene.picture(people=[user.person], head=head) for head in heads]
    at_ms = [app.EVERY_MS * number for number in range(len(heads))]
    world.pass_time(timedelta(milliseconds=at_ms[-1]))
    return lambda: sign_in_by_face(world.gate, taken, user.face_code or "", pictures, at_ms)


def pressed(world: World) -> Pressed:
    """A press beside the notice in force."""
    beside = press_notice(world.gate, PLACE)
    assert isinstance(beside, PressNotice)
    world.hands_free.presses += 1
    given = press(world.gate, PLACE, DOOR, beside.hash)
    assert isinstance(given, Pressed)
    return given


def lanes_down(world: World) -> None:
    """Every lane beside the face breaks down, at the door and in the app."""
    for lane in (Lane.DESK, Lane.PASS):
        world.set_lane(lane, up=False)
    if world.app_up:
        app.set_app_lane(world, Lane.PIN, up=False)


def unfair(world: World) -> None:
    """What people sign takes the face along from now on."""
    for place in world.store.places():
        read_terms(world.gate, place.id, UNFAIR)


def other_words(world: World) -> None:
    """New versions of all notices are published."""
    for place in world.store.places():
        for purpose in (Purpose.ENTRY_BY_PASS, Purpose.ENTRY_HANDS_FREE):
            if world.store.notice(place.id, purpose) is not None:
                publish_notice(world.gate, Notice(place.id, purpose, 2, NoticeText(*[app.SAID] * 9)))


def frozen(world: World) -> None:
    """A leak is suspected at the compound."""
    world.emergencies.freeze()


@pytest.mark.parametrize("waits", [enrolling, pressing, signing_in])
@pytest.mark.parametrize("changes", [lanes_down, unfair, other_words])
def test_what_changes_before_the_pictures_come_lets_nobody_be_looked_at(
    world: World, waits: Waits, changes: Callable[[World], None],
) -> None:
    """Lanes that break down, terms that turn unfair and a notice that changes are seen by a permit given before."""
    send = waits(world)
    looks = world.engine.looks()
    changes(world)
    send()
    assert world.engine.looks() == looks
    world.check()


@pytest.mark.parametrize("waits", [enrolling, pressing, signing_in])
def test_pictures_that_waited_too_long_are_not_decoded(
    world: World, waits: Waits, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where others' pictures keep the gate busy until the permit has run out, none of hers is read any more."""
    send = waits(world)
    looks = world.engine.looks()
    spy = Spy().on(monkeypatch, (Camera, "decode"))
    world.pass_time(timedelta(seconds=11))
    with spy.watch():
        answer = send()
    refusal = getattr(getattr(answer, "admission", answer), "refusal", answer)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.PERMIT_MISSING
    assert (world.engine.looks(), spy.givers()) == (looks, set())
    world.check()


@pytest.mark.parametrize("waits", [enrolling, pressing])
def test_a_suspicion_is_seen_by_a_permit_given_before(world: World, waits: Waits) -> None:
    """Frozen between permit and pictures, a place looks at nobody: no caller outruns an incident by sending slowly."""
    send = waits(world)
    looks = world.engine.looks()
    frozen(world)
    send()
    assert world.engine.looks() == looks
    world.check()


@pytest.mark.parametrize("of", [Act.ENROL, Act.VERIFY])
def test_who_reads_the_log_has_no_permit(world: World, of: Act) -> None:
    """What stands in the log of a permit that waits for its pictures does not take it: only its holder's token does."""
    if of is Act.ENROL:
        resident = world.entitle()
        world.ask(resident)
        world.answer(resident, Answer.AGREE)
        waiting = permit_enrolment(world.gate, resident.secret or "")
    else:
        app.open_app(world)
        waiting = permit_look(world.gate, app.APP, app.SIGN_IN, app.subscribe(world).pass_code or "")
    assert isinstance(waiting, Waiting)
    event = world.events()[-1]
    assert (event["type"], event["act"]) == ("permit", of)
    said = [str(value) for value in event.values()]
    assert waiting.token not in said
    for one in said:
        assert isinstance(take_permit(world.gate, one), Refusal)
        assert isinstance(take_look(world.gate, app.APP, app.SIGN_IN, one), Refusal)
    taken = (take_permit(world.gate, waiting.token) if of is Act.ENROL
             else take_look(world.gate, app.APP, app.SIGN_IN, waiting.token))
    assert taken is waiting.permit


def test_the_desk_alone_is_a_strangers_other_way_until_the_look(world: World) -> None:
    """Once the desk is down nobody who pressed before is looked at or let in by face, though the pass lane is up."""
    send = pressing(world)
    looks = world.engine.looks()
    world.set_lane(Lane.DESK, up=False)
    send()
    assert world.engine.looks() == looks
    assert not world.openings
    world.check()


def test_nobody_whose_time_is_over_is_matched(world: World) -> None:
    """A grant that ends between press and picture is erased before anybody is compared with it."""
    resident = hands_free.move_in(hands_free.open_lane(world))
    grant = world.store.grant(resident.hands_free.grants[0])
    assert grant is not None
    world.clock.moment = grant.not_after - timedelta(seconds=5)
    given = pressed(world)
    world.pass_time(timedelta(seconds=6))
    recognise(world.gate, given, scene.picture(people=[resident.person]))
    assert "matched" not in [event["outcome"] for event in world.events() if event["type"] == "look"]
    assert not world.gallery.grants()
    world.check()


def test_a_look_that_was_made_is_on_record_whatever_fails_after_it(world: World) -> None:
    """A store that stops answering while the engine looks keeps the door shut, and not the look off the record."""
    send = pressing(world)
    before = world.engine.looks() - len(list(_looks(world)))
    away = Fault(0, ports=frozenset({"store"}), lasting=True, error=lambda: UnavailableError("away"))
    with world.failing(Fault()):
        world.eyes.meanwhile = lambda: setattr(world.switch, "fault", away)
        with pytest.raises(UnavailableError):
            send()
    assert world.engine.looks() - len(list(_looks(world))) == before
    world.check()


def test_an_unattended_lane_takes_no_press(world: World) -> None:
    """At an app's sign-in, which nobody attends, a press finds nobody: a photograph would do."""
    app.open_app(world)
    publish_notice(world.gate, Notice(app.APP, Purpose.ENTRY_HANDS_FREE, 1, NoticeText(*[app.SAID] * 9)))
    world.app_up |= {Lane.DESK}
    switch_on(world.gate, app.app_door(lanes=world.app_up))
    user = app.sign_up(world)
    app.choose_pin(world, user)
    shown = ask(world.gate, user.pass_code or "", own_request=True, purpose=Purpose.ENTRY_HANDS_FREE)
    assert not isinstance(shown, Refusal)
    agreed = answer(world.gate, shown.token, Answer.AGREE, by_operator=False, beside=())
    assert isinstance(agreed, Agreed)
    waiting = permit_enrolment(world.gate, agreed.secret)
    assert isinstance(waiting, Waiting)
    enrol(world.gate, waiting.permit, [scene.picture(people=[user.person])] * 3)
    beside = press_notice(world.gate, app.APP)
    assert isinstance(beside, PressNotice)
    answered = press(world.gate, app.APP, app.SIGN_IN, beside.hash)
    assert not isinstance(answered, Pressed)
    assert answered.refusal is not None
    assert answered.refusal.reason.value == "face-lane-unattended"


def test_a_grant_carries_what_its_purpose_takes_and_nothing_else(world: World) -> None:
    """A consent for one's own pass permits no 1:N and no analysis, and one for hands-free no 1:1."""
    by_pass, by_press = world.move_in(), hands_free.move_in(hands_free.open_lane(world))
    at = world.store.door(PLACE, DOOR)
    for resident, purpose in ((by_pass, Purpose.ENTRY_BY_PASS), (by_press, Purpose.ENTRY_HANDS_FREE)):
        tie = world.store.tie_of(resident.entitlement, purpose)
        assert tie is not None
        permitted = {act for act in Act if act is not Act.REFUSE_SERVICE
                     and isinstance(permit_for(world.gate, act, tie, at), Permit)}
        assert permitted == COVERS[purpose]


def test_nobody_is_asked_about_hands_free_beside_unfair_terms(world: World) -> None:
    """Terms with findings refuse the second prompt as they refuse the first, by their articles."""
    hands_free.open_lane(world)
    terms, _ = read_terms(world.gate, PLACE, UNFAIR)
    refused = hands_free.request(world, world.entitle())
    assert isinstance(refused, Refusal)
    assert (refused.reason.value, refused.articles) == ("terms", terms.articles)


def test_terms_that_know_no_other_way_in_spoil_the_consent(world: World) -> None:
    """Where people sign that the face is the only way in, nobody's consent carries a look, whatever the door has."""
    resident = world.move_in()
    read_terms(world.gate, PLACE, "第一条 本小区以人脸识别作为唯一的出入方式。\n")
    looks = world.engine.looks()
    assert world.walk_up(resident.person, code=resident.face_code).opened is None
    assert world.engine.looks() == looks


def test_a_yes_is_none_after_a_no_to_the_same(world: World) -> None:
    """Of two prompts that were shown, a no to one is a no: the other takes no yes, and nothing is granted."""
    resident = world.entitle()
    first, second = (ask(world.gate, resident.pass_code or "", own_request=False) for _ in range(2))
    assert not isinstance(first, Refusal)
    assert not isinstance(second, Refusal)
    assert isinstance(answer(world.gate, second.token, Answer.DECLINE, by_operator=False, beside=()), Declined)
    resident.declined = True
    late = answer(world.gate, first.token, Answer.AGREE, by_operator=False, beside=())
    assert late == Refusal(Reason.ALREADY_DECLINED, ("cn-spc-2021/4.3",))
    assert not world.store.grants()
    world.ask(resident, own_request=True)
    assert isinstance(world.answer(resident, Answer.AGREE), Agreed)
    world.check()


@pytest.mark.parametrize("purpose", [Purpose.ENTRY_BY_PASS, Purpose.ENTRY_HANDS_FREE])
def test_a_yes_is_none_once_the_terms_are_unfair(world: World, purpose: Purpose) -> None:
    """Terms that turned unfair while somebody read the notice leave no free choice, but to say no."""
    hands_free.open_lane(world)
    resident = world.entitle()
    shown = ask(world.gate, resident.pass_code or "", own_request=True, purpose=purpose)
    assert not isinstance(shown, Refusal)
    terms, _ = read_terms(world.gate, PLACE, UNFAIR)
    late = answer(world.gate, shown.token, Answer.AGREE, by_operator=False, beside=())
    assert late == Refusal(Reason.TERMS, terms.articles)
    assert not world.store.grants()
    assert isinstance(answer(world.gate, shown.token, Answer.DECLINE, by_operator=False, beside=()), Declined)


def _looks(world: World) -> Iterator[object]:
    return (event for event in world.events() if event["type"] == "look")
