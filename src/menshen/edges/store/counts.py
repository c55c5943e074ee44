"""Daily counters, as rows: a name, a day and a number; no person and no hour."""

from sqlalchemy import Connection, select

from menshen.edges.store import tables
from menshen.edges.store.transactions import inserting


def count(connection: Connection, name: str, day: str, by: int) -> None:
    """Add `by` to a counter that may not be there yet; concurrent additions all count."""
    statement = inserting(connection, tables.counts).values(day=day, name=name, total=by)
    connection.execute(statement.on_conflict_do_update(
        index_elements=["day", "name"], set_={"total": tables.counts.c.total + statement.excluded.total}))


def counts(connection: Connection, day: str) -> dict[str, int]:
    """All counters of a day, by name."""
    column = tables.counts.c
    query = select(column.name, column.total).where(column.day == day).order_by(column.name)
    return {row.name: row.total for row in connection.execute(query)}
