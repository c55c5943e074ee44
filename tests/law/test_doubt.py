"""Doubt refuses: contradictory facts, rules that err, packs that are not what they should be."""

import re
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from shutil import copytree

import pytest
from cedarpy import Schema
from law.situations import ORDERED, SINCE_2025, at, but

from menshen.errors import EvidenceError, InputError
from menshen.law.cases import cases
from menshen.law.facts import FACTS
from menshen.law.judgment import Outcome
from menshen.law.law import PACKS, Law
from menshen.law.pack import read
from menshen.terms import Act, PlaceKind

SHIPPED = files("menshen.law").joinpath("packs")
SCHEMA_TEXT = SHIPPED.joinpath("situation.cedarschema").read_text("utf-8")
ERRING = '@id("cn-spc-2021/9#erring")\nforbid (principal, action, resource) when { 9223372036854775807 + 1 > 0 };'


@pytest.fixture(scope="module")
def schema() -> Schema:
    """The schema that ships."""
    return Schema.from_str(SCHEMA_TEXT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A founding pack of one's own to spoil."""
    copy = tmp_path / PACKS[0]
    copytree(Path(str(SHIPPED.joinpath(PACKS[0]))), copy)
    return copy


def test_contradictory_facts_refuse_what_they_would_permit(law: Law) -> None:
    """A contradiction refuses by itself, is cited, and is named."""
    decision = law.evaluate(at(but(under_14=True, minor=False)))
    assert not decision.permitted
    assert decision.articles == ("menshen/contradiction",)
    assert decision.contradictions == ("under_14 without minor",)


def test_contradiction_stands_behind_the_articles(law: Law) -> None:
    """Where articles refuse as well, they are cited first."""
    decision = law.evaluate(at(but(consent_given=False, consent_explicit=None, within_consent_scope=None)))
    assert decision.articles == ("cn-spc-2021/2.3", "menshen/contradiction")


def test_a_rule_that_errs_never_permits(folder: Path, schema: Schema) -> None:
    """With one rule planted that validates and errs nothing is permitted, nor found lawful, and the answer says why."""
    _add(folder, ERRING)
    law = Law([read(folder, schema)], schema)
    for situation in (at(), at(ORDERED), *(case.situation for case in cases() if not case.refused_by)):
        decision = law.evaluate(situation)
        assert not decision.permitted
        assert decision.articles in (("menshen/rule-error",), ("cn-spc-2021/16",))
        judgment = law.assess(situation)
        assert judgment.outcome in (Outcome.UNCLEAR, Outcome.OUTSIDE)
        assert judgment.articles[0] in ("menshen/rule-error", "cn-spc-2021/1", "cn-spc-2021/16")


def test_the_law_without_the_erring_rule_permits(folder: Path, schema: Schema) -> None:
    """The copy that the spoilt packs start from is sound."""
    assert Law([read(folder, schema)], schema).evaluate(at()).permitted


@pytest.mark.parametrize(("rule", "says"), [
    ("forbid (principal, action, resource) when { context.minor };", "unable to guarantee safety"),
    ("forbid (principal, action, resource) when { context has minro && context.minro };", "reads minro"),
    ('forbid (principal, action, resource == Place::"moon");', "not declared"),
    ("forbid (principal == ?principal, action, resource);", "template"),
    ("forbid (principal, action, resource", "parse error"),
])
def test_a_rule_amiss_stops_the_pack(folder: Path, schema: Schema, rule: str, says: str) -> None:
    """A rule that is unguarded, misspelt, a template or cut short is an error, never a rule left out."""
    _add(folder, f'@id("cn-spc-2021/9#x")\n{rule}')
    with pytest.raises(EvidenceError, match=says):
        read(folder, schema)


@pytest.mark.parametrize(("name", "says"), [
    ('@id("cn-spc-2021/9")', "taken"),
    ('@id("cn-spc-2021/10#x")', "another article's"),
    ("", "cannot be read"),
])
def test_a_rule_has_a_name_of_its_own(folder: Path, schema: Schema, name: str, says: str) -> None:
    """A rule without an id, with one that is taken, or with another article's, is an error."""
    _add(folder, f"{name}\nforbid (principal, action, resource);")
    with pytest.raises(EvidenceError, match=says):
        read(folder, schema)


@pytest.mark.parametrize(("spoilt", "says"), [
    ("16.cedar", "either no words or no title for article 16"),
    ("pack.toml", "cannot be read"),
])
def test_an_incomplete_pack_is_refused(folder: Path, schema: Schema, spoilt: str, says: str) -> None:
    """A pack with a file missing or empty is an error."""
    if spoilt.endswith(".toml"):
        folder.joinpath(spoilt).write_text("", "utf-8")
    else:
        folder.joinpath(spoilt).unlink()
    with pytest.raises(EvidenceError, match=says):
        read(folder, schema)


def test_a_reading_in_one_language_is_refused(folder: Path, schema: Schema) -> None:
    """A pack whose article is read in English alone is an error."""
    article = folder.joinpath("9.cedar")
    text = article.read_text("utf-8")
    article.write_text(re.sub("//\n// 我们的理解：.*\n", "", text), "utf-8")
    assert article.read_text("utf-8") != text
    with pytest.raises(EvidenceError, match="cn-spc-2021/9 is not read in both languages"):
        read(folder, schema)


def test_a_later_pack_may_not_permit(schema: Schema) -> None:
    """Only the founding pack holds permits; a later one with a permit is an error."""
    founding = read(SHIPPED.joinpath(PACKS[0]), schema)
    with pytest.raises(EvidenceError, match="a later pack may only tighten"):
        Law([founding, replace(founding, name="later")], schema)


@pytest.mark.parametrize(("rule", "says"), [
    ('@tort("cn-spc-2021/2.9")\nforbid (principal, action, resource);', "names the tort cn-spc-2021/2.9"),
    ('@yields_to("cn-spc-2021/2.5#x")\nforbid (principal, action, resource);', "yields to cn-spc-2021/2.5#x"),
])
def test_what_a_rule_refers_to_exists(folder: Path, schema: Schema, rule: str, says: str) -> None:
    """A tort that is no article, or a head that is no rule, is an error."""
    _add(folder, f'@id("cn-spc-2021/9#x")\n{rule}')
    with pytest.raises(EvidenceError, match=says):
        read(folder, schema)


def test_a_permit_names_its_plea(folder: Path, schema: Schema) -> None:
    """A permission of handling that names no ground with the one fact that pleads it is an error."""
    _add(folder, '@id("cn-spc-2021/9#x")\npermit (principal, action in Action::"processing", resource);')
    with pytest.raises(EvidenceError, match="names no one ground"):
        Law([read(folder, schema)], schema)


THIRD = {
    "pack.toml": """
title.zh = "第三部"
title.en = "A third regime"
source = "某令"
in_force = 2026-01-01
in_force_article = "2"
places = ["school"]
silent_where = "research"
tort = "open"
""",
    "articles.toml": """
["1"]
title.zh = "学校"
title.en = "Schools"
remedy.zh = "不得使用。"
remedy.en = "Do not."
["2"]
title.zh = "施行"
title.en = "In force"
remedy.zh = "无。"
remedy.en = "None."
""",
    "1.cedar": """// 第一条：学校不得使用。
//
// Article 1: not in schools.

@id("xx-2026/1")
forbid (principal, action in Action::"processing", resource);
""",
    "2.cedar": "// 第二条：自2026年1月1日起施行。\n//\n// Article 2: in force from 1 January 2026.\n",
}


def test_a_third_regime_is_a_folder(tmp_path: Path, schema: Schema) -> None:
    """A third pack speaks from its date, at its kinds of place, unless its fact silences it, beside the two before."""
    for name, text in THIRD.items():
        (tmp_path / "xx-2026").mkdir(exist_ok=True)
        (tmp_path / "xx-2026" / name).write_text(text, "utf-8")
    law = Law([*(read(SHIPPED.joinpath(name), schema) for name in PACKS), read(tmp_path / "xx-2026", schema)], schema)
    there = at(SINCE_2025, on=date(2026, 1, 1), place=PlaceKind.SCHOOL)
    assert law.evaluate(there).articles == ("xx-2026/1",)
    judgment = law.assess(there)
    assert (judgment.outcome, judgment.articles) == (Outcome.UNCLEAR, ("xx-2026/1",))
    for elsewhere in (replace(there, on=date(2025, 12, 31)), replace(there, place=PlaceKind.OFFICE),
                      replace(there, facts=but(SINCE_2025, research=True))):
        assert law.evaluate(elsewhere).permitted
        assert law.assess(elsewhere).outcome is Outcome.LAWFUL


def test_a_pack_is_silenced_by_a_fact_only(tmp_path: Path, schema: Schema) -> None:
    """A pack that would be silent where something is so that no fact tells of is an error."""
    for name, text in THIRD.items():
        (tmp_path / "xx-2026").mkdir(exist_ok=True)
        (tmp_path / "xx-2026" / name).write_text(text.replace('"research"', '"reserch"'), "utf-8")
    with pytest.raises(EvidenceError, match="reserch is not a fact"):
        read(tmp_path / "xx-2026", schema)


def test_an_unknown_pack_is_named() -> None:
    """Asking for a pack that does not exist says which exist."""
    with pytest.raises(InputError) as refused:
        Law.load(["cn-spc-2022"])
    assert refused.value.hint == "allowed: cn-measures-2025, cn-spc-2021"


def test_no_pack_is_no_law() -> None:
    """The law cannot be loaded from nothing."""
    with pytest.raises(InputError, match="at least one pack"):
        Law.load([])


def test_every_article_has_its_texts_in_both_languages(law: Law) -> None:
    """Title, remedy, own words and our reading of each article are there, in 中文 and in English."""
    for article_id, article in law.in_order.items():
        assert article.id == article_id
        for text in (article.title, article.remedy, article.text, *([article.reading] if article.reading else [])):
            assert text.en.isascii()
            assert not text.zh.isascii()


def test_an_unknown_article_is_an_error(law: Law) -> None:
    """Asking for an article that no pack has is an error."""
    with pytest.raises(InputError, match="there is no article 'cn-spc-2021/99'"):
        law.article("cn-spc-2021/99")


def test_the_articles_are_the_courts_own_words(law: Law, shared: Path) -> None:
    """The articles of the Interpretation, one after the other, are its published text word for word."""
    published = shared.joinpath("law", "spc-2021-15.zh.md").read_text("utf-8").partition("制定本规定。")[2]
    published = re.sub(r"第[一二三四五六七八九十]+条[ ]|（[一二三四五六七八]）|\s", "", published)
    quoted = [article.text.zh.partition("：")[2] for article_id, article in law.in_order.items()
              if article_id.startswith("cn-spc-2021/")]
    assert "".join("".join(quoted).split()) == published


def test_the_schema_speaks_the_same_words() -> None:
    """The schema's facts, places and acts are exactly those of the fact table and the terms."""
    facts = SCHEMA_TEXT.partition("type Facts = {")[2].partition("};")[0]
    stated = [word.removesuffix("?:") for word in facts.split() if word.endswith("?:")]
    assert sorted(stated) == sorted(FACTS)
    places = SCHEMA_TEXT.partition("entity Place enum [")[2].partition("]")[0]
    assert [place.strip(' \n"') for place in places.split(",")] == list(PlaceKind)
    assert all(f'"{act}"' in SCHEMA_TEXT for act in Act)


def _add(folder: Path, rule: str) -> None:
    """Add a rule to the pack's article 9."""
    article = folder.joinpath("9.cedar")
    article.write_text(f"{article.read_text('utf-8')}\n{rule}\n", "utf-8")
