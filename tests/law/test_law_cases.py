"""Each case of the packs and of the casebook is answered as it says, and each rule is needed by at least one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from law.situations import CANONICAL, SINCE_2025, at, but, turned

from menshen.errors import EvidenceError
from menshen.law.cases import Case, cases, every_case, failures
from menshen.law.judgment import Outcome
from menshen.law.law import Law
from menshen.law.pack import Pack, article_of
from menshen.law.table import table

CASES = every_case()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_answered_as_it_says(law: Law, case: Case) -> None:
    """A situation is refused by the articles that its facts carry, in their order, and judged as its case says."""
    assert list(failures(law, case)) == []


def test_a_wrong_answer_is_a_failure(law: Law) -> None:
    """A case that says otherwise than the law answers is named with what came."""
    [case] = [case for case in CASES if case.name == "canonical"]
    wrong = replace(case, refused_by=("cn-spc-2021/9",), outcome=Outcome.UNCLEAR, rest={"remedies": ("x",)})
    assert list(failures(law, wrong)) == [
        "canonical: permitted by ()", "canonical: outcome lawful, not unclear", "canonical: remedies (), not ('x',)"]
    assert list(failures(law, replace(case, refused_by=None))) == ["canonical: permitted"]


def test_no_case_is_told_twice() -> None:
    """Every case of a pack has a name of its own."""
    named = Counter((case.name, case.situation.on) for case in CASES)
    assert [name for name, times in named.items() if times > 1] == []


def test_every_canonical_fact_has_its_cases() -> None:
    """Each fact that a look needs has a case where it is unknown, and one where it is turned round."""
    situations = [case.situation for case in cases()]
    for name in CANONICAL:
        assert at(but(**{name: None})) in situations
        assert any(_same(turned(name).facts, one.facts) for one in situations)


def test_every_outcome_has_its_cases() -> None:
    """Lawful, unclear and outside are covered beside infringement, and so are permits."""
    outcomes = Counter(case.outcome for case in CASES)
    assert min(outcomes[outcome] for outcome in Outcome) >= 35
    assert sum(case.refused_by == () for case in CASES) >= 50


def test_every_article_is_cited_by_a_case(law: Law) -> None:
    """Each article that has a rule is what some case is refused by, judged by, or followed by."""
    cited = {one for case in CASES for one in (*(case.refused_by or ()), *case.articles)}
    followed = {one for case in CASES for one in law.assess(case.situation).remedies}
    permits = {"cn-spc-2021/5.2", "cn-spc-2021/5.3", "cn-spc-2021/5.4", "cn-spc-2021/5.5"}
    ruled = {article_of(rule) for pack in law.packs for rule in pack.rules}
    assert ruled - cited - followed == permits


@pytest.mark.slow
def test_every_rule_is_needed(law: Law) -> None:
    """Without any single rule, or with its condition or its effect inverted, at least one case fails."""
    survivors = [f"{rule_id}, {how}" for pack in law.packs for rule_id, rule in pack.rules.items()
                 for how, mutant in _mutants(rule) if _survives(law, pack, rule_id, mutant)]
    assert survivors == []


def test_the_measures_only_tighten(law: Law) -> None:
    """What the founding pack alone refuses, both packs refuse."""
    founding = Law(law.packs[:1], law.schema)
    for case in CASES:
        later = replace(case.situation, on=max(case.situation.on, date(2025, 6, 1)), until=None)
        assert founding.evaluate(later).permitted or not law.evaluate(later).permitted


def test_the_page_counts_the_cases(law: Law, root: Path) -> None:
    """The number of cases, and of rows of the table, that docs/law.md tells are those there are."""
    page = root.joinpath("docs", "law.md").read_text("utf-8")
    assert f"**Cases.** {len(CASES)} situations" in page
    assert f"({table(law.packs, law.schema, tuple(SINCE_2025)).rows:,} rows)" in page


def _same(some: Mapping[str, bool | None], others: Mapping[str, bool | None]) -> bool:
    """Whether the same facts are known, and the same values of them."""
    return {name: value for name, value in some.items() if value is not None} == {
        name: value for name, value in others.items() if value is not None}


def _mutants(rule: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    yield "removed", None
    if rule["conditions"]:
        yield "condition inverted", {**rule, "conditions": [{"kind": "unless", "body": _together(rule["conditions"])}]}
    yield "effect inverted", {**rule, "effect": "permit" if rule["effect"] == "forbid" else "forbid"}


def _together(conditions: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """All conditions as one: each `when`, and no `unless`."""
    first, *rest = [one["body"] if one["kind"] == "when" else {"!": {"arg": one["body"]}} for one in conditions]
    return first if not rest else {"&&": {"left": first, "right": _together(
        [{"kind": "when", "body": one} for one in rest])}}


def _survives(law: Law, pack: Pack, rule_id: str, mutant: Mapping[str, Any] | None) -> bool:
    """Whether every case still passes with the mutant in place of the rule."""
    rules = {name: rule for name, rule in pack.rules.items() if name != rule_id}
    changed = replace(pack, rules=rules if mutant is None else {**rules, rule_id: mutant})
    packs = [changed if one is pack else one for one in law.packs]
    try:
        mutated = Law(packs, law.schema)
    except EvidenceError:
        return False
    # The cases about the article first: most mutants end there.
    near = sorted(CASES, key=lambda case: article_of(rule_id) not in {*(case.refused_by or ()), *case.articles})
    return not any(_fails(mutated, case) for case in near)


def _fails(mutated: Law, case: Case) -> bool:
    return any(failures(mutated, case))
