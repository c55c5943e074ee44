"""What a court would ask of a log's events, answered from their order alone. None on an honest log.

Events that were not disclosed cannot be missed here: findings about order are as good as the disclosure is whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from menshen.terms import Event, Lane

CONSENT = "cn-spc-2021/2.3"
OTHER_WAY_IN = "cn-spc-2021/10"
LAWFUL = "cn-spc-2021/2.8"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that should not be there: the article it touches, the event's index in the log, and what it is."""

    article: str
    index: int
    what: str


@dataclass(slots=True)
class _Seen:
    """What the events so far have established."""

    prompts: set[object] = field(default_factory=set)
    answered: set[object] = field(default_factory=set)
    grants: set[object] = field(default_factory=set)
    ended: set[object] = field(default_factory=set)
    permits: dict[object, Event] = field(default_factory=dict)
    spent: set[object] = field(default_factory=set)
    matched: set[object] = field(default_factory=set)
    up: dict[object, set[object]] = field(default_factory=dict)


def findings(events: Iterable[tuple[int, Event]]) -> tuple[Finding, ...]:
    """Everything in the events, in the order of the log, that a court would ask about."""
    seen = _Seen()
    found: list[Finding] = []
    for index, event in events:
        found.extend(Finding(article, index, what) for article, what in _check(event, seen))
        _learn(event, seen)
    return tuple(found)


def _check(event: Event, seen: _Seen) -> list[tuple[str, str]]:
    """What is wrong with this event after all that came before it."""
    by_type = {"granted": _granted, "permit": _permit, "look": _look, "enrolled": _enrolled, "opened": _opened,
               "door.live": _live}
    check = by_type.get(str(event["type"]))
    return [] if check is None else [wrong for wrong in check(event, seen) if wrong is not None]


def _granted(event: Event, seen: _Seen) -> list[tuple[str, str] | None]:
    prompt = event["prompt"]
    return [(CONSENT, "a grant answers a prompt that was not shown") if prompt not in seen.prompts else None,
            (CONSENT, "a grant answers a prompt that was already answered") if prompt in seen.answered else None]


def _permit(event: Event, seen: _Seen) -> list[tuple[str, str] | None]:
    basis = event["basis"]
    return [(CONSENT, "a permit stands on a grant that was not given") if basis not in seen.grants else None,
            (CONSENT, "a permit stands on a grant that had ended") if basis in seen.ended else None]


def _look(event: Event, seen: _Seen) -> list[tuple[str, str] | None]:
    permit = seen.permits.get(event["permit"])
    other = permit is not None and permit["capture"] != event["capture"]
    return [(LAWFUL, "a look has no permit before it") if permit is None else None,
            (LAWFUL, "a look is at another capture than its permit's") if other else None,
            (LAWFUL, "a permit was spent twice") if event["permit"] in seen.spent else None]


def _enrolled(event: Event, seen: _Seen) -> list[tuple[str, str] | None]:
    grant = event["grant"]
    return [(CONSENT, "an enrolment came before its consent") if grant not in seen.grants else None,
            (CONSENT, "an enrolment came after its consent had ended") if grant in seen.ended else None]


def _opened(event: Event, seen: _Seen) -> list[tuple[str, str] | None]:
    if event["lane"] != Lane.FACE:
        return []
    permit = seen.permits.get(event.get("permit"))
    ended = permit is not None and permit["basis"] in seen.ended
    others = seen.up.get((event["place"], event["door"]), set()) - {Lane.FACE.value}
    return [(LAWFUL, "a face lane opened without a look that matched") if event.get("permit") not in seen.matched else None,
            (CONSENT, "a face lane opened after the consent had ended") if ended else None,
            (OTHER_WAY_IN, "a face lane opened while no other lane was up") if not others else None]


def _live(event: Event, _: _Seen) -> list[tuple[str, str] | None]:
    return [(OTHER_WAY_IN, "a door is live with the face as its only lane") if _lanes(event) == {Lane.FACE} else None]


def _learn(event: Event, seen: _Seen) -> None:
    """Take note of what this event establishes."""
    kind = event["type"]
    if kind == "prompt.shown":
        seen.prompts.add(event["prompt"])
    elif kind == "granted":
        seen.answered.add(event["prompt"])
        seen.grants.add(event["grant"])
    elif kind in {"withdrawn", "expired"}:
        seen.ended.add(event["grant"])
    elif kind == "permit":
        seen.permits[event["permit"]] = event
    elif kind == "look":
        seen.spent.add(event["permit"])
        if event["outcome"] == "matched":
            seen.matched.add(event["permit"])
    elif kind == "door.live":
        seen.up[event["place"], event["door"]] = _lanes(event)
    elif kind == "lane.changed":
        lanes = seen.up.setdefault((event["place"], event["door"]), set())
        (lanes.add if event["up"] else lanes.discard)(event["lane"])


def _lanes(event: Event) -> set[object]:
    lanes = event["lanes"]
    return set(lanes) if isinstance(lanes, list) else set()
