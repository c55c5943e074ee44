"""The table of words, and the pages that nobody meant to write."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menshen.audit.terms.features import holds
from menshen.audit.terms.findings import terms_findings
from menshen.audit.terms.kinds import ELEMENTS, KINDS, Element, Kind
from menshen.audit.terms.lexicon import lexicon
from menshen.audit.terms.rules import RULES, TAKEN_FOR_GRANTED
from menshen.law.law import Law

MARKS = st.sampled_from([
    "<", ">", "</p>", "<p>", "<![x", "<!--", "-->", "<script>", "<li>", "<ol start=9>", "&", "&#", "&nbsp;", "[", "](",
    "**", "_", "`", "|", "#", "\n", "\n\n", "- ", "1. ", "(a) ", "：", "；", "。", ". ", "人脸", "同意", "您", "不",
    "your face", "agree", "\u200b", "\x0b", "\u2028", "İ", "①",
])
HOSTILE = [("[", 4_000), ("![", 4_000), ("<![", 4_000), ("`", 4_000), ("<a ", 4_000), ("人脸", 1_000),
           ("您同意人脸", 1_000), ("<!--", 20_000), ("<script>", 40_000)]
"""What is repeated, and how many characters of it at first: what is skipped fast must be long to show its time."""


def test_every_rule_has_its_phrases_and_no_phrase_is_without_a_rule() -> None:
    """The rules and the phrases of the table are the same names, and each is said in at least one language."""
    assert {rule.name for rule in RULES} == set(lexicon().phrases)
    assert all(lexicon().phrases.values())
    assert {rule.name for rule in RULES} >= TAKEN_FOR_GRANTED


def test_every_phrase_marks_the_word_that_would_be_denied() -> None:
    """Every phrase has its key, or its denial would not be seen."""
    phrases = [phrase for some in lexicon().phrases.values() for phrase in some]
    assert [phrase.pattern for phrase in phrases if "key" not in phrase.groupindex] == []


def test_every_feature_that_a_rule_asks_for_is_known() -> None:
    """No rule names a feature that nobody can have."""
    for name in {name for rule in RULES for name in (*rule.sentence, *rule.section, *rule.terms)}:
        assert holds(name, "") is False


def test_every_kind_has_a_meaning_and_its_article_a_remedy() -> None:
    """Each kind and element is said in both languages, and the law's packs know each kind's article."""
    law = Law.load()
    assert set(KINDS) == set(Kind)
    assert set(ELEMENTS) == set(Element)
    for meaning in KINDS.values():
        article = law.article(meaning.article)
        assert all((meaning.what.zh, meaning.what.en, article.remedy.zh, article.remedy.en))


@settings(max_examples=300)
@given(st.lists(MARKS, max_size=30).map("".join))
def test_no_page_is_too_broken_to_read(text: str) -> None:
    """Whatever a page looks like, it is read, and every finding has a place in it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert all(1 <= one.column <= len(lines[one.line - 1]) for one in terms_findings(text))


@pytest.mark.parametrize("page", [
    "<p>人脸</p><![x", "<p>人脸</p><!x", "<html><![CDATA[人脸", "<p>人脸</p><?", '<p title="<b>'])
def test_a_broken_tag_is_no_error(page: str) -> None:
    """A page whose marks are broken is read as far as it can be: nothing is raised."""
    assert isinstance(terms_findings(page), tuple)


@pytest.mark.parametrize(("page", "found"), [
    ("<p>我们不采集。</p><!-- 业主必须刷脸进入 -->", False),
    ("<p>我们不采集。</p><script>'业主必须刷脸进入'</script>", False),
    ("<p>我们不采集。</p><!-- 业主必须刷脸进入", True),
    ("<p>我们不采集。</p><p style='display:none'>业主必须刷脸进入。</p>", True),
])
def test_only_what_no_reader_meets_is_left_out(page: str, found: bool) -> None:
    """Comments and scripts are not read; what is hidden by a style, or in a comment that never ends, is."""
    assert bool(terms_findings(page)) is found


@pytest.mark.parametrize(("mark", "length"), HOSTILE)
@pytest.mark.parametrize("start", ["", "<p>x</p>"])
def test_reading_takes_time_in_proportion(mark: str, length: int, start: str) -> None:
    """A page eight times as long takes nowhere near sixty-four times as long, whatever it repeats."""
    short, long = (_seconds(start + mark * (size // len(mark))) for size in (length, 8 * length))
    assert long < 28 * max(short, 0.02)


def _seconds(text: str) -> float:
    """The processor's time for a page, the better of two."""
    taken = []
    for _ in range(2):
        begun = time.process_time()
        terms_findings(text)
        taken.append(time.process_time() - begun)
    return min(taken)
