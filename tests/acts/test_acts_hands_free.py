"""Hands-free: a second grant, a press, one look among many; and who is left alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from support import hands_free, scene
from support.compound import DOOR, PLACE, Resident, door, notice, place
from support.faults import Fault
from support.world import World

from menshen.acts.ask import Agreed, Declined, Shown
from menshen.acts.disclose import disclose, verify_bundle
from menshen.acts.enrol import Enrolled, enrol, permit_enrolment
from menshen.acts.kept import Kept, fill_gallery
from menshen.acts.press import Pressed, press, press_notice, recognise
from menshen.acts.waiting import Waiting
from menshen.acts.withdraw import Ended
from menshen.advice import Advice
from menshen.consent.press import PressNotice
from menshen.consent.prompt import Answer
from menshen.errors import EvidenceError, UnavailableError
from menshen.faces.template import LENGTH
from menshen.terms import AgeBand, Event, GrantId, Lane, ModelId, Purpose, Reason, Refusal


@pytest.fixture
def lane(world: World) -> World:
    """A compound whose place has published what hands-free is."""
    return hands_free.open_lane(world)


def _looks(world: World) -> int:
    return world.gate.engine.looks()


def _kinds(world: World, count: int) -> list[object]:
    return [event["type"] for event in world.events()][-count:]


def test_who_is_kept_presses_and_comes_in(lane: World) -> None:
    """She agreed to it, was kept, presses and comes in; press, permit and look are on record before the door opens."""
    resident = hands_free.move_in(lane)
    admission = hands_free.pressing(lane, resident.person)
    assert admission.opened is Lane.FACE
    assert _kinds(lane, 4) == ["pressed", "permit", "look", "opened"]
    pressed, permit, look, opened = lane.events()[-4:]
    assert (permit["act"], permit["basis"]) == ("identify", pressed["press"])
    assert (look["outcome"], opened["grant"]) == ("matched", resident.hands_free.grants[0])
    lane.check()


def test_both_grants_live_side_by_side_and_end_separately(lane: World) -> None:
    """With both grants both ways open; withdrawing one of them leaves the other, whichever it is."""
    for first, second in ((lane.withdraw, hands_free.end), (hands_free.end, lane.withdraw)):
        resident = lane.move_in()
        hands_free.agree(lane, resident)
        assert isinstance(hands_free.stand_for(lane, resident), Kept)
        assert lane.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
        assert hands_free.pressing(lane, resident.person).opened is Lane.FACE
        code, by_pass = resident.face_code, first == lane.withdraw
        ended = lane.withdraw(resident) if by_pass else hands_free.end(lane, resident)
        assert isinstance(ended, Ended)
        assert ended.keys_destroyed == 1
        assert (lane.walk_up(resident.person, code=code).opened is Lane.FACE) is not by_pass
        assert (hands_free.pressing(lane, resident.person).opened is Lane.FACE) is by_pass
        assert isinstance(lane.withdraw(resident) if second == lane.withdraw else hands_free.end(lane, resident), Ended)
        assert hands_free.pressing(lane, resident.person).opened is None
        lane.check()


def test_a_stranger_who_presses_leaves_nothing(lane: World) -> None:
    """One look, no match, no name: an outcome without a subject, and the other lanes."""
    hands_free.move_in(lane)
    before = _looks(lane)
    admission = hands_free.pressing(lane, lane.somebody())
    assert admission.refusal == Refusal(Reason.NOT_RECOGNISED)
    assert (admission.again, admission.lanes) == (False, (Lane.DESK, Lane.PASS))
    assert _looks(lane) == before + 1
    assert [event.get("grant") for event in lane.events()[-3:]] == [None] * 3
    lane.check()


def test_without_a_press_nobody_is_looked_at(lane: World) -> None:
    """Who is kept stands before the camera and does not press: the engine's counter stands still."""
    resident = hands_free.move_in(lane)
    before = _looks(lane)
    assert lane.walk_up(resident.person).refusal == Refusal(Reason.NO_CODE)
    assert _looks(lane) == before
    lane.check()


