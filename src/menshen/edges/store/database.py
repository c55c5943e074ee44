"""The database: opened, and brought to its newest form by `migrating` where it has another."""

import os
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from menshen.edges.store.rewriting import empty_log
from menshen.edges.store.transactions import BEGIN, writing
from menshen.errors import InputError, UnavailableError

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

_PRAGMAS = (
    "busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON",
    # Rows must not pass through a temporary file, which nothing zeroes.
    "temp_store = MEMORY",
)
_OWNER_ONLY = 0o600

NEWEST = "0001"
"""The last migration's revision. A database that has it opens without Alembic, whose import takes a while."""


def open_database(url: str) -> Engine:
    """The database at `url`, at the newest revision: `sqlite:///path`, `sqlite://` (in memory), `postgresql+psycopg://…`.

    A SQLite file is made if need be, readable by its owner alone. EvidenceError where the database is newer than this
    program; UnavailableError where it does not answer.
    """
    with ExitStack() as undo:
        engine = _engine(_parsed(url))
        undo.callback(engine.dispose)
        with writing(engine, "tables") as connection:
            if _revisions(connection) != [NEWEST]:
                import_module("menshen.edges.store.migrating").migrate(connection)
        # An erasure that was cut off after its commit is finished here.
        empty_log(engine)
        undo.pop_all()
    return engine


def _revisions(connection: Connection) -> list[str]:
    """Where the database's migrations have led so far: one revision; none before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return []
    return list(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars())


def _parsed(url: str) -> URL:
    """The address; its text is never repeated, as it may hold a password."""
    try:
        parsed = make_url(url)
        known = parsed.get_dialect().name in {"sqlite", "postgresql"}
    except (ArgumentError, NoSuchModuleError) as e:
        raise InputError("the database's address cannot be read", hint="write sqlite:///menshen.db or the like") from e
    if not known:
        raise InputError("the database's address names another database than sqlite and postgresql")
    return parsed


def _engine(url: URL) -> Engine:
    """An engine whose errors never show values."""
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url, hide_parameters=True, pool_pre_ping=True)
        except ModuleNotFoundError as e:
            raise InputError(f"the database's driver {e.name} is not installed", hint="install psycopg[binary]") from e
    # Several connections to memory would be several databases: there is one, and threads take turns.
    pool: dict[str, Any] = {"pool_size": 5} if url.database else {"pool_size": 1, "max_overflow": 0}
    if url.database:
        _own(Path(url.database))
    engine = create_engine(url, hide_parameters=True, poolclass=QueuePool,
                           connect_args={"check_same_thread": False}, **pool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _own(path: Path) -> None:
    """Make the file, or narrow it, before SQLite opens it; its log and shared memory inherit the mode."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _OWNER_ONLY)
        try:
            os.fchmod(handle, _OWNER_ONLY)
        finally:
            os.close(handle)
    except OSError as e:
        raise UnavailableError(f"the database file cannot be opened: {e.strerror}",
                               hint="its folder must exist and belong to who runs this") from e


def _prepare(connection: "DBAPIConnection", _entry: "ConnectionPoolEntry") -> None:
    # The driver would begin transactions by its own lights, too late and never for reads; `_begin` does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get(BEGIN, "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
