"""Findings: none on an honest day, and on a dishonest one each at its place with its article."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger.example_log import GARDEN, MORNING, day, minute, named

from menshen.audit.evidence import CONSENT, LAWFUL, OTHER_WAY_IN, Finding, findings
from menshen.audit.necessity import NO_CONDITION
from menshen.ledger.event import event
from menshen.terms import Event, timestamp

HONEST = day()
LIVE, PROMPT, GRANTED, PERMIT_ENROL, LOOK_ENROL, ENROLLED, PERMIT_ENTER, LOOK_ENTER, OPENED, WITHDRAWN = HONEST[2:12]


def made(kind: str, **fields: object) -> Event:
    """One more event, at any time: only the order counts."""
    return event(kind, MORNING + timedelta(days=1), GARDEN, **fields)


def found(events: Iterable[Event]) -> list[tuple[str, int, str]]:
    """The findings on a log that is disclosed whole."""
    return [(one.article, one.index, one.what) for one in findings(enumerate(events))]


def without(*left_out: Event) -> list[Event]:
    """The honest day with some of its events never recorded."""
    return [one for one in HONEST if one not in left_out]


def changed(one: Event, **fields: object) -> list[Event]:
    """The honest day with one event's fields changed."""
    return [{**each, **fields} if each is one else each for each in HONEST]


def test_an_honest_day_has_no_findings() -> None:
    """Consent, enrolment, an opening by face, a withdrawal, and a plain pass afterwards: nothing to ask."""
    assert found(HONEST) == []


def test_a_consent_may_end_while_a_look_is_under_way() -> None:
    """A look whose permit came before the end is no finding; that nothing opened after the end is what counts."""
    assert found([*HONEST[:9], WITHDRAWN, LOOK_ENTER]) == []


SIDE: Mapping[str, Event] = {
    "a refusal": made("consent.refused", prompt=named("prompt"), reason="consent-by-operator", articles=[CONSENT]),
    "another's no": made("declined", prompt=named("another prompt")),
    "a stranger": made("not-opened", door="north", reason="unknown-pass", articles=[], lane="pass"),
    "a stop": made("door.refused", door="south", lanes=["face"], reason="face-lane-only", articles=[OTHER_WAY_IN]),
    "a guardian": made("guardian.attested", attestation=named("attestation"), by="desk"),
    "a gap": made("gap", spooled=3),
    "a lane": made("lane.changed", door="north", lane="desk", up=False, face_open=True),
    "a door without faces": made("door.live", door="south", lanes=["pin"], attended=False),
    "an opening without a face": made("opened", door="south", lane="pin"),
}


@given(st.lists(st.tuples(st.integers(0, len(HONEST)), st.sampled_from(sorted(SIDE))), max_size=12))
def test_what_happens_beside_is_no_finding(beside: list[tuple[int, str]]) -> None:
    """Refusals, noes, gaps, strangers and other doors add no finding, wherever in the day they come."""
    events = list(HONEST)
    for place, what in beside:
        events.insert(place, SIDE[what])
    assert found(events) == []


@given(st.sets(st.integers(0, len(HONEST) - 1)))
def test_an_honest_day_disclosed_in_part_has_no_findings(disclosed: set[int]) -> None:
    """Whatever part of an honest log is disclosed, what is withheld is not held against it."""
    assert findings((index, HONEST[index]) for index in sorted(disclosed)) == ()


def test_a_grant_saved_only_at_the_second_try_is_no_finding() -> None:
    """A grant on record that a crash kept from being saved carries nothing, and its prompt may still be answered."""
    lost = {**GRANTED, "grant": named("lost")}
    assert found([*HONEST[:4], lost, *HONEST[4:]]) == []


PERMIT_LATE = {**PERMIT_ENTER, "permit": named("late"), "capture": named("late frame")}
LOOK_LATE = {**LOOK_ENTER, "permit": named("late"), "capture": named("late frame")}
OPENED_LATE = {**OPENED, "permit": named("late")}
FACE_ONLY = made("door.live", door="south", lanes=["face"], attended=True)
TOO_LATE = (LAWFUL, 9, "a look began before its permit, or more than ten seconds after it")
PASS_DOWN, DESK_DOWN = (made("lane.changed", door="north", lane=lane, up=False, face_open=False)
                        for lane in ("pass", "desk"))


ATTESTED = made("guardian.attested", attestation=named("attestation"), by="pass")
OF_A_GUARDIAN = changed(PROMPT, attestation=named("attestation"))


def test_a_guardian_who_was_attested_may_be_asked() -> None:
    """A prompt to a guardian after the attestation it names is no finding, disclosed whole or without it."""
    assert found([*OF_A_GUARDIAN[:3], ATTESTED, *OF_A_GUARDIAN[3:]]) == []
    assert findings([(9, OF_A_GUARDIAN[3])]) == ()


