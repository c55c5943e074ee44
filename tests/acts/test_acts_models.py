"""Another model: its references and the earlier one's are never compared, and nobody is kept from a door by it."""

import pytest
from support import hands_free
from support.compound import DOOR, PLACE
from support.world import World

from menshen.acts.enrol import Enrolled
from menshen.acts.history import History, Where, choose_pin, history
from menshen.acts.kept import Kept
from menshen.acts.press import Pressed, press, press_notice
from menshen.consent.press import PressNotice
from menshen.terms import Lane, ModelId, Reason, Refusal

PIN = "480271"


@pytest.fixture
def changed(world: World) -> World:
    """A house that has run with one model; `change` gives it another."""
    return hands_free.open_lane(world)


def change(world: World, to: str = "another-model") -> None:
    """The operator stops the program and starts one with another model."""
    world.model = ModelId(to)
    world.restart()


def where(world: World, secret: str | None) -> Where:
    """What her history says of where her face is."""
    found = history(world.gate, secret or "", PIN)
    assert isinstance(found, History)
    return found.where


def test_a_pass_of_another_model_is_asked_to_enrol_again(changed: World) -> None:
    """Her pass is answered with that reason without a look, and every other lane stands as before."""
    resident = changed.move_in()
    assert changed.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    change(changed)
    looks = changed.engine.looks()
    admission = changed.walk_up(resident.person, code=resident.face_code)
    assert admission.refusal == Refusal(Reason.OTHER_MODEL)
    assert (changed.engine.looks(), admission.again) == (looks, False)
    assert set(admission.lanes) == changed.gate.store.door(PLACE, DOOR).others()  # type: ignore[union-attr]
    assert changed.walk_up(resident.person, code=resident.pass_code).opened is Lane.PASS
    changed.check()


def test_people_enrol_again_one_by_one(changed: World) -> None:
    """Whoever enrols again on her receipt opens by face at once, while the others still take their other lanes."""
    one, other = changed.move_in(), changed.move_in()
    change(changed)
    assert isinstance(changed.enrol(one), Enrolled)
    assert changed.walk_up(one.person, code=one.face_code).opened is Lane.FACE
    assert changed.walk_up(other.person, code=other.face_code).refusal == Refusal(Reason.OTHER_MODEL)
    assert changed.walk_up(other.person, code=other.pass_code).opened is Lane.PASS
    changed.check()


def test_the_earlier_model_finds_its_own_again(changed: World) -> None:
    """Back with the earlier model, a pass of its own opens, and one made in between is asked to enrol again."""
    one, other = changed.move_in(), changed.move_in()
    before = changed.model
    change(changed)
    assert isinstance(changed.enrol(other), Enrolled)
    change(changed, before)
    assert changed.walk_up(one.person, code=one.face_code).opened is Lane.FACE
    assert changed.walk_up(other.person, code=other.face_code).refusal == Refusal(Reason.OTHER_MODEL)
    changed.check()


def test_hands_free_asks_too(changed: World) -> None:
    """Where all who are kept were made by another model, a press brings that answer and no look."""
    resident = hands_free.move_in(changed)
    change(changed)
    looks = changed.engine.looks()
    assert hands_free.pressing(changed, resident.person).refusal == Refusal(Reason.OTHER_MODEL)
    assert changed.engine.looks() == looks
    assert isinstance(hands_free.stand_for(changed, resident), Kept)
    assert hands_free.pressing(changed, resident.person).opened is Lane.FACE
    changed.check()


def test_whoever_enrolled_again_is_recognised_beside_those_who_did_not(changed: World) -> None:
    """With one of two enrolled again, she is recognised, and the other is a stranger until she enrols again too."""
    one, other = hands_free.move_in(changed), hands_free.move_in(changed)
    change(changed)
    assert isinstance(hands_free.stand_for(changed, one), Kept)
    assert hands_free.pressing(changed, one.person).opened is Lane.FACE
    assert hands_free.pressing(changed, other.person).refusal == Refusal(Reason.NOT_RECOGNISED)
    assert isinstance(hands_free.stand_for(changed, other), Kept)
    assert hands_free.pressing(changed, other.person).opened is Lane.FACE
    changed.check()


def test_an_empty_lane_says_nothing_of_models(changed: World) -> None:
    """Where nobody is kept, a press is answered as a stranger's is."""
    notice = press_notice(changed.gate, PLACE)
    assert isinstance(notice, PressNotice)
    pressed = press(changed.gate, PLACE, DOOR, notice.hash)
    assert not isinstance(pressed, Pressed)
    assert pressed.refusal == Refusal(Reason.NOT_RECOGNISED)


def test_her_own_page_says_so(changed: World) -> None:
    """The history of a pass and of hands-free says that the reference is outdated, until she has enrolled again."""
    by_pass, kept = changed.move_in(), hands_free.move_in(changed)
    for secret in (by_pass.secret, kept.hands_free.secret):
        assert not isinstance(choose_pin(changed.gate, secret or "", PIN), Refusal)
    change(changed)
    assert {where(changed, by_pass.secret), where(changed, kept.hands_free.secret)} == {Where.OUTDATED}
    assert isinstance(changed.enrol(by_pass), Enrolled)
    assert isinstance(hands_free.stand_for(changed, kept), Kept)
    assert (where(changed, by_pass.secret), where(changed, kept.hands_free.secret)) == (Where.PASS, Where.PLACE)
