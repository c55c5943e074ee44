"""The store: the place's records, its ledger and its API keys, in SQLite or PostgreSQL by the same code."""
