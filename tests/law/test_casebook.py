"""The casebook: sourced facts only, our answer beside what was held, and every difference explained."""

import re
from collections import Counter
from pathlib import Path

import pytest

from menshen.law.cases import Precedent, casebook
from menshen.law.facts import FACTS
from menshen.law.judgment import Outcome
from menshen.law.situation import Situation
from menshen.terms import Act

BOOK = casebook()
OTHERWISE = {"pia_done": "impact_assessment_done", "internet_transmission": "sent_over_internet"}
ACTS = {"analyze": Act.ANALYSE, "enroll": Act.ENROL, "share": Act.PROVIDE}


@pytest.mark.parametrize("one", BOOK, ids=lambda one: one.id)
def test_a_difference_is_explained(one: Precedent) -> None:
    """Where our outcome is not what was held, one sentence says why; where it is, none does."""
    assert bool(one.differs) is (one.case.outcome != one.held)
    assert re.fullmatch(r"([^.;]|\.(?=\S)|(art|arts)\. |;)*\.", one.differs or ".")


@pytest.mark.parametrize("one", BOOK, ids=lambda one: one.id)
def test_a_case_has_near_misses(one: Precedent) -> None:
    """Beside each case stands one that differs by one fact, or by its time, and is answered otherwise."""
    assert any((near.outcome, near.articles) != (one.case.outcome, one.case.articles)
               for near in one.near if _apart(one.case.situation, near.situation) == 1)


def test_near_misses_reach_every_outcome() -> None:
    """The cases near those held cover lawful, unclear and outside as well as infringement."""
    outcomes = Counter(near.outcome for one in BOOK for near in one.near)
    assert min(outcomes[outcome] for outcome in Outcome) >= 15


def test_the_page_tells_every_case(root: Path) -> None:
    """The table in docs/law.md has a row for each case: what was held, what we answer, and why they differ."""
    page = root.joinpath("docs", "law.md").read_text("utf-8").partition("\n## The casebook\n")[2]
    rows = [line for line in page.partition("\n## ")[0].splitlines() if line.startswith("| `")]
    assert rows == [row(one) for one in BOOK]


def row(one: Precedent) -> str:
    """One case as the page tells it."""
    articles = ", ".join(article.removeprefix("cn-spc-2021/") for article in one.case.articles)
    return f"| `{one.id}` | {one.title}. {one.cited} | {one.held} | {one.case.outcome}: {articles} | {one.differs} |"


def test_the_page_tells_where_another_reader_differs(root: Path, shared: Path) -> None:
    """Every case of which the sources' own reader expects another outcome than ours is on the page, with both."""
    page = root.joinpath("docs", "law.md").read_text("utf-8").partition("\n## Another reader's opinion\n")[2]
    told = {name: (theirs, ours)
            for theirs, ours, names in re.findall(r"^\| (\w+) \| (\w+) \| (`.+?`) \|", page, re.MULTILINE)
            for name in re.findall(r"`([\w-]+)`", names)}
    expected = {name: source["spc_expected"] for name, source in
                _sources(shared.joinpath("law", "casebook.yaml").read_text("utf-8")).items()}
    assert told == {one.id: (expected[one.id], str(one.case.outcome)) for one in BOOK
                    if expected[one.id] not in ("null", one.case.outcome)}
    assert list(expected.values()).count("null") == 7


def test_facts_are_those_that_sources_state(shared: Path) -> None:
    """Each case states the facts, the act and the place of its source, and no other."""
    sources = _sources(shared.joinpath("law", "casebook.yaml").read_text("utf-8"))
    assert sources.keys() == {one.id for one in BOOK}
    for one in BOOK:
        source = sources[one.id]
        known = {name: value == "true" for name, value in source.items() if value in ("true", "false")}
        facts = {OTHERWISE.get(name, name): value for name, value in known.items()}
        if source["biometric"] != "face":
            facts["biometric_is_face"] = False
        assert one.case.situation.facts == {name: value for name, value in facts.items() if name in FACTS}
        assert one.case.situation.act == ACTS.get(source["action"], source["action"])
        assert one.case.situation.place in (source["venue_kind"], "sales_office")
        assert one.held == source["outcome"]


def _apart(one: Situation, other: Situation) -> int:
    """In how many facts two situations differ; act, place and time are one each."""
    facts = sum(one.facts.get(name) is not other.facts.get(name) for name in FACTS)
    return facts + sum((one.act != other.act, one.place != other.place, (one.on, one.until) != (other.on, other.until)))


def _sources(text: str) -> dict[str, dict[str, str]]:
    """The scalars of each case, by their names; enough of YAML for this one file."""
    listed = text.partition("\ncases:\n")[2].partition("\nincidents:\n")[0]
    entries = re.split(r"^- id: ", listed, flags=re.MULTILINE)[1:]
    return {entry.splitlines()[0].strip(): dict(re.findall(r"^ {2,4}(\w+): (\S+)$", entry, re.MULTILINE))
            for entry in entries}
