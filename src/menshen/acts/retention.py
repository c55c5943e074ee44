"""Retention: events stay three years, for whoever must prove or question them; then the log holds bare hashes.

Three years are a claim's time (Civil Code art. 188), and no grant lasts longer.
"""

from datetime import timedelta

from menshen.acts.gate import Gate

EVENTS_KEPT = timedelta(days=3 * 365 + 1)


def forget_events(gate: Gate) -> int:
    """Destroy the salts and the words of what is older than that; how many events."""
    return gate.ledger.forget(gate.clock.now() - EVENTS_KEPT)
