"""Places and doors, as rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, exists, select

from menshen.acts.records import Door, Place, Terms
from menshen.edges.store import tables
from menshen.edges.store.transactions import upsert
from menshen.terms import Area, Bilingual, DoorId, Lane, PlaceId, PlaceKind

_open = tables.incidents.c
_place_frozen = exists().where(_open.place == tables.places.c.id, _open.closed_at.is_(None)).label("frozen")
_door_frozen = exists().where(_open.place == tables.doors.c.place, _open.closed_at.is_(None)).label("frozen")
"""INVARIANT: whoever reads a place or a door reads with it whether an incident has frozen it."""


def save_place(connection: Connection, place: Place) -> None:
    """Write the place, new or changed."""
    upsert(connection, tables.places, {
        "id": place.id, "kind": place.kind.value, "name_zh": place.name.zh, "name_en": place.name.en,
        "operator": place.operator, "contact": place.contact, "public_place": place.public_place,
        "impact_assessed_on": place.impact_assessed_on, "sign_shown": place.sign_shown, "injunction": place.injunction,
    })


def place(connection: Connection, place_id: PlaceId) -> Place | None:
    """One place."""
    row = connection.execute(select(tables.places, _place_frozen).where(tables.places.c.id == place_id)).one_or_none()
    return None if row is None else _place(row)


def places(connection: Connection) -> Sequence[Place]:
    """All places, by id."""
    query = select(tables.places, _place_frozen).order_by(tables.places.c.id)
    return [_place(row) for row in connection.execute(query)]


def save_terms(connection: Connection, terms: Terms) -> None:
    """Write what was found in a place's terms, new or changed."""
    upsert(connection, tables.terms, {"place": terms.place, "hash": terms.hash, "read_at": terms.read_at,
                                      "articles": list(terms.articles), "kinds": list(terms.kinds)})


def terms(connection: Connection, place_id: PlaceId) -> Terms | None:
    """What was found in a place's terms."""
    row = connection.execute(select(tables.terms).where(tables.terms.c.place == place_id)).one_or_none()
    return None if row is None else Terms(row.place, row.hash, row.read_at, tuple(row.articles), tuple(row.kinds))


def save_door(connection: Connection, door: Door) -> None:
    """Write the door, new or changed."""
    upsert(connection, tables.doors, {
        "place": door.place, "id": door.id, "lanes": sorted(door.lanes), "up": sorted(door.up), "live": door.live,
        "code_window": _sides(door.code_window), "face_area": _sides(door.face_area), "attended": door.attended,
    })


def door(connection: Connection, place_id: PlaceId, door_id: DoorId) -> Door | None:
    """One door of a place."""
    query = select(tables.doors, _door_frozen).where(tables.doors.c.place == place_id, tables.doors.c.id == door_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else _door(row)


def doors(connection: Connection, place_id: PlaceId) -> Sequence[Door]:
    """All doors of a place, by id."""
    query = select(tables.doors, _door_frozen).where(tables.doors.c.place == place_id).order_by(tables.doors.c.id)
    return [_door(row) for row in connection.execute(query)]


def _place(row: Row[Any]) -> Place:
    return Place(id=row.id, kind=PlaceKind(row.kind), name=Bilingual(row.name_zh, row.name_en), operator=row.operator,
                 contact=row.contact, public_place=row.public_place, impact_assessed_on=row.impact_assessed_on,
                 sign_shown=row.sign_shown, injunction=row.injunction, frozen=bool(row.frozen))


def _door(row: Row[Any]) -> Door:
    return Door(id=row.id, place=row.place, lanes=frozenset(map(Lane, row.lanes)), up=frozenset(map(Lane, row.up)),
                live=row.live, code_window=Area(*row.code_window), face_area=Area(*row.face_area),
                attended=row.attended, frozen=bool(row.frozen))


def _sides(area: Area) -> list[float]:
    return [area.left, area.top, area.width, area.height]
