"""The PIN of a history: one for a tied grant, with its tries, gone with the tie."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from edges.store.made import NOW, agreed, ended, enrol, entitle, grant, open_place, tie
from sqlalchemy import Engine, text

from menshen.acts.store_port import Store
from menshen.consent.history_pin import HistoryPin
from menshen.errors import InputError

KEPT = HistoryPin(b"s" * 16, b"h" * 32)
QUARTER = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def _enrolled(store: Store) -> None:
    open_place(store)
    enrol(store, "lin")


def test_a_grant_has_one_pin(store: Store) -> None:
    """The first PIN stays, and a second is not saved."""
    assert store.history_pin(grant("lin").id) is None
    assert store.save_history_pin(grant("lin").id, KEPT)
    assert not store.save_history_pin(grant("lin").id, HistoryPin(b"t" * 16, b"i" * 32))
    assert store.history_pin(grant("lin").id) == KEPT


def test_no_pin_without_a_tie(store: Store) -> None:
    """A grant that is not tied to anybody has no history to open."""
    with pytest.raises(InputError, match="tied"):
        store.save_history_pin(grant("mia").id, KEPT)
    store.erase(ended("lin"))
    with pytest.raises(InputError, match="tied"):
        store.save_history_pin(grant("lin").id, KEPT)


def test_an_erasure_takes_it_along(store: Store, engine: Engine) -> None:
    """After the grant's erasure no row is left of its PIN, and others keep theirs."""
    entitle(store, "mia")
    assert store.answer(agreed("mia"), grant("mia"), tie("mia"))
    for who in ("lin", "mia"):
        assert store.save_history_pin(grant(who).id, KEPT)
        assert store.try_history_pin(grant(who).id, NOW, since=NOW - QUARTER, most=5)
    store.erase(ended("lin"))
    assert store.history_pin(grant("lin").id) is None
    assert store.history_pin(grant("mia").id) == KEPT
    with engine.connect() as rows:
        assert rows.execute(text("SELECT count(*) FROM history_pins")).scalar_one() == 1


def test_tries_run_out_and_come_back(store: Store) -> None:
    """So many tries within the time are counted and no more; what lies before it counts no longer."""
    store.save_history_pin(grant("lin").id, KEPT)
    moments = [NOW + timedelta(minutes=minute) for minute in range(6)]
    tried = [store.try_history_pin(grant("lin").id, at, since=at - QUARTER, most=5) for at in moments]
    assert tried == [True] * 5 + [False]
    later = NOW + QUARTER
    assert store.try_history_pin(grant("lin").id, later, since=later - QUARTER, most=5)
    assert not store.try_history_pin(grant("lin").id, later, since=later - QUARTER, most=5)


def test_a_right_try_is_forgotten(store: Store) -> None:
    """The try that was right is taken away, and the wrong ones stay."""
    store.save_history_pin(grant("lin").id, KEPT)
    wrong, right = NOW, NOW + timedelta(seconds=1)
    for at in (wrong, right):
        assert store.try_history_pin(grant("lin").id, at, since=at - QUARTER, most=2)
    store.forget_history_try(grant("lin").id, right)
    again = NOW + timedelta(seconds=2)
    assert store.try_history_pin(grant("lin").id, again, since=again - QUARTER, most=2)
    assert not store.try_history_pin(grant("lin").id, again, since=again - QUARTER, most=2)


def test_concurrent_tries_all_count(store: Store) -> None:
    """Of twenty tries at once five are let through."""
    store.save_history_pin(grant("lin").id, KEPT)

    def attempt(number: int) -> bool:
        at = NOW + timedelta(microseconds=number)
        return store.try_history_pin(grant("lin").id, at, since=NOW - QUARTER, most=5)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(20))) == 5
