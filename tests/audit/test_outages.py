"""For how long a lane was down is read from the log's own events, and from as few of them as will do."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.audit.outages import outages
from menshen.terms import Event, timestamp

MORNING = datetime(2026, 5, 2, tzinfo=UTC)
NOON = MORNING + timedelta(hours=12)
PASS, FACE = ("court", "north", "pass"), ("court", "north", "face")


def changed(hours: float, lane: str, *, up: bool) -> Event:
    """A lane changes, so many hours after the morning."""
    return {"type": "lane.changed", "at": timestamp(MORNING + timedelta(hours=hours)), "place": "court",
            "door": "north", "lane": lane, "up": up, "face_open": True}


def live(hours: float) -> Event:
    """The door goes live."""
    return {"type": "door.live", "at": timestamp(MORNING + timedelta(hours=hours)), "place": "court", "door": "north",
            "lanes": ["face", "pass"], "attended": True}


def down_h(*events: Event, up: bool = True) -> float:
    """The hours that the pass lane was down, by the whole log."""
    found = outages(events, {PASS: up}, MORNING, NOON, whole=True)
    assert found is not None
    return found[PASS] / 3_600


@pytest.mark.parametrize(("events", "up", "hours"), [
    ([live(-5)], True, 0),
    ([live(-5), changed(2, "pass", up=False), changed(3.5, "pass", up=True)], True, 1.5),
    ([live(-5), changed(-1, "pass", up=False), changed(3, "pass", up=True)], True, 3),
    ([live(-5), changed(10, "pass", up=False)], False, 2),
    ([live(-5), changed(-1, "pass", up=False)], False, 12),
    ([live(-5), changed(2, "face", up=False)], True, 0),
    ([live(-5), changed(3, "pass", up=True)], True, 0),
    ([live(-5), changed(1, "pass", up=False), changed(2, "pass", up=False), changed(4, "pass", up=True)], True, 3),
    ([live(4)], True, 0),
    ([live(4), changed(5, "pass", up=False), changed(6, "pass", up=True)], True, 1),
    ([live(-5), changed(1, "pass", up=False), live(2)], True, 1),
])
def test_a_lane_is_down_from_its_event_to_the_next(events: list[Event], up: bool, hours: float) -> None:
    """What counts is the time from being said down, today or before, to being said up, or to now."""
    assert down_h(*events, up=up) == hours


@given(st.lists(st.tuples(st.floats(-30, 11), st.sampled_from(["pass", "face"]), st.booleans()), max_size=12),
       st.integers(0, 13))
def test_the_newest_events_say_the_same_or_nothing(changes: list[tuple[float, str, bool]], cut: int) -> None:
    """Read from the newest events alone, the answer is that of the whole log, or that older ones are needed."""
    events = [live(-31), *(changed(hours, lane, up=up) for hours, lane, up in sorted(changes))]
    up = {PASS: True, FACE: True} | {("court", "north", lane): state for _, lane, state in sorted(changes)}
    whole = outages(events, up, MORNING, NOON, whole=True)
    newest = events[min(cut, len(events) - 1):]
    assert outages(newest, up, MORNING, NOON, whole=False) in (whole, None)
    older = {**live(-48), "place": "elsewhere"}
    unchanged = [one for one in events if str(one["at"]) <= timestamp(MORNING)] == events
    assert not unchanged or outages([older, *events], up, MORNING, NOON, whole=False) == whole
