"""The store keeps places, doors, notices and counters."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from edges.store.made import GARDEN, PURPOSE, door, notice, open_place, place
from sqlalchemy import Engine, update

from menshen.acts.store_port import Store
from menshen.edges.store import tables
from menshen.errors import EvidenceError, InputError
from menshen.terms import DoorId, Lane, PlaceId, Purpose


def test_place_comes_back(store: Store) -> None:
    """A place comes back as it was saved."""
    store.save_place(place())
    assert store.place(GARDEN) == place()


def test_unknown_place(store: Store) -> None:
    """A place that was never saved is None."""
    assert store.place(PlaceId("elsewhere")) is None


def test_place_changes(store: Store) -> None:
    """Saving a place again changes it."""
    changed = replace(place(), injunction=True, impact_assessed_on=None)
    store.save_place(place())
    store.save_place(changed)
    assert store.places() == [changed]


def test_places_by_id(store: Store) -> None:
    """Places come in the order of their ids."""
    for place_id in ("west", "east"):
        store.save_place(place(place_id))
    assert [one.id for one in store.places()] == ["east", "west"]


def test_door_comes_back(store: Store) -> None:
    """A door comes back with its lanes and areas."""
    store.save_place(place())
    store.save_door(door())
    assert store.door(GARDEN, DoorId("north")) == door()


def test_door_changes(store: Store) -> None:
    """Saving a door again changes it."""
    store.save_place(place())
    store.save_door(door())
    store.save_door(door().with_lane(Lane.FACE, up=True))
    assert store.doors(GARDEN) == [door().with_lane(Lane.FACE, up=True)]


def test_door_needs_its_place(store: Store) -> None:
    """A door of an unknown place is refused and not saved."""
    with pytest.raises(InputError, match="the door is there already, names a record that is not"):
        store.save_door(door())
    assert store.doors(GARDEN) == []


def test_newest_notice(store: Store) -> None:
    """The notice of a place and purpose is its newest version."""
    open_place(store)
    store.save_notice(notice(version=3))
    store.save_notice(notice(version=2))
    assert store.notice(GARDEN, PURPOSE) == notice(version=3)
    assert store.notice(GARDEN, Purpose.ENTRY_HANDS_FREE) is None


def test_notice_by_hash(store: Store) -> None:
    """An older version is still found by its hash."""
    open_place(store)
    store.save_notice(notice(version=2))
    assert store.notice_by_hash(notice().hash) == notice()
    assert store.notice_by_hash("0" * 64) is None


def test_notice_again(store: Store) -> None:
    """Publishing the same notice again changes nothing."""
    open_place(store)
    store.save_notice(notice())
    assert store.notice(GARDEN, PURPOSE) == notice()


def test_other_words_under_the_same_version(store: Store) -> None:
    """Other words under a published version are refused."""
    open_place(store)
    with pytest.raises(InputError, match="notice's version"):
        store.save_notice(notice(words="something else"))
    assert store.notice(GARDEN, PURPOSE) == notice()


def test_notice_whose_words_were_changed(store: Store, engine: Engine) -> None:
    """A notice whose words were changed in the database is not shown to anybody."""
    open_place(store)
    with engine.begin() as connection:
        connection.execute(update(tables.notices).values(text=notice(words="we sell it").document()["text"]))
    with pytest.raises(EvidenceError, match="no longer has the hash"):
        store.notice(GARDEN, PURPOSE)


def test_counters(store: Store) -> None:
    """A counter adds up by day and name."""
    store.count("opened", "2026-05-01")
    store.count("opened", "2026-05-01", 4)
    store.count("refused", "2026-05-01")
    store.count("opened", "2026-05-02")
    assert store.counts("2026-05-01") == {"opened": 5, "refused": 1}
    assert store.counts("2026-05-03") == {}


def test_counting_at_once(store: Store) -> None:
    """Of counts made at the same time none is lost, the first of the day included."""
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: store.count("opened", "2026-05-01"), range(40)))
    assert store.counts("2026-05-01") == {"opened": 40}
