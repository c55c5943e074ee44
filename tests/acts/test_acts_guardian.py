"""A child under fourteen: refused alone, and with a guardian whom desk or own pass attests, admitted by the face."""

from dataclasses import replace
from datetime import timedelta

import pytest
from support.compound import PLACE, Resident, notice, place
from support.faults import Fault
from support.world import World

from menshen.acts.ask import Agreed, Declined, Shown, ask
from menshen.acts.disclose import disclose, verify_bundle
from menshen.acts.enrol import Enrolled
from menshen.acts.entitle import entitle
from menshen.acts.facts import Ground, situation
from menshen.acts.guardian import ARTICLES, attest
from menshen.acts.withdraw import Ended
from menshen.consent.prompt import Answer
from menshen.errors import InputError, UnavailableError
from menshen.terms import Act, AgeBand, EntitlementId, Lane, PlaceId, Reason, Refusal

NEEDED = Refusal(Reason.GUARDIAN_NEEDED, ARTICLES)
UNKNOWN = Refusal(Reason.GUARDIAN_UNKNOWN, ARTICLES)


@pytest.fixture
def parent(world: World) -> Resident:
    """An adult who lives there."""
    return world.entitle()


@pytest.fixture
def child(world: World, parent: Resident) -> Resident:
    """Their child of twelve, of whom the desk named this one guardian."""
    return world.entitle(age=AgeBand.UNDER_14, guardians=[parent])


def _kinds(world: World) -> list[str]:
    return [str(event["type"]) for event in world.events()]


def _consented(world: World, child: Resident, guardian: Resident | str) -> None:
    assert isinstance(world.ask(child, own_request=True, guardian=guardian), Shown)
    assert isinstance(world.answer(child, Answer.AGREE), Agreed)


def test_a_child_alone_is_refused_and_with_its_guardian_comes_in_by_face(
        world: World, child: Resident, parent: Resident) -> None:
    """Refused under articles 2(3) and 7 of the Measures, then asked of the guardian, enrolled and admitted."""
    assert world.ask(child) == NEEDED
    shown = world.ask(child, guardian=parent)
    assert isinstance(shown, Shown)
    agreed = world.answer(child, Answer.AGREE)
    assert isinstance(agreed, Agreed)
    assert agreed.grant.guardian
    assert agreed.prompt.guardian is not None
    assert isinstance(world.enrol(child), Enrolled)
    assert world.walk_up(child.person, code=child.face_code).opened is Lane.FACE
    assert world.walk_up(parent.person, code=child.face_code).opened is None
    world.check()


def test_own_request_is_no_way_around_the_guardian(world: World, child: Resident) -> None:
    """A child that asks to be asked is refused as well, and nothing is recorded of it."""
    before = _kinds(world)
    assert world.ask(child, own_request=True) == NEEDED
    assert _kinds(world) == before


def test_who_attested_is_on_record_before_the_prompt(world: World, child: Resident, parent: Resident) -> None:
    """The own pass attests each time that it is shown, the desk once, and the prompt names only which attestation."""
    world.ask(child, guardian=parent)
    attested, shown = world.events()[-2:]
    assert (attested["type"], attested["by"], attested["attestation"]) == (
        "guardian.attested", "pass", shown["attestation"])
    other = world.entitle(age=AgeBand.UNDER_14)
    world.attest(other, parent)
    world.ask(other, guardian=parent)
    by_desk, shown = world.events()[-2:]
    assert (by_desk["type"], by_desk["by"], by_desk["attestation"]) == (
        "guardian.attested", "desk", shown["attestation"])
    world.check()


def test_no_stranger_claims_a_child(world: World, child: Resident) -> None:
    """Neither a neighbour's pass, nor the child's own, a face pass, a made-up text or another child's token does."""
    neighbour = world.move_in()
    assert neighbour.face_code is not None
    others_token = world.attest(world.entitle(age=AgeBand.UNDER_14))
    assert others_token is not None
    before = _kinds(world)
    for proof in (neighbour, child, neighbour.face_code, "MS1:NONSENSE", "", "x" * 43, others_token):
        assert world.ask(child, guardian=proof) == UNKNOWN
    assert _kinds(world) == before
    world.check()


def test_a_guardians_face_pass_consents_for_nobody(world: World) -> None:
    """The named guardian's own face pass is no proof of who carries it; the plain pass is."""
    parent = world.move_in()
    child = world.entitle(age=AgeBand.UNDER_14, guardians=[parent])
    assert world.ask(child, guardian=parent.face_code) == UNKNOWN
    assert isinstance(world.ask(child, guardian=parent), Shown)


def test_a_token_opens_one_prompt(world: World) -> None:
    """What the desk hands to a guardian who does not live there opens one prompt within a day, and no second one."""
    child = world.entitle(age=AgeBand.UNDER_14)
    token, late = world.attest(child), world.attest(child)
    assert token is not None
    assert late is not None
    _consented(world, child, token)
    assert world.ask(child, own_request=True, guardian=token) == UNKNOWN
    assert isinstance(world.enrol(child), Enrolled)
    world.pass_time(timedelta(hours=24))
    assert world.ask(child, own_request=True, guardian=late) == UNKNOWN
    world.check()


