"""The ledger in the database: entries that are only ever added, and checkpoints that never contradict each other.

Order of writes, an INVARIANT: 1 an entry is committed before its index is given out; 2 a checkpoint stands in the head
file, then 3 in the database, before its signature is given out. The tree itself is `menshen.ledger`'s.
Source: C2SP tlog-checkpoint v1.0.0 (a log never signs two inconsistent checkpoints).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, Select, insert, select
from sqlalchemy.exc import IntegrityError

from menshen.acts.ports import Entry
from menshen.edges.store import tables
from menshen.edges.store.head import read_head, write_head
from menshen.edges.store.transactions import inserting, reading, writing
from menshen.errors import EvidenceError, UnavailableError
from menshen.ledger.checkpoint import Checkpoint
from menshen.ledger.encoding import canonical, read_canonical
from menshen.ledger.leaf import SALT_BYTES, entry
from menshen.ledger.note import open_note, sign_note, vkey
from menshen.ledger.tree import CompactRange, Hash, leaf_hash
from menshen.terms import Event

_ENTRY, _CHECKPOINT = tables.entries.c, tables.checkpoints.c
_HINT = "stop; a database restored from a backup needs a new log name, as the old name has vouched for what came after"


@dataclass(frozen=True, slots=True)
class _Held:
    """What memory holds of the log: enough to add to it, and to see that file and database still end where it does."""

    tree: CompactRange
    newest: bytes | None
    head: str | None


class SqlLedger:
    """`menshen.acts.ports.Ledger`: the log `origin`, signed by `signer`, in a database that `open_database` has opened.

    `dice(n)` gives n random bytes; `head` is the head file's path, None only where the log need not outlive the
    process. EvidenceError, here and before every signature, where the database does not extend what was signed.
    """

    def __init__(self, engine: Engine, origin: str, signer: Ed25519PrivateKey, dice: Callable[[int], bytes],
                 head: Path | None) -> None:
        self._engine = engine
        self._origin = origin
        self._signer = signer
        self._dice = dice
        self._head = head
        self._vkey = vkey(origin, signer.public_key())
        self._writer = Lock()
        self._held: _Held | None = self._read()

    def append(self, event: Event) -> int:
        """Record `event` under a fresh salt, durable on return; its index. EvidenceError where somebody else writes."""
        salt = self._dice(SALT_BYTES)
        new = entry(salt, event)
        with self._writing() as held:
            index = held.tree.size
            with writing(self._engine, "event") as rows:
                try:
                    rows.execute(insert(tables.entries).values(
                        origin=self._origin, leaf_index=index, entry=new, salt=salt, event=canonical(dict(event))))
                except IntegrityError as e:
                    raise EvidenceError(f"entry {index} was written by somebody else",
                                        hint="one process writes a log: stop all, find out why, start one") from e
            # CRASH POINT: committed, its index not given out; whoever asked records it again.
            self._held = replace(held, tree=held.tree.append(leaf_hash(new)), newest=new)
            return index

    def size(self) -> int:
        """How many entries there are."""
        with self._writing() as held:
            return held.tree.size

    def entries(self) -> Sequence[Entry]:
        """All entries in order; salt and event are None where they have been destroyed."""
        return self._entries(select(tables.entries).order_by(_ENTRY.leaf_index))

    def earlier(self) -> Sequence[Event]:
        """The events of other logs in this database: of before it was restored, or the log was named anew."""
        query = (select(_ENTRY.event).where(_ENTRY.origin != self._origin, _ENTRY.event.is_not(None))
                 .order_by(_ENTRY.origin, _ENTRY.leaf_index))
        with reading(self._engine, "entries") as rows:
            return [event for written in rows.execute(query).scalars() if (event := _event(written)) is not None]

    def newest(self, count: int) -> Sequence[Entry]:
        """The last `count` entries, or as many as there are, in order."""
        return self._entries(select(tables.entries).order_by(_ENTRY.leaf_index.desc()).limit(count))[::-1]

    def checkpoint(self) -> str:
        """A signed checkpoint of the present tree, kept in head file and database before it is given out."""
        with self._writing() as held:
            self._ends_as(held)
            body = Checkpoint(self._origin, held.tree.size, held.tree.root()).render()
            note = sign_note(body, self._origin, self._signer)
            if note != held.head:
                if self._head is not None:
                    write_head(self._head, note)
                # CRASH POINT: in the head file and not in the database; the next start adds it there.
                self._keep(note, held.tree.size)
                self._held = replace(held, head=note)
            return note

    def checkpoints(self) -> Sequence[str]:
        """All checkpoints ever signed, oldest first."""
        query = select(_CHECKPOINT.note).where(_CHECKPOINT.origin == self._origin).order_by(_CHECKPOINT.size)
        with reading(self._engine, "checkpoints") as rows:
            return rows.execute(query).scalars().all()

    def verifier_key(self) -> str:
        """The log's public key as a C2SP vkey line."""
        return self._vkey

    def sign_bundle(self, body: bytes) -> bytes:
        """Ed25519 signature (64 bytes) over an evidence bundle's body, with the log's key."""
        return self._signer.sign(body)

    def sign_statement(self, statement: bytes) -> bytes:
        """Ed25519 signature (64 bytes) over a necessity statement as it is to be signed, with the log's key."""
        return self._signer.sign(statement)

    @contextmanager
    def _writing(self) -> Iterator[_Held]:
        """The one writer's turn. Where nobody knows whether a write happened, the next turn reads the database anew."""
        with self._writer:
            self._held = self._held or self._read()
            try:
                yield self._held
            except UnavailableError:
                self._held = None
                raise

    def _read(self) -> _Held:
        """The whole log, checked: no entry missing, and an extension of all that was signed."""
        stored, signed = self._stored()
        head = signed if self._head is None else read_head(self._head)
        if head is None and signed is not None:
            raise EvidenceError("the database has signed checkpoints, but the log's head file is gone", hint=_HINT)
        leaves = [leaf_hash(one) for one in stored]
        for note in filter(None, dict.fromkeys((head, signed))):
            self._must_extend(leaves, self._opened(note))
        if head is not None:
            self._keep(head, self._opened(head).size)
        return _Held(CompactRange.of(leaves), stored[-1] if stored else None, head)

    def _stored(self) -> tuple[list[bytes], str | None]:
        """All entries in order, and the newest checkpoint in the database."""
        entries = self._leaves().order_by(_ENTRY.leaf_index)
        newest = select(_CHECKPOINT.note).where(_CHECKPOINT.origin == self._origin).order_by(_CHECKPOINT.size.desc())
        with reading(self._engine, "log") as rows:
            found = rows.execute(entries).all()
            signed = rows.execute(newest.limit(1)).scalar_one_or_none()
        if [row.leaf_index for row in found] != list(range(len(found))):
            raise EvidenceError("entries are missing from the log in the database", hint=_HINT)
        return [row.entry for row in found], signed

    def _entries(self, query: Select[Any]) -> list[Entry]:
        with reading(self._engine, "entries") as rows:
            found = rows.execute(query.where(_ENTRY.origin == self._origin))
            return [Entry(row.leaf_index, Hash(row.entry), row.salt, _event(row.event)) for row in found]

    def _leaves(self) -> Select[int, bytes]:
        return select(_ENTRY.leaf_index, _ENTRY.entry).where(_ENTRY.origin == self._origin)

    def _opened(self, note: str) -> Checkpoint:
        checkpoint = Checkpoint.parse(open_note(note, [self._vkey]))
        if checkpoint.origin != self._origin:
            raise EvidenceError("a signed checkpoint is another log's", hint="give each log its own head file")
        return checkpoint

    def _must_extend(self, leaves: Sequence[Hash], signed: Checkpoint) -> None:
        if len(leaves) < signed.size:
            raise EvidenceError(f"the database has {len(leaves)} entries, but {signed.size} were signed", hint=_HINT)
        if CompactRange.of(leaves[:signed.size]).root() != signed.root:
            raise EvidenceError(f"the first {signed.size} entries in the database are not what was signed", hint=_HINT)

    def _ends_as(self, held: _Held) -> None:
        """Memory was checked when it was read and has only grown since; file and database must not have turned."""
        if self._head is not None and read_head(self._head) != held.head:
            raise EvidenceError("the log's head file was changed by somebody else", hint=_HINT)
        with reading(self._engine, "log") as rows:
            last = rows.execute(self._leaves().order_by(_ENTRY.leaf_index.desc()).limit(1)).one_or_none()
        if (held.tree.size, held.newest) != ((last.leaf_index + 1, last.entry) if last else (0, None)):
            raise EvidenceError("the log in the database no longer ends where this process left it", hint=_HINT)

    def _keep(self, note: str, size: int) -> None:
        with writing(self._engine, "checkpoint") as rows:
            rows.execute(inserting(rows, tables.checkpoints).values(origin=self._origin, size=size, note=note)
                         .on_conflict_do_nothing(index_elements=["origin", "size"]))


def _event(written: bytes | None) -> Event | None:
    return None if written is None else cast("Event", read_canonical(written))
