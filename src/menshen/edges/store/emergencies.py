"""Emergency orders and incidents, as rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from menshen.acts.emergency import Order, OrderTerms
from menshen.acts.incident import Incident
from menshen.edges.store import tables
from menshen.edges.store.transactions import upsert
from menshen.emergencies import Breach, Emergency, OrderEnd
from menshen.terms import Bilingual


def save_order(connection: Connection, order: Order) -> None:
    """Write an order, new or changed."""
    terms = order.terms
    upsert(connection, tables.orders, {
        "id": order.id, "place": order.place, "emergency": terms.emergency.value, "why": terms.why,
        "doors": sorted(terms.doors), "until": terms.until, "most_looks": terms.most_looks, "pictures": order.pictures,
        "blind": order.blind, "drafted_by": order.drafted_by, "drafted_at": order.drafted_at,
        "confirmed_by": order.confirmed_by, "confirmed_at": order.confirmed_at, "sought": order.sought,
        "looks": order.looks, "ended_at": order.ended_at, "cause": order.cause and order.cause.value})


def orders(connection: Connection, *of: ColumnElement[bool]) -> Sequence[Order]:
    """The orders that fit, oldest first."""
    column = tables.orders.c
    return [_order(row) for row in connection.execute(
        select(tables.orders).where(*of).order_by(column.drafted_at, column.id))]


def save_incident(connection: Connection, incident: Incident) -> None:
    """Write an incident, new or closed."""
    upsert(connection, tables.incidents, {
        "id": incident.id, "place": incident.place, "suspected": incident.suspected.value,
        "cause": _both(incident.cause), "opened_by": incident.opened_by, "opened_at": incident.opened_at,
        "held": dict(incident.held), "found": incident.found and _both(incident.found),
        "closed_at": incident.closed_at})


def incidents(connection: Connection, *of: ColumnElement[bool]) -> Sequence[Incident]:
    """The incidents that fit, oldest first."""
    column = tables.incidents.c
    return [_incident(row) for row in connection.execute(
        select(tables.incidents).where(*of).order_by(column.opened_at, column.id))]


def _order(row: Row[Any]) -> Order:
    terms = OrderTerms(Emergency(row.emergency), row.why, frozenset(row.doors), row.until, row.most_looks)
    return Order(id=row.id, place=row.place, terms=terms, pictures=row.pictures, blind=row.blind,
                 drafted_by=row.drafted_by, drafted_at=row.drafted_at, confirmed_by=row.confirmed_by,
                 confirmed_at=row.confirmed_at, sought=row.sought, looks=row.looks, ended_at=row.ended_at,
                 cause=row.cause and OrderEnd(row.cause))


def _incident(row: Row[Any]) -> Incident:
    return Incident(id=row.id, place=row.place, suspected=Breach(row.suspected), cause=Bilingual(**row.cause),
                    opened_by=row.opened_by, opened_at=row.opened_at, held=row.held,
                    found=row.found and Bilingual(**row.found), closed_at=row.closed_at)


def _both(text: Bilingual) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