def test_a_token_is_not_spent_on_a_prompt_that_could_not_be_shown(world: World) -> None:
    """Where the ledger is away no prompt opens, and the token opens one when it is back."""
    child = world.entitle(age=AgeBand.UNDER_14)
    token = world.attest(child)
    away = Fault(0, ports=frozenset({"ledger"}), lasting=True, error=lambda: UnavailableError("the ledger is away"))
    with world.failing(away), pytest.raises(UnavailableError):
        world.ask(child, guardian=token)
    assert isinstance(world.ask(child, guardian=token), Shown)


@pytest.mark.parametrize("age", [AgeBand.ADULT, AgeBand.MINOR_14])
def test_from_fourteen_on_nobody_answers_for_another(world: World, parent: Resident, age: AgeBand) -> None:
    """Who is fourteen or older is asked alone: no guardian is named, attested or asked, and the yes is their own."""
    youth = world.entitle(age=age)
    with pytest.raises(InputError, match="asked alone"):
        world.ask(youth, guardian=parent)
    with pytest.raises(InputError, match=f"age band is {age}"):
        attest(world.gate, youth.entitlement, parent.entitlement)
    with pytest.raises(InputError, match=f"the age band that came is {age}"):
        world.entitle(age=age, guardians=[parent])
    assert isinstance(world.ask(youth), Shown)
    agreed = world.answer(youth, Answer.AGREE)
    assert isinstance(agreed, Agreed)
    assert not agreed.grant.guardian
    assert isinstance(world.enrol(youth), Enrolled)
    assert world.walk_up(youth.person, code=youth.face_code).opened is Lane.FACE
    world.check()


def test_a_guardian_is_an_adult_of_the_place(world: World, child: Resident) -> None:
    """Neither a youth, a child, somebody of another place, one whose time is over nor an unknown id is a guardian."""
    world.declare(place(id=PlaceId("hillside")))
    elsewhere = entitle(world.gate, PlaceId("hillside"), "residency", "1-1", AgeBand.ADULT,
                        world.clock.moment + timedelta(days=9)).entitlement
    gone = world.entitle(lasts=timedelta(days=1)).entitlement
    world.pass_time(timedelta(days=2))
    youth, other = world.entitle(age=AgeBand.MINOR_14), world.entitle(age=AgeBand.UNDER_14)
    for guardian in (elsewhere, gone, youth.entitlement, other.entitlement, child.entitlement, EntitlementId("0" * 32)):
        with pytest.raises(InputError, match="not an adult who is entitled"):
            attest(world.gate, child.entitlement, guardian)
        with pytest.raises(InputError, match="not an adult who is entitled"):
            entitle(world.gate, PLACE, "residency", "flat", AgeBand.UNDER_14, world.clock.moment + timedelta(days=9),
                    guardians=[guardian])
    with pytest.raises(InputError, match="no entitlement of this id"):
        attest(world.gate, EntitlementId("0" * 32), None)


def test_who_moved_out_is_no_guardian_any_more(world: World) -> None:
    """A guardian whose own entitlement has ended is not asked, and the desk can attest with a token."""
    parent = world.entitle(lasts=timedelta(days=1))
    child = world.entitle(age=AgeBand.UNDER_14, guardians=[parent])
    world.pass_time(timedelta(days=2))
    assert world.ask(child, guardian=parent) == UNKNOWN
    _consented(world, child, world.attest(child) or "")
    world.check()


def test_a_guardians_no_is_the_end_of_asking(world: World, child: Resident, parent: Resident) -> None:
    """After it neither child nor guardian is asked again, but at the guardian's own request."""
    world.ask(child, guardian=parent)
    assert isinstance(world.answer(child, Answer.DECLINE), Declined)
    assert world.ask(child) == world.ask(child, guardian=parent) == Refusal(
        Reason.ALREADY_DECLINED, ("cn-spc-2021/4.3",))
    assert world.ask(child, own_request=True) == NEEDED
    assert isinstance(world.ask(child, own_request=True, guardian=parent), Shown)
    assert world.walk_up(code=child.pass_code).opened is Lane.PASS
    world.check()


def test_withdrawing_takes_the_relation_with_it(world: World, parent: Resident) -> None:
    """Withdrawn, no row ties guardian and child, her pass alone claims nobody, and an open prompt takes no yes."""
    child = world.bring_a_child(parent)
    world.ask(child, own_request=True, guardian=parent)
    assert world.disk.rows("guardians", "child", child.entitlement)
    assert isinstance(world.withdraw(child), Ended)
    assert world.disk.rows("guardians", "child", child.entitlement) == []
    assert world.answer(child, Answer.AGREE) == UNKNOWN
    assert world.ask(child, own_request=True, guardian=parent) == UNKNOWN
    assert world.walk_up(code=child.pass_code).opened is Lane.PASS
    world.attest(child, parent)
    _consented(world, child, parent)
    world.check()


