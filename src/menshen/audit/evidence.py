"""What a court would ask of a log's events, answered from their order alone. None on an honest log.

Two kinds of finding: what contradicts an event before it, and what lacks the event that had to come before it. The
second is looked for only as long as every entry so far is disclosed: what is withheld may be what is missing. The
articles are those of `cn-spc-2021`; that the operator must prove its case is art. 6.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from menshen.audit.emergency import Emergencies
from menshen.audit.necessity import Necessities
from menshen.terms import Act, Event, Lane, Purpose

CONSENT = "cn-spc-2021/2.3"
LAWFUL = "cn-spc-2021/2.8"
OTHER_WAY_IN = "cn-spc-2021/10"

LONGEST_PERMIT = timedelta(seconds=10)
WRITING = timedelta(seconds=1)

Wrong = tuple[str, str]
"""An article, and what touches it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that should not be there: the article it touches, the event's index in the log, and what it is."""

    article: str
    index: int
    what: str


@dataclass(slots=True)
class _Seen:
    """What the events so far have established; `whole` while no entry before was withheld."""

    whole: bool = True
    attested: set[object] = field(default_factory=set)
    prompts: set[object] = field(default_factory=set)
    declined: set[object] = field(default_factory=set)
    grants: set[object] = field(default_factory=set)
    ended: set[object] = field(default_factory=set)
    permits: dict[object, Event] = field(default_factory=dict)
    outcomes: dict[object, object] = field(default_factory=dict)
    opened: set[object] = field(default_factory=set)
    up: dict[object, set[object]] = field(default_factory=dict)
    emergencies: Emergencies = field(default_factory=Emergencies)
    necessities: Necessities = field(default_factory=Necessities)
    hands_free: set[object] = field(default_factory=set)
    presses: dict[object, Event] = field(default_factory=dict)
    answered: set[object] = field(default_factory=set)

    def lacks(self, there: object) -> bool:
        """Whether something is missing that no withheld entry can hold."""
        return self.whole and not there

    def lapsed(self, permit: object) -> bool:
        """Whether the consent under a permit has ended."""
        known = self.permits.get(permit)
        return known is not None and known["basis"] in self.ended


def findings(events: Iterable[tuple[int, Event]]) -> tuple[Finding, ...]:
    """Everything in the disclosed events, given with their indexes in the order of the log, that a court would ask."""
    seen = _Seen()
    found: list[Finding] = []
    for entries_before, (index, event) in enumerate(events):
        seen.whole = index == entries_before
        check = _CHECKS.get(str(event["type"]))
        if check is not None:
            found.extend(Finding(article, index, what) for article, what in check(event, seen))
        for part in (seen.emergencies, seen.necessities):
            found.extend(Finding(article, index, what) for article, what in part.check(event, whole=seen.whole))
        _learn(event, seen)
        seen.emergencies.learn(event)
        seen.necessities.learn(event)
        _learn_of_many(event, seen)
    return tuple(found)


def _prompt_shown(event: Event, seen: _Seen) -> Iterator[Wrong]:
    if "attestation" in event and seen.lacks(event["attestation"] in seen.attested):
        yield CONSENT, "a guardian was asked whom nobody had attested"


def _granted(event: Event, seen: _Seen) -> Iterator[Wrong]:
    if seen.lacks(event["prompt"] in seen.prompts):
        yield CONSENT, "a grant answers a prompt that was not shown"
    if event["prompt"] in seen.declined:
        yield CONSENT, "a grant answers a prompt that was declined"


def _permit(event: Event, seen: _Seen) -> Iterator[Wrong]:
    if seen.emergencies.ordered(event["basis"]):
        return
    if event["act"] == Act.IDENTIFY:
        yield from _identify(event, seen)
        return
    if seen.lacks(event["basis"] in seen.grants):
        yield CONSENT, "a permit stands on a grant that was not given"
    if event["basis"] in seen.ended:
        yield CONSENT, "a permit stands on a grant that had ended"
    if event["act"] not in {Act.ENROL, Act.VERIFY}:
        yield CONSENT, "a permit is for what nobody here is asked about"
    if event["act"] == Act.VERIFY and event["basis"] in seen.hands_free:
        yield CONSENT, "a permit to verify stands on a grant that was given for hands-free"


def _identify(event: Event, seen: _Seen) -> Iterator[Wrong]:
    """One to many: on a press of the person before the camera, once for each."""
    press = seen.presses.get(event["basis"])
    if seen.lacks(press):
        yield CONSENT, "a permit to identify stands on no press"
    if press is not None and _door(press) != (event["place"], event.get("door")):
        yield CONSENT, "a permit to identify is for another door than its press"
    if press is not None and event["basis"] in seen.answered:
        yield CONSENT, "one press was looked at twice"


