"""Assess: an act judged afterwards, by the same rules that decide before it, each side bearing its burden.

Before an act the rules hear what is known, and silence refuses. Afterwards they hear the same facts with each unknown
one as it counts for whoever must prove it (`menshen.law.burden`). Source: cn-spc-2021 arts. 2, 4, 5, 6, 10 to 12.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from menshen.law.article import Article
from menshen.law.burden import Proof, presumed, stated
from menshen.law.facts import FACTS, Burden
from menshen.law.judgment import Claim, Claims, Defence, Judgment, Outcome
from menshen.law.rules import CONSENT, Breach, Plea, Rules
from menshen.law.situation import Situation
from menshen.terms import Act, Bilingual, PlaceKind

Facts = Mapping[str, bool | None]

HANDLED: Facts = {
    "passive_scanning": True, "retention_exceeded": True, "shared_with_third_party": True, "leak_occurred": True,
    "notice_given": False,
}
"""Facts that tell of a face that was handled, though the act judged is that somebody was turned away."""

BUILDINGS = (PlaceKind.RESIDENTIAL, PlaceKind.OFFICE)
"""Where article 10 speaks."""

NOTHING = Breach(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class _Standing:
    """How the claim in tort stands: what is broken, whether that rests on a burden, and what was pleaded."""

    broken: Breach
    unproved: bool = False
    defences: tuple[Defence, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Infringement where a head holds, else unclear where the text leaves it open."""
        if self.broken.tort:
            return Outcome.INFRINGEMENT
        return Outcome.UNCLEAR if self.broken.open else Outcome.LAWFUL


def judged(situation: Situation, rules: Rules, articles: Mapping[str, Article]) -> Judgment:
    """The judgment of an act that the rules cover; `articles` are all there are, in the statute's order.

    RuleError where a rule erred.
    """
    refusing = situation.act is Act.REFUSE_SERVICE
    facts = _told(situation)
    standing = _turned_away(situation.place, facts, rules, articles) if refusing else _handled(
        situation.act, situation.place, facts, rules, articles)
    outcome, broken = standing.outcome, standing.broken
    holdings = [outcome, "not_proved"] if standing.unproved else [outcome]
    follows = rules.follow(holdings, situation.place, stated(facts))
    open_questions = [name for name, fact in FACTS.items()
                      if fact.burden is Burden.CLAIMANT and facts.get(name) is None and name in rules.reads]
    unsaid = broken.open if outcome is Outcome.UNCLEAR else frozenset[str]()
    return Judgment(
        outcome=outcome,
        claims=_claims(outcome, situation.place, facts, follows),
        articles=_ordered(broken.tort | broken.open, articles),
        defences=standing.defences,
        open_questions=(*open_questions, *_ordered(unsaid, articles)),
        remedies=_ordered(follows, articles),
    )


def _told(situation: Situation) -> Facts:
    """The facts with what the act itself tells, whatever else is said: turning away refuses, providing shares."""
    told = {Act.REFUSE_SERVICE: "service_refused", Act.PROVIDE: "shared_with_third_party",
            Act.DISCLOSE: "shared_with_third_party"}.get(situation.act)
    return situation.facts if told is None else {**situation.facts, told: True}


def _handled(act: Act, place: PlaceKind, facts: Facts, rules: Rules, articles: Mapping[str, Article]) -> _Standing:
    """An act of handling: lawful on the ground that carries it best, or infringing by what that ground lacks."""
    def on(ground: str, proof: Proof) -> Breach:
        return rules.breach(ground, act, place, presumed(facts, place, proof))

    consent, unproved = _consent(lambda proof: on(CONSENT, proof))
    grounds = {plea: consent if plea.ground == CONSENT else on(plea.ground, Proof.ALL)
               for plea in rules.pleas if plea.ground == CONSENT or facts.get(plea.fact)}
    # An exemption whose elements are not all proved carries nothing; consent stays to be judged by its heads.
    whole = [broken for plea, broken in grounds.items() if plea.ground == CONSENT or plea.article not in broken.tort]
    best = min([consent, *whole], key=lambda broken: (len(broken.tort), len(broken.open)))
    defences = tuple(_defences(rules.pleas, grounds, facts, articles))
    return _Standing(best, unproved=unproved and best is consent, defences=defences)


