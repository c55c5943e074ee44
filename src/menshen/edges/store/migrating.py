"""Brings a database to its newest form, and refuses one that a newer program has written.

Migrations only go forward: a backup is the way back. They are read from the package; there is no alembic.ini.
"""

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from menshen.edges.store.tables import METADATA
from menshen.errors import EvidenceError


def migrate(connection: Connection) -> None:
    """Apply, within the caller's transaction, every migration that the database has not had.

    EvidenceError where its revision is none that this program knows.
    """
    scripts = ScriptDirectory(str(Path(__file__).with_name("migrations")))
    context = MigrationContext.configure(connection, opts={"target_metadata": METADATA})
    known = {script.revision for script in scripts.walk_revisions()}
    for unknown in sorted(set(context.get_current_heads()) - known):
        raise EvidenceError(f"the database is at revision {unknown}, which this program does not know",
                            hint="a newer Menshen wrote it: start that one, or restore an older backup")
    present = context.get_current_revision()
    with Operations.context(context):
        for script in reversed(list(scripts.iterate_revisions("head", present or "base"))):
            script.module.upgrade()
            context.stamp(scripts, script.revision)
