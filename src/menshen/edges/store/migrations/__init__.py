"""Alembic migrations, run by `menshen.edges.store.database` and by nothing else; they only go forward."""
