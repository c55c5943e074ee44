"""The register says what is so, tells nothing of anybody, and changes nothing."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from support.compound import DOOR, PLACE, Resident, door, place
from support.histories import choose, published
from support.world import World

from menshen.acts.publish import end_publication, publish
from menshen.acts.recording import count
from menshen.acts.register import register
from menshen.acts.timing import keep_times
from menshen.audit.register import DoorEntry, Figure, LaneFigures, Register
from menshen.consent.prompt import Answer
from menshen.terms import Lane, PublicationKind, Purpose

NIGHT = timedelta(hours=16)
"""From the world's morning, eight o'clock in China, to the end of that day."""


def enter(world: World, resident: Resident, times: int) -> None:
    """She goes in and out by her plain pass."""
    for _ in range(times):
        assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    keep_times(world.gate)


def lane(found: Register, wanted: Lane) -> LaneFigures:
    """The figures of one lane of the one place."""
    return next(one for one in found.places[0].lanes if one.lane is wanted)


def north(world: World) -> DoorEntry:
    """The one door, as the register has it."""
    [entry] = register(world.gate).places[0].doors
    return entry


def test_the_register_names_nobody(world: World) -> None:
    """After a busy day no label, entitlement, pass, grant, prompt, secret or reference of anybody is in it."""
    lin, mia = world.move_in(), world.entitle()
    choose(world, lin)
    world.ask(mia)
    world.answer(mia, Answer.DECLINE)
    world.walk_up(lin.person, code=lin.face_code)
    world.walk_up(world.somebody(), code=lin.face_code)
    enter(world, mia, 12)
    world.pass_time(NIGHT + timedelta(days=7))
    said = published(world)
    known = [text for one in (lin, mia) for text in (one.label, one.entitlement, one.pass_code, one.face_code,
                                                     one.secret, one.grant, one.token, *one.secrets) if text]
    passes = [held.id for one in (lin, mia) for held in world.store.passes_of(one.entitlement)]
    prompts = [event["prompt"] for event in world.events() if "prompt" in event]
    permits = [event["permit"] for event in world.events() if "permit" in event]
    assert len(known) > 10
    assert passes
    assert prompts
    assert permits
    assert not [text for text in (*known, *passes, *prompts, *permits) if str(text) in said]
    world.check()


def test_today_is_not_told(world: World) -> None:
    """What is counted today stands in the register tomorrow, so that nobody can watch it grow."""
    resident = world.entitle()
    before = register(world.gate).counts, register(world.gate).places[0].lanes
    enter(world, resident, 12)
    for _ in range(11):
        world.walk_up(world.somebody())
    keep_times(world.gate)
    found = register(world.gate)
    assert (found.counts, found.places[0].lanes) == before
    world.pass_time(NIGHT)
    found = register(world.gate)
    assert found.day == date(2026, 5, 1)
    assert lane(found, Lane.PASS).openings == 10
    assert found.counts == (Figure("looks", None), Figure("frames-without-code", 10),
                            Figure("looks-on-orders", None), Figure("pins-refused", None))
    world.pass_time(timedelta(days=1))
    assert lane(register(world.gate), Lane.PASS).openings is None


def test_nine_are_not_told_from_none(world: World) -> None:
    """A day with nine openings reads as a day with none."""
    resident = world.entitle()
    world.pass_time(NIGHT)
    none = published(world)
    world.pass_time(-NIGHT)
    enter(world, resident, 9)
    world.pass_time(NIGHT)
    nine = published(world)
    first, second = json.loads(none), json.loads(nine)
    for changing in ("schema:dateModified", "menshen:log"):
        assert first.pop(changing)
        assert second.pop(changing)
    assert first == second


def test_times_are_told_when_the_week_is_over(world: World) -> None:
    """The mean from first act to open is of the last whole week, Monday to Sunday in China."""
    resident = world.entitle()
    enter(world, resident, 12)
    keep_times(world.gate)
    counts = world.store.counts("2026-05-01")
    mean = round(counts["opened-ms/lakeside/pass"] / counts["opened/lakeside/pass"])
    assert mean > 0
    world.pass_time(NIGHT + timedelta(days=1))
    assert lane(register(world.gate), Lane.PASS).mean_ms is None
    world.pass_time(timedelta(days=1))
    found = register(world.gate)
    assert found.week == (date(2026, 4, 27), date(2026, 5, 3))
    assert lane(found, Lane.PASS).mean_ms == mean
    world.pass_time(timedelta(days=7))
    assert lane(register(world.gate), Lane.PASS).mean_ms is None


def openings_ms(world: World) -> int:
    """The face lane's milliseconds of the first day."""
    keep_times(world.gate)
    return world.store.counts("2026-05-01").get("opened-ms/lakeside/face", 0)


def test_tries_that_did_not_open_are_part_of_the_wait(world: World) -> None:
    """The time counts from the first showing of the pass at this door, as long as that was within a minute."""
    resident = world.move_in()
    world.walk_up(resident.person, code=resident.face_code)
    one_try = openings_ms(world)
    world.walk_up(resident.person, code=resident.face_code, blurred=True)
    world.clock.readings += 5_000
    world.walk_up(resident.person, code=resident.face_code)
    two_tries = openings_ms(world) - one_try
    world.walk_up(resident.person, code=resident.face_code, blurred=True)
    world.clock.readings += 60_000
    world.walk_up(resident.person, code=resident.face_code)
    much_later = openings_ms(world) - one_try - two_tries
    assert two_tries > 5_000 > one_try
    assert much_later == one_try


