"""What a court would ask of orders and incidents: who ordered, how far, and whether anybody looked beyond it.

A part of `menshen.audit.evidence`, which says what is asked of consents. None on an honest log.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from menshen.terms import Act, Event, Lane

EMERGENCY = "cn-spc-2021/5.1"
SECURITY = "cn-measures-2025/14"
LAWFUL = "cn-spc-2021/2.8"

LONGEST = timedelta(hours=24)
"""What an order may last, from its draft."""

Wrong = tuple[str, str]
"""An article, and what touches it."""


@dataclass(slots=True)
class Emergencies:
    """What the events so far have established of officers, orders and incidents."""

    officers: set[object] = field(default_factory=set)
    former: set[object] = field(default_factory=set)
    drafts: dict[object, Event] = field(default_factory=dict)
    confirmed: set[object] = field(default_factory=set)
    ended: set[object] = field(default_factory=set)
    sought: set[object] = field(default_factory=set)
    """Orders on which a look at pictures of whom they seek was permitted."""
    looks: dict[object, int] = field(default_factory=dict)
    permits: dict[object, object] = field(default_factory=dict)
    """From each permit that stands on an order to that order."""
    matched: set[object] = field(default_factory=set)
    """Permits whose look found the person sought."""
    frozen: dict[object, set[object]] = field(default_factory=dict)

    def ordered(self, basis: object) -> bool:
        """Whether a permit's basis is an order."""
        return basis in self.drafts or basis in self.confirmed

    def check(self, event: Event, *, whole: bool) -> Iterator[Wrong]:
        """What is wrong with one more event; `whole` while no entry before it was withheld."""
        if (asked := _CHECKS.get(str(event["type"]))) is not None:
            yield from asked(self, event, whole)

    def learn(self, event: Event) -> None:
        """Take note of what it establishes."""
        match event["type"]:
            case "officer.made":
                self.officers.add(event["officer"])
            case "officer.ended":
                self.former.add(event["officer"])
            case "order.drafted":
                self.drafts[event["order"]] = event
            case "order.confirmed":
                self.confirmed.add(event["order"])
            case "order.ended":
                self.ended.add(event["order"])
            case "permit" if self.ordered(event["basis"]):
                self._permitted(event)
            case "look" if event["outcome"] == "matched":
                self.matched.add(event["permit"])
            case "incident.opened":
                self.frozen.setdefault(event["place"], set()).add(event["incident"])
            case "incident.closed":
                self.frozen.setdefault(event["place"], set()).discard(event["incident"])

    def _permitted(self, event: Event) -> None:
        self.permits[event["permit"]] = event["basis"]
        if event["act"] == Act.IDENTIFY:
            self.looks[event["basis"]] = self.looks.get(event["basis"], 0) + 1
        elif event["act"] == Act.ENROL:
            self.sought.add(event["basis"])


def _drafted(seen: Emergencies, event: Event, whole: bool) -> Iterator[Wrong]:
    until, at = (datetime.fromisoformat(str(event[name])) for name in ("until", "at"))
    if until - at > LONGEST:
        yield EMERGENCY, "an order was drafted for longer than a day"
    yield from _officer(seen, event, whole)


def _officer(seen: Emergencies, event: Event, whole: bool) -> Iterator[Wrong]:
    if whole and event["officer"] not in seen.officers:
        yield EMERGENCY, "an order stands on a key that was not made for an officer"
    if event["officer"] in seen.former:
        yield EMERGENCY, "an order stands on a key that had ended"


def _confirmed(seen: Emergencies, event: Event, whole: bool) -> Iterator[Wrong]:
    draft = seen.drafts.get(event["order"])
    if whole and draft is None:
        yield EMERGENCY, "an order was confirmed that nobody drafted"
    if draft is not None and draft["officer"] == event["officer"]:
        yield EMERGENCY, "an order was confirmed by its own drafter"
    if draft is not None and draft["officer"] in seen.former:
        yield EMERGENCY, "an order was confirmed whose drafter's key had ended"
    if event["order"] in seen.ended:
        yield EMERGENCY, "an order was confirmed after it had ended"
    yield from _officer(seen, event, whole)


def _permit(seen: Emergencies, event: Event, whole: bool) -> Iterator[Wrong]:
    if seen.frozen.get(event["place"]):
        yield SECURITY, "a look was permitted while the face lanes were frozen"
    basis = event["basis"]
    if not seen.ordered(basis):
        return
    draft = seen.drafts.get(basis)
    if whole and basis not in seen.confirmed:
        yield EMERGENCY, "a look was permitted on an order that was not confirmed"
    if basis in seen.ended or (draft is not None and str(draft["until"]) <= str(event["at"])):
        yield EMERGENCY, "a look was permitted on an order that had ended"
    if event["act"] not in {Act.ENROL, Act.IDENTIFY}:
        yield EMERGENCY, "a look was permitted that no order is for"
    if event["act"] == Act.ENROL and basis in seen.sought:
        yield EMERGENCY, "more than one person was sought under one order"
    if draft is not None and event["act"] == Act.IDENTIFY:
        yield from _beyond(seen, event, draft)


def _beyond(seen: Emergencies, event: Event, draft: Event) -> Iterator[Wrong]:
    """Where a look at somebody goes further than its order."""
    doors, most = draft["doors"], draft["most_looks"]
    named = {(draft["place"], one) for one in doors} if isinstance(doors, list) else set()
    if (event["place"], event.get("door")) not in named:
        yield EMERGENCY, "a look was permitted at a door that its order does not name"
    if isinstance(most, int) and seen.looks.get(event["basis"], 0) >= most:
        yield EMERGENCY, "more looks were permitted than the order allows"


def _matched(seen: Emergencies, event: Event, whole: bool) -> Iterator[Wrong]:
    if seen.permits.get(event["permit"], event["order"]) != event["order"] or (
            whole and event["permit"] not in seen.matched):
        yield EMERGENCY, "a match was told without a look on its order that matched"
    if event["order"] in seen.ended:
        yield EMERGENCY, "a match was told after its order had ended"


def _opened(seen: Emergencies, event: Event, _: bool) -> Iterator[Wrong]:
    if event["lane"] != Lane.FACE:
        return
    if event.get("permit") in seen.permits:
        yield LAWFUL, "a door opened by an order, which opens and shuts none"
    if seen.frozen.get(event["place"]):
        yield SECURITY, "a face lane opened while it was frozen"


_CHECKS: Final[Mapping[str, Callable[[Emergencies, Event, bool], Iterator[Wrong]]]] = {
    "order.drafted": _drafted, "order.confirmed": _confirmed, "permit": _permit, "order.matched": _matched,
    "opened": _opened}