def test_a_guardian_may_agree_again(world: World, parent: Resident) -> None:
    """The newest yes stands on the same attestation, and the earlier face pass opens nothing."""
    child = world.bring_a_child(parent)
    _consented(world, child, parent)
    assert isinstance(world.enrol(child), Enrolled)
    assert world.walk_up(child.person, code=child.face_code).opened is Lane.FACE
    assert len(world.disk.rows("guardians", "child", child.entitlement)) == 1
    world.check()


def test_a_consent_ends_with_the_guardians_lost_pass(world: World, parent: Resident) -> None:
    """Whoever found it may have been the one who was asked; what another guardian consented to stays."""
    child, other = world.bring_a_child(parent), world.bring_a_child()
    both = world.entitle(age=AgeBand.UNDER_14, guardians=[parent, world.residents[-2]])
    _consented(world, both, world.residents[-3])
    assert isinstance(world.enrol(both), Enrolled)
    code = child.face_code
    world.reissue(parent)
    assert world.walk_up(child.person, code=code).opened is None
    for stays in (other, both):
        assert world.walk_up(stays.person, code=stays.face_code).opened is Lane.FACE
    world.check()


def test_a_prompt_dies_with_the_guardians_pass_it_was_opened_with(
        world: World, child: Resident, parent: Resident) -> None:
    """Once the desk has replaced the guardian's lost pass, whoever was asked with it can answer nothing."""
    world.ask(child, guardian=parent)
    world.reissue(parent)
    result = world.answer(child, Answer.AGREE)
    assert isinstance(result, Refusal)
    assert result.reason is Reason.PROMPT_UNKNOWN
    _consented(world, child, parent)
    world.check()


def test_a_childs_lost_pass_takes_its_guardians_along(world: World, child: Resident, parent: Resident) -> None:
    """After a reissue nobody may consent for the child until the desk attests it again, token in hand or not."""
    token = world.attest(child)
    world.reissue(child)
    assert world.ask(child, guardian=parent) == world.ask(child, guardian=token) == UNKNOWN
    world.attest(child, parent)
    _consented(world, child, parent)
    world.check()


def test_a_backup_from_before_a_withdrawal_asks_no_guardian(world: World, parent: Resident) -> None:
    """An old database still holds the relation; the withdrawal is carried out again, and takes it along."""
    child = world.bring_a_child(parent)
    before, code = world.backup(), child.face_code
    world.withdraw(child)
    world.restore(before)
    assert world.walk_up(child.person, code=code).opened is None
    assert world.ask(child, own_request=True, guardian=parent) == UNKNOWN


@pytest.mark.parametrize("taken", ["prompt", "grant"])
def test_the_law_hears_of_a_guardian_from_the_prompt_alone(world: World, parent: Resident, taken: str) -> None:
    """A child's grant without a guardian on its prompt, or without the mark, puts no guardian's consent to the law."""
    child = world.bring_a_child(parent)
    known = world.store.entitlement(child.entitlement)
    grant = world.store.grant(child.grant or next(iter(child.given)))
    assert grant is not None
    prompt = world.store.prompt_by_id(grant.prompt)
    assert known is not None
    assert prompt is not None

    def facts(ground: Ground) -> dict[str, bool | None]:
        return dict(situation(Act.VERIFY, ground, world.clock.moment, covered=True).facts)

    ground = Ground(place(), grant, prompt, notice(), known, None, other_way=True, terms=None)
    assert facts(ground)["guardian_consent"] is True
    own = replace(ground, prompt=replace(prompt, guardian=None)) if taken == "prompt" else replace(
        ground, grant=replace(grant, guardian=False))
    assert facts(own)["guardian_consent"] is False
    asked = situation(Act.VERIFY, own, world.clock.moment, covered=True)
    assert set(ARTICLES) <= set(world.gate.law.evaluate(asked).articles)


def test_the_evidence_of_a_grant_shows_who_attested_and_names_nobody(world: World, parent: Resident) -> None:
    """What is disclosed of one grant begins with its guardian's attestation, and holds no other prompt of theirs."""
    child = world.entitle(age=AgeBand.UNDER_14, guardians=[parent])
    world.ask(child, guardian=parent)
    world.answer(child, Answer.DECLINE)
    _consented(world, child, parent)
    assert child.grant is not None
    report = verify_bundle(disclose(world.ledger, grant=child.grant), world.ledger.verifier_key())
    kinds = [str(one.event["type"]) for one in report.verified.events]
    assert kinds == ["guardian.attested", "guardian.attested", "prompt.shown", "granted"]
    assert report.findings == ()
    world.check()


def test_nobody_asks_about_a_child_without_its_pass(world: World, parent: Resident) -> None:
    """A guardian's pass alone, or one beside it that is not the child's, opens no prompt about the child."""
    world.entitle(age=AgeBand.UNDER_14, guardians=[parent])
    assert isinstance(ask(world.gate, "MS1:NONSENSE", own_request=True, guardian=parent.pass_code), Refusal)
    assert isinstance(ask(world.gate, parent.pass_code or "", own_request=True), Shown)
