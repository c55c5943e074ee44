"""The disk of a simulated machine: one SQLite database in memory, its statements compiled once for all worlds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Engine

from menshen.edges.store.database import open_database


@dataclass
class Disk:
    """The one database: the newest world has it, and began with it empty."""

    database: Engine
    empty: bytes
    holder: object = None

    def read(self) -> bytes:
        """All its pages, free ones too."""
        with _raw(self.database) as connection:
            return bytes(connection.serialize())

    def write(self, content: bytes) -> None:
        """Other pages in their place."""
        with _raw(self.database) as connection:
            connection.deserialize(content)

    def rows(self, table: str, column: str, value: str) -> list[object]:
        """What a table holds of a value, past the store."""
        with _raw(self.database) as connection:
            query = f'SELECT * FROM {table} WHERE "{column}" = ?'  # noqa: S608 - names of the promises' own
            return list(connection.execute(query, (value,)))


@cache
def disk() -> Disk:
    """The disk that worlds take turns with."""
    made = Disk(open_database("sqlite://"), b"")
    made.empty = made.read()
    return made


@contextmanager
def _raw(database: Engine) -> Iterator[Any]:
    """SQLite's own connection."""
    connection = database.raw_connection()
    try:
        yield connection.driver_connection
    finally:
        connection.close()
