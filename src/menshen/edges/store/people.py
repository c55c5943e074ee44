"""Entitlements and the passes that they yield, as rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Text, cast, delete, insert, null, select, union_all, update

from menshen.acts.records import Entitlement, Pass
from menshen.edges.store import tables
from menshen.edges.store.transactions import upsert
from menshen.errors import InputError
from menshen.terms import AgeBand, EntitlementId, PassId, Purpose

_plain, _face = tables.plain_passes.c, tables.face_passes.c
_issued = union_all(
    select(_plain.id, _plain.entitlement, cast(null(), Text).label("purpose"), cast(null(), Text).label("grant"),
           _plain.not_after, _plain.revoked),
    select(_face.id, _face.entitlement, _face.purpose, _face.grant, _face.not_after, _face.revoked),
).subquery()


def save_entitlement(connection: Connection, entitlement: Entitlement, plain: Pass) -> None:
    """Write an entitlement, new or changed, with a new plain pass; whether a known one has declined stays as it is."""
    if plain.grant is not None or plain.purpose is not None or plain.entitlement != entitlement.id:
        raise InputError("an entitlement comes with a plain pass of its own; another pass came")
    upsert(connection, tables.entitlements, {
        "id": entitlement.id, "place": entitlement.place, "kind": entitlement.kind, "label": entitlement.label,
        "age_band": entitlement.age_band.value, "not_after": entitlement.not_after, "declined": entitlement.declined,
    }, unchanged={"declined"})
    connection.execute(insert(tables.plain_passes).values(
        id=plain.id, entitlement=plain.entitlement, not_after=plain.not_after, revoked=plain.revoked))


def entitlement(connection: Connection, entitlement_id: EntitlementId) -> Entitlement | None:
    """One entitlement."""
    query = select(tables.entitlements).where(tables.entitlements.c.id == entitlement_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else Entitlement(
        id=row.id, place=row.place, kind=row.kind, label=row.label, age_band=AgeBand(row.age_band),
        not_after=row.not_after, declined=row.declined)


def mark_declined(connection: Connection, entitlement_id: EntitlementId) -> None:
    """Remember that this person said no."""
    query = update(tables.entitlements).where(tables.entitlements.c.id == entitlement_id).values(declined=True)
    if not connection.execute(query).rowcount:
        raise InputError("there is no such entitlement")


def find_pass(connection: Connection, pass_id: PassId) -> Pass | None:
    """One pass, plain or face."""
    row = connection.execute(select(_issued).where(_issued.c.id == pass_id)).one_or_none()
    return None if row is None else _pass(row)


def passes_of(connection: Connection, entitlement_id: EntitlementId) -> Sequence[Pass]:
    """All passes of an entitlement, plain ones first."""
    query = select(_issued).where(_issued.c.entitlement == entitlement_id)
    return sorted((_pass(row) for row in connection.execute(query)), key=lambda found: (found.grant or "", found.id))


def revoke_pass(connection: Connection, pass_id: PassId) -> None:
    """Mark a pass, plain or face, as no longer good."""
    changed = [connection.execute(update(table).where(table.c.id == pass_id).values(revoked=True)).rowcount
               for table in (tables.plain_passes, tables.face_passes)]
    if not any(changed):
        raise InputError("there is no such pass")


def save_face_pass(connection: Connection, face_pass: Pass) -> None:
    """Write the face pass of a tied grant in place of its earlier one."""
    tie = tables.ties.c
    # The lock keeps an erasure on PostgreSQL from passing between this look and the insert; SQLite has one writer.
    held = select(tie.grant).where(tie.grant == face_pass.grant, tie.entitlement == face_pass.entitlement)
    if connection.execute(held.with_for_update()).one_or_none() is None or face_pass.purpose is None:
        raise InputError("a face pass needs a purpose and a grant that is tied to its entitlement")
    connection.execute(delete(tables.face_passes).where(_face.grant == face_pass.grant))
    connection.execute(insert(tables.face_passes).values(
        id=face_pass.id, entitlement=face_pass.entitlement, purpose=face_pass.purpose.value, grant=face_pass.grant,
        not_after=face_pass.not_after, revoked=face_pass.revoked))


def _pass(row: Row[Any]) -> Pass:
    return Pass(id=row.id, entitlement=row.entitlement, purpose=row.purpose and Purpose(row.purpose), grant=row.grant,
                not_after=row.not_after, revoked=row.revoked)
