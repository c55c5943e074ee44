"""Laws of the law, over situations that lie near the line between permit and refusal."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st
from law.situations import AFTER, BEFORE, CANONICAL, ORDERED, PLEADED, SINCE_2025

from menshen.law.cases import Facts
from menshen.law.facts import FACTS, contradictions
from menshen.law.law import Law
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
