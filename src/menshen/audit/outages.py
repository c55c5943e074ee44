"""Outages: for how long a lane was down, from the log's own events. What was never said to be down was up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from menshen.terms import Event, timestamp

LaneKey = tuple[str, str, str]
"""A place, a door of it, and a lane of that."""

Change = tuple[datetime, bool]
"""From when on a lane was up, or down."""


def outages(events: Sequence[Event], lanes: Mapping[LaneKey, bool], since: datetime, until: datetime, *, whole: bool
            ) -> Mapping[LaneKey, int] | None:
    """For each lane the whole seconds from `since` to `until` in which it was down; None: older events are needed.

    `events` are the newest of the log, in order; `whole`: there are no others. `lanes` says whether each is up now.
    """
    if not whole and not (events and str(events[0]["at"]) <= timestamp(since)):
        return None
    changes = _changes(events, lanes)
    if not whole and any(of_lane and of_lane[0][0] > since for of_lane in changes.values()):
        # How a lane was before its first change today stands in an older event.
        return None
    return {lane: _down_s(changes[lane], since, until, up_now=up) for lane, up in lanes.items()}


def _changes(events: Iterable[Event], lanes: Mapping[LaneKey, bool]) -> dict[LaneKey, list[Change]]:
    changes: dict[LaneKey, list[Change]] = {lane: [] for lane in lanes}
    for event in events:
        for lane, up in _said(event):
            if lane in changes:
                changes[lane].append((datetime.fromisoformat(str(event["at"])), up))
    return changes


def _said(event: Event) -> list[tuple[LaneKey, bool]]:
    """What one event says of lanes: a door goes live with all of its own up."""
    named = event.get("lanes")
    if event["type"] == "door.live" and isinstance(named, list):
        return [((str(event["place"]), str(event["door"]), str(lane)), True) for lane in named]
    if event["type"] == "lane.changed":
        return [((str(event["place"]), str(event["door"]), str(event["lane"])), bool(event["up"]))]
    return []


def _down_s(changes: Sequence[Change], since: datetime, until: datetime, *, up_now: bool) -> int:
    """Without any change a lane was all day as it is now; before its first one ever it was not there to be down."""
    before = [up for at, up in changes if at <= since]
    up = before[-1] if before else bool(changes) or up_now
    down_s, down_since = 0.0, since
    for at, now_up in [*((at, now) for at, now in changes if at > since), (until, True)]:
        if not up:
            down_s += (at - down_since).total_seconds()
        up, down_since = now_up, at
    return max(0, int(down_s))