def test_a_press_beside_other_words_is_no_consent(lane: World) -> None:
    """Who was not shown the five lines in force is not looked at, by article 2(2)."""
    resident = hands_free.move_in(lane)
    before = _looks(lane)
    admission = hands_free.pressing(lane, resident.person, shown="0" * 64)
    assert admission.refusal is not None
    assert admission.refusal.reason is Reason.LAW
    assert "cn-spc-2021/2.2" in admission.refusal.articles
    assert _looks(lane) == before
    lane.check()


def test_words_that_have_changed_are_other_words(lane: World) -> None:
    """When who answers for the place changes, a press beside the old lines is refused, and beside the new ones not."""
    resident = hands_free.move_in(lane)
    old = press_notice(lane.gate, PLACE)
    assert isinstance(old, PressNotice)
    lane.declare(place(contact="somebody-else@lakeside.example"))
    assert hands_free.pressing(lane, resident.person, shown=old.hash).opened is None
    assert hands_free.pressing(lane, resident.person).opened is Lane.FACE


def test_nobody_is_looked_at_for_nobody(lane: World) -> None:
    """With nobody kept, a press is answered without a look."""
    assert hands_free.pressing(lane, lane.somebody()).refusal == Refusal(Reason.NOT_RECOGNISED)
    assert _looks(lane) == 0


def test_a_place_without_hands_free_has_no_button(world: World) -> None:
    """Without a published notice there are no five lines, no prompt and no look."""
    resident = world.entitle()
    assert press_notice(world.gate, PLACE) == Refusal(Reason.NO_NOTICE, ("cn-spc-2021/2.2",))
    assert hands_free.request(world, resident) == Refusal(Reason.NO_NOTICE, ("cn-spc-2021/2.2",))
    assert hands_free.pressing(world, resident.person).refusal == Refusal(Reason.NO_NOTICE, ("cn-spc-2021/2.2",))
    assert _looks(world) == 0


def test_two_before_the_camera_press_again(lane: World) -> None:
    """Two people are asked to press again, one of them alone; a press is good for one look."""
    resident = hands_free.move_in(lane)
    admission = hands_free.pressing(lane, resident.person, lane.somebody())
    assert (admission.refusal, admission.again) == (Refusal(Reason.MANY_FACES, advice=Advice.STEP_UP_ALONE), True)
    assert lane.walk_up(resident.person).refusal == Refusal(Reason.NO_CODE)
    lane.check()


def test_a_permit_of_a_press_is_spent_once(lane: World) -> None:
    """A second picture under the same press is not looked at."""
    resident = hands_free.move_in(lane)
    beside = press_notice(lane.gate, PLACE)
    assert isinstance(beside, PressNotice)
    pressed = press(lane.gate, PLACE, DOOR, beside.hash)
    assert isinstance(pressed, Pressed)
    picture = scene.picture(people=[resident.person])
    lane.hands_free.presses += 1
    lane.before_camera, lane.shown = (resident.person,), None
    assert recognise(lane.gate, pressed, picture).opened is Lane.FACE
    with pytest.raises(EvidenceError, match="already spent"):
        recognise(lane.gate, pressed, picture)
    lane.check()


def test_among_two_hundred_others_she_alone_is_found(lane: World) -> None:
    """Among 200 random templates she is recognised; a stranger is not."""
    resident = hands_free.move_in(lane)
    lane.gate = replace(lane.gate, identification=hands_free.identification(201))
    own = lane.store.grant(resident.hands_free.grants[0])
    assert own is not None
    random = np.random.default_rng(11)
    for number in range(200):
        lane.gallery.put(replace(own, id=GrantId(f"{number:032x}")), random.normal(0, 0.1, LENGTH).astype(np.float32))
    assert hands_free.pressing(lane, resident.person).opened is Lane.FACE
    assert hands_free.pressing(lane, lane.somebody()).opened is None


