"""The ledger only grows, survives restarts, and never signs what contradicts an earlier signature."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, delete, event, insert, update
from sqlalchemy.exc import OperationalError

from menshen.acts.ports import Ledger
from menshen.edges.store import tables
from menshen.edges.store.database import open_database
from menshen.edges.store.ledger import SqlLedger
from menshen.errors import EvidenceError, InputError, UnavailableError
from menshen.ledger.checkpoint import Checkpoint
from menshen.ledger.leaf import entry
from menshen.ledger.note import open_note
from menshen.ledger.tree import leaf_hash, root
from menshen.terms import Event

ORIGIN = "gate.example.org/log"
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def happened(number: int) -> Event:
    """An event like no other."""
    return {"v": 1, "type": "opened", "at": "2026-05-01T08:00:00.000Z", "place": "garden", "ms": number}


def checkpoint_of(ledger: Ledger) -> Checkpoint:
    """The ledger's checkpoint, its signature verified."""
    return Checkpoint.parse(open_note(ledger.checkpoint(), [ledger.verifier_key()]))


@pytest.fixture
def head(tmp_path: Path) -> Path:
    """Where the head file is."""
    return tmp_path / "log.head"


@pytest.fixture
def start(engine: Engine, head: Path) -> Callable[[], Ledger]:
    """Start a process that writes the log."""
    return lambda: SqlLedger(engine, ORIGIN, SIGNER, os.urandom, head)


@pytest.fixture
def ledger(start: Callable[[], Ledger]) -> Ledger:
    """A ledger with three entries."""
    started = start()
    for number in range(3):
        assert started.append(happened(number)) == number
    return started


def test_entries_come_back(ledger: Ledger) -> None:
    """Events come back in order, each with the salt that makes its entry."""
    kept = ledger.entries()
    assert [one.index for one in kept] == [0, 1, 2]
    assert [one.event for one in kept] == [happened(0), happened(1), happened(2)]
    assert all(one.salt and one.event and one.entry == entry(one.salt, one.event) for one in kept)


def test_salts_are_fresh(start: Callable[[], Ledger]) -> None:
    """The same event twice makes two entries that nobody can tell to be the same."""
    started = start()
    started.append(happened(1))
    started.append(happened(1))
    first, second = started.entries()
    assert first.entry != second.entry


def test_event_that_is_no_json(ledger: Ledger) -> None:
    """What has no canonical form is refused, and the log goes on."""
    with pytest.raises(InputError):
        ledger.append({"face": b"\x00"})
    assert ledger.append(happened(3)) == 3


def test_checkpoint(ledger: Ledger) -> None:
    """A checkpoint says the log's name, its size and the root over its entries."""
    leaves = [leaf_hash(one.entry) for one in ledger.entries()]
    assert checkpoint_of(ledger) == Checkpoint(ORIGIN, 3, root(leaves))


def test_empty_log(start: Callable[[], Ledger]) -> None:
    """An empty log has a checkpoint too, and grows from it."""
    assert checkpoint_of(start()).size == 0
    again = start()
    again.append(happened(0))
    assert checkpoint_of(again).size == 1


def test_checkpoints(ledger: Ledger) -> None:
    """All checkpoints are kept, oldest first; the same tree has one."""
    first = ledger.checkpoint()
    assert ledger.checkpoint() == first
    ledger.append(happened(3))
    second = ledger.checkpoint()
    assert list(ledger.checkpoints()) == [first, second]


def test_head_file(ledger: Ledger, head: Path) -> None:
    """The newest checkpoint stands in the head file, and nothing is left beside it."""
    note = ledger.checkpoint()
    assert head.read_text(encoding="utf-8") == note
    assert not list(head.parent.glob("*.new"))


def test_restart(ledger: Ledger, start: Callable[[], Ledger]) -> None:
    """A new process takes the log up where the last one left it."""
    note = ledger.checkpoint()
    again = start()
    assert again.size() == 3
    assert again.checkpoint() == note
    assert again.append(happened(3)) == 3
    leaves = [leaf_hash(one.entry) for one in again.entries()]
    assert checkpoint_of(again).root == root(leaves)


def test_bundle_signature(ledger: Ledger) -> None:
    """A bundle's body is signed with the log's key."""
    assert len(ledger.sign_bundle(b"body")) == 64
    SIGNER.public_key().verify(ledger.sign_bundle(b"body"), b"body")


def test_two_logs(ledger: Ledger, engine: Engine, tmp_path: Path) -> None:
    """Two logs in one database have nothing in common; each says what the other recorded only when asked for that."""
    other = SqlLedger(engine, "other.example.org/log", SIGNER, os.urandom, tmp_path / "other.head")
    assert other.append(happened(9)) == 0
    assert (ledger.size(), other.size()) == (3, 1)
    assert checkpoint_of(other).origin == "other.example.org/log"
    assert [one.event for one in other.entries()] == [happened(9)]
    assert (other.earlier(), ledger.earlier()) == ([happened(number) for number in range(3)], [happened(9)])


