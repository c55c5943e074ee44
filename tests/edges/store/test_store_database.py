"""Databases are opened at their newest revision, private and durable, or refused."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from edges.store.made import open_place, place
from sqlalchemy import Engine, event, text

from menshen.acts.store_port import Store
from menshen.edges.store.database import NEWEST, open_database
from menshen.edges.store.records import SqlStore
from menshen.edges.store.tables import METADATA
from menshen.errors import EvidenceError, InputError, UnavailableError


def test_head_equals_metadata(engine: Engine) -> None:
    """The migrations lead to exactly the tables that the code speaks of."""
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_newest(engine: Engine) -> None:
    """A database that all migrations have led to its newest form is known by that alone."""
    with engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == NEWEST


def test_opening_again(engine: Engine, store: Store) -> None:
    """Opening a database that is up to date changes nothing."""
    open_place(store)
    again = open_database(engine.url.render_as_string(hide_password=False))
    assert SqlStore(again).places() == [place()]
    again.dispose()


def test_newer_database(engine: Engine) -> None:
    """A database of a newer program is refused."""
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(EvidenceError, match="revision 9999, which this program does not know"):
        open_database(engine.url.render_as_string(hide_password=False))


@pytest.mark.parametrize("first", ["0001", "9999"])
def test_newer_beside_ours(engine: Engine, first: str) -> None:
    """A database that has a newer program's revision beside ours is refused, whichever stands first."""
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
        for revision in (first, "9999" if first == "0001" else "0001"):
            connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
    with pytest.raises(EvidenceError, match="revision 9999, which this program does not know"):
        open_database(engine.url.render_as_string(hide_password=False))


def test_failed_migration_is_undone(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that fails half way leaves the database as it was, ready for the next try."""
    monkeypatch.setattr("alembic.migration.MigrationContext.stamp", _power_cut)
    with pytest.raises(OSError, match="power cut"):
        open_database(address)
    monkeypatch.undo()
    opened = open_database(address)
    assert SqlStore(opened).places() == []
    opened.dispose()


def _power_cut(*_: object) -> None:
    raise OSError("power cut")


def test_owner_only(tmp_path: Path) -> None:
    """A SQLite database and the files beside it are readable by their owner alone, even where the file was not."""
    (tmp_path / "menshen.db").touch(mode=0o644)
    opened = open_database(f"sqlite:///{tmp_path / 'menshen.db'}")
    open_place(SqlStore(opened))
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == {"menshen.db": 0o600, "menshen.db-wal": 0o600, "menshen.db-shm": 0o600}
    opened.dispose()


def test_durable_and_clean(tmp_path: Path) -> None:
    """Every SQLite connection syncs each commit, zeroes what it deletes, keeps foreign keys and spills to no file."""
    opened = open_database(f"sqlite:///{tmp_path / 'menshen.db'}")
    with opened.connect() as connection:
        said = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store")}
    assert said == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "temp_store": 2}
    opened.dispose()


def test_memory() -> None:
    """A database in memory is one database, whichever thread asks."""
    opened = open_database("sqlite://")
    store = SqlStore(opened)
    open_place(store)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: store.count("opened", "2026-05-01"), range(20)))
        assert threads.submit(store.places).result() == [place()]
    assert store.counts("2026-05-01") == {"opened": 20}
    opened.dispose()


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    """A database that stays locked is unavailable for writing, and still read."""
    opened = open_database(f"sqlite:///{tmp_path / 'menshen.db'}")
    opened.dispose()
    event.listen(opened, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 50"))
    store = SqlStore(opened)
    store.save_place(place())
    with closing(sqlite3.connect(tmp_path / "menshen.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnavailableError, match="does not take or give the counter now"):
            store.count("opened", "2026-05-01")
        assert store.places() == [place()]
    opened.dispose()


@pytest.mark.parametrize("address", ["mysql://menshen:secret@host/x", "not an address: secret", "nosuch://secret@host/x"])
def test_unknown_address(address: str) -> None:
    """An address of another kind is refused without being repeated."""
    with pytest.raises(InputError, match="the database's address") as caught:
        open_database(address)
    assert "secret" not in str(caught.value)


def test_missing_driver() -> None:
    """A driver that is not installed is named, and so is the one that is meant."""
    with pytest.raises(InputError, match="driver pg8000 is not installed") as caught:
        open_database("postgresql+pg8000://menshen@/menshen")
    assert "psycopg" in caught.value.hint


def test_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there is not made."""
    with pytest.raises(UnavailableError, match="No such file or directory"):
        open_database(f"sqlite:///{tmp_path / 'nowhere' / 'menshen.db'}")


def test_not_a_database(tmp_path: Path) -> None:
    """A file that is no database, or no longer, is evidence and stays as it is."""
    (tmp_path / "menshen.db").write_bytes(b"no database " * 999)
    with pytest.raises(EvidenceError, match="the database is damaged"):
        open_database(f"sqlite:///{tmp_path / 'menshen.db'}")
    assert (tmp_path / "menshen.db").read_bytes() == b"no database " * 999


def test_no_server(tmp_path: Path) -> None:
    """A PostgreSQL server that does not answer is unavailable."""
    with pytest.raises(UnavailableError, match="does not take or give the tables now"):
        open_database(f"postgresql+psycopg://menshen@/menshen?host={tmp_path}")
