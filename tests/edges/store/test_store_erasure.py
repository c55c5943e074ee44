"""On SQLite an erasure leaves no byte of what tied a person to a grant in any file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from edges.store.made import (
    GARDEN,
    NOW,
    ended,
    enrol,
    entitle,
    entitlement,
    face_pass,
    grant,
    guardian,
    name,
    open_place,
    prompt,
    tie,
    with_token,
)
from sqlalchemy import Engine, event

from menshen.acts.emergency import Order, OrderTerms
from menshen.acts.records import Pin
from menshen.acts.store_port import Store
from menshen.edges.store.database import open_database
from menshen.edges.store.pins import SqlPins
from menshen.emergencies import Emergency, OrderEnd
from menshen.errors import UnavailableError
from menshen.terms import DoorId, OrderId

MANY = [f"resident {number}" for number in range(40)]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database in a file, whose connections do not wait long for each other."""
    opened = open_database(f"sqlite:///{tmp_path / 'menshen.db'}")
    opened.dispose()
    event.listen(opened, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 50"))
    yield opened
    opened.dispose()


def found(folder: Path, text: str) -> bool:
    """Whether `text` stands in any file of `folder`."""
    return any(text.encode() in file.read_bytes() for file in folder.iterdir())


def linking(who: str) -> list[str]:
    """What stands nowhere but where `who` is tied to a grant."""
    return [tie(who).receipt_hash, face_pass(who).id]


def test_no_byte_is_left(store: Store, tmp_path: Path) -> None:
    """Receipt hash and pass id are in the files before an erasure and in none of them after it."""
    open_place(store)
    enrol(store, "lin")
    assert all(found(tmp_path, text) for text in linking("lin"))
    store.erase(ended("lin"))
    assert not any(found(tmp_path, text) for text in linking("lin"))


def test_no_byte_of_a_guardian_is_left(store: Store, tmp_path: Path) -> None:
    """Attestations and the token's hash are in the files before a child's consent is erased, and in none after it."""
    open_place(store)
    for child in MANY:
        enrol(store, child)
        store.save_guardian(guardian(child, "wu"))
    store.save_guardian(with_token("resident 7"))
    naming = [guardian("resident 7", "wu").attestation, with_token("resident 7").token_hash or ""]
    assert all(found(tmp_path, text) for text in naming)
    store.erase(ended("resident 7"))
    assert not any(found(tmp_path, text) for text in naming)
    assert len(store.wards_of(entitlement("wu").id)) == len(MANY) - 1


def test_no_row_names_both(store: Store, tmp_path: Path) -> None:
    """After an erasure the person's and the grant's ids are still on record, but in no row together."""
    open_place(store)
    enrol(store, "lin")
    store.erase(ended("lin"))
    with closing(sqlite3.connect(tmp_path / "menshen.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = [str(row) for table in tables for row in database.execute(f"SELECT * FROM {table}")]  # noqa: S608
    person = [row for row in rows if entitlement("lin").id in row]
    consent = [row for row in rows if grant("lin").id in row or prompt("lin").id in row]
    assert person
    assert consent
    assert not set(person) & set(consent)


def test_what_deleting_alone_leaves_is_rewritten(store: Store, tmp_path: Path) -> None:
    """An erasure clears what earlier deletions left in a page's unused space."""
    open_place(store)
    for who in MANY:
        enrol(store, who)
    with closing(sqlite3.connect(tmp_path / "menshen.db")) as careless:
        careless.execute("PRAGMA secure_delete = OFF")
        with careless:
            careless.execute('DELETE FROM ties WHERE "grant" = ?', (grant(MANY[7]).id,))
        careless.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert found(tmp_path, tie(MANY[7]).receipt_hash)
    store.erase(ended(MANY[30]))
    assert not found(tmp_path, tie(MANY[7]).receipt_hash)


def test_erasing_among_many(store: Store, tmp_path: Path) -> None:
    """Of many people each second one is erased without a byte, and of the others nothing is lost."""
    open_place(store)
    for who in MANY:
        enrol(store, who)
    for who in MANY[::2]:
        store.erase(ended(who))
    assert not any(found(tmp_path, text) for who in MANY[::2] for text in linking(who))
    assert [store.tie(grant(who).id) for who in MANY[1::2]] == [tie(who) for who in MANY[1::2]]


def test_reader_in_the_way(store: Store, tmp_path: Path) -> None:
    """Where a reader holds the old pages the erasure says so, and done again it leaves nothing."""
    open_place(store)
    enrol(store, "lin")
    with closing(sqlite3.connect(tmp_path / "menshen.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM ties").fetchall()
        with pytest.raises(UnavailableError, match="write-ahead log"):
            store.erase(ended("lin"))
        assert store.tie(grant("lin").id) is None
    store.erase(ended("lin"))
    assert not any(found(tmp_path, text) for text in linking("lin"))


def test_next_start_finishes(store: Store, tmp_path: Path) -> None:
    """An erasure cut off between its commit and the emptying of the log is finished by the next start."""
    open_place(store)
    enrol(store, "lin")
    with closing(sqlite3.connect(tmp_path / "menshen.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM ties").fetchall()
        with pytest.raises(UnavailableError):
            store.erase(ended("lin"))
        assert any(found(tmp_path, text) for text in linking("lin"))
        reader.rollback()
        open_database(f"sqlite:///{tmp_path / 'menshen.db'}").dispose()
        assert not any(found(tmp_path, text) for text in linking("lin"))


def test_no_byte_of_a_person_sought_is_left(store: Store, tmp_path: Path) -> None:
    """The sealed reference of an order is in the files while the order is open, and in none once it has ended."""
    open_place(store)
    terms = OrderTerms(Emergency.FIRE, "people are inside", frozenset({DoorId("north")}), NOW + timedelta(hours=2), 900)
    orders = [Order(OrderId(name(who)), GARDEN, terms, name("pictures", 32), name("blind", 32), name("first"), NOW,
                    name("second"), NOW, f"sealed reference {who} ".encode()) for who in MANY]
    for one in orders:
        store.save_order(one)
    assert found(tmp_path, "sealed reference resident 7 ")
    store.save_order(replace(orders[7], sought=None, ended_at=NOW, cause=OrderEnd.OFFICER))
    assert not found(tmp_path, "sealed reference resident 7 ")
    assert found(tmp_path, "sealed reference resident 8 ")


def test_no_byte_of_a_pin_is_left(store: Store, engine: Engine, tmp_path: Path) -> None:
    """Salt and hash of a PIN that was forgotten are in no file."""
    open_place(store)
    entitle(store, "lin")
    pins = SqlPins(engine)
    pins.save(Pin(entitlement("lin").id, GARDEN, "30561794", b"salt-of-lins-pin", b"hash-of-lins-pin"))
    assert found(tmp_path, "hash-of-lins-pin")
    pins.forget(entitlement("lin").id)
    assert not found(tmp_path, "hash-of-lins-pin")
    assert not found(tmp_path, "salt-of-lins-pin")