def test_between_two_alike_nobody_chooses(lane: World) -> None:
    """A face that is near to two of those kept opens nothing: which of them it is cannot be said."""
    twin, other = hands_free.move_in(lane), lane.entitle()
    hands_free.agree(lane, other)
    assert isinstance(hands_free.stand_for(lane, other, twin.person), Kept)
    assert hands_free.pressing(lane, twin.person).refusal == Refusal(Reason.NOT_RECOGNISED)


def test_the_cap_refuses_one_more(lane: World) -> None:
    """As many are kept as the card allows; one more may neither be asked nor, having agreed before, enrol."""
    late = lane.entitle()
    hands_free.agree(lane, late)
    kept = [hands_free.move_in(lane) for _ in range(hands_free.MOST)]
    before = _looks(lane)
    assert hands_free.stand_for(lane, late) == Refusal(Reason.GALLERY_FULL)
    assert hands_free.request(lane, lane.entitle()) == Refusal(Reason.GALLERY_FULL)
    assert _looks(lane) == before
    assert isinstance(hands_free.stand_for(lane, kept[0]), Kept), "enrolling anew takes no second place"
    assert isinstance(hands_free.end(lane, kept[1]), Ended)
    assert isinstance(hands_free.stand_for(lane, late), Kept)
    lane.check()


def test_the_last_place_is_given_once(lane: World) -> None:
    """Who enrols while somebody else takes the last place is refused, though her look was permitted before."""
    late, quick = lane.entitle(), lane.entitle()
    for resident in (late, quick):
        hands_free.agree(lane, resident)
    for _ in range(hands_free.MOST - 1):
        hands_free.move_in(lane)
    waiting = permit_enrolment(lane.gate, late.hands_free.secret or "")
    assert isinstance(waiting, Waiting)
    assert isinstance(hands_free.stand_for(lane, quick), Kept)
    result = enrol(lane.gate, waiting.permit, [scene.picture(people=[late.person])] * hands_free.FRAMES)
    assert result == Refusal(Reason.GALLERY_FULL)
    assert lane.references.of(late.hands_free.grants[0]) is None
    lane.check()


def test_a_rate_made_stricter_shuts_the_lane(lane: World) -> None:
    """Where more are kept than a new, stricter rate allows, nobody is looked at."""
    residents = [hands_free.move_in(lane) for _ in range(2)]
    before = _looks(lane)
    lane.gate = replace(lane.gate, identification=hands_free.identification(1))
    assert hands_free.pressing(lane, residents[0].person).refusal == Refusal(Reason.FACE_LANE_SHUT)
    assert _looks(lane) == before


def test_it_is_asked_about_only_at_her_own_request(lane: World) -> None:
    """Nobody is offered hands-free; who asks for it and then says no has said no to that alone."""
    resident = lane.move_in()
    assert hands_free.request(lane, resident, own_request=False) == Refusal(Reason.ONLY_ON_REQUEST)
    assert isinstance(hands_free.request(lane, resident), Shown)
    assert isinstance(hands_free.reply(lane, resident, Answer.DECLINE), Declined)
    assert lane.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    lane.check()


def test_a_no_to_hands_free_ends_an_earlier_yes(lane: World) -> None:
    """The newest answer counts: a no ends what an earlier yes to hands-free had begun, and nothing else."""
    resident = lane.move_in()
    hands_free.agree(lane, resident)
    assert isinstance(hands_free.stand_for(lane, resident), Kept)
    hands_free.request(lane, resident)
    assert isinstance(hands_free.reply(lane, resident, Answer.DECLINE), Declined)
    assert hands_free.pressing(lane, resident.person).opened is None
    assert lane.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    lane.check()


def test_no_child_is_asked(lane: World) -> None:
    """Whoever presses says that they are fourteen; under that nobody is asked about it."""
    child = lane.entitle(age=AgeBand.UNDER_14)
    assert hands_free.request(lane, child) == Refusal(Reason.GUARDIAN_NEEDED, ("cn-spc-2021/2.3",))


