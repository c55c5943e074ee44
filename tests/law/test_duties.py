"""The duty table: every clause of both regimes, each with where it is enforced, or why it is not."""

import importlib
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from menshen.errors import EvidenceError
from menshen.law.duties import Duty, Status, duties
from menshen.law.law import PACKS, Law
from menshen.law.pack import article_of

EVERY = [duty for pack in PACKS for duty in duties(pack)]
ENFORCED = [duty for duty in EVERY if duty.status is Status.ENFORCED]


def test_every_article_has_its_clauses(law: Law) -> None:
    """Each article in a pack has a row for each paragraph of its own words, and no clause has two rows."""
    paragraphs = Counter(duty.article for duty in EVERY)
    assert max(Counter(duty.clause for duty in EVERY).values()) == 1
    founding, measures = law.packs
    for article in founding.articles.values():
        assert paragraphs[article.id] == len(article.text.zh.splitlines())
    assert set(measures.articles) <= set(paragraphs)


def test_no_article_is_left_out() -> None:
    """The Interpretation's articles 1 to 16 and the Measures' 1 to 20 all have rows, in their order."""
    for pack, last in zip(PACKS, (16, 20), strict=True):
        numbers = [int(duty.clause.split("/")[1].partition(".")[0]) for duty in duties(pack)]
        assert numbers == sorted(numbers)
        assert set(numbers) == set(range(1, last + 1))


def test_the_clauses_are_those_of_the_published_text(shared: Path) -> None:
    """There is a row for each paragraph and each item of the Interpretation as published."""
    text = shared.joinpath("law", "spc-2021-15.zh.md").read_text("utf-8").partition("制定本规定。")[2]
    assert len([line for line in text.splitlines() if line.strip()]) == len(duties("cn-spc-2021"))


@pytest.mark.parametrize("duty", ENFORCED, ids=lambda duty: duty.clause)
def test_what_enforces_a_duty_exists(duty: Duty) -> None:
    """Each place in the code that is said to enforce a clause imports."""
    for name in duty.where:
        module, found = name, None
        while found is None:
            module = module.rpartition(".")[0]
            try:
                found = importlib.import_module(module)
            except ModuleNotFoundError:
                assert "." in module, name
        for part in name.removeprefix(module + ".").split("."):
            found = getattr(found, part)


def test_an_article_that_refuses_is_enforced(law: Law) -> None:
    """An article with a prohibition is enforced, and one that is enforced has a rule, or is its pack's own reach."""
    enforced = {duty.article for duty in ENFORCED}
    for pack in law.packs:
        forbidding = {article_of(rule_id) for rule_id, rule in pack.rules.items() if rule["effect"] == "forbid"}
        courts = {"cn-spc-2021/5.2", "cn-spc-2021/5.3"}
        assert forbidding - courts <= enforced
        ruled = {article_of(rule_id) for rule_id in pack.rules} | {pack.in_force_article, "cn-measures-2025/2"}
        assert {article for article in enforced if article.startswith(pack.name)} <= ruled


def test_a_clause_that_is_not_enforced_says_why() -> None:
    """Each clause that is assessed or open says why in both languages."""
    for duty in EVERY:
        assert (duty.why is None) is (duty.status is Status.ENFORCED)
        if duty.why is not None:
            assert duty.why.en.isascii()
            assert re.search(r"[\u4e00-\u9fff]", duty.why.zh)


def test_a_row_that_says_neither_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row without where and without why stops the table."""
    folder = tmp_path / "packs" / "some"
    folder.mkdir(parents=True)
    shipped = files("menshen.law").joinpath("packs", PACKS[0], "duties.toml").read_text("utf-8")
    spoilt = re.sub(r"^where = .*$", "", shipped, count=1, flags=re.MULTILINE)
    folder.joinpath("duties.toml").write_text(spoilt, "utf-8")
    monkeypatch.setattr("menshen.law.duties.files", lambda _: tmp_path)
    with pytest.raises(EvidenceError, match="says not where or why"):
        duties("some")
