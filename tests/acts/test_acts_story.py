"""The day at the compound's door, step by step, as `make demo` plays it; here all in memory."""

from dataclasses import replace
from datetime import timedelta

import pytest
from support import scene
from support.compound import LANES, Resident, door, notice, place
from support.faults import Fault
from support.world import World

from menshen.acts.ask import Agreed, Declined, Shown, ask
from menshen.acts.disclose import disclose, verify_bundle
from menshen.acts.enrol import Enrolled, enrol, permit_enrolment, take_permit
from menshen.acts.facts import CHINA
from menshen.acts.records import Door
from menshen.acts.waiting import Waiting
from menshen.acts.withdraw import Ended, finish
from menshen.advice import Advice
from menshen.consent.prompt import Answer
from menshen.errors import EvidenceError, InputError, UnavailableError
from menshen.law.permit import Permit
from menshen.terms import AgeBand, GrantId, Lane, Purpose, Reason, Refusal


def _reason(result: object) -> Reason:
    assert isinstance(result, Refusal)
    return result.reason


def test_a_door_with_a_face_lane_alone_never_goes_live() -> None:
    """1 A face lane alone is refused by article 10; with a pass lane beside it the door is live."""
    world = World().open_house()
    assert world.switch_on(door(lanes=frozenset({Lane.FACE}))) == Refusal(Reason.FACE_LANE_ONLY, ("cn-spc-2021/10",))
    assert _reason(world.switch_on(door(attended=False))) is Reason.FACE_LANE_UNATTENDED
    assert not isinstance(world.switch_on(door(lanes=frozenset({Lane.FACE, Lane.PASS}))), Refusal)
    world.check()


def test_a_stranger_is_not_looked_at(world: World) -> None:
    """2 Without a pass nobody looks: the engine's counter stands still, and the other lanes are offered."""
    admission = world.walk_up(world.somebody())
    assert admission.refusal == Refusal(Reason.NO_CODE)
    assert admission.lanes == (Lane.DESK, Lane.PASS)
    assert world.gate.engine.looks() == 0
    world.check()


def test_declining_is_one_step_and_final(world: World) -> None:
    """3 She says no once: she is not asked again, and her plain pass opens the door."""
    resident = world.entitle()
    assert isinstance(world.ask(resident), Shown)
    assert isinstance(world.answer(resident, Answer.DECLINE), Declined)
    assert world.ask(resident) == Refusal(Reason.ALREADY_DECLINED, ("cn-spc-2021/4.3",))
    assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    world.check()


def test_she_may_ask_herself_after_a_no(world: World) -> None:
    """3 Only her own request brings the question back, and then her yes counts."""
    resident = world.entitle()
    world.ask(resident)
    world.answer(resident, Answer.DECLINE)
    assert isinstance(world.ask(resident, own_request=True), Shown)
    assert isinstance(world.answer(resident, Answer.AGREE), Agreed)
    assert isinstance(world.enrol(resident), Enrolled)
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    world.check()


def test_agreeing_and_enrolling_opens_the_door_by_face(world: World) -> None:
    """4 Who agreed and enrolled comes in by her face, and the log says so before the door opens."""
    resident = world.move_in()
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    assert [event["type"] for event in world.events()][-3:] == ["permit", "look", "opened"]
    world.check()


def test_somebody_else_does_not_come_in_with_her_pass(world: World) -> None:
    """5 Another face is not admitted and is offered the other lanes; two faces are asked to try again."""
    resident = world.move_in()
    other = world.walk_up(world.somebody(), code=resident.face_code)
    assert (other.refusal, other.again, other.lanes) == (Refusal(Reason.NOT_SAME_PERSON), False, (Lane.DESK, Lane.PASS))
    two = world.walk_up(resident.person, world.somebody(), code=resident.face_code)
    assert (two.refusal, two.again) == (Refusal(Reason.MANY_FACES, advice=Advice.STEP_UP_ALONE), True)
    world.check()


def test_a_window_takes_one_capture(world: World) -> None:
    """5 A code shown too early opens a window for one more frame, and only within its seconds."""
    resident = world.move_in()
    world.scan(resident.face_code or "")
    assert world.walk_up(resident.person).opened is Lane.FACE
    assert world.walk_up(resident.person).opened is None
    world.scan(resident.face_code or "")
    world.pass_time(timedelta(seconds=9))
    assert _reason(world.walk_up(resident.person).refusal) is Reason.NO_CODE
    world.check()


@pytest.mark.parametrize(("how", "reason"), [
    ({"by_operator": True}, Reason.CONSENT_BY_OPERATOR), ({"beside": ["membership"]}, Reason.CONSENT_BUNDLED)])
