"""The table of the rules: every rule asked alone, over every combination of the facts that it reads.

Cedar permits exactly where some permission speaks and no prohibition does, so what holds for each rule holds for the
decision: each rule is asked here for all values, unknown among them, of its own facts, and for each ground, act and
kind of place that it looks at. A rule that does not name a place cannot tell it from another. With n rules of k facts
that is n · 3^k questions, and stands for all 3^59 combinations. It judges no situation.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from cedarpy import Entities, PolicySet, Schema, is_authorized

from menshen.law.facts import FACTS
from menshen.law.pack import Pack, facts_read
from menshen.terms import Act, PlaceKind

Facts = Mapping[str, bool]

ASKED_BEFORE = {"consent": "consent_given", "emergency": "emergency"}
"""The grounds that may carry an act before it is done, each with the fact that pleads it."""

GROUNDS = (*ASKED_BEFORE, "public_security", "public_interest", "other_law")
NEEDED_WORST: Facts = {"minor": True, "deceased": True, "private_space": True, "biometric_is_face": False}
"""The worst of the facts that a look on consent needs, where the table of facts leaves that to the rule."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question to one rule: who stands on what, does what, where, and whether the rule spoke."""

    rule: str
    ground: str
    act: Act
    place: PlaceKind
    facts: Facts
    spoke: bool


@dataclass(frozen=True, slots=True)
class Table:
    """How many rows were asked, and what about them is not as it must be."""

    rows: int
    complaints: tuple[str, ...]


def table(packs: Sequence[Pack], schema: Schema, needed: Sequence[str]) -> Table:
    """Ask every rule that decides acts; `needed` are the facts that a look on consent needs known.

    Complaints: a rule that errs; a permission without its plea, or on a ground that is only for a court; and, where the
    plea is made, a prohibition that a worse or unknown fact silences, or that takes unknown for better than the worst.
    """
    entities = Entities.from_json_str("[]", schema)
    asked, complaints = 0, list[str]()
    for pack in packs:
        for rule_id, rule in pack.rules.items():
            # A head that yields to another is asked with it: that either of them speaks is what counts.
            beside = {name: pack.rules[name] for name in [rule["annotations"].get("yields_to")] if name}
            rows = list(_rows(rule_id, rule, beside, entities, complaints))
            asked += len(rows)
            permits = rule["effect"] == "permit"
            complaints += _permission(rows) if permits else _prohibition(rows, needed)
    return Table(asked, tuple(dict.fromkeys(complaints)))


def _rows(rule_id: str, rule: Mapping[str, Any], beside: Mapping[str, Mapping[str, Any]], entities: Entities,
          complaints: list[str]) -> Iterator[Row]:
    together = {rule_id: rule, **beside}
    alone = PolicySet.from_json_str(json.dumps({"templates": {}, "staticPolicies": together, "templateLinks": []}))
    grounds, acts, places = _reach(rule)
    names = sorted({fact for one in together.values() for fact in facts_read(one["conditions"])})
    for ground, act, place, values in product(grounds, acts, places, product((True, False, None), repeat=len(names))):
        facts = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        answer = is_authorized({"principal": f'Ground::"{ground}"', "action": f'Action::"{act}"',
                                "resource": f'Place::"{place}"', "context": facts}, alone, entities)
        if answer.diagnostics.errors:
            complaints.append(f"{rule_id} errs for {facts}")
        yield Row(rule_id, ground, act, place, facts, bool(answer.diagnostics.reasons))


def _reach(rule: Mapping[str, Any]) -> tuple[Sequence[str], Sequence[Act], Sequence[PlaceKind]]:
    """The grounds, acts and places that can make a difference to a rule; for what follows from holdings, none."""
    conditions, principal, action = json.dumps(rule["conditions"]), rule["principal"], rule["action"]
    scope = [entity["id"] for entity in action.get("entities", [action.get("entity", {"id": "processing"})])]
    if "follow" in scope:
        return (), (), ()
    grounds = GROUNDS if principal["op"] == "All" else (principal["entity"]["id"],)
    acts = [act for act in Act if act in scope or ("processing" in scope and act is not Act.REFUSE_SERVICE)]
    if '"Var": "action"' not in conditions:
        acts = _one_of_each(acts)
    named = set(_places_named([rule["conditions"], rule["resource"]]))
    return grounds, acts, [*sorted(named), *[place for place in PlaceKind if place not in named][:1]]


def _places_named(node: object) -> Iterator[PlaceKind]:
    """The kinds of place that a rule, in Cedar's JSON, names."""
    if isinstance(node, list):
        for part in node:
            yield from _places_named(part)
    elif isinstance(node, dict):
        if node.get("type") == "Place":
            yield PlaceKind(node["id"])
        yield from _places_named(list(node.values()))


def _one_of_each(acts: Sequence[Act]) -> list[Act]:
    """One act of handling, and turning away: a rule that does not look at the act tells no two of a kind apart."""
    handling = [act for act in acts if act is not Act.REFUSE_SERVICE]
    return [*handling[:1], *(act for act in acts if act is Act.REFUSE_SERVICE)]


def _permission(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        plea = ASKED_BEFORE.get(row.ground)
        if row.spoke and row.act is Act.REFUSE_SERVICE:
            if not row.facts.get("necessary_for_service"):
                yield f"{row.rule} lets turn away without necessity"
        elif row.spoke and plea is not None and not row.facts.get(plea):
            yield f"{row.rule} permits without {plea}"


def _prohibition(rows: Sequence[Row], needed: Sequence[str]) -> Iterator[str]:
    spoke = {_key(row, row.facts): row.spoke for row in rows}
    for row in rows:
        plea = ASKED_BEFORE.get(row.ground, "")
        if plea in FACTS and row.act is not Act.REFUSE_SERVICE and plea in _read(rows) and not row.facts.get(plea):
            continue
        for name in _read(rows) - {plea}:
            worst = NEEDED_WORST.get(name, FACTS[name].worse)
            if worst is None:
                continue
            known = {**row.facts, name: worst}
            if row.spoke and not spoke[_key(row, known)]:
                yield f"{row.rule} is silenced by {name}={worst} at {row.facts}"
            unknown = {fact: value for fact, value in row.facts.items() if fact != name}
            if row.facts.get(name) is (not worst) and row.spoke and not spoke[_key(row, unknown)]:
                yield f"{row.rule} is silenced by not knowing {name} at {row.facts}"
            look = row.ground == "consent" and row.act is not Act.REFUSE_SERVICE
            if look and name in needed and spoke[_key(row, known)] is not spoke[_key(row, unknown)]:
                yield f"{row.rule} takes unknown {name} for better than the worst at {row.facts}"


def _read(rows: Sequence[Row]) -> set[str]:
    return {name for row in rows for name in row.facts}


def _key(row: Row, facts: Facts) -> tuple[object, ...]:
    return (row.ground, row.act, row.place, frozenset(facts.items()))
