"""A place's terms: while they have findings nobody is asked, and nobody is looked at."""

from support.compound import PLACE
from support.world import World

from menshen.acts.ask import Shown
from menshen.acts.terms import read_terms
from menshen.terms import Lane, Reason, Refusal

UNFAIR = "第一条 会员签署本协议即同意采集其面部信息。\n第二条 前述授权永久有效、不可撤销，可以转授权给任何第三方。\n"
FAIR = "第一条 泳池每周一清洗。\n"


def test_nobody_is_asked_beside_unfair_terms(world: World) -> None:
    """Terms with findings refuse a prompt by their articles, until terms without any are in use."""
    resident = world.entitle()
    terms, found = read_terms(world.gate, PLACE, UNFAIR)
    assert found
    assert world.ask(resident) == Refusal(Reason.TERMS, terms.articles)
    assert {"cn-spc-2021/4.2", "cn-spc-2021/11"} <= set(terms.articles)
    read_terms(world.gate, PLACE, FAIR)
    assert isinstance(world.ask(resident), Shown)
    world.check()


def test_nobody_is_looked_at_under_unfair_terms(world: World) -> None:
    """A consent from before carries no look while the terms take the face along; the plain pass opens as ever."""
    resident = world.move_in()
    read_terms(world.gate, PLACE, UNFAIR)
    looks = world.gate.engine.looks()
    refusal = world.walk_up(resident.person, code=resident.face_code).refusal
    assert refusal is not None
    assert refusal.reason is Reason.LAW
    assert {"cn-spc-2021/4.2", "cn-spc-2021/11"} <= set(refusal.articles)
    assert world.gate.engine.looks() == looks
    assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    read_terms(world.gate, PLACE, FAIR)
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    world.check()


def test_the_log_has_the_hash_and_never_the_words(world: World) -> None:
    """What was read is on record by its hash, how much was found, and the articles."""
    terms, found = read_terms(world.gate, PLACE, UNFAIR)
    event = world.events()[-1]
    assert (event["type"], event["terms"], event["findings"]) == ("terms.read", terms.hash, len(found))
    assert world.store.terms(PLACE) == terms
