"""An act judged afterwards: outcomes, burdens, defences, claims and what follows."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from law.situations import AFTER, APP, CANONICAL, HOTEL, MALL, ORDERED, SINCE_2025, UNASKED, at, but
from typer.testing import CliRunner

from menshen.cli.main import commands
from menshen.law.cases import Facts, every_case
from menshen.law.facts import FACTS, Burden
from menshen.law.judgment import Claim, Judgment, Outcome
from menshen.law.law import Law
from menshen.law.situation import Situation
from menshen.terms import Act, Language, PlaceKind

LAWFUL, INFRINGEMENT, UNCLEAR = Outcome.LAWFUL, Outcome.INFRINGEMENT, Outcome.UNCLEAR


def spc(*numbers: str) -> tuple[str, ...]:
    """Ids of the Interpretation's articles."""
    return tuple(f"cn-spc-2021/{number}" for number in numbers)


def test_recognition_in_a_hotel_without_consent_infringes(law: Law) -> None:
    """Without consent in a business place heads 2(1) and 2(3) hold, consent is no defence, arts. 8 and 9 follow."""
    judgment = law.assess(at(UNASKED, place=HOTEL))
    assert judgment.outcome is INFRINGEMENT
    assert judgment.articles == spc("2.1", "2.3")
    assert [(one.article, one.holds) for one in judgment.defences] == [("5.4", False)]
    assert judgment.claims.tort is Claim.UPHELD
    assert {judgment.claims.alternative, judgment.claims.void_term, judgment.claims.contract} == {Claim.NONE}
    assert judgment.remedies == spc("8", "9")
    assert judgment.contradictions == ()


def test_what_decide_permits_is_lawful(law: Law) -> None:
    """Every case that is permitted before the act is lawful after it."""
    permitted = [case.situation for case in every_case() if law.evaluate(case.situation).permitted]
    assert len(permitted) > 50
    assert {law.assess(situation).outcome for situation in permitted} == {LAWFUL}


@pytest.mark.parametrize("name", sorted(CANONICAL))
def test_an_unknown_fact_follows_its_burden(law: Law, name: str) -> None:
    """What the operator had to prove and has not infringes; what the claimant has not shown is an open question."""
    judgment = law.assess(at(but(**{name: None})))
    operators = FACTS[name].burden is Burden.OPERATOR
    assert judgment.outcome is (INFRINGEMENT if operators else LAWFUL)
    assert (name in judgment.open_questions) is (FACTS[name].burden is Burden.CLAIMANT)
    assert ("cn-spc-2021/6" in judgment.remedies) is operators


def test_nothing_known_infringes_for_want_of_consent(law: Law) -> None:
    """With nothing known the operator has not proved consent, which is head 2(3), by the burden of article 6."""
    judgment = law.assess(at({}))
    assert (judgment.outcome, judgment.articles) == (INFRINGEMENT, spc("2.3"))
    assert judgment.remedies == spc("6", "8", "9")


@pytest.mark.parametrize(("changed", "cited"), [
    ({"bundled_in_terms": True}, ("2.3", "4.2")),
    ({"coerced": True}, ("2.3", "4.3")),
    ({"nudging": True}, ("2.3", "4.3")),
    ({"conditional_on_face": True}, ("2.3", "4.1")),
    ({"consent_withdrawn": True}, ("2.3",)),
    ({"within_consent_scope": False}, ("2.4",)),
    ({"notice_given": False, "notice_specific": None}, ("2.2",)),
    ({"leak_occurred": True, "security_failure": True}, ("2.5",)),
    ({"security_failure": True}, ("2.8",)),
    ({"shared_with_third_party": True}, ("2.6",)),
    ({"against_public_morals": True}, ("2.7",)),
    ({"private_space": True}, ("2.7",)),
    ({"alternative_working": False}, ("2.3", "10")),
    ({"injunction": True}, ("2.8", "9")),
    ({"minor": True}, ("2.3",)),
    ({"under_14": True, "minor": None}, ("2.3",)),
])
def test_a_head_that_the_facts_carry_is_cited_alone(
    law: Law, changed: Mapping[str, bool | None], cited: tuple[str, ...],
) -> None:
    """One fact turned round at home cites its head, and what in article 4 or 10 leads to it, and no other."""
    judgment = law.assess(at(but(**changed)))
    assert (judgment.outcome, judgment.articles) == (INFRINGEMENT, spc(*cited))