def test_no_consent_but_her_own(world: World, how: dict[str, bool | list[str]], reason: Reason) -> None:
    """6 What the operator sends, or what comes with membership terms, is no consent, and nothing can be enrolled."""
    resident = world.entitle()
    world.ask(resident)
    assert _reason(world.answer(resident, Answer.AGREE, **how)) is reason  # type: ignore[arg-type]
    assert _reason(world.enrol(resident)) is Reason.RECEIPT_UNKNOWN
    assert world.gate.engine.looks() == 0
    world.check()


def test_a_prompt_is_answered_once_and_in_time(world: World) -> None:
    """6 The second answer and the late one are no consent."""
    first, second = world.entitle(), world.entitle()
    world.ask(first)
    world.answer(first, Answer.DECLINE)
    assert _reason(world.answer(first, Answer.AGREE)) is Reason.PROMPT_ANSWERED
    world.ask(second)
    world.pass_time(timedelta(minutes=10))
    assert _reason(world.answer(second, Answer.AGREE)) is Reason.PROMPT_EXPIRED
    assert isinstance(world.answer(second, Answer.DECLINE), Declined)
    world.check()


def test_withdrawing_ends_the_face_pass_and_nothing_else(world: World) -> None:
    """7 After her withdrawal the same frame opens nothing, and her plain pass still works."""
    resident = world.move_in()
    code, epoch = resident.face_code, world.keys.epoch()
    ended = world.withdraw(resident)
    assert isinstance(ended, Ended)
    assert (ended.keys_destroyed, ended.epoch) == (1, epoch + 1)
    assert world.walk_up(resident.person, code=code).opened is None
    assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    world.check()


def test_a_backup_from_before_opens_nothing(world: World) -> None:
    """7 An old copy of the database with the key file of now opens nothing, and ends what had been withdrawn."""
    resident = world.move_in()
    stays = world.move_in()
    before, code = world.backup(), resident.face_code
    world.withdraw(resident)
    world.restore(before)
    assert world.walk_up(resident.person, code=code).opened is None
    assert world.walk_up(stays.person, code=stays.face_code).opened is Lane.FACE
    assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    assert not world.store.passes_of(resident.entitlement)[1:]


def test_an_end_that_could_not_be_carried_out_is_not_forgotten(world: World) -> None:
    """7 A key file that did not answer is tried again with nobody at a door, and then her key and tie are gone."""
    resident, stays = world.move_in(), world.move_in()
    broken = Fault(at=0, error=lambda: UnavailableError("the key file does not answer"), ports=frozenset({"keys"}),
                   lasting=True)
    with world.failing(broken):
        with pytest.raises(UnavailableError):
            world.withdraw(resident)
        with pytest.raises(UnavailableError):
            finish(world.gate)
        with pytest.raises(UnavailableError):
            world.walk_up(stays.person, code=stays.face_code)
        assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    assert (finish(world.gate), finish(world.gate)) == (1, 0)
    assert world.keys.grants() == {stays.grant}
    assert world.store.tie_of(resident.entitlement, Purpose.ENTRY_BY_PASS) is None
    assert world.walk_up(resident.person, code=resident.face_code).opened is None
    assert world.walk_up(stays.person, code=stays.face_code).opened is Lane.FACE


def test_an_end_on_record_outlives_the_logs_name(world: World) -> None:
    """7 What the log of before a restore says of her withdrawal is carried out, though her key was never destroyed."""
    resident, stays = world.move_in(), world.move_in()
    broken = Fault(at=0, error=lambda: UnavailableError("the key file does not answer"), ports=frozenset({"keys"}))
    with world.failing(broken), pytest.raises(UnavailableError):
        world.withdraw(resident)
    assert world.keys.grants() == {resident.grant, stays.grant}
    world.restore(world.backup())
    assert world.keys.grants() == {stays.grant}
    assert world.walk_up(resident.person, code=resident.face_code).opened is None
    assert world.walk_up(stays.person, code=stays.face_code).opened is Lane.FACE


def test_the_evidence_is_verified_offline(world: World) -> None:
    """8 A bundle of all this verifies with the published key, holds no findings, and breaks with any flipped byte."""
    resident = world.move_in()
    world.walk_up(resident.person, code=resident.face_code)
    world.withdraw(resident)
    bundle = disclose(world.ledger)
    report = verify_bundle(bundle, world.ledger.verifier_key())
    assert len(report.verified.events) == world.ledger.size()
    assert report.findings == ()
    for at in range(0, len(bundle), 97):
        with pytest.raises(EvidenceError):
            verify_bundle(bundle[:at] + bytes([bundle[at] ^ 1]) + bundle[at + 1:], world.ledger.verifier_key())


