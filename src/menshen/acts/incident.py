"""Incidents as they are kept: what is suspected, since when, what was held, and what was found in the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from menshen.emergencies import Breach
from menshen.terms import Bilingual, IncidentId, PlaceId


@dataclass(frozen=True, slots=True)
class Incident:
    """A suspected breach at one place. While it is not closed, nobody is looked at there.

    `cause` and `found` are the operator's words for everybody to read: they name no person. `opened_by` is a key's id.
    """

    id: IncidentId
    place: PlaceId
    suspected: Breach
    cause: Bilingual
    opened_by: str
    opened_at: datetime
    held: Mapping[str, int] = field(hash=False)
    """What was kept at the place when it was opened, by kind (`menshen.audit.incident.KINDS`)."""
    found: Bilingual | None = None
    closed_at: datetime | None = None
