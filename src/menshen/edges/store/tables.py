"""The tables: what the place writes down, and in which columns. How they came to be so is in `migrations/`.

INVARIANT: whatever ties a person to a grant stands in `prompt_links`, `ties`, `face_passes` and `guardians`, and a
resident's sealed reference in `kept_references`; both nowhere else. Erasing rewrites these whole, and `history_pins`
beside them (see `rewriting.py`), so they are narrow and have no foreign keys.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

NAMES: Mapping[str, str] = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}
"""Every constraint has a name, so that a later migration can change it."""


class Moment(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database, exact to the microsecond."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a time without a zone is no moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone came")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite keeps no zone and PostgreSQL answers in the session's."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


METADATA = MetaData(naming_convention=NAMES)

places = Table(
    "places", METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("operator", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("public_place", Boolean, nullable=False),
    Column("impact_assessed_on", Date),
    Column("sign_shown", Boolean, nullable=False),
    Column("injunction", Boolean, nullable=False),
)

terms = Table(
    "terms", METADATA,
    Column("place", Text, ForeignKey("places.id"), primary_key=True),
    Column("hash", Text, nullable=False),
    Column("read_at", Moment, nullable=False),
    Column("articles", JSON, nullable=False),
    Column("kinds", JSON, nullable=False),
)

doors = Table(
    "doors", METADATA,
    Column("place", Text, ForeignKey("places.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("lanes", JSON, nullable=False),
    Column("up", JSON, nullable=False),
    Column("live", Boolean, nullable=False),
    Column("code_window", JSON, nullable=False),
    Column("face_area", JSON, nullable=False),
    Column("attended", Boolean, nullable=False),
)

notices = Table(
    "notices", METADATA,
    Column("hash", Text, primary_key=True),
    Column("place", Text, ForeignKey("places.id"), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("text", JSON, nullable=False),
    UniqueConstraint("place", "purpose", "version"),
)

entitlements = Table(
    "entitlements", METADATA,
    Column("id", Text, primary_key=True),
    Column("place", Text, ForeignKey("places.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("age_band", Text, nullable=False),
    Column("not_after", Moment, nullable=False),
    Column("declined", Boolean, nullable=False),
)

plain_passes = Table(
    "plain_passes", METADATA,
    Column("id", Text, primary_key=True),
    Column("entitlement", Text, ForeignKey("entitlements.id"), nullable=False, index=True),
    Column("not_after", Moment, nullable=False),
    Column("revoked", Boolean, nullable=False),
)

prompts = Table(
    "prompts", METADATA,
    Column("id", Text, primary_key=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("place", Text, ForeignKey("places.id"), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("notice_hash", Text, ForeignKey("notices.hash"), nullable=False),
    Column("options", JSON, nullable=False),
    Column("own_request", Boolean, nullable=False),
    Column("shown_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("answer", Text),
    Column("answered_at", Moment),
    Column("guardian", Text),
)

grants = Table(
    "grants", METADATA,
    Column("id", Text, primary_key=True),
    Column("place", Text, ForeignKey("places.id"), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("prompt", Text, ForeignKey("prompts.id"), nullable=False, unique=True),
    Column("notice_hash", Text, ForeignKey("notices.hash"), nullable=False),
    Column("not_after", Moment, nullable=False),
    Column("history", JSON, nullable=False),
    Column("guardian", Boolean, nullable=False),
)

prompt_links = Table(
    "prompt_links", METADATA,
    Column("prompt", Text, primary_key=True),
    Column("entitlement", Text, nullable=False),
)

ties = Table(
    "ties", METADATA,
    Column("grant", Text, primary_key=True),
    Column("entitlement", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("receipt_hash", Text, nullable=False, unique=True),
    UniqueConstraint("entitlement", "purpose"),
)

face_passes = Table(
    "face_passes", METADATA,
    Column("id", Text, primary_key=True),
    Column("entitlement", Text, nullable=False, index=True),
    Column("purpose", Text, nullable=False),
    Column("grant", Text, nullable=False, unique=True),
    Column("not_after", Moment, nullable=False),
    Column("revoked", Boolean, nullable=False),
)

guardians = Table(
    "guardians", METADATA,
    Column("attestation", Text, primary_key=True),
    Column("child", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("guardian", Text, index=True),
    Column("token_hash", Text, unique=True),
    Column("not_after", Moment, nullable=False),
    UniqueConstraint("child", "guardian"),
)

history_pins = Table(
    "history_pins", METADATA,
    Column("grant", Text, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("tries", JSON, nullable=False),
)

pins = Table(
    "pins", METADATA,
    Column("entitlement", Text, ForeignKey("entitlements.id"), primary_key=True),
    Column("place", Text, ForeignKey("places.id"), nullable=False),
    Column("handle", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    UniqueConstraint("place", "handle"),
)

pin_tries = Table(
    "pin_tries", METADATA,
    # No foreign keys: a handle that nobody has is counted like one that somebody has.
    Column("place", Text, primary_key=True),
    Column("handle", Text, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("since", Moment, nullable=False, index=True),
)

kept_references = Table(
    "kept_references", METADATA,
    Column("grant", Text, primary_key=True),
    Column("model", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

publications = Table(
    "publications", METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("place", Text, ForeignKey("places.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("document", JSON, nullable=False),
    Column("ended_at", Moment),
)

orders = Table(
    "orders", METADATA,
    Column("id", Text, primary_key=True),
    Column("place", Text, ForeignKey("places.id"), nullable=False),
    Column("emergency", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("doors", JSON, nullable=False),
    Column("until", Moment, nullable=False),
    Column("most_looks", Integer, nullable=False),
    Column("pictures", Text, nullable=False),
    Column("blind", Text, nullable=False),
    Column("drafted_by", Text, nullable=False),
    Column("drafted_at", Moment, nullable=False),
    Column("confirmed_by", Text),
    Column("confirmed_at", Moment),
    Column("sought", LargeBinary),  # sealed; None from the order's end on
    Column("looks", Integer, nullable=False),
    Column("ended_at", Moment),
    Column("cause", Text),
)

incidents = Table(
    "incidents", METADATA,
    Column("id", Text, primary_key=True),
    Column("place", Text, ForeignKey("places.id"), nullable=False),
    Column("suspected", Text, nullable=False),
    Column("cause", JSON, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("held", JSON, nullable=False),
    Column("found", JSON(none_as_null=True)),
    Column("closed_at", Moment),
)

counts = Table(
    "counts", METADATA,
    Column("day", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("total", BigInteger, nullable=False),
)

entries = Table(
    "ledger_entries", METADATA,
    Column("origin", Text, primary_key=True),
    Column("leaf_index", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("event", LargeBinary),
)

checkpoints = Table(
    "ledger_checkpoints", METADATA,
    Column("origin", Text, primary_key=True),
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
)

api_keys = Table(
    "api_keys", METADATA,
    Column("id", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("not_after", Moment, nullable=False),
    Column("revoked", Boolean, nullable=False),
)
