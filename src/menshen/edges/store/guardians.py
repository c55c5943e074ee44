"""Who may consent for a child, as rows; what of them an erasure takes is asked for by `consents.erase`."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select, update

from menshen.acts.records import Guardian
from menshen.edges.store import tables
from menshen.edges.store.transactions import upsert
from menshen.terms import Attester, EntitlementId

_column = tables.guardians.c


def save_guardian(connection: Connection, guardian: Guardian) -> None:
    """Write a guardian, new or changed."""
    upsert(connection, tables.guardians, {
        "attestation": guardian.attestation, "child": guardian.child, "by": guardian.by.value,
        "guardian": guardian.guardian, "token_hash": guardian.token_hash, "not_after": guardian.not_after,
    })


def guardians_of(connection: Connection, child: EntitlementId) -> Sequence[Guardian]:
    """All guardians of a child, by attestation."""
    query = select(tables.guardians).where(_column.child == child).order_by(_column.attestation)
    return [_guardian(row) for row in connection.execute(query)]


def wards_of(connection: Connection, guardian: EntitlementId) -> Sequence[Guardian]:
    """All rows of a guardian, by attestation."""
    query = select(tables.guardians).where(_column.guardian == guardian).order_by(_column.attestation)
    return [_guardian(row) for row in connection.execute(query)]


def spend_token(connection: Connection, attestation: str) -> bool:
    """Take the token away, if it is still there; of concurrent attempts one does."""
    # Compare and set in one statement: the database holds the row's lock from here to the commit.
    unspent = update(tables.guardians).where(_column.attestation == attestation, _column.token_hash.is_not(None))
    return connection.execute(unspent.values(token_hash=None)).rowcount == 1


def forget_guardians(connection: Connection, children: Collection[EntitlementId] | Select[tuple[str]]) -> None:
    """Delete all guardians of these children."""
    connection.execute(delete(tables.guardians).where(_column.child.in_(children)))


def _guardian(row: Row[Any]) -> Guardian:
    return Guardian(attestation=row.attestation, child=row.child, by=Attester(row.by), guardian=row.guardian,
                    token_hash=row.token_hash, not_after=row.not_after)
