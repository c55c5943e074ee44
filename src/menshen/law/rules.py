"""Rules: those of some packs together, as Cedar answers them. It knows no dates and takes no decision of its own.

INVARIANT: whoever asks hears of a rule that erred. Cedar skips such a rule, so its answer is none.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cedarpy import Entities, PolicySet, is_authorized

from menshen.errors import EvidenceError
from menshen.law.article import RULE_ERROR
from menshen.law.pack import NO_TORT, OPEN, Pack, article_of, facts_read
from menshen.terms import Act, PlaceKind

CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say: `rules` are the prohibitions that held or, where it is allowed, the permissions."""

    allowed: bool
    rules: tuple[str, ...]
    erred: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """The articles that an act on one ground breaks: they make tort, or the text leaves open whether they do."""

    tort: frozenset[str]
    open: frozenset[str]

    def __or__(self, other: "Breach") -> "Breach":
        return Breach(self.tort | other.tort, self.open | other.open)


@dataclass(frozen=True, slots=True)
class Plea:
    """A ground that an act may stand on, with its article and the fact that pleads it."""

    ground: str
    article: str
    fact: str


class RuleError(Exception):
    """A rule erred while an act was judged; caught in the law's room, where it makes the judgment unclear."""


class Rules:
    """The rules of the packs given. It holds no state, and any number of threads may ask it."""

    def __init__(self, packs: Sequence[Pack], entities: Entities) -> None:
        every = {rule_id: rule for pack in packs for rule_id, rule in pack.rules.items()}
        self._entities = entities
        self._set = PolicySet.from_json_str(json.dumps({"templates": {}, "staticPolicies": every, "templateLinks": []}))
        self._tort = {rule_id: rule["annotations"].get("tort", pack.tort or article_of(rule_id))
                      for pack in packs for rule_id, rule in pack.rules.items()}
        self.reads = frozenset(fact for rule in every.values() for fact in facts_read(rule["conditions"]))
        self.pleas = tuple(sorted(_pleas(every), key=lambda plea: plea.article))
        self._article_of_ground = {plea.ground: plea.article for plea in self.pleas}

    def ask(self, who: str, act: str, place: PlaceKind, facts: Mapping[str, bool]) -> Answer:
        """Whether `who` (a ground, or a holding) carries the act at that kind of place, by which rules."""
        # The situation was checked when it was made; Cedar's own check of it against the schema would double the time.
        answer = is_authorized(
            {"principal": who, "action": f'Action::"{act}"', "resource": f'Place::"{place}"', "context": dict(facts)},
            self._set, self._entities)
        return Answer(answer.allowed, tuple(answer.diagnostics.reasons), bool(answer.diagnostics.errors))

    def act(self, ground: str, act: Act, place: PlaceKind, facts: Mapping[str, bool]) -> Answer:
        """Whether the act may stand on that ground."""
        return self.ask(f'Ground::"{ground}"', act, place, facts)

    def breach(self, ground: str, act: Act, place: PlaceKind, facts: Mapping[str, bool]) -> Breach:
        """What the act breaks on that ground; RuleError where a rule erred."""
        answer = self.act(ground, act, place, facts)
        if answer.erred:
            raise RuleError
        if answer.allowed:
            return Breach(frozenset(), frozenset())
        torts = {rule: self._tort[rule] for rule in answer.rules}
        wrong = {article for rule, tort in torts.items() if tort not in (NO_TORT, OPEN)
                 for article in (article_of(rule), tort)}
        if not torts:
            # Nothing forbids and nothing permits: the ground itself is missing.
            wrong = {self._article_of_ground.get(ground, RULE_ERROR.id)}
        return Breach(frozenset(wrong), frozenset(article_of(rule) for rule, tort in torts.items() if tort == OPEN))

    def follow(self, holdings: Iterable[str], place: PlaceKind, facts: Mapping[str, bool]) -> frozenset[str]:
        """The articles that follow from what was held; RuleError where a rule erred."""
        answers = [self.ask(f'Holding::"{holding}"', "follow", place, facts) for holding in holdings]
        if any(answer.erred for answer in answers):
            raise RuleError
        return frozenset(article_of(rule) for answer in answers if answer.allowed for rule in answer.rules)


def _pleas(rules: Mapping[str, Mapping[str, Any]]) -> Iterator[Plea]:
    """A ground is what a permission of handling names, and the one fact that it reads pleads it; else EvidenceError."""
    for rule_id, rule in rules.items():
        if rule["effect"] == "permit" and rule["action"].get("entity", {}).get("id") == "processing":
            read, principal = set(facts_read(rule["conditions"])), rule["principal"]
            if len(read) != 1 or principal["op"] != "==":
                raise EvidenceError(f"rule {rule_id} permits, and names no one ground with the one fact that pleads it")
            yield Plea(principal["entity"]["id"], article_of(rule_id), read.pop())
