"""Laws of the law, over situations that lie near the line between permit and refusal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from law.situations import AFTER, BEFORE, CANONICAL, ORDERED, PLEADED, SINCE_2025

from menshen.law.cases import Facts
from menshen.law.facts import FACTS, contradictions
from menshen.law.judgment import Outcome
from menshen.law.law import Law
from menshen.law.remedy import ANOTHER_LANE
from menshen.law.situation import Situation
from menshen.terms import Act, PlaceKind

LOOKS = (Act.ENROL, Act.VERIFY, Act.IDENTIFY, Act.ANALYSE)
CONSENT: Facts = {name: CANONICAL[name] for name in (
    "consent_given", "consent_separate", "consent_explicit", "within_consent_scope", "consent_withdrawn",
    "consent_expired", "bundled_in_terms", "coerced", "opt_out_only")}
WITH_WORSE = sorted(name for name, fact in FACTS.items() if fact.worse is not None)
LAW = Law.load()

known = st.sampled_from((True, False, None))


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Facts that permit, with a few of them changed: most of what decides lies there."""
    ground = draw(st.sampled_from((CANONICAL, SINCE_2025, ORDERED, PLEADED)))
    return {**ground, **draw(st.dictionaries(st.sampled_from(sorted(FACTS)), known, max_size=4))}


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    """Facts from any of those bases or from none, with any of them changed, contradictions among them."""
    ground = draw(st.sampled_from(({}, CANONICAL, SINCE_2025, ORDERED, PLEADED)))
    return {**ground, **draw(st.dictionaries(st.sampled_from(sorted(FACTS)), known))}


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date | None]:
    """A day at the edge of a pack's time, and until when the act went on."""
    edge = draw(st.sampled_from([pack.in_force for pack in LAW.packs]))
    on = edge + timedelta(days=draw(st.integers(-2, 2)))
    lasted = draw(st.none() | st.integers(0, 3) | st.just(2000))
    return on, None if lasted is None else on + timedelta(days=lasted)


def permitted(facts: Facts, act: Act, place: PlaceKind, on: date) -> bool:
    """Whether the law permits."""
    return LAW.evaluate(Situation(act=act, on=on, place=place, facts=facts)).permitted


acts, places, days = st.sampled_from(tuple(Act)), st.sampled_from(tuple(PlaceKind)), st.sampled_from((BEFORE, AFTER))


@given(facts(), st.sampled_from(WITH_WORSE), st.booleans(), acts, places, days)
def test_worse_never_helps(base: Facts, name: str, forget: bool, act: Act, place: PlaceKind, on: date) -> None:
    """Making any fact worse, or unknown, never turns a refusal into a permit, unless it ends a contradiction."""
    worse = FACTS[name].worse
    assume(base.get(name) is not worse and not contradictions(base))
    assume(not (forget and base.get(name) is None))
    changed = {**base, name: None if forget else worse}
    assert permitted(base, act, place, on) or not permitted(changed, act, place, on)


@given(facts(), st.sampled_from(sorted(set(WITH_WORSE) & (SINCE_2025.keys() | ORDERED.keys()))), acts, places, days)
def test_unknown_is_the_worst(base: Facts, name: str, act: Act, place: PlaceKind, on: date) -> None:
    """A fact that a look needs, left unknown, decides as its worst value does."""
    unknown, worst = {**base, name: None}, {**base, name: FACTS[name].worse}
    assume(not contradictions(unknown) and not contradictions(worst))
    assert permitted(unknown, act, place, on) == permitted(worst, act, place, on)


@given(facts(), st.sampled_from(LOOKS), places, days)
def test_no_look_without_consent_or_order(base: Facts, act: Act, place: PlaceKind, on: date) -> None:
    """Each look that is permitted stands on whole consent, or on an emergency with all its elements."""
    if permitted(base, act, place, on):
        whole = CONSENT.items() <= base.items()
        assert whole or ORDERED.items() <= base.items()


@given(facts(), acts, places, days)
def test_a_refusal_says_why(base: Facts, act: Act, place: PlaceKind, on: date) -> None:
    """A refusal cites at least one article, each once, and a permit none."""
    decision = LAW.evaluate(Situation(act=act, on=on, place=place, facts=base))
    assert decision.permitted is (decision.articles == ())
    assert len(set(decision.articles)) == len(decision.articles)


@given(facts(), acts, places)
def test_the_measures_only_tighten(base: Facts, act: Act, place: PlaceKind) -> None:
    """What is refused before the Measures is refused under them."""
    assert permitted(base, act, place, BEFORE) or not permitted(base, act, place, AFTER)


@given(any_facts(), acts, places, spans())
def test_both_answers_agree(base: Facts, act: Act, place: PlaceKind, span: tuple[date, date | None]) -> None:
    """Any situation has both answers: what is permitted is lawful, contradiction is neither, and a judgment adds up."""
    situation = Situation(act, span[0], place, base, span[1])
    decision, judgment = LAW.evaluate(situation), LAW.assess(situation)
    assert not decision.permitted or judgment.outcome is Outcome.LAWFUL
    assert not decision.contradictions or judgment.outcome in (Outcome.UNCLEAR, Outcome.OUTSIDE)
    assert decision.contradictions == judgment.contradictions == contradictions(base)
    assert (judgment.articles == ()) is (judgment.outcome is Outcome.LAWFUL)
    assert (judgment.claims.tort == "upheld") is (judgment.outcome is Outcome.INFRINGEMENT)
    assert {*decision.articles, *judgment.articles, *judgment.remedies} <= LAW.in_order.keys()


@pytest.mark.slow
@given(any_facts(), acts, places, days)
def test_each_way_permits_and_none_is_too_long(base: Facts, act: Act, place: PlaceKind, on: date) -> None:
    """What would make an act lawful makes it so, and without any one of its changes it does not."""
    situation = Situation(act, on, place, base)
    for way in LAW.lawful_if(situation):
        if way != (ANOTHER_LANE,):
            changed = {change.what: change.value is True for change in way}
            assert LAW.evaluate(replace(situation, facts={**base, **changed})).permitted
            for name in changed:
                less = {**base, **{other: value for other, value in changed.items() if other != name}}
                assert not LAW.evaluate(replace(situation, facts=less)).permitted
