"""The law asked before an act: a situation in, a permit or a refusal with its articles out.

It judges nothing after the fact and knows no person. Unknown refuses, contradiction refuses, and so does a rule that
errs: Cedar skips such a rule, so a `forbid` that errs is no longer there. Source: the packs, article above rule.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from itertools import chain

from cedarpy import Entities, PolicySet, Schema, is_authorized

from menshen.errors import EvidenceError, InputError
from menshen.law.article import CONTRADICTION, RULE_ERROR, Article
from menshen.law.facts import contradictions
from menshen.law.pack import Pack, article_of, read
from menshen.law.permit import Permit
from menshen.law.situation import Situation
from menshen.terms import Reason, Refusal, Scope

PACKS = ("cn-spc-2021", "cn-measures-2025")
"""The packs, the founding one first: it alone may permit, the later ones only tighten."""

LONGEST_PERMIT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the law says before the act: the articles in its way, most telling first, and the facts that clash."""

    permitted: bool
    articles: tuple[str, ...]
    contradictions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Regime:
    """The rules of all packs that are in force from one day on."""

    since: date
    rules: PolicySet


class Law:
    """The packs in force by date. Made by `load`; it holds no state, and any number of threads may ask it."""

    def __init__(self, packs: Sequence[Pack], schema: Schema) -> None:
        if not packs:
            raise InputError("the law needs at least one pack")
        for pack in packs[1:]:
            if loosening := [rule_id for rule_id, rule in pack.rules.items() if rule["effect"] == "permit"]:
                raise EvidenceError(f"rule {loosening[0]} permits; a later pack may only tighten")
        self._schema = schema
        # The schema brings the hierarchy of acts; there are no other entities.
        self._entities = Entities.from_json_str("[]", schema)
        self._articles = {
            article.id: article
            for article in chain(*(pack.articles.values() for pack in packs), (CONTRADICTION, RULE_ERROR))
        }
        self._rank = {article_id: rank for rank, article_id in enumerate(self._articles)}
        self._nothing_before = packs[0].in_force_article
        self._regimes = [_Regime(day, _rules_on(day, packs)) for day in sorted({pack.in_force for pack in packs})]

    @classmethod
    def load(cls, packs: Sequence[str] = PACKS) -> "Law":
        """The law of the packs named, from this package; InputError for an unknown one, EvidenceError for a bad one."""
        folder = files("menshen.law").joinpath("packs")
        known = sorted(entry.name for entry in folder.iterdir() if entry.is_dir())
        if unknown := [name for name in packs if name not in known]:
            raise InputError(f"there is no pack {unknown[0]!r}", hint=f"allowed: {', '.join(known)}")
        schema = Schema.from_str(folder.joinpath("situation.cedarschema").read_text("utf-8"))
        return cls([read(folder.joinpath(name), schema) for name in packs], schema)

    def article(self, article_id: str) -> Article:
        """The article of that id; InputError where no loaded pack has it."""
        try:
            return self._articles[article_id]
        except KeyError as e:
            raise InputError(f"there is no article {article_id!r} in the packs loaded") from e

    def decide(self, situation: Situation, scope: Scope) -> Permit | Refusal:
        """A permit for exactly `scope`, or a refusal with its articles.

        InputError where the scope is for another act than the situation, or lives longer than 10 s or not at all.
        """
        if scope.act is not situation.act:
            raise InputError(f"the scope is for {scope.act}, the situation is about {situation.act}")
        if not timedelta(0) < scope.not_after - scope.issued_at <= LONGEST_PERMIT:
            raise InputError(f"a permit lives more than 0 and at most {LONGEST_PERMIT.seconds} s")
        decision = self.evaluate(situation)
        return Permit(scope) if decision.permitted else Refusal(Reason.LAW, decision.articles)

    def evaluate(self, situation: Situation) -> Decision:
        """What the law says of `situation`, every unknown fact counting as its worst value."""
        clashes = contradictions(situation.facts)
        permitted, cited = self._ask(situation)
        if clashes:
            permitted, cited = False, cited | {CONTRADICTION.id}
        return Decision(permitted, tuple(sorted(cited, key=self._rank.__getitem__)), clashes)

    def _ask(self, situation: Situation) -> tuple[bool, frozenset[str]]:
        """Whether one of the grounds pleaded carries the act; if none does, the articles that stop them."""
        rules = self._rules_for(situation)
        if rules is None:
            return False, frozenset({self._nothing_before})
        request = {
            "action": f'Action::"{situation.act}"',
            "resource": f'Place::"{situation.place}"',
            "context": {name: value for name, value in situation.facts.items() if value is not None},
        }
        cited: set[str] = set()
        for ground in _grounds(situation):
            answer = is_authorized({**request, "principal": f'Ground::"{ground}"'}, rules, self._entities, self._schema)
            if answer.diagnostics.errors:
                return False, frozenset({RULE_ERROR.id})
            if answer.allowed:
                return True, frozenset()
            cited.update(map(article_of, answer.diagnostics.reasons))
        return False, frozenset(cited)

    def _rules_for(self, situation: Situation) -> PolicySet | None:
        """The rules in force on any day of the act; None where on its first day there were none (art. 16)."""
        if situation.on < self._regimes[0].since:
            return None
        last = situation.until or situation.on
        return [regime.rules for regime in self._regimes if regime.since <= last][-1]


def _grounds(situation: Situation) -> tuple[str, ...]:
    """What the act may stand on: consent always, an emergency where it is pleaded (cn-spc-2021 art. 5)."""
    return ("consent", "emergency") if situation.facts.get("emergency") else ("consent",)


def _rules_on(day: date, packs: Sequence[Pack]) -> PolicySet:
    rules = {rule_id: rule for pack in packs if pack.in_force <= day for rule_id, rule in pack.rules.items()}
    return PolicySet.from_json_str(json.dumps({"templates": {}, "staticPolicies": rules, "templateLinks": []}))
