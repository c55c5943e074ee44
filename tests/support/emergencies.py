"""Officers of a world, a door beside the first, and incidents: what they do, and what they know of it from outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from support import scene
from support.compound import DOOR, PLACE, door

from menshen.acts.admit import Admission, admit
from menshen.acts.declare import switch_on
from menshen.acts.emergency import Order, OrderTerms
from menshen.acts.incident import Incident
from menshen.acts.incidents import close_incident, enter_incidents, open_incident
from menshen.acts.officers import end_key, make_key
from menshen.acts.order import Matched, confirm, draft, end, matches
from menshen.acts.order_ending import end_due_orders
from menshen.acts.records import ApiKey, KeyScope
from menshen.edges.store.api_keys import ApiKeys
from menshen.emergencies import Breach, Emergency
from menshen.ledger.encoding import canonical
from menshen.terms import Act, Bilingual, DoorId, Event, GrantId, OrderId, PassId, Purpose, Refusal

if TYPE_CHECKING:
    from support.world import World

NEXT_DOOR = DoorId("south-gate")
WHY = "A child of six left the playground at ten."
HOURS = timedelta(hours=2)
LOST_CHILD = scene.Person(4_000)
SAID = Bilingual("平板被盗。", "A tablet was stolen.")


@dataclass
class Freeze:
    """One incident: when the place was said to be frozen, and when somebody began to close it."""

    incident: Incident
    since: datetime
    until: datetime | None = None


class Emergencies:
    """Officers with a key each, and whoever opens incidents; `confirming` are the orders that a second one was for."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.api_keys = ApiKeys(world.disk.database, world.dice.random)
        self.keys: list[str] = []
        self.drafts: dict[OrderId, Order] = {}
        self.confirming: set[OrderId] = set()
        self.freezes: list[Freeze] = []

    # Officers.

    def officer(self, number: int) -> ApiKey:
        """The first, second … officer; each gets a key when first asked for."""
        while len(self.keys) <= number:
            self.keys.append(make_key(self.world.gate, self.api_keys, f"officer {len(self.keys)}", ["officer"],
                                      self.world.clock.moment + timedelta(days=900)))
        known = self.api_keys.verify(self.keys[number], self.world.clock.moment)
        assert known is not None
        return known

    def dismiss(self, number: int) -> None:
        """An officer's key is ended."""
        end_key(self.world.gate, self.api_keys, self.officer(number).id)

    def open_next_door(self) -> None:
        """A second door of the same place goes live."""
        switch_on(self.world.gate, door(id=NEXT_DOOR))

    def draft(self, *, by: int = 0, sought: scene.Person = LOST_CHILD, most_looks: int = 5, lasts: timedelta = HOURS,
              doors: Sequence[DoorId] = (DOOR,), pictures: Sequence[bytes] = ()) -> Order:
        """An officer drafts an order, with three pictures of the person sought."""
        self.world.passers_by.add(sought)
        terms = OrderTerms(Emergency.MISSING_PERSON, WHY, frozenset(doors), self.world.clock.moment + lasts, most_looks)
        made = draft(self.world.gate, self.officer(by), PLACE, terms, pictures or [scene.picture(people=[sought])] * 3)
        self.drafts[made.id] = made
        return made

    def confirm(self, order: Order, *, by: int = 1) -> Order | Refusal:
        """An officer confirms it, perhaps the one who drafted it."""
        officer = self.officer(by)
        if officer.id != order.drafted_by:
            self.confirming.add(order.id)
        return confirm(self.world.gate, self.api_keys, officer, order.id)

    def order(self, *, most_looks: int = 5, lasts: timedelta = HOURS, doors: Sequence[DoorId] = (DOOR,)) -> Order:
        """An order in force."""
        confirmed = self.confirm(self.draft(most_looks=most_looks, lasts=lasts, doors=doors))
        assert isinstance(confirmed, Order)
        return confirmed

    def end(self, order: Order) -> Order:
        """An officer ends it."""
        return end(self.world.gate, order.id)

    def matches(self, order: Order) -> tuple[Matched, ...]:
        """What the officers are told."""
        return matches(self.world.gate, order.id)

    def now(self, order: Order) -> Order:
        """The order as it is kept."""
        kept = self.world.store.order(order.id)
        assert kept is not None
        return kept

    def pass_by(self, *people: scene.Person, door: DoorId = DOOR) -> Admission:
        """People stand before a camera and show nothing."""
        if door == DOOR:
            return self.world.walk_up(*people)
        self.world.passers_by.update(people)
        return admit(self.world.gate, PLACE, door, scene.picture(people=people))

    # Incidents.

    def freeze(self) -> Incident:
        """A leak is suspected."""
        operator = ApiKey("0" * 32, "operator", frozenset({KeyScope.OPERATOR}), self.world.clock.moment)
        opened = open_incident(self.world.gate, operator, PLACE, Breach.LEAK, SAID)
        self.freezes.append(Freeze(opened, self.world.clock.moment))
        return opened

    def thaw(self, incident: Incident) -> Incident:
        """Somebody says what was found."""
        for one in self.freezes:
            if one.incident.id == incident.id:
                one.until = one.until or self.world.clock.moment
        return close_incident(self.world.gate, incident.id, SAID)

    def rounds(self) -> None:
        """What the gate does of itself every few seconds."""
        end_due_orders(self.world.gate)
        enter_incidents(self.world.gate)


