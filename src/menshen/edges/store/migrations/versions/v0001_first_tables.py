"""Revision 0001: the first tables. Written out in full: what was once released does not change with `tables.py`.

There is no way down: a backup is the way back.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables in a database that has none."""
    _places()
    _publications()
    _orders_and_incidents()
    _notices()
    _people()
    _consents()
    _ties()
    _guardians()
    _history_pins()
    _pins()
    _kept_references()
    _ledger()
    _keys_and_counts()


def _places() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("public_place", sa.Boolean(), nullable=False),
        sa.Column("impact_assessed_on", sa.Date()),
        sa.Column("sign_shown", sa.Boolean(), nullable=False),
        sa.Column("injunction", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "terms",
        sa.Column("place", sa.Text(), sa.ForeignKey("places.id"), primary_key=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
    )
    op.create_table(
        "doors",
        sa.Column("place", sa.Text(), sa.ForeignKey("places.id"), primary_key=True),
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("lanes", sa.JSON(), nullable=False),
        sa.Column("up", sa.JSON(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("code_window", sa.JSON(), nullable=False),
        sa.Column("face_area", sa.JSON(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=False),
    )


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), sa.ForeignKey("places.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )


def _orders_and_incidents() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("place", sa.Text(), sa.ForeignKey("places.id"), nullable=False),
        sa.Column("emergency", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("doors", sa.JSON(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("most_looks", sa.Integer(), nullable=False),
        sa.Column("pictures", sa.Text(), nullable=False),
        sa.Column("blind", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Text()),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("sought", sa.LargeBinary()),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("cause", sa.Text()),
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("place", sa.Text(), sa.ForeignKey("places.id"), nullable=False),
        sa.Column("suspected", sa.Text(), nullable=False),
        sa.Column("cause", sa.JSON(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held", sa.JSON(), nullable=False),
        sa.Column("found", sa.JSON()),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
    )


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("hash", sa.Text(), primary_key=True),
        sa.Column("place", sa.Text(), sa.ForeignKey("places.id"), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.UniqueConstraint("place", "purpose", "version"),
    )


def _people() -> None:
    op.create_table(
        "entitlements",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("place", sa.Text(), sa.ForeignKey("places.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("age_band", sa.Text(), nullable=False),
        sa.Column("not_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declined", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "plain_passes",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("entitlement", sa.Text(), sa.ForeignKey("entitlements.id"), index=True, nullable=False),
        sa.Column("not_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
    )


def _consents() -> None:
    op.create_table(
        "prompts",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("token_hash", sa.Text(), unique=True, nullable=False),
        sa.Column("place", sa.Text(), sa.ForeignKey("places.id"), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("notice_hash", sa.Text(), sa.ForeignKey("notices.hash"), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("own_request", sa.Boolean(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("guardian", sa.Text()),
    )
    op.create_table(
        "grants",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("place", sa.Text(), sa.ForeignKey("places.id"), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), sa.ForeignKey("prompts.id"), unique=True, nullable=False),
        sa.Column("notice_hash", sa.Text(), sa.ForeignKey("notices.hash"), nullable=False),
        sa.Column("not_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("history", sa.JSON(), nullable=False),
        sa.Column("guardian", sa.Boolean(), nullable=False),
    )


def _ties() -> None:
    """What an erasure rewrites whole: no foreign keys (see `rewriting.py`)."""
    op.create_table(
        "prompt_links",
        sa.Column("prompt", sa.Text(), primary_key=True),
        sa.Column("entitlement", sa.Text(), nullable=False),
    )
    op.create_table(
        "ties",
        sa.Column("grant", sa.Text(), primary_key=True),
        sa.Column("entitlement", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("receipt_hash", sa.Text(), unique=True, nullable=False),
        sa.UniqueConstraint("entitlement", "purpose"),
    )
    op.create_table(
        "face_passes",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("entitlement", sa.Text(), index=True, nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("grant", sa.Text(), unique=True, nullable=False),
        sa.Column("not_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
    )


def _guardians() -> None:
    """Rewritten whole by an erasure, like the ties: no foreign keys."""
    op.create_table(
        "guardians",
        sa.Column("attestation", sa.Text(), primary_key=True),
        sa.Column("child", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("guardian", sa.Text(), index=True),
        sa.Column("token_hash", sa.Text(), unique=True),
        sa.Column("not_after", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("child", "guardian"),
    )


def _history_pins() -> None:
    """Erased with the tie that they stand beside, and rewritten with it."""
    op.create_table(
        "history_pins",
        sa.Column("grant", sa.Text(), primary_key=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.JSON(), nullable=False),
    )


def _pins() -> None:
    op.create_table(
        "pins",
        sa.Column("entitlement", sa.Text(), sa.ForeignKey("entitlements.id"), primary_key=True),
        sa.Column("place", sa.Text(), sa.ForeignKey("places.id"), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("place", "handle"),
    )
    op.create_table(
        "pin_tries",
        sa.Column("place", sa.Text(), primary_key=True),
        sa.Column("handle", sa.Text(), primary_key=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), index=True, nullable=False),
    )


def _kept_references() -> None:
    """Rewritten whole by an erasure, as the ties are."""
    op.create_table(
        "kept_references",
        sa.Column("grant", sa.Text(), primary_key=True),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )


def _ledger() -> None:
    op.create_table(
        "ledger_entries",
        sa.Column("origin", sa.Text(), primary_key=True),
        sa.Column("leaf_index", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary()),
        sa.Column("event", sa.LargeBinary()),
    )
    op.create_table(
        "ledger_checkpoints",
        sa.Column("origin", sa.Text(), primary_key=True),
        sa.Column("size", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("note", sa.Text(), nullable=False),
    )


def _keys_and_counts() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), unique=True, nullable=False),
        sa.Column("not_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "counts",
        sa.Column("day", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("total", sa.BigInteger(), nullable=False),
    )
