"""The store keeps PINs, salted and hashed, and counts the tries of each number."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from edges.store.made import GARDEN, NOW, entitle, entitlement, name, open_place
from sqlalchemy import Engine

from menshen.acts.pin_port import Pins
from menshen.acts.records import Pin
from menshen.acts.store_port import Store
from menshen.edges.store.pins import SqlPins
from menshen.errors import InputError

WINDOW = timedelta(minutes=15)
HANDLE = "30561794"


@pytest.fixture
def pins(engine: Engine, store: Store) -> Pins:
    """PINs over a database in which two people are entitled."""
    open_place(store)
    entitle(store, "lin")
    entitle(store, "bai")
    return SqlPins(engine)


def pin(who: str, handle: str = HANDLE) -> Pin:
    """A PIN of `who`."""
    return Pin(entitlement(who).id, GARDEN, handle, bytes.fromhex(name(f"{who} salt")),
               bytes.fromhex(name(f"{who} hash", 32)))


def test_a_pin_comes_back(pins: Pins) -> None:
    """A PIN is found by its number and by its person; changed, it is another under the same number."""
    pins.save(pin("lin"))
    assert pins.find(GARDEN, HANDLE) == pins.of(entitlement("lin").id) == pin("lin")
    changed = replace(pin("lin"), hash=bytes(32))
    pins.save(changed)
    assert pins.find(GARDEN, HANDLE) == changed
    assert pins.find(GARDEN, "00000000") is None
    assert pins.of(entitlement("bai").id) is None


def test_a_number_is_one_persons(pins: Pins) -> None:
    """Nobody gets a number that is somebody else's at this place, and an unknown person gets none."""
    pins.save(pin("lin"))
    with pytest.raises(InputError):
        pins.save(pin("bai"))
    with pytest.raises(InputError):
        pins.save(pin("nobody", "00000001"))
    assert pins.of(entitlement("bai").id) is None


def test_a_forgotten_pin_is_gone(pins: Pins) -> None:
    """Forgetting takes one person's PIN, once or twice, and leaves the others'."""
    pins.save(pin("lin"))
    pins.save(pin("bai", "00000001"))
    for _ in range(2):
        pins.forget(entitlement("lin").id)
    assert pins.find(GARDEN, HANDLE) is None
    assert pins.find(GARDEN, "00000001") == pin("bai", "00000001")


def test_tries_are_counted_from_the_first_on(pins: Pins) -> None:
    """Tries add up until the window is over, with a number that nobody has like any other; then they begin anew."""
    assert [pins.take_try(GARDEN, HANDLE, NOW + timedelta(minutes=at), WINDOW) for at in (0, 7, 14)] == [1, 2, 3]
    assert pins.take_try(GARDEN, "99999999", NOW, WINDOW) == 1
    assert pins.take_try(GARDEN, HANDLE, NOW + WINDOW, WINDOW) == 1
    assert pins.take_try(GARDEN, HANDLE, NOW + WINDOW, WINDOW) == 2


def test_a_try_is_given_back(pins: Pins) -> None:
    """A try that was right counts no more, and there are never fewer than none."""
    assert pins.take_try(GARDEN, HANDLE, NOW, WINDOW) == 1
    for _ in range(2):
        pins.give_back_try(GARDEN, HANDLE)
    pins.give_back_try(GARDEN, "99999999")
    assert pins.take_try(GARDEN, HANDLE, NOW, WINDOW) == 1


def test_tries_at_once_all_count(pins: Pins) -> None:
    """Of twenty tries at the same moment each has a number of its own."""
    with ThreadPoolExecutor(5) as threads:
        numbers = list(threads.map(lambda _: pins.take_try(GARDEN, HANDLE, NOW, WINDOW), range(20)))
    assert sorted(numbers) == list(range(1, 21))


def test_old_counts_are_dropped(pins: Pins) -> None:
    """Dropping what began earlier leaves what began later."""
    pins.take_try(GARDEN, HANDLE, NOW, WINDOW)
    pins.take_try(GARDEN, "99999999", NOW + WINDOW, WINDOW)
    pins.forget_tries(NOW + timedelta(seconds=1))
    assert pins.take_try(GARDEN, HANDLE, NOW, WINDOW) == 1
    assert pins.take_try(GARDEN, "99999999", NOW + WINDOW, WINDOW) == 2