def test_a_permit_to_enrol_is_taken_once(world: World) -> None:
    """A permit that was taken, is late, was replaced by a newer one or never was lets nobody enrol."""
    resident = world.entitle()
    world.ask(resident)
    world.answer(resident, Answer.AGREE)
    permits = [permit_enrolment(world.gate, resident.secret or "") for _ in range(2)]
    replaced, newest = [permit.token for permit in permits if isinstance(permit, Waiting)]
    assert _reason(take_permit(world.gate, replaced)) is Reason.PERMIT_MISSING
    assert isinstance(take_permit(world.gate, newest), Permit)
    assert _reason(take_permit(world.gate, newest)) is Reason.PERMIT_MISSING
    late = permit_enrolment(world.gate, resident.secret or "")
    assert isinstance(late, Waiting)
    world.pass_time(timedelta(seconds=11))
    assert _reason(take_permit(world.gate, late.token)) is Reason.PERMIT_MISSING
    assert _reason(take_permit(world.gate, "0" * 32)) is Reason.PERMIT_MISSING


def test_a_prompt_dies_with_the_pass_it_was_shown_to(world: World) -> None:
    """Once the desk has replaced a lost pass, whoever was asked with it can answer nothing."""
    resident = world.entitle()
    world.ask(resident)
    world.reissue(resident)
    assert _reason(world.answer(resident, Answer.AGREE)) is Reason.PROMPT_UNKNOWN
    assert isinstance(world.ask(resident), Shown)
    assert isinstance(world.answer(resident, Answer.AGREE), Agreed)
    assert [event["type"] for event in world.events()].count("reissued") == 1
    world.check()


def test_a_grant_ends_with_its_entitlement(world: World) -> None:
    """Consent given by somebody who may pass for a week lasts a week, and is erased after it."""
    resident = world.entitle(lasts=timedelta(days=7))
    world.ask(resident)
    agreed = world.answer(resident, Answer.AGREE)
    assert isinstance(agreed, Agreed)
    entitlement = world.store.entitlement(resident.entitlement)
    assert entitlement is not None
    assert agreed.grant.not_after == entitlement.not_after
    world.pass_time(timedelta(days=8))
    assert world.rounds() == 1
    world.check()


def test_an_impact_assessment_lies_in_the_past(world: World) -> None:
    """An assessment that would be finished tomorrow, by the date in China, is not one."""
    today = world.clock.moment.astimezone(CHINA).date()
    world.declare(replace(place(), impact_assessed_on=today))
    with pytest.raises(InputError, match="after today"):
        world.declare(replace(place(), impact_assessed_on=today + timedelta(days=1)))


def test_a_declaration_is_on_record_with_its_operator(world: World) -> None:
    """Another operator or contact is another declaration, though no event says who."""
    world.declare(place())
    world.declare(replace(place(), contact="another number"))
    one, other = (event["declaration"] for event in world.events()[-2:])
    assert one == place().declaration
    assert other != one


@pytest.mark.parametrize("pictures", [0, 2, 13])
def test_enrolling_takes_3_to_12_pictures(world: World, pictures: int) -> None:
    """Fewer or more than 3 to 12 pictures are refused before anything is looked at."""
    resident = _agreed(world)
    permit = permit_enrolment(world.gate, resident.secret or "")
    assert isinstance(permit, Waiting)
    with pytest.raises(InputError, match=f"{pictures} pictures came"):
        enrol(world.gate, permit.permit, [scene.picture(people=[resident.person])] * pictures)
    assert world.gate.engine.looks() == 0


def test_two_people_enrol_nobody(world: World) -> None:
    """Two faces before the kiosk's camera make no reference; one alone does."""
    resident = _agreed(world)
    assert _reason(world.enrol(resident, resident.person, world.somebody())) is Reason.MANY_FACES
    assert isinstance(world.enrol(resident), Enrolled)
    world.check()


def test_a_child_is_not_asked(world: World) -> None:
    """Under fourteen a guardian is needed: no prompt is shown to the child."""
    child, youth = world.entitle(age=AgeBand.UNDER_14), world.entitle(age=AgeBand.MINOR_14)
    assert _reason(world.ask(child)) is Reason.GUARDIAN_NEEDED
    assert isinstance(world.ask(youth), Shown)


def test_nobody_without_another_way_is_looked_at(world: World) -> None:
    """With the pass lane down and no desk, a face is not looked at even where a card lane is up: she has no card."""
    world.switch_on(door(lanes=LANES - {Lane.DESK} | {Lane.CARD}))
    resident = world.move_in()
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    world.set_lane(Lane.PASS, up=False)
    looks = world.gate.engine.looks()
    refusal = world.walk_up(resident.person, code=resident.face_code).refusal
    assert refusal is not None
    assert (refusal.reason, "cn-spc-2021/10" in refusal.articles) == (Reason.LAW, True)
    assert world.gate.engine.looks() == looks
    world.check()


