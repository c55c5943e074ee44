"""Laws of the law over every combination of the facts of one subject, unknown among their values, end to end.

That the laws hold for all facts at once follows from `menshen.law.table` (each rule over all values of the facts it
reads) and from Cedar's one law of composition; here both answers are asked for every combination of the facts that
bear on one another, in the acts, places and times where they do: 71,928 combinations, and every pair of facts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from pathlib import Path

import pytest
from law.situations import AFTER, APP, BEFORE, CANONICAL, HOME, HOTEL, MALL, ORDERED, PLEADED, SINCE_2025, UNASKED

from menshen.law.cases import Facts
from menshen.law.facts import FACTS, Burden, contradictions
from menshen.law.judgment import Outcome
from menshen.law.law import Law
from menshen.law.situation import Situation
from menshen.terms import Act, PlaceKind

VALUES = (True, False, None)
GRAVITY = {Outcome.LAWFUL: 0, Outcome.UNCLEAR: 1, Outcome.INFRINGEMENT: 2}
WHOLE_CONSENT: Facts = {name: CANONICAL[name] for name in (
    "consent_given", "consent_separate", "consent_explicit", "within_consent_scope", "consent_withdrawn",
    "consent_expired", "bundled_in_terms", "coerced", "opt_out_only")}

DENIED_ONLY = frozenset({"alternative_equal"})
"""The operator's to prove only where somebody denies it: unknown, it is at issue for nobody."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Facts that bear on one another, and where: every combination of their values, on a base of other facts."""

    name: str
    facts: Sequence[str]
    base: Facts
    acts: Sequence[Act] = (Act.VERIFY,)
    places: Sequence[PlaceKind] = (HOME,)
    days: Sequence[date] = (BEFORE,)

    def count(self) -> int:
        """How many situations there are."""
        return int(3 ** len(self.facts)) * len(self.acts) * len(self.places) * len(self.days)


SUBJECTS = (
    Subject("consent", ("consent_given", "consent_separate", "consent_explicit", "consent_withdrawn", "opt_out_only",
                        "bundled_in_terms", "coerced", "conditional_on_face", "necessary_for_service"), CANONICAL),
    Subject("scope", ("consent_given", "within_consent_scope", "consent_expired", "asked_again_after_no", "nudging",
                      "contrary_to_agreement", "minor", "under_14"), SINCE_2025, days=(AFTER,)),
    Subject("another way", ("alternative_offered", "alternative_working", "alternative_equal", "sole_method",
                            "service_refused", "conditional_on_face"), SINCE_2025, places=(HOME, HOTEL, APP),
            days=(BEFORE, AFTER)),
    Subject("turning away", ("consent_given", "consent_separate", "alternative_working", "service_refused",
                             "necessary_for_service", "passive_scanning"), CANONICAL, acts=(Act.REFUSE_SERVICE,),
            places=(HOME, HOTEL, APP)),
    Subject("turned away, and a face handled", ("consent_given", "notice_given", "leak_occurred", "retention_exceeded",
                                                "shared_with_third_party", "emergency", "other_law_basis"),
            {**UNASKED, **ORDERED, "notice_specific": None}, acts=(Act.REFUSE_SERVICE,), places=(APP,)),
    Subject("notice and care", ("rules_published", "notice_given", "notice_specific", "security_failure",
                                "leak_occurred", "retention_exceeded", "shared_with_third_party",
                                "recipient_authorised"), CANONICAL),
    Subject("handing on", ("shared_with_third_party", "recipient_authorised", "leak_occurred", "security_failure",
                           "emergency"), PLEADED, acts=(Act.PROVIDE, Act.DISCLOSE)),
    Subject("an order", ("emergency", "emergency_order_valid", "necessary_for_emergency", "within_reasonable_limits",
                         "consent_given", "security_failure", "injunction", "private_space"), {**UNASKED, **ORDERED}),
    Subject("exemptions", ("public_security_basis", "public_place", "public_interest_reporting",
                           "within_reasonable_limits", "other_law_basis", "passive_scanning", "private_space",
                           "sign_shown"), UNASKED, acts=(Act.IDENTIFY,), places=(MALL,), days=(AFTER,)),
    Subject("the person", ("minor", "under_14", "guardian_consent", "deceased", "written_required_by_law",
                           "consent_written", "private_space", "injunction"), CANONICAL),
    Subject("terms and deletion", ("irrevocable_terms", "unlimited_terms", "sublicensable_terms",
                                   "deletion_requested", "deletion_done", "contrary_to_agreement",
                                   "against_public_morals"), CANONICAL),
    Subject("the Measures", ("impact_assessment_done", "stored_on_device", "internet_consent", "sent_over_internet",
                             "retention_exceeded", "filing_due", "filing_done"), SINCE_2025, days=(AFTER,)),
    Subject("public places", ("sign_shown", "public_place", "public_security_basis", "consent_given",
                              "private_space"), SINCE_2025, acts=(Act.VERIFY, Act.IDENTIFY), places=(HOME, MALL, HOTEL),
            days=(AFTER,)),
    Subject("analysis in passing", ("consent_given", "passive_scanning", "public_place", "notice_specific",
                                    "public_security_basis"), CANONICAL, acts=(Act.ANALYSE,),
            places=tuple(PlaceKind)),
)

