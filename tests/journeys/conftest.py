"""What the journeys may ask for."""

from support.browser import all_browsers, browsers, face_pass, gate

__all__ = ["all_browsers", "browsers", "face_pass", "gate"]
