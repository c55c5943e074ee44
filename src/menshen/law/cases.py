"""Cases: situations with the answers they must get, read from the packs; and the casebook, with what was held.

A case says all articles that refuse it before the act (none: it is permitted), and outcome and articles after it;
claims, remedies and open questions of the text where it is about them. It answers nothing itself.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from menshen.law.judgment import Judgment, Outcome
from menshen.law.law import Law
from menshen.law.situation import Situation
from menshen.terms import Act, PlaceKind

Facts = Mapping[str, bool | None]

PACKS = files("menshen.law").joinpath("packs")
UNKNOWN = "unknown"
"""TOML has no null."""


@dataclass(frozen=True, slots=True)
class Case:
    """One situation with its two answers. `refused_by` is None where only that it is refused is said, not by what."""

    name: str
    situation: Situation
    refused_by: tuple[str, ...] | None
    outcome: Outcome
    articles: tuple[str, ...]
    rest: Mapping[str, object]
    """Further parts of the judgment that the case is about, by name."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """What a court or an authority held of sourced facts, our answer, and cases that differ from it by one fact."""

    id: str
    title: str
    cited: str
    held: str
    differs: str
    case: Case
    near: tuple[Case, ...]


def bases() -> Mapping[str, Facts]:
    """The sets of facts that cases start from, by name."""
    return tomllib.loads(PACKS.joinpath("bases.toml").read_text("utf-8"))


def cases() -> tuple[Case, ...]:
    """Every case of every pack, but for the casebook's."""
    known = bases()
    return tuple(_case(entry, known, entry["name"])
                 for folder in sorted(PACKS.iterdir(), key=lambda entry: entry.name, reverse=True)
                 if folder.is_dir() and folder.joinpath("cases.toml").is_file()
                 for entry in tomllib.loads(folder.joinpath("cases.toml").read_text("utf-8"))["case"])


def casebook() -> tuple[Precedent, ...]:
    """The casebook, in the order of its file."""
    known = bases()
    return tuple(_precedent(entry, known)
                 for entry in tomllib.loads(PACKS.joinpath("casebook.toml").read_text("utf-8"))["case"])


def every_case() -> tuple[Case, ...]:
    """Every case there is: the packs', the casebook's, and those near it."""
    return (*cases(), *(case for one in casebook() for case in (one.case, *one.near)))


def failures(law: Law, case: Case) -> Iterator[str]:
    """What of that law's two answers is not as the case says."""
    decision = law.evaluate(case.situation)
    if case.refused_by is None:
        if decision.permitted:
            yield f"{case.name}: permitted"
    elif decision.permitted is not (case.refused_by == ()) or decision.articles != case.refused_by:
        yield f"{case.name}: {'permitted' if decision.permitted else 'refused'} by {decision.articles}"
    judgment = law.assess(case.situation)
    said = {"outcome": case.outcome, "articles": case.articles, **case.rest}
    for part, expected in said.items():
        if (came := _part(judgment, part)) != expected:
            yield f"{case.name}: {part} {came}, not {expected}"


def _part(judgment: Judgment, part: str) -> object:
    """One part of a judgment as a case writes it."""
    if part == "open":
        return tuple(one for one in judgment.open_questions if "/" in one)
    if part == "asked":
        return tuple(one for one in judgment.open_questions if "/" not in one)
    if part == "defences":
        return {one.article: one.holds for one in judgment.defences}
    if part in ("alternative", "void_term", "contract", "tort"):
        return str(getattr(judgment.claims, part))
    found: object = getattr(judgment, part)
    return found


def _case(entry: Mapping[str, Any], known: Mapping[str, Facts], name: str) -> Case:
    facts = {**known[entry.get("base", "nothing")], **entry.get("with", {})}
    situation = Situation(
        act=Act(entry.get("act", Act.VERIFY)),
        on=entry.get("date", date(2024, 5, 1)),
        place=PlaceKind(entry.get("place", PlaceKind.RESIDENTIAL)),
        facts={fact: None if value == UNKNOWN else value for fact, value in facts.items()},
        until=entry.get("until"),
    )
    refused_by = entry.get("refused_by")
    return Case(
        name, situation, None if refused_by is None else _ids(refused_by), Outcome(entry["outcome"]),
        _ids(entry.get("articles", ())),
        {part: _ids(value) if isinstance(value, list) else value for part, value in entry.get("judgment", {}).items()},
    )


def _precedent(entry: Mapping[str, Any], known: Mapping[str, Facts]) -> Precedent:
    """A near case starts from the case's own facts, or from a base where it says so; what it leaves out is the same."""
    own = {name: entry[name] for name in ("act", "date", "until", "place") if name in entry}
    near = []
    for one in entry.get("near", ()):
        start = {} if "base" in one else entry.get("with", {})
        turned = {**own, **one, "with": {**start, **one.get("with", {})}}
        if "date" in one and "until" not in one:
            turned.pop("until", None)
        near.append(_case(turned, known, f"near {entry['id']}: {one['name']}"))
    return Precedent(entry["id"], entry["title"], entry["cited"], entry["held"], entry.get("differs", ""),
                     _case(entry, known, entry["id"]), tuple(near))


def _ids(numbers: Iterable[str]) -> tuple[str, ...]:
    """Ids of articles as cases write them: a bare number is the founding pack's; a fact is itself."""
    return tuple(f"cn-spc-2021/{one}" if one[0].isdigit() else one for one in numbers)
