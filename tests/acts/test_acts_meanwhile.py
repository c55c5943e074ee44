"""What happens at the door while the engine looks: a look takes a tenth of a second, and much can change in it."""

from collections.abc import Callable

import pytest
from support.compound import Resident
from support.world import World

from menshen.acts.ask import Agreed
from menshen.consent.prompt import Answer
from menshen.terms import Lane, Reason, Refusal


@pytest.mark.parametrize(("meanwhile", "reason"), [
    (World.withdraw, Reason.GRANT_ENDED), (World.reissue, Reason.GRANT_ENDED),
    (World.others_down, Reason.FACE_LANE_SHUT)])
def test_what_ends_while_the_engine_looks_opens_nothing(
    world: World, meanwhile: Callable[[World, Resident], object], reason: Reason,
) -> None:
    """A consent, a pass or the other lanes that go while a face is compared keep the door shut."""
    resident = world.move_in()
    code = resident.face_code
    world.eyes.meanwhile = lambda: meanwhile(world, resident)
    admission = world.walk_up(resident.person, code=code)
    assert world.gate.engine.looks() == 2
    assert admission.refusal is not None
    assert admission.refusal.reason is reason
    world.check()


def test_what_somebody_else_does_meanwhile_changes_nothing(world: World) -> None:
    """Another resident's withdrawal during the look does not keep this one out."""
    resident, other = world.move_in(), world.move_in()
    world.eyes.meanwhile = lambda: world.withdraw(other)
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    world.check()


def test_a_consent_that_ends_while_its_holder_enrols_enrols_nobody(world: World) -> None:
    """Withdrawn during the look, a grant gets no pass and no key."""
    resident = world.entitle()
    world.ask(resident)
    assert isinstance(world.answer(resident, Answer.AGREE), Agreed)
    world.eyes.meanwhile = lambda: world.withdraw(resident)
    result = world.enrol(resident)
    assert isinstance(result, Refusal)
    assert result.reason is Reason.GRANT_ENDED
    assert world.keys.grants() == frozenset()
    world.check()
