"""Transactions: one at a time from begin to commit, and what a database's complaint means to a caller."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Table, exc
from sqlalchemy.dialects import postgresql, sqlite

from menshen.errors import EvidenceError, InputError, UnavailableError

BEGIN = "menshen_begin"
"""Execution option: the statement that begins a transaction on SQLite; None: none is begun."""


@contextmanager
def answering(what: str) -> Iterator[None]:
    """Say what a database's complaint about `what` means, without the values that were in its hands."""
    try:
        yield
    except (exc.IntegrityError, exc.DataError) as e:
        raise InputError(f"the {what} is there already, names a record that is not, or holds what cannot be stored",
                         hint="nothing of it was saved") from e
    except (exc.OperationalError, exc.InterfaceError, exc.TimeoutError) as e:
        raise UnavailableError(f"the database does not take or give the {what} now",
                               hint="try again; if it stays so, look at its disk, locks and connections") from e
    except exc.DatabaseError as e:
        raise EvidenceError("the database is damaged, or not as its migrations left it",
                            hint="stop; keep a copy of it; restore a backup under a new log name") from e
    except exc.StatementError as e:
        raise InputError(f"the {what} holds a value that its column does not take", hint="times carry a zone") from e


@contextmanager
def reading(engine: Engine, what: str) -> Iterator[Connection]:
    """One transaction that only reads, and waits for no writer."""
    with answering(what), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, what: str) -> Iterator[Connection]:
    """One transaction, durable when this ends, or undone by whatever is raised in it."""
    # SQLite: what reads before it writes must hold the write lock from the start, or it may be refused at the end.
    lock = {BEGIN: "BEGIN IMMEDIATE"}
    with answering(what), engine.connect().execution_options(**lock) as connection, connection.begin():
        yield connection


def inserting(connection: Connection | Engine, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that may say `on_conflict_…`, which both databases speak and the standard does not know."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def upsert(connection: Connection, table: Table, values: Mapping[str, object], *, unchanged: Collection[str] = ()
           ) -> None:
    """Insert the row; where its primary key is there already, set its other columns, but for those `unchanged`."""
    statement = inserting(connection, table).values(**values)
    keys = [column.name for column in table.primary_key]
    others = {name: statement.excluded[name] for name in values if name not in {*keys, *unchanged}}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others))
