"""The law: asked before an act, it permits or refuses; asked after it, it judges; by one set of rules.

It knows no person. Before the act unknown refuses, contradiction refuses, and so does a rule that errs: Cedar skips
such a rule, so a `forbid` that errs is no longer there. Source: the packs, article above rule.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.resources import files
from itertools import chain, combinations

from cedarpy import Entities, Schema

from menshen.errors import EvidenceError, InputError
from menshen.law.article import CONTRADICTION, RULE_ERROR, Article, statute_order
from menshen.law.assess import judged
from menshen.law.burden import stated
from menshen.law.facts import contradictions
from menshen.law.judgment import Claim, Claims, Judgment, Outcome
from menshen.law.pack import Pack, article_of, read
from menshen.law.permit import Permit
from menshen.law.remedy import Way, ways
from menshen.law.rules import CONSENT, RuleError, Rules
from menshen.law.situation import Situation
from menshen.terms import Act, Reason, Refusal, Scope

PACKS = ("cn-spc-2021", "cn-measures-2025")
"""The packs, the founding one first: it alone may permit, the later ones only tighten."""

LONGEST_PERMIT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the law says before the act: the articles in its way, most telling first, and the facts that clash."""

    permitted: bool
    articles: tuple[str, ...]
    contradictions: tuple[str, ...]


class Law:
    """The packs in force by date. Made by `load`; it holds no state, and any number of threads may ask it."""

    def __init__(self, packs: Sequence[Pack], schema: Schema) -> None:
        if not packs:
            raise InputError("the law needs at least one pack")
        for pack in packs[1:]:
            if loosening := [rule_id for rule_id, rule in pack.rules.items() if rule["effect"] == "permit"]:
                raise EvidenceError(f"rule {loosening[0]} permits; a later pack may only tighten")
        # The schema brings the hierarchy of acts; there are no other entities.
        entities = Entities.from_json_str("[]", schema)
        self.packs, self.schema = tuple(packs), schema
        self._articles = {
            article.id: article
            for article in chain(*(pack.articles.values() for pack in packs), (CONTRADICTION, RULE_ERROR))
        }
        self._rank = {article_id: rank for rank, article_id in enumerate(self._articles)}
        names = [pack.name for pack in packs]
        self.in_order = dict(sorted(self._articles.items(), key=lambda one: statute_order(one[0], names)))
        self._rules = {together: Rules([pack for pack in packs if pack.name in together], entities)
                       for together in _with_founding(names)}

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
        """The article of that id, or of that number in the first pack that has it; InputError where none does."""
        for full_id in (article_id, *(f"{pack.name}/{article_id}" for pack in self.packs)):
            if full_id in self._articles:
                return self._articles[full_id]
        raise InputError(f"there is no article {article_id!r} in the packs loaded",
                         hint="`menshen law table` lists every clause")

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

    def lawful_if(self, situation: Situation) -> tuple[Way, ...]:
        """Every way to turn a refusal of `situation` into a permit of which no part can be left out; maybe none."""
        if situation.act is Act.REFUSE_SERVICE or self.evaluate(situation).permitted:
            return ()
        return ways(situation.facts, lambda facts: self.evaluate(replace(situation, facts=facts)).permitted)

    def assess(self, situation: Situation) -> Judgment:
        """What the law says of an act that was done: unknown facts count against whoever had to prove them."""
        clashes = contradictions(situation.facts)
        rules = self._rules_for(situation)
        if rules is None:
            return _outside(self.packs[0].in_force_article, clashes)
        if situation.facts.get("biometric_is_face") is False:
            return _outside(f"{self.packs[0].name}/1", clashes)
        if clashes:
            return _unclear(CONTRADICTION.id, clashes)
        try:
            return judged(situation, rules, self.in_order)
        except RuleError:
            return _unclear(RULE_ERROR.id, clashes)

    def _ask(self, situation: Situation) -> tuple[bool, frozenset[str]]:
        """Whether one of the grounds pleaded carries the act; if none does, the articles that stop them."""
        rules = None if self._began_before(situation) else self._rules_for(situation)
        if rules is None:
            return False, frozenset({self.packs[0].in_force_article})
        facts = stated(situation.facts)
        cited: set[str] = set()
        for ground in _grounds(facts):
            answer = rules.act(ground, situation.act, situation.place, facts)
            if answer.erred:
                return False, frozenset({RULE_ERROR.id})
            if answer.allowed:
                return True, frozenset()
            cited.update(map(article_of, answer.rules))
        return False, frozenset(cited)

    def _began_before(self, situation: Situation) -> bool:
        """An act that began before there were rules gets no permit, whatever it is still to become."""
        return situation.on < self.packs[0].in_force

    def _rules_for(self, situation: Situation) -> Rules | None:
        """The rules of all packs that speak on any day of the act; None where the founding one does not (art. 16)."""
        last_day = situation.until or situation.on
        return self._rules.get(tuple(
            pack.name for pack in self.packs if pack.speaks(last_day, situation.place, situation.facts)))


def _grounds(facts: Mapping[str, bool]) -> tuple[str, ...]:
    """What an act may stand on before it is done: consent always, an emergency where it is pleaded (art. 5(4), (1)).

    The other heads of article 5 are pleaded in court, and carry no look.
    """
    return (CONSENT, "emergency") if facts.get("emergency") else (CONSENT,)


def _with_founding(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The founding pack with any of the later ones, each in the order given."""
    founding, *later = names
    return [(founding, *some) for size in range(len(later) + 1) for some in combinations(later, size)]


def _outside(article: str, clashes: tuple[str, ...]) -> Judgment:
    return Judgment(Outcome.OUTSIDE, Claims(Claim.NONE), (article,), contradictions=clashes)


def _unclear(why: str, clashes: tuple[str, ...]) -> Judgment:
    return Judgment(Outcome.UNCLEAR, Claims(Claim.OPEN), (why,), contradictions=clashes)