def test_declaring_a_door_again_mends_no_lane(world: World) -> None:
    """A lane that was said to be down stays so when its door is declared again, until it is said to be up."""
    resident = world.move_in()
    world.set_lane(Lane.PASS, up=False)
    again = world.switch_on(door(lanes=LANES | {Lane.CARD}))
    assert isinstance(again, Door)
    assert again.up == LANES - {Lane.PASS} | {Lane.CARD}
    assert [(event["type"], event.get("lane"), event.get("up")) for event in world.events()][-2:] == [
        ("door.live", None, None), ("lane.changed", "pass", False)]
    assert world.walk_up(code=resident.pass_code).opened is None
    world.set_lane(Lane.PASS, up=True)
    assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    world.check()


def test_a_lost_pass_ends_what_was_agreed_with_it(world: World) -> None:
    """After a reissue no lost code and no lost receipt is worth anything; with the new pass she may agree again."""
    resident = world.move_in()
    receipt = resident.secret
    world.reissue(resident)
    assert _reason(world.enrol(resident, secret=receipt)) is Reason.RECEIPT_UNKNOWN
    world.check()
    world.ask(resident, own_request=True)
    world.answer(resident, Answer.AGREE)
    assert isinstance(world.enrol(resident), Enrolled)
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    world.check()


def test_a_face_pass_asks_for_nobody(world: World) -> None:
    """Whoever carries a copy of a face pass gets no prompt with it; its holder's plain pass does."""
    resident = world.move_in()
    assert _reason(ask(world.gate, resident.face_code or "", own_request=True)) is Reason.UNKNOWN_PASS
    assert isinstance(ask(world.gate, resident.pass_code or "", own_request=True), Shown)


def test_nobody_enrols_past_an_entitlement(world: World) -> None:
    """Where the entitlement has ended, a receipt gives no permit."""
    resident = world.entitle(lasts=timedelta(days=1))
    world.ask(resident)
    world.answer(resident, Answer.AGREE)
    world.pass_time(timedelta(days=2))
    assert isinstance(world.enrol(resident), Refusal)
    assert world.gate.engine.looks() == 0
    world.check()


def test_a_pass_lane_that_is_down_opens_nothing(world: World) -> None:
    """A plain pass at a lane that is down is told so, and opens again when the lane is up."""
    resident = world.entitle()
    world.set_lane(Lane.PASS, up=False)
    admission = world.walk_up(code=resident.pass_code)
    assert (admission.refusal, admission.lanes) == (Refusal(Reason.LANE_DOWN), (Lane.DESK,))
    world.set_lane(Lane.PASS, up=True)
    assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    world.check()


def test_a_changed_notice_needs_a_new_yes(world: World) -> None:
    """What was agreed to under other words carries no look; asked at her own request, she may agree to the new ones."""
    resident = world.move_in()
    world.publish(notice(2))
    assert _reason(world.walk_up(resident.person, code=resident.face_code).refusal) is Reason.LAW
    world.ask(resident, own_request=True)
    world.answer(resident, Answer.AGREE)
    world.enrol(resident)
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    world.check()


def test_an_injunction_stops_all_looks(world: World) -> None:
    """Where a court has ordered a stop, nobody is looked at, and the pass lane goes on."""
    resident = world.move_in()
    world.declare(place(injunction=True))
    refusal = world.walk_up(resident.person, code=resident.face_code).refusal
    assert refusal is not None
    assert "cn-spc-2021/9" in refusal.articles
    assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    world.check()


def test_a_new_no_ends_an_earlier_yes(world: World) -> None:
    """Who has enrolled and answers a later prompt with no has withdrawn."""
    resident = world.move_in()
    grant = resident.grant
    world.ask(resident, own_request=True)
    world.answer(resident, Answer.DECLINE)
    assert world.store.tie(grant or GrantId("")) is None
    world.check()


def test_what_time_has_ended_is_erased(world: World) -> None:
    """A grant whose time is over opens nothing, and the gate's rounds erase it."""
    resident = world.move_in()
    world.pass_time(timedelta(days=365))
    assert world.walk_up(resident.person, code=resident.face_code).opened is None
    assert world.rounds() == 1
    assert world.keys.grants() == frozenset()
    assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    world.check()


def _agreed(world: World) -> Resident:
    resident = world.entitle()
    world.ask(resident)
    world.answer(resident, Answer.AGREE)
    return resident
