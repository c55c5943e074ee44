"""PINs, salted and hashed, and how often each handle was tried of late, as rows. No PIN is compared here."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, case, delete, select, update

from menshen.acts.records import Pin
from menshen.edges.store import tables
from menshen.edges.store.rewriting import empty_log
from menshen.edges.store.transactions import inserting, reading, upsert, writing
from menshen.terms import EntitlementId, PlaceId

_pins, _tries = tables.pins.c, tables.pin_tries.c


class SqlPins:
    """`menshen.acts.pin_port.Pins` over a database that `open_database` has opened."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, pin: Pin) -> None:
        """Write a person's PIN in place of an earlier one; InputError where another has this handle at this place."""
        with writing(self._engine, "PIN") as rows:
            upsert(rows, tables.pins, {"entitlement": pin.entitlement, "place": pin.place, "handle": pin.handle,
                                       "salt": pin.salt, "hash": pin.hash})

    def find(self, place: PlaceId, handle: str) -> Pin | None:
        """The PIN of a handle at a place."""
        return self._one(_pins.place == place, _pins.handle == handle)

    def of(self, entitlement: EntitlementId) -> Pin | None:
        """The PIN of a person."""
        return self._one(_pins.entitlement == entitlement)

    def forget(self, entitlement: EntitlementId) -> None:
        """Delete the PIN of a person, if there is one, and from the write-ahead log, too; it may be done again."""
        self._forget(_pins.entitlement == entitlement)

    def forget_ended(self, now: datetime) -> None:
        """Delete the PINs of those whose entitlement has ended, as `forget` does."""
        people = tables.entitlements.c
        self._forget(_pins.entitlement.in_(select(people.id).where(people.not_after <= now)))

    def take_try(self, place: PlaceId, handle: str, now: datetime, window: timedelta) -> int:
        """Add one to the tries of this window, or begin a new one: of concurrent tries each has its own number."""
        new = inserting(self._engine, tables.pin_tries).values(place=place, handle=handle, tries=1, since=now)
        over = _tries.since <= now - window
        # One statement: its row is locked from here to the commit.
        counted = new.on_conflict_do_update(index_elements=["place", "handle"], set_={
            "tries": case((over, 1), else_=_tries.tries + 1),
            "since": case((over, new.excluded.since), else_=_tries.since)})
        with writing(self._engine, "count of tries") as rows:
            return int(rows.execute(counted.returning(_tries.tries)).scalar_one())

    def give_back_try(self, place: PlaceId, handle: str) -> None:
        """Take one from the tries of this window."""
        counted = update(tables.pin_tries).where(_tries.place == place, _tries.handle == handle, _tries.tries > 0)
        with writing(self._engine, "count of tries") as rows:
            rows.execute(counted.values(tries=_tries.tries - 1))

    def forget_tries(self, before: datetime) -> None:
        """Delete what was counted from earlier on."""
        with writing(self._engine, "counts of tries") as rows:
            rows.execute(delete(tables.pin_tries).where(_tries.since < before))

    def _forget(self, of: ColumnElement[bool]) -> None:
        with writing(self._engine, "PIN") as rows:
            gone = rows.execute(delete(tables.pins).where(of)).rowcount
        if gone:
            # CRASH POINT: as in `SqlStore.erase`. A hash of six digits gives the PIN to whoever has a day.
            empty_log(self._engine)

    def _one(self, *of: ColumnElement[bool]) -> Pin | None:
        with reading(self._engine, "PIN") as rows:
            row: Row[Any] | None = rows.execute(select(tables.pins).where(*of)).one_or_none()
        return None if row is None else Pin(entitlement=row.entitlement, place=row.place, handle=row.handle,
                                            salt=row.salt, hash=row.hash)
