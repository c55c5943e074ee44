"""Orders and incidents come back as they were saved; an open incident freezes its place, and nothing else does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from edges.store.made import GARDEN, NOW, door, enrol, entitle, entitlement, grant, name, open_place, place
from sqlalchemy import Engine

from menshen.acts.emergency import Order, OrderTerms
from menshen.acts.incident import Incident
from menshen.acts.records import Guardian, Pin
from menshen.acts.store_port import Store
from menshen.audit.incident import KINDS
from menshen.consent.history_pin import HistoryPin
from menshen.edges.store.pins import SqlPins
from menshen.emergencies import Breach, Emergency, OrderEnd
from menshen.errors import InputError
from menshen.terms import Attester, Bilingual, DoorId, IncidentId, OrderId, PlaceId

TERMS = OrderTerms(Emergency.FIRE, "有人被困 people are inside", frozenset({DoorId("north"), DoorId("south")}),
                   NOW + timedelta(hours=2), 900)
ORDER = Order(OrderId(name("order")), GARDEN, TERMS, name("pictures", 32), name("blind", 32), name("first"), NOW)
CONFIRMED = replace(ORDER, confirmed_by=name("second"), confirmed_at=NOW + timedelta(minutes=2), sought=b"sealed",
                    looks=41)
ENDED = replace(CONFIRMED, sought=None, ended_at=NOW + timedelta(minutes=9), cause=OrderEnd.OFFICER)
INCIDENT = Incident(IncidentId(name("incident")), GARDEN, Breach.LEAK, Bilingual("平板被盗。", "A tablet was stolen."),
                    name("key"), NOW, {"carried-faces": 0, "ties": 3})
CLOSED = replace(INCIDENT, found=Bilingual("虚惊", "nothing"), closed_at=NOW + timedelta(hours=1))


def test_an_order_comes_back(store: Store) -> None:
    """Drafted, confirmed or ended, an order comes back as it was saved, with the same statement."""
    open_place(store)
    for state in (ORDER, CONFIRMED, ENDED):
        store.save_order(state)
        kept = store.order(ORDER.id)
        assert kept == state
        assert kept is not None
        assert kept.statement == ORDER.statement
    assert store.order(OrderId("0" * 32)) is None


def test_open_orders(store: Store) -> None:
    """Open orders are those of every place that have not ended, oldest first."""
    open_place(store)
    store.save_place(place("orchard"))
    older = replace(ORDER, id=OrderId(name("older")), place=PlaceId("orchard"), drafted_at=NOW - timedelta(hours=1))
    for one in (CONFIRMED, older):
        store.save_order(one)
    assert store.open_orders() == [older, CONFIRMED]
    assert store.orders(GARDEN) == [CONFIRMED]
    store.save_order(ENDED)
    assert store.open_orders() == [older]
    assert store.orders(GARDEN) == [ENDED]


def test_an_incident_comes_back(store: Store) -> None:
    """Open or closed, an incident comes back as it was saved."""
    open_place(store)
    for state in (INCIDENT, CLOSED):
        store.save_incident(state)
        assert store.incident(INCIDENT.id) == state
        assert store.incidents() == [state]
    assert store.incident(IncidentId("0" * 32)) is None


def test_an_open_incident_freezes_its_place(store: Store) -> None:
    """While an incident is open its place and doors come back frozen, whatever is saved of them; others do not."""
    open_place(store)
    store.save_place(place("orchard"))
    store.save_door(door())
    store.save_incident(INCIDENT)
    store.save_place(place())
    store.save_door(door())
    frozen = store.place(GARDEN)
    assert frozen == replace(place(), frozen=True)
    assert store.doors(GARDEN) == [replace(door(), frozen=True)] == [store.door(GARDEN, DoorId("north"))]
    assert [one.frozen for one in store.places()] == [True, False]
    store.save_incident(CLOSED)
    assert store.place(GARDEN) == place()
    assert store.door(GARDEN, DoorId("north")) == door()


def test_nothing_is_ordered_or_suspected_nowhere(store: Store) -> None:
    """Orders and incidents of an unknown place are refused and not saved."""
    with pytest.raises(InputError, match="order"):
        store.save_order(ORDER)
    with pytest.raises(InputError, match="incident"):
        store.save_incident(INCIDENT)
    assert (store.open_orders(), store.incidents()) == ([], [])


def test_what_is_held(store: Store, engine: Engine) -> None:
    """What is kept of a place is counted by kind, and of another place nothing."""
    open_place(store)
    entitle(store, "Lin")
    enrol(store, "Bai")
    store.save_order(CONFIRMED)
    store.save_guardian(Guardian(name("attestation"), entitlement("Lin").id, Attester.DESK, entitlement("Bai").id,
                                 None, NOW))
    store.save_history_pin(grant("Bai").id, HistoryPin(b"salt", b"hash"))
    SqlPins(engine).save(Pin(entitlement("Lin").id, GARDEN, "lin", b"salt", b"hash"))
    assert store.held(GARDEN) == {"carried-faces": 0, "sought-faces": 1, "kept-faces": 0, "pass-keys": 1, "ties": 1,
                                  "guardians": 1, "pins": 1, "history-pins": 1, "entitlements": 2}
    assert set(store.held(GARDEN)) == set(KINDS)
    store.save_order(ENDED)
    assert store.held(GARDEN)["sought-faces"] == 0
    assert set(store.held(PlaceId("elsewhere")).values()) == {0}