@pytest.mark.parametrize(("events", "expected"), [
    (OF_A_GUARDIAN, [(CONSENT, 3, "a guardian was asked whom nobody had attested")]),
    ([*OF_A_GUARDIAN, ATTESTED], [(CONSENT, 3, "a guardian was asked whom nobody had attested")]),
    (without(PROMPT), [(CONSENT, 3, "a grant answers a prompt that was not shown")]),
    ([*HONEST[:4], made("declined", prompt=named("prompt")), *HONEST[4:]],
     [(CONSENT, 5, "a grant answers a prompt that was declined")]),
    (without(GRANTED, ENROLLED, LOOK_ENTER, OPENED, PERMIT_ENTER),
     [(CONSENT, 4, "a permit stands on a grant that was not given")]),
    (without(PERMIT_ENROL), [(LAWFUL, 5, "a look has no permit before it")]),
    ([*HONEST[:5], LOOK_ENROL, PERMIT_ENROL, *HONEST[7:]], [(LAWFUL, 5, "a look has no permit before it")]),
    (changed(LOOK_ENTER, capture=named("another")), [(LAWFUL, 9, "a look is at another capture than its permit's")]),
    (changed(LOOK_ENTER, begun=timestamp(minute(8) + timedelta(seconds=11))), [TOO_LATE]),
    (changed(LOOK_ENTER, begun=timestamp(minute(8) - timedelta(seconds=2))), [TOO_LATE]),
    ([*HONEST[:10], LOOK_ENTER, *HONEST[10:]], [(LAWFUL, 10, "a permit was spent twice")]),
    ([*HONEST[:4], ENROLLED, *HONEST[4:7], *HONEST[8:]], [(CONSENT, 4, "an enrolment came before its consent")]),
    ([*HONEST, ENROLLED], [(CONSENT, 13, "an enrolment came after its consent had ended")]),
    (changed(PERMIT_ENTER, act="analyse"), [(CONSENT, 8, "a permit is for what nobody here is asked about")]),
    (changed(GRANTED, purpose="entry-hands-free"),
     [(CONSENT, 8, "a permit to verify stands on a grant that was given for hands-free")]),
    ([*HONEST[:12], PERMIT_LATE], [(CONSENT, 12, "a permit stands on a grant that had ended")]),
    ([*HONEST[:10], WITHDRAWN, OPENED], [(CONSENT, 11, "a face lane opened after the consent had ended")]),
    ([*HONEST, PERMIT_LATE, LOOK_LATE, OPENED_LATE],
     [(CONSENT, 13, "a permit stands on a grant that had ended"),
      (CONSENT, 15, "a face lane opened after the consent had ended")]),
    ([*HONEST, FACE_ONLY], [(OTHER_WAY_IN, 13, "a door is live with the face as its only lane")]),
    (without(LOOK_ENTER), [(LAWFUL, 9, "a face lane opened without a look that matched")]),
    (changed(LOOK_ENTER, outcome="not-same-person"), [(LAWFUL, 10, "a face lane opened without a look that matched")]),
    ([{name: value for name, value in one.items() if name != "permit"} if one is OPENED else one for one in HONEST],
     [(LAWFUL, 10, "a face lane opened without a look that matched")]),
    ([*HONEST[:11], OPENED], [(LAWFUL, 11, "a face lane opened twice on one look")]),
    ([*HONEST[:5], PASS_DOWN, DESK_DOWN, *HONEST[5:]],
     [(OTHER_WAY_IN, 12, "a face lane opened while no other lane was up")]),
    (without(LIVE), [(OTHER_WAY_IN, 9, "a face lane opened while no other lane was up")]),
    (changed(LIVE, door="south"), [(OTHER_WAY_IN, 10, "a face lane opened while no other lane was up")]),
])
def test_a_dishonest_day_is_found_out(events: list[Event], expected: list[tuple[str, int, str]]) -> None:
    """Each breach of the order is one finding, at the event that breaks it, with its article."""
    assert found(events) == expected


STATEMENT = made("published", publication=named("statement"), of="necessity", document="0" * 64)
TAKEN_BACK = made("publication.ended", publication=named("statement"))
REFUSING = made("service.refusal", function="try-on", allowed=True, articles=[], publication=named("statement"))
NOT_STATED = "service was refused to who declined, without a statement of its place in the register"
NO_APP = "service was refused to who declined, at a place that is no app"


def app(*events: Event) -> list[Event]:
    """What happened at an app."""
    return [{**HONEST[0], "kind": "app"}, *events]