@pytest.mark.parametrize("held", ["enrolled", "agreed", "asked"])
def test_in_a_public_place_it_is_not_lawful(lane: World, held: str) -> None:
    """By the contested reading of Measures art. 13 nobody is asked, enrolled or identified in a public place."""
    resident = hands_free.move_in(lane) if held == "enrolled" else lane.entitle()
    if held == "agreed":
        hands_free.move_in(lane)
        hands_free.agree(lane, resident)
    before = _looks(lane)
    lane.declare(place(public_place=True))
    tries: dict[str, Callable[[], object]] = {
        "enrolled": lambda: hands_free.pressing(lane, resident.person).refusal,
        "agreed": lambda: permit_enrolment(lane.gate, resident.hands_free.secret or ""),
        "asked": lambda: hands_free.request(lane, resident)}
    result = tries[held]()
    assert isinstance(result, Refusal)
    assert "cn-measures-2025/13" in result.articles
    assert _looks(lane) == before


def test_before_the_measures_it_was_lawful_in_public_too(lane: World) -> None:
    """On 31 May 2025 the press stood on consent in a public place; on 1 June it no longer does."""
    lane.declare(place(public_place=True, impact_assessed_on=None))
    lane.clock.moment -= timedelta(days=337)
    resident = hands_free.move_in(lane)
    assert hands_free.pressing(lane, resident.person).opened is Lane.FACE
    lane.pass_time(timedelta(days=5))
    assert hands_free.pressing(lane, resident.person).opened is None


@pytest.mark.parametrize("down", [Lane.DESK, Lane.FACE])
def test_somebody_unknown_needs_the_desk(lane: World, down: Lane) -> None:
    """Whoever presses may have no pass: without the desk nobody is looked at, and without the face lane neither."""
    resident = hands_free.move_in(lane)
    before = _looks(lane)
    lane.set_lane(down, up=False)
    assert hands_free.pressing(lane, resident.person).opened is None
    assert _looks(lane) == before
    lane.check()


def test_an_incident_freezes_it(lane: World) -> None:
    """While an incident is open nobody who presses is looked at, and nobody enrols; once closed it goes on."""
    resident, late = hands_free.move_in(lane), lane.entitle()
    hands_free.agree(lane, late)
    before = _looks(lane)
    lane.emergencies.freeze()
    admission = hands_free.pressing(lane, resident.person)
    assert admission.refusal is not None
    assert admission.refusal.reason is Reason.FACE_LANE_FROZEN
    result = hands_free.stand_for(lane, late)
    assert isinstance(result, Refusal)
    assert result.reason is Reason.FACE_LANE_FROZEN
    assert _looks(lane) == before
    assert lane.emergencies.freezes[-1].incident.held["kept-faces"] == 1
    lane.emergencies.thaw(lane.emergencies.freezes[-1].incident)
    assert hands_free.pressing(lane, resident.person).opened is Lane.FACE
    lane.check()


def test_an_order_looks_for_its_own_and_a_press_for_its_own(lane: World) -> None:
    """Under an order a frame is compared with the person sought alone, and a press with those who are kept alone."""
    resident = hands_free.move_in(lane)
    lane.emergencies.order()
    assert lane.walk_up(resident.person).opened is None
    assert hands_free.pressing(lane, resident.person).opened is Lane.FACE
    lane.check()


def test_a_door_without_a_face_lane_identifies_nobody(lane: World) -> None:
    """A door declared without a face lane looks at nobody who presses."""
    resident = hands_free.move_in(lane)
    lane.switch_on(door(lanes=frozenset({Lane.PASS, Lane.DESK})))
    before = _looks(lane)
    assert hands_free.pressing(lane, resident.person).refusal == Refusal(Reason.FACE_LANE_SHUT, ("cn-spc-2021/10",))
    assert _looks(lane) == before


