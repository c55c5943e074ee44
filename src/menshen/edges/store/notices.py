"""Notices, as rows: published once, never changed."""

from typing import Any

from sqlalchemy import Connection, Row, select

from menshen.consent.notice import Notice, NoticeText
from menshen.edges.store import tables
from menshen.edges.store.transactions import inserting
from menshen.errors import EvidenceError
from menshen.terms import Bilingual, PlaceId, Purpose


def save_notice(connection: Connection, notice: Notice) -> None:
    """Publish a version, once."""
    connection.execute(inserting(connection, tables.notices).values(
        hash=notice.hash, place=notice.place, purpose=notice.purpose.value, version=notice.version,
        text=notice.document()["text"]).on_conflict_do_nothing(index_elements=["hash"]))


def notice(connection: Connection, place: PlaceId, purpose: Purpose) -> Notice | None:
    """The newest version for a purpose at a place."""
    column = tables.notices.c
    query = select(tables.notices).where(column.place == place, column.purpose == purpose.value)
    row = connection.execute(query.order_by(column.version.desc()).limit(1)).one_or_none()
    return None if row is None else _notice(row)


def notice_by_hash(connection: Connection, notice_hash: str) -> Notice | None:
    """The version that a prompt showed."""
    row = connection.execute(select(tables.notices).where(tables.notices.c.hash == notice_hash)).one_or_none()
    return None if row is None else _notice(row)


def _notice(row: Row[Any]) -> Notice:
    text = NoticeText(**{part: Bilingual(**words) for part, words in row.text.items()})
    read = Notice(place=row.place, purpose=Purpose(row.purpose), version=row.version, text=text)
    if read.hash != row.hash:
        raise EvidenceError("a notice in the database no longer has the hash it was published under",
                            hint="its words were changed after people had answered them: keep a copy of the database")
    return read