def _consent(on_consent: Callable[[Proof], Breach]) -> tuple[Breach, bool]:
    """What the act breaks if it stands on consent, and whether that rests on what was not proved.

    Consent is the operator's to prove in every case, so it is cited wherever it is not proved. Any other head is cited
    where stated facts carry it; or, where nothing else is cited, where the operator had to disprove it and has not.
    """
    unproved = on_consent(Proof.ALL)
    if not unproved.tort:
        return unproved, False
    shown = on_consent(Proof.NOTHING)
    cited = shown | on_consent(Proof.CONSENT)
    broken = cited if cited.tort else unproved
    return broken, broken.tort != shown.tort


def _turned_away(place: PlaceKind, facts: Facts, rules: Rules, articles: Mapping[str, Article]) -> _Standing:
    """Somebody was turned away: the tort is the consent thereby extorted (art. 4(1), hence 2(3)).

    Where nobody consented there is nothing to void, and whether turning away infringes is open, unless a face was
    handled on no ground at all.
    """
    refusal = rules.breach(CONSENT, Act.REFUSE_SERVICE, place, presumed(facts, place, Proof.ALL))
    if refusal == NOTHING:
        return _Standing(NOTHING)
    unasked = facts.get("consent_given") is False
    if unasked and not _handled_shown(facts):
        return _Standing(refusal)
    extorted = _handled(Act.VERIFY, place, facts, rules, articles)
    if not extorted.broken.tort:
        unsaid = refusal.open if unasked else frozenset[str]()
        return _Standing(Breach(refusal.tort, extorted.broken.open | unsaid), defences=extorted.defences)
    broken = Breach(extorted.broken.tort | refusal.tort | refusal.open, extorted.broken.open)
    return _Standing(broken, extorted.unproved, extorted.defences)


def _handled_shown(facts: Facts) -> bool:
    return any(facts.get(name) is value for name, value in HANDLED.items())


def _defences(pleas: tuple[Plea, ...], grounds: Mapping[Plea, Breach], facts: Facts,
              articles: Mapping[str, Article]) -> Iterator[Defence]:
    """Consent, and each exemption of which the facts say whether there was a case for it."""
    for plea in pleas:
        number = plea.article.partition("/")[2]
        if plea in grounds:
            against = _ordered(grounds[plea].tort, articles)
            yield Defence(number, not against, _why(against, articles))
        elif facts.get(plea.fact) is not None:
            yield Defence(number, holds=False, why=Bilingual("事实不是如此。", "The facts say that it was not so."))


def _why(against: tuple[str, ...], articles: Mapping[str, Article]) -> Bilingual:
    if not against:
        return Bilingual("各项要件均已证明。", "Every element is proved.")
    titles = [(one, articles[one].title) for one in against]
    return Bilingual("；".join(f"{one} {title.zh}" for one, title in titles) + "。",
                     "; ".join(f"{one} {title.en}" for one, title in titles) + ".")


def _claims(outcome: Outcome, place: PlaceKind, facts: Facts, follows: frozenset[str]) -> Claims:
    """Each claim by the article that grants it; dismissed where the facts raise it and answer it."""
    def claim(article: str, *, answered: bool) -> Claim:
        if f"cn-spc-2021/{article}" in follows:
            return Claim.UPHELD
        return Claim.DISMISSED if answered else Claim.NONE

    tort = {Outcome.INFRINGEMENT: Claim.UPHELD, Outcome.LAWFUL: Claim.DISMISSED, Outcome.UNCLEAR: Claim.OPEN}
    return Claims(
        tort=tort[outcome],
        alternative=claim("10", answered=place in BUILDINGS and facts.get("alternative_working") is True),
        void_term=claim("11", answered=False),
        contract=claim("12", answered=facts.get("deletion_requested") is True),
    )


def _ordered(wanted: frozenset[str], articles: Mapping[str, Article]) -> tuple[str, ...]:
    return tuple(one for one in articles if one in wanted)