@pytest.mark.parametrize(("events", "expected"), [
    (app(STATEMENT, REFUSING), []),
    (app({**REFUSING, "allowed": False}), []),
    (app(REFUSING), [(NO_CONDITION, 1, NOT_STATED)]),
    (app({**STATEMENT, "of": "incident"}, REFUSING), [(NO_CONDITION, 2, NOT_STATED)]),
    (app({**STATEMENT, "place": "elsewhere"}, REFUSING), [(NO_CONDITION, 2, NOT_STATED)]),
    (app(STATEMENT, {name: value for name, value in REFUSING.items() if name != "publication"}),
     [(NO_CONDITION, 2, NOT_STATED)]),
    (app(STATEMENT, TAKEN_BACK, REFUSING),
     [(NO_CONDITION, 3, "service was refused to who declined, on a statement that had been taken back")]),
    ([HONEST[0], STATEMENT, REFUSING],
     [(NO_CONDITION, 1, "a statement says that a place which is no app needs the face"), (NO_CONDITION, 2, NO_APP)]),
])
def test_a_refused_service_is_asked_for_its_statement(events: list[Event], expected: list[tuple[str, int, str]]
                                                      ) -> None:
    """Service is refused at an app only, on a statement of that app that stands in the register."""
    assert found(events) == expected


@given(st.sets(st.integers(0, 3)))
def test_an_honest_refusal_disclosed_in_part_has_no_findings(disclosed: set[int]) -> None:
    """What is withheld of an honest refusal is not held against it."""
    events = [*app(STATEMENT, REFUSING), TAKEN_BACK]
    assert findings((index, events[index]) for index in sorted(disclosed)) == ()


AMONG_MANY = [
    *HONEST[:3],
    made("granted", grant=named("kept"), prompt=named("prompt"), notice=PROMPT["notice"], purpose="entry-hands-free"),
    made("pressed", press=named("press"), door="north", notice=PROMPT["notice"]),
    {**PERMIT_ENTER, "act": "identify", "basis": named("press")}, LOOK_ENTER, {**OPENED, "grant": named("kept")}]
PRESSED = 5


def test_who_presses_and_is_recognised_on_her_own_grant_is_no_finding() -> None:
    """A press, a permit on it, a look, and an opening on a grant that was given for hands-free: nothing to ask."""
    events = [*HONEST[:4], *AMONG_MANY[3:]]
    assert found(events) == []
    stranger = [*events[:7], {**LOOK_ENTER, "outcome": "not-recognised"}]
    assert found(stranger) == []


def _many(*left_out: int, **changed: object) -> list[Event]:
    """That story with some events left out, and fields of the last one changed."""
    events = [*HONEST[:4], *AMONG_MANY[3:]]
    last = {name: value for name, value in {**events[-1], **changed}.items() if value is not None}
    return [one for number, one in enumerate([*events[:-1], last]) if number not in left_out]


ENDED = made("withdrawn", grant=named("kept"))


@pytest.mark.parametrize(("events", "expected"), [
    (_many(PRESSED), [(CONSENT, 5, "a permit to identify stands on no press")]),
    ([{**one, "door": "south"} if one["type"] == "pressed" else one for one in _many()],
     [(CONSENT, 6, "a permit to identify is for another door than its press")]),
    ([*_many(), {**PERMIT_LATE, "act": "identify", "basis": named("press")}],
     [(CONSENT, 9, "one press was looked at twice")]),
    (_many(grant=None), [(CONSENT, 8, "somebody was let in as one of many, on no grant")]),
    (_many(grant=named("grant")),
     [(CONSENT, 8, "somebody was let in as one of many, on a grant that was not given for that")]),
    ([*_many()[:8], ENDED, _many()[8]], [(CONSENT, 9, "a face lane opened after the consent had ended")]),
    ([{**one, "outcome": "not-recognised"} if one["type"] == "look" else one for one in _many()],
     [(LAWFUL, 8, "a face lane opened without a look that matched")]),
])
def test_dishonesty_among_many_is_found_out(events: list[Event], expected: list[tuple[str, int, str]]) -> None:
    """Looks without a press, two on one, and openings on no grant, another kind of grant or an ended one."""
    assert found(events) == expected


def test_a_lane_that_is_up_again_is_another_way() -> None:
    """After a lane has come back the face lane may open beside it."""
    back = made("lane.changed", door="north", lane="pass", up=True, face_open=True)
    assert found([*HONEST[:5], PASS_DOWN, DESK_DOWN, back, *HONEST[5:]]) == []


@pytest.mark.parametrize(("disclosed", "expected"), [
    ((11, 13), [Finding(CONSENT, 13, "a permit stands on a grant that had ended")]),
    ((9, 14), [Finding(LAWFUL, 14, "a permit was spent twice")]),
])
def test_a_contradiction_is_found_in_any_part(disclosed: tuple[int, ...], expected: list[Finding]) -> None:
    """What two disclosed events say against each other needs no third."""
    events = [*HONEST, PERMIT_LATE, LOOK_ENTER]
    assert list(findings((index, events[index]) for index in disclosed)) == expected
