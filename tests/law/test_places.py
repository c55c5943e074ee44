"""Each kind of place as a file of cases: who may be looked at, under which packs, from which date, and who not."""

import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from law.situations import CANONICAL, ORDERED, SINCE_2025

from menshen.law.cases import Facts
from menshen.law.law import PACKS, Law
from menshen.law.situation import Situation
from menshen.terms import Act, PlaceKind

FOLDER = Path(__file__).with_name("places")
DEPENDANTS = {"consent_given": ("consent_separate", "consent_explicit", "within_consent_scope"),
              "notice_given": ("notice_specific",)}


def read() -> dict[str, dict[str, Any]]:
    """All files, by the kind of place."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


PLACES = read()
CASES = [(place, case) for place in PLACES.values() for case in place["case"]]


def facts(case: dict[str, Any]) -> Facts:
    """A lawful look's facts on that day in a public place, with what the case changes."""
    changed: dict[str, bool] = case.get("changed", {})
    standing = CANONICAL if case["date"] < in_force()["cn-measures-2025"] else SINCE_2025
    if case.get("ground") == "order":
        standing, changed = {**standing, **ORDERED}, {"consent_given": False, "public_security_basis": False, **changed}
    unsaid = {part for name, parts in DEPENDANTS.items() if changed.get(name) is False for part in parts}
    return {name: value for name, value in {**standing, "public_place": True, **changed}.items() if name not in unsaid}


def in_force() -> dict[str, date]:
    """The packs that ship, and since when."""
    folder = files("menshen.law").joinpath("packs")
    return {name: tomllib.loads(folder.joinpath(name, "pack.toml").read_text("utf-8"))["in_force"] for name in PACKS}


def test_every_kind_of_the_ruling_has_its_file() -> None:
    """Hotel, mall, bank, station, airport, stadium, entertainment and sales office each have cases."""
    assert set(PLACES) == {"hotel", "mall", "bank", "station", "airport", "stadium", "entertainment", "sales-office"}
    for name, place in PLACES.items():
        assert place["place"] == name.replace("-", "_")
        assert place["everyone_else"]
        assert {bool(case["refused_by"]) for case in place["case"]} == {True, False}


@pytest.mark.parametrize(("place", "case"), CASES,
                         ids=[f"{place['place']}: {case['what']}" for place, case in CASES])
def test_a_case_of_a_place_is_answered_as_written(law: Law, place: dict[str, Any], case: dict[str, Any]) -> None:
    """The law refuses by the articles that the file names, or permits where it names none, under the packs it names."""
    assert case["packs"] == [name for name, since in in_force().items() if since <= case["date"]]
    decision = law.evaluate(Situation(Act(case["act"]), case["date"], PlaceKind(place["place"]), facts(case)))
    assert list(decision.articles) == case["refused_by"]
    assert decision.permitted is (case["refused_by"] == [])
    assert decision.contradictions == ()