def looks_are_granted_or_ordered(world: "World") -> None:
    """Nobody was looked at but on a grant, or on an order that two had made, at its doors, in its time and number."""
    events = world.events()
    published = {str(publication.document["order"]) for publication in world.store.publications()
                 if "order" in publication.document}
    granted = {event["grant"] for event in events if event["type"] == "granted"} | {g.id for g in world.store.grants()}
    made: dict[OrderId, int] = {}
    for sight in world.sights:
        order = OrderId(sight.scope.basis)
        if order in granted or sight.scope.purpose is Purpose.ENTRY_HANDS_FREE:
            # Whoever presses gives a consent of their own: see `hands_free.no_look_without_a_press`.
            continue
        drafted = world.emergencies.drafts.get(order)
        assert drafted is not None, "a look stands on nothing that anybody gave"
        assert order in world.emergencies.confirming, "a look stands on an order that nobody else confirmed"
        assert order in published, "a look stands on an order that is not in the register"
        assert sight.at < drafted.terms.until, "a look came after its order's time"
        if sight.scope.act is Act.IDENTIFY:
            assert sight.scope.door in drafted.terms.doors, "a look was made at a door that its order does not name"
            made[order] = made.get(order, 0) + 1
            assert made[order] <= drafted.terms.most_looks, "more looks were made than ordered"


def nobody_is_looked_at_while_frozen(world: "World") -> None:
    """From the moment that an incident is open until somebody closes it no look begins, and no face lane is open."""
    for freeze in world.emergencies.freezes:
        assert not [sight for sight in world.sights if sight.scope.place == PLACE
                    and freeze.since < sight.at and (freeze.until is None or sight.at < freeze.until)], "not frozen"
        if freeze.until is None:
            assert not any(one.face_open() for one in world.store.doors(PLACE)), "a frozen door's face lane is open"


def ended_orders_open_nothing(world: "World") -> None:
    """Of an order that has ended, on record or waiting to be, no key and no reference is left, and no match is told."""
    ended: set[OrderId] = set()
    for event in _with_waiting(world):
        if event["type"] == "order.ended":
            ended.add(OrderId(str(event["order"])))
        if event["type"] == "order.matched":
            assert event["order"] not in ended, "a match was told after the end"
        assert WHY.encode() not in canonical(dict(event)), "an officer's words are in the log"
    if ended and not world.memory.settled():
        world.rounds()
    for order in ended:
        assert world.keys.get(PassId(order)) is None, "an ended order still has its key"
        assert GrantId(order) not in world.keys.grants()
        kept = world.store.order(order)
        assert kept is None or kept.sought is None, "an ended order still has its reference"


def _with_waiting(world: "World") -> list[Event]:
    return [*world.events(), *world.memory.spooled()]