def test_destroyed_salt(ledger: Ledger, engine: Engine, start: Callable[[], Ledger]) -> None:
    """An entry whose salt and event are destroyed stands on in the tree and says nothing."""
    note = ledger.checkpoint()
    with engine.begin() as connection:
        connection.execute(update(tables.entries).where(tables.entries.c.leaf_index == 1).values(salt=None, event=None))
    again = start()
    assert again.checkpoint() == note
    assert (again.entries()[1].salt, again.entries()[1].event) == (None, None)


def test_appending_at_once(start: Callable[[], Ledger]) -> None:
    """Threads of one process take turns: each event has its own index, none is missing."""
    started = start()
    with ThreadPoolExecutor(8) as threads:
        indexes = list(threads.map(lambda number: started.append(happened(number)), range(40)))
    assert sorted(indexes) == list(range(40))
    assert [started.entries()[index].event for index in indexes] == [happened(number) for number in range(40)]
    leaves = [leaf_hash(one.entry) for one in started.entries()]
    assert checkpoint_of(started).root == root(leaves)


def test_second_writer(ledger: Ledger, start: Callable[[], Ledger]) -> None:
    """Of two processes that write one log, one is stopped at its next entry and stays stopped."""
    second = start()
    assert ledger.append(happened(3)) == 3
    for _ in range(2):
        with pytest.raises(EvidenceError, match="entry 3 was written by somebody else"):
            second.append(happened(4))
    assert ledger.append(happened(4)) == 4


def test_second_signer(ledger: Ledger, start: Callable[[], Ledger]) -> None:
    """A process does not sign beside another one that has signed since."""
    second = start()
    ledger.checkpoint()
    with pytest.raises(EvidenceError, match="changed by somebody else"):
        second.checkpoint()


def _lost(engine: Engine, first: int) -> None:
    with engine.begin() as connection:
        connection.execute(delete(tables.entries).where(tables.entries.c.leaf_index >= first))


def test_shrunk_database(ledger: Ledger, engine: Engine, start: Callable[[], Ledger]) -> None:
    """A database with fewer entries than were signed is refused, and the hint says what a restored one needs."""
    ledger.checkpoint()
    _lost(engine, 2)
    with pytest.raises(EvidenceError, match="2 entries, but 3 were signed") as caught:
        start()
    assert "needs a new log name" in caught.value.hint


def test_unsigned_entries_may_be_lost(ledger: Ledger, engine: Engine, start: Callable[[], Ledger]) -> None:
    """A database that lost only what was never signed contradicts nothing."""
    ledger.checkpoint()
    ledger.append(happened(3))
    _lost(engine, 3)
    assert start().append(happened(4)) == 3


def test_forked_database(ledger: Ledger, engine: Engine, start: Callable[[], Ledger]) -> None:
    """A database that grew otherwise from before a signature is refused, though it is longer."""
    ledger.checkpoint()
    _lost(engine, 1)
    with engine.begin() as connection:
        for index in range(1, 6):
            other = {"origin": ORIGIN, "leaf_index": index, "entry": bytes([index]) * 32}
            connection.execute(insert(tables.entries).values(other))
    with pytest.raises(EvidenceError, match="first 3 entries in the database are not what was signed"):
        start()


def test_missing_entry(ledger: Ledger, engine: Engine, start: Callable[[], Ledger]) -> None:
    """A log with an entry missing from its middle is refused."""
    with engine.begin() as connection:
        connection.execute(delete(tables.entries).where(tables.entries.c.leaf_index == 1))
    assert ledger.size() == 3
    with pytest.raises(EvidenceError, match="entries are missing"):
        start()


def test_backup_brought_back(tmp_path: Path) -> None:
    """A whole database from before a signature, put back, is found out by the head file alone."""
    file = tmp_path / "menshen.db"

    def opened() -> SqlLedger:
        return SqlLedger(open_database(f"sqlite:///{file}"), ORIGIN, SIGNER, os.urandom, tmp_path / "head" / "log.head")

    (tmp_path / "head").mkdir()
    first = opened()
    first.append(happened(0))
    first.checkpoint()
    first._engine.dispose()
    shutil.copy(file, tmp_path / "backup")
    later = opened()
    later.append(happened(1))
    later.checkpoint()
    later._engine.dispose()
    shutil.copy(tmp_path / "backup", file)
    with pytest.raises(EvidenceError, match="1 entries, but 2 were signed"):
        opened()


def test_database_turned_while_running(ledger: Ledger, engine: Engine) -> None:
    """A running process does not sign for entries that its database no longer ends with."""
    _lost(engine, 2)
    with pytest.raises(EvidenceError, match="no longer ends where this process left it"):
        ledger.checkpoint()
    assert list(ledger.checkpoints()) == []