def test_other_words_need_another_yes(lane: World) -> None:
    """When the notice for hands-free changes, who agreed to the old one is not compared; by pass she still enters."""
    resident = lane.move_in()
    hands_free.agree(lane, resident)
    hands_free.stand_for(lane, resident)
    lane.publish(notice(2, Purpose.ENTRY_HANDS_FREE))
    before = _looks(lane)
    assert hands_free.pressing(lane, resident.person).opened is None
    assert _looks(lane) == before
    assert lane.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    lane.check()


def test_time_ends_it_at_the_press(lane: World) -> None:
    """A grant past its end is ended by the next press at the latest, and nobody is compared with its holder."""
    resident = hands_free.move_in(lane)
    lane.pass_time(timedelta(days=366))
    before = _looks(lane)
    assert hands_free.pressing(lane, resident.person).opened is None
    assert _looks(lane) == before
    assert lane.gallery.grants() == frozenset()
    lane.check()


def test_a_lost_pass_ends_it_too(lane: World) -> None:
    """Whoever found her pass may have enrolled with it: reissuing ends hands-free as well."""
    resident = hands_free.move_in(lane)
    lane.reissue(resident)
    assert hands_free.pressing(lane, resident.person).opened is None
    lane.check()


@pytest.mark.parametrize(("meanwhile", "reason"), [
    (hands_free.end, Reason.GRANT_ENDED), (World.reissue, Reason.GRANT_ENDED),
    (World.others_down, Reason.FACE_LANE_SHUT)])
def test_what_ends_while_the_engine_looks_opens_nothing(
    lane: World, meanwhile: Callable[[World, Resident], object], reason: Reason,
) -> None:
    """A grant, a pass or the other lanes that go during the look keep the door shut."""
    hands_free.move_in(lane)
    resident = hands_free.move_in(lane)
    lane.eyes.meanwhile = lambda: meanwhile(lane, resident)
    admission = hands_free.pressing(lane, resident.person)
    assert admission.refusal is not None
    assert admission.refusal.reason in {reason, Reason.NOT_RECOGNISED}
    assert admission.opened is None
    lane.check()


def test_a_stop_ordered_while_the_engine_looks_opens_nothing(lane: World) -> None:
    """Who was recognised is let in only where the law still carries her own grant: a court stops it in between."""
    resident = hands_free.move_in(lane)
    lane.eyes.meanwhile = lambda: lane.declare(place(injunction=True))
    admission = hands_free.pressing(lane, resident.person)
    assert admission.refusal is not None
    assert (admission.refusal.reason, admission.refusal.articles[0]) == (Reason.LAW, "cn-spc-2021/9")
    lane.check()


def test_who_withdraws_after_being_recognised_is_not_let_in(lane: World) -> None:
    """Between comparison and door her grant is asked for once more."""
    resident = hands_free.move_in(lane)
    append = lane.ledger.append

    def withdrawing(event: Event) -> int:
        index = append(event)
        if event["type"] == "look":
            lane.ledger.append = append  # type: ignore[method-assign]
            hands_free.end(lane, resident)
        return index

    lane.ledger.append = withdrawing  # type: ignore[method-assign]
    admission = hands_free.pressing(lane, resident.person)
    assert admission.refusal == Refusal(Reason.GRANT_ENDED, ("cn-spc-2021/2.3",))
    lane.check()


def test_without_her_key_she_is_not_let_in(lane: World) -> None:
    """Where the key file has lost her key, memory alone opens nothing."""
    resident = hands_free.move_in(lane)
    lane.keys.erase(resident.hands_free.grants[0])
    assert hands_free.pressing(lane, resident.person).refusal == Refusal(Reason.GRANT_ENDED, ("cn-spc-2021/2.3",))


def test_the_gallery_comes_back_with_the_program(lane: World) -> None:
    """After a restart who is kept is recognised again, from store and key file alone."""
    resident = hands_free.move_in(lane)
    lane.restart()
    assert hands_free.pressing(lane, resident.person).opened is Lane.FACE
    lane.check()


