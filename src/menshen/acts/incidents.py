"""Incidents: the suspicion of a breach freezes the face lanes of a place at once, until somebody says what was found.

Order of writes, an INVARIANT: freezing, 1 the store, 2 the ledger, 3 the register; thawing, 1 the ledger, 2 the
register, 3 the store. Cut off anywhere, the place stays frozen; `enter_incidents` brings ledger and register after it.
Other lanes go on. Sources: PIPL art. 57; Data Security Law art. 29; Measures 2025 art. 14.
"""

from contextlib import suppress
from dataclasses import replace

from menshen.acts.declare import known_place
from menshen.acts.gate import Gate
from menshen.acts.incident import Incident
from menshen.acts.publish import end_publication, publish
from menshen.acts.recording import record, record_after
from menshen.acts.records import ApiKey, Publication
from menshen.audit.incident import Suspicion, published
from menshen.emergencies import Breach
from menshen.errors import InputError, UnavailableError
from menshen.terms import ID_BYTES, Bilingual, IncidentId, PlaceId, PublicationKind, hex_id, timestamp


def open_incident(gate: Gate, by: ApiKey, place: PlaceId, suspected: Breach, cause: Bilingual) -> Incident:
    """Freeze the face lanes of `place` now; whatever cannot be written at once is written by the next round."""
    known_place(gate, place)
    with gate.moment.writing():
        opened = Incident(IncidentId(hex_id(gate.dice.random(ID_BYTES))), place, suspected, cause, by.id,
                          gate.clock.now(), gate.store.held(place))
        gate.store.save_incident(opened)
        # CRASH POINT: frozen, and not on record; `enter_incidents` does the rest.
        record_after(gate, "incident.opened", place, incident=opened.id, suspected=suspected.value)
        with suppress(UnavailableError):
            _enter(gate, opened)
    return opened


def close_incident(gate: Gate, incident: IncidentId, found: Bilingual) -> Incident:
    """Say what was found, and let the face lanes go on; closed twice is closed once."""
    with gate.moment.writing():
        known = known_incident(gate, incident)
        if known.closed_at is not None:
            return known
        closed = replace(known, found=found, closed_at=gate.clock.now())
        _late_entry(gate, known)
        record(gate, "incident.closed", known.place, incident=known.id)
        # CRASH POINT, here and within the next line: on record as closed, and still frozen; it is closed again.
        _close_entries(gate, closed)
        gate.store.save_incident(closed)
        return closed


def enter_incidents(gate: Gate) -> None:
    """Put open incidents on record and into the register where they are not there yet. Run every few seconds."""
    with gate.moment.writing():
        for one in gate.store.incidents():
            if one.closed_at is None:
                _late_entry(gate, one)


def known_incident(gate: Gate, incident: IncidentId) -> Incident:
    """The incident, or an InputError."""
    found = gate.store.incident(incident)
    if found is None:
        raise InputError("no incident of this id is known")
    return found


def suspicion(gate: Gate, incident: Incident) -> Suspicion:
    """What the notices to people and to the authority say of an incident."""
    place = known_place(gate, incident.place)
    return Suspicion(place=place.name, operator=place.operator, contact=place.contact, breach=incident.suspected,
                     cause=incident.cause, at=incident.opened_at, held=incident.held)


def _late_entry(gate: Gate, incident: Incident) -> None:
    """What opening an incident could not write; what is in the register is on record."""
    if _entries(gate, incident.id):
        return
    written = (*(entry.event for entry in gate.ledger.entries()), *gate.moment.spooled())
    if not any(event is not None and event.get("incident") == incident.id for event in written):
        record(gate, "incident.opened", incident.place, incident=incident.id, suspected=incident.suspected.value)
    _enter(gate, incident)


def _enter(gate: Gate, incident: Incident) -> None:
    publish(gate, PublicationKind.INCIDENT, incident.place, _document(incident))


def _close_entries(gate: Gate, closed: Incident) -> None:
    entries = _entries(gate, closed.id)
    if not any("closed" in one.document for one in entries):
        ended = {} if closed.closed_at is None else {"closed": timestamp(closed.closed_at)}
        found = {} if closed.found is None else {"found": _both(closed.found)}
        entries.append(publish(gate, PublicationKind.INCIDENT, closed.place, {**_document(closed), **ended, **found}))
    for one in entries:
        end_publication(gate, one.id)


def _entries(gate: Gate, incident: IncidentId) -> list[Publication]:
    return [one for one in gate.store.publications()
            if one.kind is PublicationKind.INCIDENT and one.document["incident"] == incident]


def _document(incident: Incident) -> dict[str, object]:
    return {"incident": incident.id, "suspected": incident.suspected.value, "cause": _both(incident.cause),
            "since": timestamp(incident.opened_at), "frozen": "face",
            "held": published(incident.held)}


def _both(text: Bilingual) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