def _recognised(event: Event, seen: _Seen) -> Iterator[Wrong]:
    """Whoever is let in as one of many stands on a lasting grant of their own, for that."""
    grant, permit = event.get("grant"), seen.permits.get(event.get("permit"))
    pressed = permit is not None and permit["act"] == Act.IDENTIFY and not seen.emergencies.ordered(permit["basis"])
    if pressed and grant is None:
        yield CONSENT, "somebody was let in as one of many, on no grant"
    if grant is not None and seen.lacks(grant in seen.hands_free):
        yield CONSENT, "somebody was let in as one of many, on a grant that was not given for that"
    if grant in seen.ended:
        yield CONSENT, "a face lane opened after the consent had ended"


def _look(event: Event, seen: _Seen) -> Iterator[Wrong]:
    permit = seen.permits.get(event["permit"])
    if seen.lacks(permit):
        yield LAWFUL, "a look has no permit before it"
    if permit is not None and permit["capture"] != event["capture"]:
        yield LAWFUL, "a look is at another capture than its permit's"
    if permit is not None and _late(permit, event):
        yield LAWFUL, "a look began before its permit, or more than ten seconds after it"
    if event["permit"] in seen.outcomes:
        yield LAWFUL, "a permit was spent twice"
    # A consent may end while a look is under way: its permit, ten seconds old at most, must come before the end.


def _enrolled(event: Event, seen: _Seen) -> Iterator[Wrong]:
    if seen.lacks(event["grant"] in seen.grants):
        yield CONSENT, "an enrolment came before its consent"
    if event["grant"] in seen.ended:
        yield CONSENT, "an enrolment came after its consent had ended"


def _opened(event: Event, seen: _Seen) -> Iterator[Wrong]:
    if event["lane"] != Lane.FACE:
        return
    permit = event.get("permit")
    outcome = seen.outcomes.get(permit)
    if outcome not in {None, "matched"} or seen.lacks(outcome):
        yield LAWFUL, "a face lane opened without a look that matched"
    if permit in seen.opened:
        yield LAWFUL, "a face lane opened twice on one look"
    if seen.lapsed(permit):
        yield CONSENT, "a face lane opened after the consent had ended"
    yield from _recognised(event, seen)
    if seen.lacks(seen.up.get(_door(event), set()) - {Lane.FACE}):
        yield OTHER_WAY_IN, "a face lane opened while no other lane was up"


def _live(event: Event, _: _Seen) -> Iterator[Wrong]:
    if _lanes(event) == {Lane.FACE}:
        yield OTHER_WAY_IN, "a door is live with the face as its only lane"


_CHECKS: Mapping[str, Callable[[Event, _Seen], Iterator[Wrong]]] = {
    "prompt.shown": _prompt_shown, "granted": _granted, "permit": _permit, "look": _look, "enrolled": _enrolled,
    "opened": _opened, "door.live": _live}


def _learn(event: Event, seen: _Seen) -> None:
    """Take note of what this event establishes."""
    match event["type"]:
        case "guardian.attested":
            seen.attested.add(event["attestation"])
        case "prompt.shown":
            seen.prompts.add(event["prompt"])
        case "declined":
            seen.declined.add(event["prompt"])
        case "granted":
            seen.grants.add(event["grant"])
        case "withdrawn" | "expired":
            seen.ended.add(event["grant"])
        case "permit":
            seen.permits[event["permit"]] = event
        case "look":
            seen.outcomes[event["permit"]] = event["outcome"]
        case "opened" if "permit" in event:
            seen.opened.add(event["permit"])
        case "door.live" | "lane.changed":
            _learn_lanes(event, seen)


def _learn_lanes(event: Event, seen: _Seen) -> None:
    if event["type"] == "door.live":
        seen.up[_door(event)] = _lanes(event)
    else:
        up = seen.up.setdefault(_door(event), set())
        (up.add if event["up"] else up.discard)(event["lane"])


def _learn_of_many(event: Event, seen: _Seen) -> None:
    """Take note of what one-to-many stands on."""
    match event["type"]:
        case "granted" if event["purpose"] == Purpose.ENTRY_HANDS_FREE:
            seen.hands_free.add(event["grant"])
        case "pressed":
            seen.presses[event["press"]] = event
        case "permit" if event["act"] == Act.IDENTIFY:
            seen.answered.add(event["basis"])


def _late(permit: Event, look: Event) -> bool:
    allowed, begun = (datetime.fromisoformat(str(at)) for at in (permit["at"], look["begun"]))
    # The permit's event is written a moment after the permit was made.
    return not allowed - WRITING <= begun <= allowed + LONGEST_PERMIT


def _door(event: Event) -> tuple[object, object]:
    return event["place"], event["door"]


def _lanes(event: Event) -> set[object]:
    lanes = event["lanes"]
    return set(lanes) if isinstance(lanes, list) else set()
