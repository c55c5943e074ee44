"""What stands in the public register, as rows."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from menshen.acts.records import Publication
from menshen.edges.store import tables
from menshen.edges.store.transactions import upsert
from menshen.terms import PublicationKind


def save_publication(connection: Connection, publication: Publication) -> None:
    """Write a publication, new or ended."""
    upsert(connection, tables.publications, {
        "id": publication.id, "kind": publication.kind.value, "place": publication.place, "at": publication.at,
        "document": dict(publication.document), "ended_at": publication.ended_at})


def publications(connection: Connection) -> Sequence[Publication]:
    """All, oldest first."""
    column = tables.publications.c
    return [Publication(row.id, PublicationKind(row.kind), row.place, row.at, row.document, row.ended_at)
            for row in connection.execute(select(tables.publications).order_by(column.at, column.id))]