def test_head_file_gone(ledger: Ledger, head: Path, start: Callable[[], Ledger]) -> None:
    """Where checkpoints were signed and the head file is gone, nothing more is signed: it may have said more."""
    ledger.checkpoint()
    head.unlink()
    with pytest.raises(EvidenceError, match="head file is gone"):
        start()


def test_older_head_file(ledger: Ledger, head: Path, start: Callable[[], Ledger], engine: Engine) -> None:
    """With a head file from before, the database's own newest checkpoint still binds."""
    old = ledger.checkpoint()
    ledger.append(happened(3))
    ledger.checkpoint()
    head.write_text(old, encoding="utf-8")
    _lost(engine, 3)
    with pytest.raises(EvidenceError, match="3 entries, but 4 were signed"):
        start()


@pytest.mark.parametrize("change", [
    lambda note: note.replace("\n3\n", "\n2\n"),
    lambda note: note[:40],
    lambda _: "",
])
def test_damaged_head_file(ledger: Ledger, head: Path, start: Callable[[], Ledger],
                           change: Callable[[str], str]) -> None:
    """A head file that the log's key did not sign is refused."""
    head.write_text(change(ledger.checkpoint()), encoding="utf-8")
    with pytest.raises(EvidenceError, match="note"):
        start()


def test_head_file_of_another_log(ledger: Ledger, engine: Engine, head: Path) -> None:
    """The head file of another log, or of another key, is refused."""
    ledger.checkpoint()
    with pytest.raises(EvidenceError):
        SqlLedger(engine, "other.example.org/log", SIGNER, os.urandom, head)
    with pytest.raises(EvidenceError):
        SqlLedger(engine, ORIGIN, Ed25519PrivateKey.generate(), os.urandom, head)


def test_head_file_that_cannot_be_written(ledger: Ledger, head: Path) -> None:
    """Where the head file cannot be written no signature leaves and none is kept; afterwards the log goes on."""
    blocked = head.with_name(head.name + ".new")
    blocked.mkdir()
    with pytest.raises(UnavailableError, match="head file cannot be read or written"):
        ledger.checkpoint()
    assert list(ledger.checkpoints()) == []
    blocked.rmdir()
    assert checkpoint_of(ledger).size == 3


def _lose_next_commit(engine: Engine, *, after: bool) -> None:
    """Make the next commit fail: before it is done, or after, when nobody hears of it."""

    def fail(connection: Connection) -> None:
        event.remove(engine, "commit", fail)
        if after:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.commit()
        raise OperationalError("COMMIT", None, Exception("the connection is lost"))

    event.listen(engine, "commit", fail)


@pytest.mark.parametrize("after", [False, True])
def test_commit_that_fails(ledger: Ledger, engine: Engine, after: bool) -> None:
    """Where a commit's answer is lost the log goes on from what the database truly holds."""
    _lose_next_commit(engine, after=after)
    with pytest.raises(UnavailableError):
        ledger.append(happened(3))
    assert ledger.append(happened(3)) == (4 if after else 3)
    leaves = [leaf_hash(one.entry) for one in ledger.entries()]
    assert checkpoint_of(ledger) == Checkpoint(ORIGIN, len(leaves), root(leaves))


@pytest.mark.parametrize("after", [False, True])
def test_checkpoint_cut_off(ledger: Ledger, engine: Engine, head: Path, start: Callable[[], Ledger],
                            after: bool) -> None:
    """A checkpoint cut off between head file and database is in both after the next start."""
    ledger.append(happened(3))

    @event.listens_for(engine, "commit")
    def fail(connection: Connection) -> None:
        del connection
        if head.exists():
            raise OperationalError("COMMIT", None, Exception("the power is gone"))

    with pytest.raises(UnavailableError):
        ledger.checkpoint()
    event.remove(engine, "commit", fail)
    signed = head.read_text(encoding="utf-8")
    assert list((start() if after else ledger).checkpoints()) == ([signed] if after else [])
    assert ledger.checkpoint() == signed
    assert list(ledger.checkpoints()) == [signed]


def test_database_in_memory_needs_no_head_file() -> None:
    """A log that ends with its process is held to its database's own checkpoints."""
    engine = open_database("sqlite://")
    ledger = SqlLedger(engine, ORIGIN, SIGNER, os.urandom, None)
    ledger.append(happened(0))
    ledger.checkpoint()
    assert SqlLedger(engine, ORIGIN, SIGNER, os.urandom, None).size() == 1
    _lost(engine, 0)
    with pytest.raises(EvidenceError, match="0 entries, but 1 were signed"):
        SqlLedger(engine, ORIGIN, SIGNER, os.urandom, None)
    engine.dispose()
