"""What people do with a world's hands-free lane, and what is promised of it, held against the world from outside."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from support import scene
from support.compound import DOOR, PLACE, Opening, Resident, notice

from menshen.acts.admit import Admission
from menshen.acts.ask import Agreed, Declined, Shown, answer, ask
from menshen.acts.enrol import enrol, permit_enrolment, take_permit
from menshen.acts.gate import Gate
from menshen.acts.kept import Kept
from menshen.acts.press import press, press_notice, recognise
from menshen.acts.withdraw import Ended, settle, withdraw
from menshen.consent.press import PressNotice
from menshen.consent.prompt import Answer
from menshen.edges.machine.gallery import MemoryGallery, zeros
from menshen.faces.card import OperatingPoint
from menshen.faces.gallery import Identification, Rows
from menshen.faces.template import steps_of
from menshen.terms import Act, GrantId, Lane, Purpose, Refusal

if TYPE_CHECKING:
    from support.world import World

MOST = 3
POINT = OperatingPoint(0.486, 1e-3, 0.0, 3000)
FRAMES = 3


@dataclass
class Lanes:
    """What a world knows of its hands-free lane: how often somebody pressed, and all memory that ever held a row."""

    presses: int = 0
    buffers: list[Rows] = field(default_factory=list)

    def gallery(self) -> MemoryGallery:
        """A new program's gallery; what the last one held is lost with it."""
        self.buffers.clear()
        return MemoryGallery(self._allocate)

    def _allocate(self, shape: tuple[int, int]) -> Rows:
        self.buffers.append(zeros(shape))
        return self.buffers[-1]


def identification(most: int = MOST) -> Identification:
    """A line that a gallery of at most so many allows."""
    return Identification((POINT,), most * POINT.false_match_rate)


def start(gate: Gate) -> None:
    """What a program does before it serves."""
    settle(gate)


# What people do.


def open_lane(world: "World") -> "World":
    """The place publishes what hands-free is."""
    world.publish(notice(purpose=Purpose.ENTRY_HANDS_FREE))
    return world


def request(world: "World", resident: Resident, *, own_request: bool = True) -> Shown | Refusal:
    """She asks for the prompt about hands-free."""
    shown = ask(world.gate, resident.pass_code or "", own_request=own_request, purpose=Purpose.ENTRY_HANDS_FREE)
    if isinstance(shown, Shown):
        resident.hands_free.token = shown.token
        resident.secrets.append(shown.token)
    return shown


def reply(world: "World", resident: Resident, choice: Answer) -> Agreed | Declined | Refusal:
    """She answers it."""
    result = answer(world.gate, resident.hands_free.token or "", choice, by_operator=False, beside=())
    if not isinstance(result, Refusal):
        resident.hands_free.secret = None
    if isinstance(result, Agreed):
        resident.hands_free.secret = result.secret
        resident.hands_free.grants.append(result.grant.id)
        resident.secrets.append(result.secret)
    return result


def stand_for(world: "World", resident: Resident, *people: scene.Person) -> Kept | Refusal:
    """She, or whoever is named, stands before the kiosk's camera to be kept."""
    seen = people or (resident.person,)
    world.passers_by.update(seen)
    waiting = permit_enrolment(world.gate, resident.hands_free.secret or "")
    if isinstance(waiting, Refusal):
        return waiting
    resident.secrets.append(waiting.token)
    permit = take_permit(world.gate, waiting.token)
    if isinstance(permit, Refusal):
        return permit
    result = enrol(world.gate, permit, [scene.picture(people=seen)] * FRAMES)
    assert isinstance(result, Kept | Refusal), "hands-free handed out a pass"
    return result


def move_in(world: "World") -> Resident:
    """A new resident who is kept for hands-free, and for nothing else."""
    resident = world.entitle()
    agree(world, resident)
    assert isinstance(stand_for(world, resident), Kept)
    return resident


def agree(world: "World", resident: Resident) -> None:
    """She asks and says yes."""
    assert isinstance(request(world, resident), Shown)
    assert isinstance(reply(world, resident, Answer.AGREE), Agreed)


def end(world: "World", resident: Resident) -> Ended | Refusal:
    """She withdraws from hands-free."""
    result = withdraw(world.gate, resident.hands_free.secret or "")
    if isinstance(result, Ended):
        resident.hands_free.secret = None
    return result


def pressing(world: "World", *people: scene.Person, shown: str | None = None, blurred: bool = False) -> Admission:
    """People stand before the lane, and one of them presses beside the notice in force, or another one."""
    world.hands_free.presses += 1
    world.passers_by.update(people)
    world.before_camera, world.shown = people, None
    beside = press_notice(world.gate, PLACE)
    in_force = beside.hash if isinstance(beside, PressNotice) else "0" * 64
    pressed = press(world.gate, PLACE, DOOR, shown or in_force)
    if isinstance(pressed, Admission):
        return pressed
    return recognise(world.gate, pressed, scene.picture(people=people, blurred=blurred))


# What is promised.


def no_look_without_a_press(world: "World") -> None:
    """1, 2 Each look at one of many stands on a press of its own, on record, by somebody who could go to the desk."""
    sights = [sight for sight in world.sights
              if sight.scope.act is Act.IDENTIFY and sight.scope.purpose is Purpose.ENTRY_HANDS_FREE]
    presses = {event["press"]: event for event in world.events() if event["type"] == "pressed"}
    assert len(sights) <= world.hands_free.presses, "somebody was looked at who did not press"
    assert len({sight.scope.basis for sight in sights}) == len(sights), "one press was two looks"
    place = world.store.place(PLACE)
    assert place is not None
    told = PressNotice(place.id, place.operator, place.contact).hash
    for sight in sights:
        assert presses[sight.scope.basis]["notice"] == told, "somebody pressed beside other words"
        assert Lane.DESK in sight.up, "somebody unknown was looked at who had no other way"


def opened_to_herself(world: "World", opening: Opening) -> None:
    """2 Who was let in by pressing stood there alone, and it was her own grant that let her in."""
    event = world.events()[opening.logged - 1]
    assert len(opening.people) == 1, "several people were let in by one press"
    assert [resident.person for resident in world.residents if event["grant"] in resident.hands_free.grants] == [
        *opening.people], "somebody was let in on another's grant"


def nothing_kept_of_others(world: "World", ended: set[GrantId]) -> None:
    """4, 5 What is kept, sealed or in memory, is theirs whose grant lives; where another's row was there are zeros."""
    for grant in world.store.grants():
        if grant.id in ended:
            assert not world.disk.rows("kept_references", "grant", grant.id), "an ended grant's reference is still kept"
    indexed = world.gallery.grants()
    assert not indexed & ended, "an ended grant is still in the gallery"
    assert indexed <= {kept.grant for kept in world.references.all()}, "the gallery has what is not kept"
    memory = b"".join(buffer.tobytes() for buffer in world.hands_free.buffers)
    theirs = {resident.person for resident in world.residents if indexed & {*resident.hands_free.grants}}
    for person in world.passers_by - theirs:
        assert steps_of(person.template).tobytes()[64:80] not in memory, "somebody's reference is still in memory"
