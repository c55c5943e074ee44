"""The PINs that open a history, as rows, each with the moments of its newest tries."""

from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from menshen.consent.history_pin import HistoryPin
from menshen.edges.store import tables
from menshen.errors import InputError
from menshen.terms import GrantId

_PIN = tables.history_pins.c


def save_history_pin(connection: Connection, grant: GrantId, pin: HistoryPin) -> bool:
    """Write the PIN of a tied grant that has none."""
    tie = tables.ties.c.grant
    # The lock keeps an erasure on PostgreSQL, and a second PIN, from passing between this look and the insert.
    if connection.execute(select(tie).where(tie == grant).with_for_update()).one_or_none() is None:
        raise InputError("a PIN for a history needs a grant that is tied to its person")
    if history_pin(connection, grant) is not None:
        return False
    connection.execute(insert(tables.history_pins).values(grant=grant, salt=pin.salt, hash=pin.hash, tries=[]))
    return True


def history_pin(connection: Connection, grant: GrantId) -> HistoryPin | None:
    """The PIN of a grant."""
    row = connection.execute(select(_PIN.salt, _PIN.hash).where(_PIN.grant == grant)).one_or_none()
    return None if row is None else HistoryPin(row.salt, row.hash)


def try_history_pin(connection: Connection, grant: GrantId, at: datetime, since: datetime, most: int) -> bool:
    """Write down one more try, unless there were `most` after `since`; of concurrent tries each is counted."""
    tries = [one for one in _tries(connection, grant) if datetime.fromisoformat(one) > since]
    if len(tries) >= most:
        return False
    _save(connection, grant, [*tries, _written(at)])
    return True


def forget_history_try(connection: Connection, grant: GrantId, at: datetime) -> None:
    """Take one try away again."""
    _save(connection, grant, [one for one in _tries(connection, grant) if one != _written(at)])


def _tries(connection: Connection, grant: GrantId) -> list[str]:
    query = select(_PIN.tries).where(_PIN.grant == grant).with_for_update()
    return list(connection.execute(query).scalar_one_or_none() or ())


def _save(connection: Connection, grant: GrantId, tries: list[str]) -> None:
    connection.execute(update(tables.history_pins).where(_PIN.grant == grant).values(tries=tries))


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
