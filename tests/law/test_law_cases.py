"""Each case of `situations.py` is decided as it says, and each rule is needed by at least one of them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from cedarpy import Schema
from law.situations import ARTICLE_OF_FACT, CANONICAL, Case, cases

from menshen.law.law import PACKS, Law
from menshen.law.pack import Pack, read

CASES = tuple(cases())


@pytest.fixture(scope="module")
def schema() -> Schema:
    """The schema that ships."""
    return Schema.from_str(files("menshen.law").joinpath("packs", "situation.cedarschema").read_text("utf-8"))


@pytest.fixture(scope="module")
def packs(schema: Schema) -> tuple[Pack, ...]:
    """The packs that ship."""
    return tuple(read(files("menshen.law").joinpath("packs", name), schema) for name in PACKS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_decided_by_exactly_its_articles(law: Law, case: Case) -> None:
    """A situation is refused by the articles that its facts carry, in their order, and by no other."""
    decision = law.evaluate(case.situation)
    assert decision.articles == case.articles
    assert decision.permitted is (case.articles == ())
    assert decision.contradictions == ()


def test_every_canonical_fact_has_its_article() -> None:
    """No fact that a look needs is left out of the table of turned and unknown facts."""
    assert ARTICLE_OF_FACT.keys() == CANONICAL.keys()


def test_every_rule_is_needed(packs: tuple[Pack, ...], schema: Schema) -> None:
    """Without any single rule that speaks before an act, at least one case comes out otherwise."""
    idle = [rule_id for pack in packs for rule_id, rule in pack.rules.items() if _speaks_before_an_act(rule)
            and _answers(packs, schema, without=rule_id) == {case.name: case.articles for case in CASES}]
    assert idle == []


def test_the_measures_only_tighten(packs: tuple[Pack, ...], schema: Schema) -> None:
    """What the founding pack alone refuses, both packs refuse."""
    founding = Law(packs[:1], schema)
    both = Law(packs, schema)
    for case in CASES:
        later = replace(case.situation, on=max(case.situation.on, date(2025, 6, 1)), until=None)
        assert founding.evaluate(later).permitted or not both.evaluate(later).permitted


def _speaks_before_an_act(rule: Mapping[str, Any]) -> bool:
    """Before an act nobody asks what follows, nor about the grounds that are for a court."""
    return not any(word in json.dumps(rule) for word in ("Finding", '"follow"', "public_interest", "other_law")) and (
        rule["principal"].get("entity", {}).get("id") != "public_security")


def _answers(packs: tuple[Pack, ...], schema: Schema, *, without: str) -> dict[str, tuple[str, ...] | None]:
    """What each case is answered without one rule; None stands for a refusal that names nothing."""
    kept = [replace(pack, rules={name: rule for name, rule in pack.rules.items() if name != without}) for pack in packs]
    law = Law(kept, schema)
    decisions = {case.name: law.evaluate(case.situation) for case in CASES}
    return {name: one.articles if one.permitted or one.articles else None for name, one in decisions.items()}
