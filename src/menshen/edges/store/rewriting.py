"""Rewriting: making sure that a deleted row is in no file any more.

SQLite's `secure_delete` zeroes a deleted cell and a freed page, but not the stale copy that balancing a tree sometimes
leaves in a page's unused middle: of 20,000 deleted ties, half a dozen could still be read whole. So a table from which
something must vanish is emptied and filled again (whole pages are zeroed), and then the write-ahead log is emptied.

Not done here: PostgreSQL, whose dead rows live until they are vacuumed and whose log until it is recycled. What makes a
face unreadable everywhere at once is not this, but the destruction of its key.
"""

from sqlalchemy import Connection, CreateTableAs, Engine, Table, delete, insert, select

from menshen.edges.store.transactions import BEGIN, answering
from menshen.errors import UnavailableError


def rewrite(connection: Connection, table: Table) -> None:
    """Write `table` anew on SQLite, so that its pages hold its present rows and nothing else."""
    if connection.dialect.name != "sqlite":
        return
    rows = CreateTableAs(select(table), "kept", temporary=True)  # in memory: see `temp_store` in `database.py`
    connection.execute(rows)
    # Without WHERE, triggers and foreign keys SQLite drops the tree page by page, and secure_delete zeroes each page.
    connection.execute(delete(table))
    connection.execute(insert(table).from_select(table.columns.keys(), select(rows.table)))
    rows.table.drop(connection)


def empty_log(engine: Engine) -> None:
    """Move the write-ahead log into the database and cut it to nothing; UnavailableError where a reader holds it."""
    if engine.dialect.name != "sqlite":
        return
    with answering("write-ahead log"), engine.connect().execution_options(**{BEGIN: None}) as connection:
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    if busy:
        raise UnavailableError("old pages are still in the write-ahead log: a reader holds it",
                               hint="try again; the next start empties it too")
