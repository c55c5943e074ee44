"""Faces as values: templates, quality, model cards and comparison. Who may be looked at is not decided here."""
