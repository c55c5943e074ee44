"""Holdings: how much is kept of a place that belongs to people, by kind; counts only. Each kind has its row here.

A kind's name is its row in `menshen.audit.incident.KINDS`, which says in words what it is.
"""

from sqlalchemy import Connection, Select, func, select

from menshen.edges.store import tables
from menshen.terms import PlaceId

NO_FACE = 0
"""A carried pass keeps its face with its owner, and there is no column here that could hold one."""


def held(connection: Connection, place: PlaceId) -> dict[str, int]:
    """The counts of a place, by kind."""
    return {"carried-faces": NO_FACE,
            **{kind: connection.execute(query).scalar_one() for kind, query in _queries(place).items()}}


def _queries(place: PlaceId) -> dict[str, Select[int]]:
    grants, ties, passes, kept = tables.grants, tables.ties, tables.face_passes, tables.kept_references
    people, guardians, history = tables.entitlements, tables.guardians, tables.history_pins
    count = select(func.count())
    return {
        "sought-faces": count.select_from(tables.orders).where(
            tables.orders.c.place == place, tables.orders.c.sought.is_not(None)),
        "kept-faces": count.select_from(kept.join(grants, kept.c.grant == grants.c.id)).where(grants.c.place == place),
        "pass-keys": count.select_from(passes.join(grants, passes.c.grant == grants.c.id)).where(
            grants.c.place == place, passes.c.revoked.is_(False)),
        "ties": count.select_from(ties.join(grants, ties.c.grant == grants.c.id)).where(grants.c.place == place),
        "guardians": count.select_from(guardians.join(people, guardians.c.child == people.c.id)).where(
            people.c.place == place),
        "pins": count.select_from(tables.pins).where(tables.pins.c.place == place),
        "history-pins": count.select_from(history.join(grants, history.c.grant == grants.c.id)).where(
            grants.c.place == place),
        "entitlements": count.select_from(people).where(people.c.place == place),
    }