PAIRS_FROM: Mapping[str, Facts] = {"consent": SINCE_2025, "nothing": {}}
"""Where every pair of facts is turned; in a hotel, since the Measures."""

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Answers:
    """Both answers to one combination; contradictory facts have none that the laws speak of."""

    permitted: bool
    gravity: int


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_the_laws_hold_for_every_combination(law: Law, subject: Subject) -> None:
    """Worse never helps, unknown weighs as its burden says, and what is permitted is lawful and stands on a ground."""
    founding = Law(law.packs[:1], law.schema)
    for act, place, day in product(subject.acts, subject.places, subject.days):
        answers = dict(_answers(law, subject, act, place, day))
        assert len(answers) > 3 ** len(subject.facts) / 4
        for values, one in answers.items():
            facts = {**subject.base, **dict(zip(subject.facts, values, strict=True))}
            _check_alone(founding, Situation(act, day, place, facts), one)
        for index, name in enumerate(subject.facts):
            _check_neighbours(name, index, answers, act)


@pytest.mark.parametrize("base", PAIRS_FROM.values(), ids=PAIRS_FROM.keys())
def test_the_laws_hold_for_every_pair_of_facts(law: Law, base: Facts) -> None:
    """The same laws hold for any two facts with every value of both, from whole consent or nothing known."""
    founding = Law(law.packs[:1], law.schema)
    for pair in combinations(FACTS, 2):
        subject = Subject("pair", pair, base)
        answers = dict(_answers(law, subject, Act.VERIFY, HOTEL, AFTER))
        for values, one in answers.items():
            facts = {**base, **dict(zip(pair, values, strict=True))}
            _check_alone(founding, Situation(Act.VERIFY, AFTER, HOTEL, facts), one)
        for index, name in enumerate(pair):
            _check_neighbours(name, index, answers, Act.VERIFY)


def test_so_many_combinations_are_asked(root: Path) -> None:
    """The subjects hold 71,928 combinations of facts, acts, places and days, the pairs 30,798; docs/law.md says so."""
    page = root.joinpath("docs", "law.md").read_text("utf-8")
    assert "for 71,928 combinations" in page
    assert "for 30,798 of pairs" in page
    assert sum(subject.count() for subject in SUBJECTS) == 71_928
    assert len(PAIRS_FROM) * 9 * len(list(combinations(FACTS, 2))) == 30_798


def _answers(law: Law, subject: Subject, act: Act, place: PlaceKind, day: date,
             ) -> Iterator[tuple[tuple[bool | None, ...], Answers]]:
    for values in product(VALUES, repeat=len(subject.facts)):
        facts = {**subject.base, **dict(zip(subject.facts, values, strict=True))}
        if contradictions(facts):
            continue
        situation = Situation(act, day, place, facts)
        outcome = law.assess(situation).outcome
        permitted = law.evaluate(situation).permitted
        if outcome is Outcome.OUTSIDE:
            assert not permitted, situation
        else:
            yield values, Answers(permitted, GRAVITY[outcome])


def _check_alone(founding: Law, situation: Situation, one: Answers) -> None:
    """What is permitted is lawful, stands on whole consent or on an order, and the founding pack permits it too."""
    if not one.permitted:
        return
    facts = situation.facts
    assert one.gravity == 0, situation
    assert founding.evaluate(situation).permitted, situation
    if situation.act is not Act.REFUSE_SERVICE:
        assert WHOLE_CONSENT.items() <= facts.items() or ORDERED.items() <= facts.items(), situation


def _check_neighbours(name: str, index: int, answers: Mapping[tuple[bool | None, ...], Answers], act: Act) -> None:
    """One fact better, unknown and worse, with all others as they are."""
    fact = FACTS[name]
    if fact.worse is None:
        return
    for values, better in answers.items():
        if values[index] is not (not fact.worse):
            continue
        unknown = answers.get((*values[:index], None, *values[index + 1:]))
        worst = answers.get((*values[:index], fact.worse, *values[index + 1:]))
        if unknown is None or worst is None:
            continue
        context = (name, values)
        assert better.permitted >= unknown.permitted >= worst.permitted, context
        if name in CANONICAL.keys() | ORDERED.keys():
            assert unknown.permitted == worst.permitted, context
        if name == "consent_given" and act is Act.REFUSE_SERVICE:
            continue  # who turns away and never had consent extorted none: the text leaves that open
        assert better.gravity <= unknown.gravity <= worst.gravity, context
        if name in DENIED_ONLY or (name == "notice_given" and act is Act.REFUSE_SERVICE):
            # Of who was turned away, a notice said not to be given tells that a face was taken; silence does not.
            assert unknown.gravity == better.gravity, context
        else:
            borne = worst if fact.burden is Burden.OPERATOR else better
            assert unknown.gravity == borne.gravity, context
