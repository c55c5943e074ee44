"""The register: gather what the public may know of this gate. It reads, and changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from menshen.acts.facts import CHINA
from menshen.acts.gate import Gate
from menshen.acts.recording import today
from menshen.acts.records import APPS, Door, Place, Publication
from menshen.audit.outages import LaneKey, outages
from menshen.audit.register import (
    GROUND,
    DocumentEntry,
    DoorEntry,
    LaneEntry,
    LogEntry,
    NoticeEntry,
    PlaceEntry,
    Register,
    figures,
    lane_figures,
)
from menshen.terms import Lane, PlaceId, Purpose

PATH = "/v1/register"
FIRST_READ = 256
"""So many of the newest events are read at first; more where they do not reach back to the morning."""


def register(gate: Gate) -> Register:
    """The register as it is now."""
    now = gate.clock.now()
    day = date.fromisoformat(today(gate))
    monday = day - timedelta(days=day.weekday() + 7)
    counts = gate.store.counts((day - timedelta(days=1)).isoformat())
    week = [gate.store.counts((monday + timedelta(days=after)).isoformat()) for after in range(7)]
    doors = {place: gate.store.doors(place.id) for place in gate.store.places()}
    down = _down_today(gate, [door for of_place in doors.values() for door in of_place], day, now)
    published = _by_place(gate.store.publications())
    return Register(
        address=gate.public_url + PATH, at=now, day=day - timedelta(days=1), week=(monday, monday + timedelta(days=6)),
        ground=GROUND, counts=figures(counts), log=_log(gate),
        places=tuple(_place(gate, place, of_place, down, published[place.id], counts, week)
                     for place, of_place in doors.items()))


def _place(gate: Gate, place: Place, doors: Sequence[Door], down: Mapping[LaneKey, int],
           published: Iterable[Publication], counts: Mapping[str, int], week: Iterable[Mapping[str, int]]
           ) -> PlaceEntry:
    found = [gate.store.notice(place.id, purpose) for purpose in Purpose]
    lanes = {lane for door in doors for lane in door.lanes}
    return PlaceEntry(
        id=place.id, kind=place.kind, name=place.name, operator=place.operator, contact=place.contact,
        public_place=place.public_place, sign_shown=place.sign_shown, impact_assessed_on=place.impact_assessed_on,
        injunction=place.injunction,
        notices=tuple(NoticeEntry(one.purpose.value, one.hash, one.document()) for one in found if one is not None),
        doors=tuple(_door(place, door, down, gate.sign_in_moves) for door in doors),
        lanes=lane_figures(place.id, lanes, counts, week),
        documents=tuple(DocumentEntry(one.id, one.kind, one.at, one.ended_at, one.hash, one.document)
                        for one in published))


def _door(place: Place, door: Door, down: Mapping[LaneKey, int], moves: int) -> DoorEntry:
    face = door.face_open() and not place.injunction if Lane.FACE in door.lanes else None
    lanes = tuple(LaneEntry(lane, lane in door.up, down[door.place, door.id, lane]) for lane in sorted(door.lanes))
    return DoorEntry(door.id, door.live, face, door.attended, lanes, liveness=place.kind in APPS and moves > 0)


def _down_today(gate: Gate, doors: Iterable[Door], day: date, now: datetime) -> Mapping[LaneKey, int]:
    """How long each lane was down today, from as many of the newest events as it takes."""
    lanes = {(str(door.place), str(door.id), str(lane)): lane in door.up for door in doors for lane in door.lanes}
    morning = datetime.combine(day, time(), CHINA)
    read = FIRST_READ
    while True:
        entries = gate.ledger.newest(read)
        events = [*(one.event for one in entries if one.event is not None), *gate.moment.spooled()]
        found = outages(events, lanes, morning, now, whole=len(entries) < read)
        if found is not None:
            return found
        read *= 8


def _by_place(publications: Iterable[Publication]) -> Mapping[PlaceId, list[Publication]]:
    sorted_out: defaultdict[PlaceId, list[Publication]] = defaultdict(list)
    for one in publications:
        sorted_out[one.place].append(one)
    return sorted_out


def _log(gate: Gate) -> LogEntry:
    """The newest checkpoint that was published: a fresh one at every request would tell of every event."""
    vkey = gate.ledger.verifier_key()
    published = gate.ledger.checkpoints()
    return LogEntry(vkey.split("+", 1)[0], vkey, published[-1] if published else gate.ledger.checkpoint())
