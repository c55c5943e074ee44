"""The compound's app: what is declared of it, and what its users do. A user is a resident whose place is the app."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from support import scene
from support.compound import Resident

from menshen.acts.admit import Admission
from menshen.acts.ask import Agreed, Shown
from menshen.acts.challenge import challenge_of
from menshen.acts.declare import declare_place, publish_notice, set_lane, switch_on
from menshen.acts.enrol import Enrolled
from menshen.acts.entitle import entitle
from menshen.acts.pin_lane import set_pin
from menshen.acts.records import Door, Pin, Place, Ticket
from menshen.acts.sign_in import permit_look, redeem, sign_in_by_face, sign_in_by_pin, take_look
from menshen.consent.necessity import Alternative, Necessity
from menshen.consent.notice import Notice, NoticeText
from menshen.consent.prompt import Answer
from menshen.terms import AgeBand, Bilingual, DoorId, Lane, PlaceId, PlaceKind, Purpose, Refusal

if TYPE_CHECKING:
    from support.world import World

APP, SIGN_IN = PlaceId("lakeside-app"), DoorId("sign-in")
LANES = frozenset({Lane.FACE, Lane.PIN})
SAID = Bilingual("如其所言", "as it says")


def app_place(**changed: Any) -> Place:  # noqa: ANN401 - any field
    """An app that has done its homework."""
    return Place(**{"id": APP, "kind": PlaceKind.APP, "name": Bilingual("湖畔应用", "Lakeside app"),
                    "operator": "Lakeside Property", "contact": "desk@lakeside.example", "public_place": False,
                    "impact_assessed_on": date(2026, 3, 1), "sign_shown": False, **changed})


def app_door(**changed: Any) -> Door:  # noqa: ANN401 - any field
    """Its sign-in, not yet live; nobody attends it."""
    return Door(**{"id": SIGN_IN, "place": APP, "lanes": LANES, "up": LANES, "live": False,
                   "code_window": scene.CODE_WINDOW, "face_area": scene.FACE_AREA, "attended": False, **changed})


def statement(function: str = "try-on", place: PlaceId = APP, **changed: Any) -> Necessity:  # noqa: ANN401 - any field
    """What its officer says of a function."""
    return Necessity(**{"place": place, "function": function, "statement": SAID,
                        "alternatives": (Alternative(SAID, SAID),), "role": SAID, "name": "Officer Wu", **changed})


def open_app(world: "World") -> None:
    """Declare the app, publish its own notice and take its sign-in live."""
    declare_place(world.gate, app_place())
    publish_notice(world.gate, Notice(APP, Purpose.ENTRY_BY_PASS, 1, NoticeText(*[SAID] * 9)))
    switch_on(world.gate, app_door())
    world.app_up = LANES


def set_app_lane(world: "World", lane: Lane, *, up: bool) -> None:
    """A lane of the sign-in breaks down or is mended."""
    world.app_up = world.app_up | {lane} if up else world.app_up - {lane}
    set_lane(world.gate, APP, SIGN_IN, lane, up=up)


def sign_up(world: "World") -> Resident:
    """Somebody new with an account."""
    label = f"account {800_000 + len(world.users)}"
    made = entitle(world.gate, APP, "account", label, AgeBand.ADULT, world.clock.moment + timedelta(days=700))
    user = Resident(scene.Person(5_000 + len(world.users)), label, made.entitlement, made.code)
    world.users.append(user)
    return user


def choose_pin(world: "World", user: Resident, pin: str = "604173958") -> Pin | Refusal:
    """She sets a PIN with her plain pass."""
    kept = set_pin(world.gate, user.pass_code or "", pin)
    if isinstance(kept, Pin):
        user.handle, user.pin, user.had_pin = kept.handle, pin, True
        user.secrets += [kept.handle, pin]
    return kept


def subscribe(world: "World") -> Resident:
    """A new user with a PIN, who agreed and enrolled."""
    user = sign_up(world)
    assert isinstance(choose_pin(world, user), Pin)
    assert isinstance(world.ask(user), Shown)
    assert isinstance(world.answer(user, Answer.AGREE), Agreed)
    assert isinstance(world.enrol(user), Enrolled)
    return user


EVERY_MS = 400
HELD_STILL = ("straight",) * 7


def sign_in(world: "World", user: Resident, *people: scene.Person, code: str | None = None,
            heads: Sequence[str] | None = None) -> Admission | Refusal:
    """She, or whoever is named, holds the phone that has her pass; what follows is `code`, or her own face pass.

    The moves that are asked for are made, or those in `heads`, frame by frame.
    """
    seen = people or (user.person,)
    world.passers_by.update(seen)
    waiting = permit_look(world.gate, APP, SIGN_IN, user.pass_code or "")
    if isinstance(waiting, Refusal):
        return waiting
    user.secrets.append(waiting.token)
    taken = take_look(world.gate, APP, SIGN_IN, waiting.token)
    if isinstance(taken, Refusal):
        return taken
    shown = code or user.face_code or ""
    world.before_camera, world.shown = seen, shown
    made = heads or answering(challenge_of(world.gate, taken))
    world.pass_time(timedelta(milliseconds=EVERY_MS * len(made)))
    done = sign_in_by_face(world.gate, taken, shown, [scene.picture(people=seen, head=head) for head in made],
                           [EVERY_MS * number for number in range(len(made))])
    _knows_who(world, user, done.ticket)
    return done.admission


def answering(moves: Sequence[str]) -> tuple[str, ...]:
    """The head straight, and after each move straight again."""
    return ("straight", *(head for move in moves for head in (move, "straight")))


def enter_pin(world: "World", user: Resident, pin: str | None = None) -> Admission:
    """She enters her number, and her PIN or another."""
    world.before_camera, world.shown = (), None
    done = sign_in_by_pin(world.gate, APP, SIGN_IN, user.handle or "00000000", pin or user.pin or "")
    user.wrong_tries += done.admission.opened is None
    _knows_who(world, user, done.ticket)
    return done.admission


def _knows_who(world: "World", user: Resident, ticket: str | None) -> None:
    """The app's own server learns who it was, once."""
    if ticket is None:
        return
    user.secrets.append(ticket)
    redeemed = redeem(world.gate, APP, SIGN_IN, ticket)
    assert isinstance(redeemed, Ticket)
    assert redeemed.entitlement == user.entitlement, "somebody was signed in as somebody else"
    assert isinstance(redeem(world.gate, APP, SIGN_IN, ticket), Refusal), "a ticket was taken twice"