def test_a_counter_that_cannot_be_kept_stops_nobody(world: World) -> None:
    """A pass opens, and a frame is answered, without a counter's being written; it stands there a moment later."""
    world.walk_up(world.somebody())
    assert world.store.counts("2026-05-01") == {}
    resident = world.entitle()
    assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    assert "opened/lakeside/pass" not in world.store.counts("2026-05-01")
    keep_times(world.gate)
    counted = world.store.counts("2026-05-01")
    assert (counted["opened/lakeside/pass"], counted["frames-without-code"]) == (1, 1)


def test_where_faces_are_looked_at_now(world: World) -> None:
    """A door's face lane is live, or shut with the last lane beside it, and says for how long each lane was down."""
    assert north(world).face_open is True
    for down in (Lane.PASS, Lane.DESK):
        world.set_lane(down, up=False)
    world.pass_time(timedelta(minutes=30))
    assert north(world).face_open is False
    world.set_lane(Lane.PASS, up=True)
    world.pass_time(timedelta(minutes=30))
    down_s = {one.lane: one.down_s for one in north(world).lanes}
    assert (down_s[Lane.FACE], down_s[Lane.PASS] // 60, down_s[Lane.DESK] // 60) == (0, 30, 60)
    world.pass_time(timedelta(hours=16))
    down_s = {one.lane: one.down_s for one in north(world).lanes}
    assert (down_s[Lane.PASS], down_s[Lane.DESK] // 3_600) == (0, 1)


def test_an_outage_is_found_in_a_long_log(world: World) -> None:
    """However many events came after it, a lane that was said to be down is down in the register."""
    world.set_lane(Lane.PASS, up=False)
    world.pass_time(timedelta(days=2))
    for _ in range(300):
        world.walk_up(code="MS1:NONSENSE")
    world.set_lane(Lane.PASS, up=True)
    assert next(one.down_s for one in north(world).lanes if one.lane is Lane.PASS) >= 8 * 3_600


def test_an_injunction_shuts(world: World) -> None:
    """Where a court has ordered a stop no door says that its face lane is live."""
    world.declare(place(injunction=True))
    assert north(world).face_open is False


def test_a_door_without_a_face_lane_says_so(world: World) -> None:
    """A door that looks at nobody is in the register as that."""
    world.switch_on(door(lanes=frozenset({Lane.PASS, Lane.DESK})))
    assert north(world).face_open is None


def test_documents_stand_with_hash_begin_and_end(world: World) -> None:
    """Each published document is in its place's entry, as it was put on record, ended or in force."""
    order = publish(world.gate, PublicationKind.ORDER, PLACE, {"why": {"zh": "走失儿童", "en": "a lost child"}})
    incident = publish(world.gate, PublicationKind.INCIDENT, PLACE, {"held": {"passes": 3}})
    end_publication(world.gate, order.id)
    first, second = register(world.gate).places[0].documents
    assert (first.id, first.hash, first.document) == (order.id, order.hash, order.document)
    assert first.ended_at is not None
    assert (second.id, second.at, second.ended_at) == (incident.id, incident.at, None)
    recorded = {event["publication"]: event["document"] for event in world.events() if event["type"] == "published"}
    assert recorded == {one.id: one.hash for one in (first, second)}


def test_the_notice_in_force_is_told_whole(world: World) -> None:
    """The notice stands there with all its words and the hash that prompts are bound to."""
    [entry] = register(world.gate).places[0].notices
    known = world.store.notice(PLACE, Purpose.ENTRY_BY_PASS)
    assert known is not None
    assert (entry.hash, entry.document) == (known.hash, known.document())


def test_reading_it_records_nothing(world: World) -> None:
    """Reading the register adds no event, and signs no checkpoint where one is published."""
    world.ledger.checkpoint()
    world.walk_up(code="MS1:NONSENSE")
    world.events()
    before = world.ledger.size(), list(world.ledger.checkpoints())
    found = register(world.gate)
    assert (world.ledger.size(), list(world.ledger.checkpoints())) == before
    assert found.log.checkpoint == before[1][-1]
    assert found.log.verifier_key.startswith(found.log.origin)


def test_an_empty_gate_has_a_register() -> None:
    """Before anything is declared the register says that there is nothing."""
    assert register(World().gate).places == ()


@pytest.mark.parametrize(("hour", "day"), [(15, "2026-05-01"), (16, "2026-05-02")])
def test_days_are_days_in_china(world: World, hour: int, day: str) -> None:
    """What happens before midnight in China is counted to that day there."""
    world.pass_time(timedelta(hours=hour))
    world.walk_up(world.somebody())
    keep_times(world.gate)
    counted: dict[str, Any] = world.store.counts(day)
    assert counted == {"frames-without-code": 1}
    assert str(DOOR) not in counted


def test_what_is_counted_as_not_looked_at_was_not(world: World) -> None:
    """While an order is in force a frame without a pass is a look on it, and no frame in which nobody was looked at."""
    world.walk_up(world.somebody())
    world.emergencies.order()
    world.emergencies.pass_by(world.somebody())
    keep_times(world.gate)
    assert world.store.counts("2026-05-01") == {"frames-without-code": 1, "looks-on-orders": 1}


def test_what_was_never_counted_stands_there_too(world: World) -> None:
    """A day with a wrong PIN and a look on an order reads, below ten, as a day without."""
    world.emergencies.order()
    none = register(world.gate).counts
    world.emergencies.pass_by(world.somebody())
    count(world.gate, "pins-refused")
    keep_times(world.gate)
    world.pass_time(NIGHT)
    assert register(world.gate).counts == none
