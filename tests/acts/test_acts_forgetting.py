"""Every way through a look, and every way to break off: afterwards no array of ours holds a pixel or a template."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import pytest
from support import app, hands_free, scene, simulated
from support.compound import DOOR, PLACE
from support.emergencies import LOST_CHILD
from support.faults import Fault
from support.spy import Spy
from support.world import World

from menshen.acts import enrol, face_lane, kept, order, seek
from menshen.acts.admit import admit
from menshen.acts.enrol import permit_enrolment, take_permit
from menshen.acts.waiting import Waiting
from menshen.consent.prompt import Answer
from menshen.edges.engines.engine import Detection
from menshen.errors import MenshenError, UnavailableError
from menshen.law.permit import Permit
from menshen.terms import Image, Template

FRAME, FACES, TEMPLATES = "Camera.decode", "Eyes.find", "Eyes.describe"


@dataclass
class Tired(simulated.Eyes):
    """Eyes that see so many frames, and describe nobody."""

    sees: int = 1

    def find(self, image: Image) -> Sequence[Detection]:
        self.sees -= 1
        if self.sees < 0:
            raise UnavailableError("the eyes are tired")
        return super().find(image)

    def describe(self, chips: Sequence[Image]) -> Sequence[Template]:
        raise UnavailableError(f"the eyes are too tired for {len(chips)} faces")


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    """Behind camera, eyes and everything that makes a template of something else."""
    return Spy().on(monkeypatch, (simulated.Camera, "decode"), (simulated.Eyes, "find"), (simulated.Eyes, "describe"),
                    (face_lane, "dequantise"), (seek, "dequantise"), (kept, "dequantise"),
                    (enrol, "reference_from"), (order, "reference_from"))


@pytest.fixture
def world() -> World:
    """A house with hands-free, an app, and one resident of each."""
    made = hands_free.open_lane(World().open_house())
    app.open_app(made)
    return made


def enrolment(world: World, pictures: Sequence[bytes]) -> Callable[[], object]:
    """A resident who agreed, and these pictures of her."""
    resident = world.entitle()
    world.ask(resident)
    world.answer(resident, Answer.AGREE)
    waiting = permit_enrolment(world.gate, resident.secret or "")
    assert isinstance(waiting, Waiting)
    taken = take_permit(world.gate, waiting.token)
    assert isinstance(taken, Permit)
    return lambda: enrol.enrol(world.gate, taken, pictures)


def at_the_door(world: World, *people: scene.Person, blurred: bool = False) -> Callable[[], object]:
    """A resident's pass, before whoever is named or herself."""
    resident = world.move_in()
    return lambda: world.walk_up(*(people or (resident.person,)), code=resident.face_code, blurred=blurred)


def pressing(world: World, *people: scene.Person) -> Callable[[], object]:
    """Whoever is named presses, or somebody who is kept here."""
    resident = hands_free.move_in(world)
    return lambda: hands_free.pressing(world, *(people or (resident.person,)))


def signing_in(world: World, *people: scene.Person) -> Callable[[], object]:
    """A user signs in to the app, or whoever holds her phone."""
    user = app.subscribe(world)
    return lambda: app.sign_in(world, user, *people)


def starting(world: World) -> Callable[[], object]:
    """The program starts again, over somebody who is kept."""
    hands_free.move_in(world)
    return world.restart


def seeking(world: World, *people: scene.Person) -> Callable[[], object]:
    """People pass a door where an order is in force."""
    world.emergencies.order()
    return lambda: world.emergencies.pass_by(*people)


