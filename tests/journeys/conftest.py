"""What the journeys may ask for."""

from support.browser import all_browsers, browsers, gate

__all__ = ["all_browsers", "browsers", "gate"]