@pytest.mark.parametrize(("facts", "article"), [
    (ORDERED, "5.1"),
    ({"public_security_basis": True, "public_place": True}, "5.2"),
    ({"public_interest_reporting": True, "within_reasonable_limits": True}, "5.3"),
    ({"other_law_basis": True}, "5.5"),
])
def test_an_exemption_needs_each_of_its_elements(law: Law, facts: Facts, article: str) -> None:
    """An exemption with every element proved makes lawful what consent does not; without any one of them it fails."""
    whole = law.assess(at(facts, act=Act.IDENTIFY, place=PlaceKind.OTHER))
    assert whole.outcome is LAWFUL
    assert {one.article: one.holds for one in whole.defences} == {article: True, "5.4": False}
    elements = [name for name, value in facts.items() if value]
    for name in elements:
        partly = law.assess(at(but(facts, **{name: None}), act=Act.IDENTIFY, place=PlaceKind.OTHER))
        assert partly.outcome is INFRINGEMENT
        assert not any(one.holds for one in partly.defences)


def test_an_exemption_excuses_no_leak(law: Law) -> None:
    """Where an exemption holds, only what it does not excuse infringes."""
    judgment = law.assess(at(but(ORDERED, security_failure=True, leak_occurred=True)))
    assert (judgment.outcome, judgment.articles) == (INFRINGEMENT, spc("2.5"))


def test_turning_away_extorts_consent(law: Law) -> None:
    """Who consents because others are turned away has not consented: art. 4(1), hence 2(3); a home owes another way."""
    enrolled = {"consent_given": True, "alternative_offered": False, "service_refused": True}
    judgment = law.assess(at(enrolled, act=Act.REFUSE_SERVICE))
    assert (judgment.outcome, judgment.articles) == (INFRINGEMENT, spc("2.3", "4.1", "10"))
    assert (judgment.claims.alternative, judgment.remedies) == (Claim.UPHELD, spc("8", "9", "10"))


def test_turning_away_whom_nobody_looked_at_is_open(law: Law) -> None:
    """Where nobody consented and no face was handled nothing is void: the tort is open, and a home owes another way."""
    judgment = law.assess(at({"consent_given": False}, act=Act.REFUSE_SERVICE))
    assert (judgment.outcome, judgment.claims.tort) == (UNCLEAR, Claim.OPEN)
    assert judgment.open_questions[-1] == "cn-spc-2021/4.1"
    assert (judgment.claims.alternative, judgment.remedies) == (Claim.UPHELD, spc("10"))
    scanned = law.assess(at({"consent_given": False, "passive_scanning": True}, act=Act.REFUSE_SERVICE, place=MALL))
    assert (scanned.outcome, scanned.articles) == (INFRINGEMENT, spc("2.1", "2.3", "2.8", "4.1"))


def test_a_necessary_service_may_turn_away(law: Law) -> None:
    """An app that cannot work without the face extorts nothing."""
    assert law.assess(at({"necessary_for_service": True}, act=Act.REFUSE_SERVICE, place=APP)).outcome is LAWFUL


def test_breaking_the_measures_alone_is_open(law: Law) -> None:
    """Where only the Measures are broken the outcome is unclear, and their articles name the question."""
    judgment = law.assess(at(but(SINCE_2025, public_place=True), act=Act.IDENTIFY, place=MALL, on=AFTER))
    assert (judgment.outcome, judgment.articles) == (UNCLEAR, ("cn-measures-2025/13",))
    assert judgment.open_questions[-1] == "cn-measures-2025/13"
    assert law.assess(at(but(SINCE_2025, public_place=True, research=True, impact_assessment_done=False),
                         act=Act.IDENTIFY, place=MALL, on=AFTER)).outcome is LAWFUL


