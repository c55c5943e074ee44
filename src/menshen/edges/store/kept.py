"""The references kept for hands-free, sealed, as rows; whose they are stands in `ties`."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Engine, delete, select

from menshen.acts.records import KeptReference
from menshen.edges.store import tables
from menshen.edges.store.rewriting import empty_log, rewrite
from menshen.edges.store.transactions import reading, upsert, writing
from menshen.errors import InputError
from menshen.terms import GrantId, ModelId

_kept = tables.kept_references


class SqlReferences:
    """`menshen.acts.kept_port.References` over a database that `open_database` has opened."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, reference: KeptReference) -> None:
        """Save the reference of a tied grant in place of an earlier one; InputError where it is not tied."""
        # The lock keeps an erasure on PostgreSQL from passing between this look and the insert; SQLite has one writer.
        tied = select(tables.ties.c.grant).where(tables.ties.c.grant == reference.grant).with_for_update()
        with writing(self._engine, "reference") as rows:
            if rows.execute(tied).one_or_none() is None:
                raise InputError("a kept reference needs a grant that is tied to its person")
            upsert(rows, _kept, {"grant": reference.grant, "model": reference.model, "sealed": reference.sealed})

    def of(self, grant: GrantId) -> KeptReference | None:
        """The reference of a grant."""
        return next(iter(self._where(_kept.c.grant == grant)), None)

    def all(self) -> Sequence[KeptReference]:
        """Every reference, by grant."""
        return self._where()

    def forget(self, grant: GrantId) -> None:
        """Delete the reference of a grant, and from all files, as `SqlStore.erase` does; it may be done again."""
        with writing(self._engine, "reference") as rows:
            rows.execute(delete(_kept).where(_kept.c.grant == grant))
            rewrite(rows, _kept)
        # CRASH POINT: as in `SqlStore.erase`.
        empty_log(self._engine)

    def _where(self, *of: ColumnElement[bool]) -> Sequence[KeptReference]:
        with reading(self._engine, "references") as rows:
            return [KeptReference(GrantId(row.grant), ModelId(row.model), row.sealed)
                    for row in rows.execute(select(_kept).where(*of).order_by(_kept.c.grant))]