def test_another_model_knows_nobody(lane: World) -> None:
    """What another model described is not compared with what this one does."""
    resident = hands_free.move_in(lane)
    lane.gallery.erase(resident.hands_free.grants[0])
    lane.engine._engine._model = ModelId("another-model")
    assert fill_gallery(lane.gate) == 0


def test_a_reference_opens_for_its_own_grant_only(lane: World) -> None:
    """A sealed reference that somebody moves to another grant's row does not open, and that grant recognises nobody."""
    one, other = hands_free.move_in(lane), hands_free.move_in(lane)
    moved = lane.references.of(one.hands_free.grants[0])
    assert moved is not None
    lane.references.save(replace(moved, grant=other.hands_free.grants[0]))
    lane.restart()
    assert lane.gallery.grants() == {one.hands_free.grants[0]}
    assert hands_free.pressing(lane, other.person).opened is None
    assert hands_free.pressing(lane, one.person).opened is Lane.FACE


def test_an_old_database_brings_nobody_back(lane: World) -> None:
    """A backup from before her withdrawal, with the keys of now, recognises her no more, and ends her grant again."""
    resident = hands_free.move_in(lane)
    backup = lane.backup()
    assert isinstance(hands_free.end(lane, resident), Ended)
    lane.restore(backup)
    assert lane.gallery.grants() == frozenset()
    assert lane.references.all() == []
    hands_free.move_in(lane)
    assert hands_free.pressing(lane, resident.person).opened is None
    lane.check()


def test_without_a_ledger_a_press_is_no_look(lane: World) -> None:
    """A press that cannot be put on record is looked at by nobody; with the ledger back it is."""
    resident = hands_free.move_in(lane)
    before = _looks(lane)
    away = Fault(0, ports=frozenset({"ledger"}), lasting=True, error=lambda: UnavailableError("it is away"))
    with lane.failing(away), pytest.raises(UnavailableError):
        hands_free.pressing(lane, resident.person)
    assert _looks(lane) == before
    assert hands_free.pressing(lane, resident.person).opened is Lane.FACE
    lane.check()


def test_her_evidence_shows_when_she_was_recognised(lane: World) -> None:
    """Evidence of her grant holds its prompt, its looks, and the press, permit and look by which she was recognised."""
    resident, other = hands_free.move_in(lane), hands_free.move_in(lane)
    hands_free.pressing(lane, other.person)
    hands_free.pressing(lane, resident.person)
    bundle = disclose(lane.ledger, grant=resident.hands_free.grants[0])
    report = verify_bundle(bundle, lane.ledger.verifier_key())
    assert report.findings == ()
    assert [one.event["type"] for one in report.verified.events] == [
        "prompt.shown", "granted", "permit", "look", "enrolled", "pressed", "permit", "look", "opened"]


def test_a_plain_pass_is_never_a_hands_free_one(lane: World) -> None:
    """Hands-free hands out no pass, and a pass enrols nobody for hands-free."""
    resident = lane.move_in()
    assert lane.references.all() == []
    hands_free.agree(lane, resident)
    passes = lane.store.passes_of(resident.entitlement)
    assert isinstance(hands_free.stand_for(lane, resident), Kept)
    assert lane.store.passes_of(resident.entitlement) == passes
    assert isinstance(lane.enrol(resident), Enrolled)
    assert len(lane.references.all()) == 1


def test_an_answer_to_one_prompt_is_no_answer_to_the_other(lane: World) -> None:
    """A yes to the pass is no yes to hands-free: each has its own prompt, receipt and grant."""
    resident = lane.entitle()
    lane.ask(resident)
    by_pass = lane.answer(resident, Answer.AGREE)
    assert isinstance(by_pass, Agreed)
    assert by_pass.grant.purpose is Purpose.ENTRY_BY_PASS
    hands_free.agree(lane, resident)
    [grant] = [one for one in lane.store.grants() if one.id in resident.hands_free.grants]
    assert (grant.purpose, grant.prompt != by_pass.grant.prompt) == (Purpose.ENTRY_HANDS_FREE, True)
    assert resident.hands_free.secret != resident.secret