def test_claims_stand_by_themselves(law: Law) -> None:
    """A void term and a breach of contract are upheld for what they are, whatever becomes of the tort."""
    void = law.assess(at(but(irrevocable_terms=True)))
    assert (void.outcome, void.claims.void_term, void.remedies) == (LAWFUL, Claim.UPHELD, spc("11"))
    broken = law.assess(at(but(contrary_to_agreement=True)))
    assert (broken.claims.contract, broken.remedies) == (Claim.UPHELD, spc("8", "9", "12"))
    deleted = law.assess(at(but(deletion_requested=True, deletion_done=True)))
    assert (deleted.outcome, deleted.claims.contract) == (LAWFUL, Claim.DISMISSED)


def test_a_working_card_answers_article_10(law: Law) -> None:
    """Where another way works the request for one is dismissed."""
    assert law.assess(at()).claims.alternative is Claim.DISMISSED


@pytest.mark.parametrize(("judged", "article"), [
    (at(but(biometric_is_face=False)), "1"),
    (at(on=date(2021, 7, 31)), "16"),
    (at(on=date(2019, 1, 1), until=date(2021, 7, 31)), "16"),
])
def test_what_the_interpretation_does_not_cover_is_outside(law: Law, judged: Situation, article: str) -> None:
    """A fingerprint, and an act that ended before the first of August 2021, lie outside, with no claim."""
    judgment = law.assess(judged)
    assert (judgment.outcome, judgment.articles) == (Outcome.OUTSIDE, spc(article))
    assert judgment.claims.tort is Claim.NONE
    assert (judgment.remedies, judgment.open_questions, judgment.defences) == ((), (), ())


def test_an_act_that_went_on_is_covered(law: Law) -> None:
    """An act that began before that day and went on after it is judged."""
    assert law.assess(at(UNASKED, on=date(2021, 4, 18), until=date(2021, 10, 14))).outcome is INFRINGEMENT


def test_contradictions_are_unclear_and_named(law: Law) -> None:
    """Facts that contradict each other prove nothing: the judgment is unclear and names them."""
    judgment = law.assess(at(but(under_14=True)))
    assert (judgment.outcome, judgment.claims.tort) == (UNCLEAR, Claim.OPEN)
    assert judgment.contradictions == ("under_14 without minor",)


def test_a_dead_persons_face_leaves_a_question(law: Law) -> None:
    """Whether consent outlives its giver is open, and the relatives' article follows."""
    judgment = law.assess(at(but(deceased=True)))
    assert (judgment.outcome, judgment.articles, judgment.remedies) == (UNCLEAR, spc("15"), spc("15"))


def test_reasons_are_told_in_the_language_asked_for(law: Law) -> None:
    """A defence says why in 中文 and in English."""
    judgment = law.assess(at(UNASKED))
    assert "没有有效的单独同意" in _why(judgment, Language.ZH)
    assert "No valid separate consent" in _why(judgment, Language.EN)


def test_the_command_answers_and_exits_zero(tmp_path: Path) -> None:
    """`menshen law assess` prints the judgment's seven members, and exits 0 whatever the judgment."""
    file = tmp_path / "situation.json"
    file.write_text('{"act": "verify", "date": "2024-05-01", "place": "mall"}', "utf-8")
    result = CliRunner().invoke(commands("law"), ["law", "assess", str(file)])
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["outcome"], answer["claims"]["tort"]) == (0, "infringement", "upheld")
    assert list(answer) == ["outcome", "articles", "defences", "claims", "open_questions", "remedies", "contradictions"]
    file.write_text("[]", "utf-8")
    assert CliRunner().invoke(commands("law"), ["law", "assess", str(file)]).exit_code == 2


def _why(judgment: Judgment, language: Language) -> str:
    return str(judgment.document(language)["defences"])