ONE, TWO = scene.Person(3_001), scene.Person(3_002)
PICTURE = scene.picture(people=[ONE])
WAYS: dict[str, tuple[Callable[[World], Callable[[], object]], set[str]]] = {
    "her pass and her face": (at_the_door, {FRAME, FACES, TEMPLATES, "menshen.acts.face_lane.dequantise"}),
    "her pass, a stranger's face": (lambda world: at_the_door(world, ONE), {FRAME, FACES, TEMPLATES}),
    "her pass, two faces": (lambda world: at_the_door(world, ONE, TWO), {FRAME, FACES, TEMPLATES}),
    "her pass, a blurred face": (lambda world: at_the_door(world, ONE, blurred=True), {FRAME, FACES, TEMPLATES}),
    "her pass, nobody": (lambda world: lambda: world.walk_up(code=world.move_in().face_code), {FRAME}),
    "no pass": (lambda world: lambda: world.walk_up(ONE), {FRAME}),
    "a plain pass": (lambda world: lambda: world.walk_up(ONE, code=world.entitle().pass_code), {FRAME}),
    "enrolling": (lambda world: enrolment(world, [PICTURE] * 3),
                  {FRAME, FACES, TEMPLATES, "menshen.acts.enrol.reference_from"}),
    "enrolling by turns": (lambda world: enrolment(world, [PICTURE, scene.picture(people=[TWO]), PICTURE]),
                           {FRAME, FACES, TEMPLATES}),
    "enrolling with a damaged picture": (lambda world: enrolment(world, [PICTURE, PICTURE, b"damaged"]), {FRAME}),
    "enrolling for hands-free": (lambda world: lambda: hands_free.move_in(world),
                                 {FRAME, FACES, TEMPLATES, "menshen.acts.kept.dequantise"}),
    "starting with somebody kept": (starting, {"menshen.acts.kept.dequantise"}),
    "pressing": (pressing, {FRAME, FACES, TEMPLATES}),
    "a stranger presses": (lambda world: pressing(world, ONE), {FRAME, FACES, TEMPLATES}),
    "two press": (lambda world: pressing(world, ONE, TWO), {FRAME, FACES, TEMPLATES}),
    "signing in": (signing_in, {FRAME, FACES, TEMPLATES, "menshen.acts.face_lane.dequantise"}),
    "a stranger signs in": (lambda world: signing_in(world, ONE), {FRAME, FACES, TEMPLATES}),
    "an order is confirmed": (lambda world: world.emergencies.order,
                              {FRAME, FACES, TEMPLATES, "menshen.acts.order.reference_from"}),
    "an order, and strangers": (lambda world: seeking(world, ONE, TWO),
                                {FRAME, FACES, TEMPLATES, "menshen.acts.seek.dequantise"}),
    "an order, and the person sought": (lambda world: seeking(world, LOST_CHILD), {FRAME, FACES, TEMPLATES}),
    "an order, and nobody": (seeking, {FRAME, "menshen.acts.seek.dequantise"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_left_of_a_look(world: World, spy: Spy, way: str) -> None:
    """Frames, crops, probes and references are zeros when the request is over, whatever became of it."""
    prepare, givers = WAYS[way]
    act = prepare(world)
    with spy.watch():
        try:
            act()
        except MenshenError:
            assert way == "enrolling with a damaged picture"
    assert givers <= spy.givers()
    assert spy.readable() == []


@pytest.mark.parametrize("sees", [1, 9])
@pytest.mark.parametrize("way", ["her pass and her face", "enrolling", "signing in", "pressing",
                                 "an order, and strangers"])
def test_nothing_is_left_where_the_eyes_fail(world: World, spy: Spy, way: str, sees: int) -> None:
    """A look that breaks off at its second frame, or before a template is made, leaves zeros."""
    act = WAYS[way][0](world)
    made = world.engine._engine
    made._detector = made._recogniser = Tired(sees=sees)
    with spy.watch(), suppress(UnavailableError):
        act()
    assert {FRAME, FACES} <= spy.givers()
    assert TEMPLATES not in spy.givers()
    assert spy.readable() == []


def test_nothing_is_left_where_a_part_fails(world: World, spy: Spy) -> None:
    """Whichever call of an admission fails, the frame, the crop, the reference and the probe are zeros."""
    resident = world.move_in()
    picture = scene.picture(codes=[resident.face_code or ""], people=[resident.person])
    with world.failing(Fault()) as counted:
        admit(world.gate, PLACE, DOOR, picture)
    for at in range(len(counted.calls)):
        with spy.watch(), world.failing(Fault(at, error=lambda: UnavailableError("simulated"))) as fault, \
                suppress(UnavailableError):
            admit(world.gate, PLACE, DOOR, picture)
        assert fault.fired
        assert spy.readable() == []
    assert {FRAME, FACES, TEMPLATES, "menshen.acts.face_lane.dequantise"} <= spy.givers()
