"""The table of the rules: asked alone over all values of their facts, they have the laws of the law."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from cedarpy import Entities, policies_to_json_str
from law.situations import SINCE_2025

from menshen.law.burden import stated
from menshen.law.cases import every_case
from menshen.law.law import Law
from menshen.law.pack import Pack, article_of
from menshen.law.rules import Rules
from menshen.law.table import Table, table

GROUND = 'principal == Ground::"consent", action in Action::"processing", resource'


def asked(law: Law, rules: Mapping[str, str], *beside: str) -> Table:
    """The table of those rules alone, with some of the founding pack's own beside them."""
    founding = law.packs[0]
    parsed: dict[str, Any] = {}
    for rule_id, source in rules.items():
        [parsed[rule_id]] = json.loads(policies_to_json_str(f'@id("{rule_id}")\n{source}'))["staticPolicies"].values()
    kept = {rule_id: founding.rules[rule_id] for rule_id in beside}
    return table([replace(founding, rules={**kept, **parsed})], law.schema, tuple(SINCE_2025))


def test_the_table_holds(law: Law) -> None:
    """No rule errs, none is silenced by a worse or an unknown fact, and no permission comes without its plea."""
    found = table(law.packs, law.schema, tuple(SINCE_2025))
    assert found.complaints == ()
    assert found.rows > 3000


@pytest.mark.parametrize(("rule", "says"), [
    (f"forbid ({GROUND}) when {{ 9223372036854775807 + 1 > 0 }};", "errs"),
    (f"forbid ({GROUND}) unless {{ context has coerced && context.coerced }};", "is silenced by coerced=True"),
    (f"forbid ({GROUND}) when {{ context has coerced }};", "is silenced by not knowing coerced"),
    (f"forbid ({GROUND}) when {{ context has coerced && context.coerced }};", "takes unknown coerced for better"),
    (f"permit ({GROUND}) when {{ context has deceased && context.deceased }};", "permits without consent_given"),
    ('permit (principal == Ground::"consent", action in Action::"processing", resource == Place::"gym");',
     "permits without consent_given"),
    (f'forbid ({GROUND}) when {{ resource == Place::"gym" && context has coerced }};', "is silenced by not knowing"),
    ('permit (principal, action == Action::"refuse_service", resource);', "lets turn away without necessity"),
])
def test_a_rule_that_breaks_a_law_is_found(law: Law, rule: str, says: str) -> None:
    """A rule planted against each law is named with the law it breaks."""
    complaints = asked(law, {"cn-spc-2021/9#planted": rule}).complaints
    assert complaints
    assert all(complaint.startswith("cn-spc-2021/9#planted") for complaint in complaints)
    assert any(says in complaint for complaint in complaints)


@pytest.mark.slow
def test_the_decision_is_what_the_rules_add_up_to(law: Law) -> None:
    """For every case: permitted if some rule alone permits and none alone forbids, refused by those that forbid."""
    alone = {rule_id: _alone(law, pack, rule_id) for pack in law.packs for rule_id in pack.rules}
    for case in every_case():
        on, facts = case.situation, stated(case.situation.facts)
        if on.on < law.packs[0].in_force or law.evaluate(on).contradictions:
            continue
        speaking = [pack for pack in law.packs if pack.speaks(on.until or on.on, on.place, on.facts)]
        spoke = {ground: {rule_id for pack in speaking for rule_id in pack.rules
                          if alone[rule_id].act(ground, on.act, on.place, facts).rules}
                 for ground in (("consent", "emergency") if facts.get("emergency") else ("consent",))}
        forbids = {ground: {rule for rule in rules if _effect(law, rule) == "forbid"}
                   for ground, rules in spoke.items()}
        carried = [ground for ground, rules in spoke.items() if rules and not forbids[ground]]
        decision = law.evaluate(on)
        assert decision.permitted is bool(carried), case.name
        cited = set() if carried else {article_of(rule) for rules in forbids.values() for rule in rules}
        assert set(decision.articles) == cited, case.name


def test_a_head_that_yields_is_asked_with_the_other(law: Law) -> None:
    """Weak security falls silent after a leak only because head 2(5) then speaks."""
    never = 'forbid (principal, action in Action::"processing", resource) when { false };'
    [complaint, *_] = asked(law, {"cn-spc-2021/2.5": never}, "cn-spc-2021/2.8#security").complaints
    assert complaint.startswith("cn-spc-2021/2.8#security is silenced by leak_occurred=True")


def _alone(law: Law, pack: Pack, rule_id: str) -> Rules:
    entities = Entities.from_json_str("[]", law.schema)
    return Rules([replace(pack, rules={rule_id: pack.rules[rule_id]})], entities)


def _effect(law: Law, rule_id: str) -> object:
    return next(pack.rules[rule_id]["effect"] for pack in law.packs if rule_id in pack.rules)
