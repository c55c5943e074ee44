"""Agreements of our own, read exactly: what is found, where, and that layout and neighbours change nothing."""

import tomllib
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menshen.audit.terms.findings import terms_findings
from menshen.audit.terms.kinds import Kind

FOLDER = Path(__file__).parent
EXPECTED: dict[str, list[str]] = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))
UNFAIR = {path.name: path.read_text("utf-8") for path in sorted((FOLDER / "agreements").iterdir())
          if "-fair." not in path.name and "-without-" not in path.name}

SAID = {language: [sentence for sentences in tomllib.loads(
    (FOLDER / f"sentences.{language}.toml").read_text("utf-8")).values() for sentence in sentences]
    for language in ("zh", "en")}
TITLES = {"zh": "会员协议", "en": "Membership agreement"}
HEADINGS = {"zh": "会员须知", "en": "Rules for members"}
NEUTRAL = {
    "zh": ["泳池每周一清洗，当日暂停开放。", "更衣柜每晚清空，遗留物品保管三十日。", "会费按月收取，月底出账单。"],
    "en": ["Lockers are emptied every evening.", "Guests park behind the house.", "Invoices are sent every month."],
}


def summary(text: str) -> list[str]:
    """The findings as `expected.toml` writes them."""
    return [" ".join(filter(None, (str(one.line), one.kind, one.article.removeprefix("cn-spc-2021/"), one.clause)))
            for one in terms_findings(text)]


def essence(text: str) -> list[tuple[Kind, str, str]]:
    """The findings without their places."""
    return [(one.kind, one.article, one.quote) for one in terms_findings(text)]


def test_every_unfair_agreement_has_its_expectation() -> None:
    """No unfair agreement is without a list of what must be found in it."""
    assert set(EXPECTED) == set(UNFAIR)


@pytest.mark.parametrize("name", UNFAIR)
def test_an_agreement_has_exactly_its_findings(name: str) -> None:
    """What must be found in an unfair agreement is, at its line and clause, with its article, and nothing else."""
    assert summary(UNFAIR[name]) == EXPECTED[name]


def test_every_kind_is_found_in_some_agreement() -> None:
    """There is no kind that only a single sentence, and never a whole agreement, has shown."""
    assert {one.split()[1] for found in EXPECTED.values() for one in found} == set(Kind)


@pytest.mark.parametrize("name", UNFAIR)
def test_a_finding_points_at_its_first_word(name: str) -> None:
    """At the line and column of a finding stands the first character that it quotes."""
    lines = UNFAIR[name].split("\n")
    assert [one for one in terms_findings(UNFAIR[name]) if lines[one.line - 1][one.column - 1] != one.quote[0]] == []


@pytest.mark.parametrize("name", UNFAIR)
def test_carriage_returns_alone_are_line_ends_too(name: str) -> None:
    """Whichever way lines end, the findings and their places are the same."""
    assert terms_findings(UNFAIR[name].replace("\n", "\r")) == terms_findings(UNFAIR[name])


@settings(max_examples=60)
@given(st.sampled_from(["zh", "en"]).flatmap(
    lambda language: st.tuples(st.just(language), st.lists(st.sampled_from(SAID[language]), min_size=1, max_size=5))))
def test_plain_markdown_and_html_say_the_same(drawn: tuple[str, list[str]]) -> None:
    """The same clauses as plain text, as Markdown and as HTML have the same findings, word for word."""
    language, clauses = drawn
    title, heading = TITLES[language], HEADINGS[language]
    plain = "\n\n".join([title, *(f"{n}. {heading}\n\n{one}" for n, one in enumerate(clauses, 1))])
    markdown = "\n\n".join([f"# {title}", *(f"## {n}. {heading}\n\n{one}" for n, one in enumerate(clauses, 1))])
    html = f"<html><body><h1>{title}</h1>" + "".join(
        f"<h2>{n}. {heading}</h2>\n<p>{escape(one)}</p>\n" for n, one in enumerate(clauses, 1)) + "</body></html>"
    assert essence(plain) == essence(markdown) == essence(html)


@settings(max_examples=60)
@given(st.sampled_from(["zh", "en"]).flatmap(
    lambda language: st.tuples(
        st.just(language), st.lists(st.sampled_from(SAID[language]), min_size=1, max_size=4),
        st.lists(st.sampled_from(NEUTRAL[language]), min_size=1, max_size=3), st.integers(0, 4))))
def test_neutral_clauses_change_only_places(drawn: tuple[str, list[str], list[str], int]) -> None:
    """Clauses about something else, put anywhere between the clauses, change nothing but where findings stand."""
    language, clauses, neutral, at = drawn
    mixed = [*clauses[:at], *neutral, *clauses[at:]]
    heading = HEADINGS[language]
    before, after = ("\n\n".join([f"# {TITLES[language]}", *(f"## {heading}\n\n{one}" for one in some)])
                     for some in (clauses, mixed))
    assert essence(before) == essence(after)


@pytest.mark.parametrize("width", [50, 72, 100])
@pytest.mark.parametrize("sentence", SAID["en"])
def test_a_margin_changes_nothing(sentence: str, width: int) -> None:
    """A sentence broken over lines by a margin has the findings of the sentence on one line."""
    lines, line = [], ""
    for word in f"In this house the following applies to every member: {sentence}".split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    wrapped = "\n".join([*lines, line])
    assert essence(wrapped) == essence(wrapped.replace("\n", " "))


@pytest.mark.parametrize("sentence", ["您授权本公司永久使用您的人脸信息。", "本人脸授权不可撤销。"])
def test_what_only_a_machine_sees_hides_nothing(sentence: str) -> None:
    """Zero-width characters, blanks and line breaks between Chinese characters hide no word from the reader."""
    plain = [one.kind for one in terms_findings(sentence)]
    assert plain
    for between in ("\u200b", "\u00ad", " "):
        assert [one.kind for one in terms_findings(between.join(sentence))] == plain


def test_a_lead_is_found_once_and_not_again_in_every_item() -> None:
    """What stands in the words before a list is one finding, and not one for each item."""
    terms = "您同意本公司永久保存您的人脸信息，用于：\n\n- 入场；\n- 停车；\n- 寄存。\n"
    assert [one.kind for one in terms_findings(terms)].count(Kind.WITHOUT_END) == 1


def test_a_lead_is_read_with_every_item() -> None:
    """What leads into a list says of each item that it is agreed to, or that it is not asked for."""
    items = "\n\n(a) a perpetual licence to your facial data;\n(b) a right to pass on your facial data to anyone.\n"
    assert {Kind.WITHOUT_END, Kind.TRANSFERABLE} <= {one.kind for one in terms_findings(f"You grant us:{items}")}
    asked = "Before a face is enrolled we ask for a separate consent."
    assert terms_findings(f"{asked}\n\nWe never ask you for:{items}") == ()


def test_a_phone_that_unlocks_itself_is_no_face_of_ours() -> None:
    """Terms whose only face is the phone's own unlocking have no findings."""
    assert terms_findings("# 应用服务条款\n\n1. 登录\n\n您可以使用手机自带的面容ID登录本应用。\n") == ()
    assert terms_findings("# Terms\n\n1. Signing in\n\nYou can use Face ID to sign in to the app.\n") == ()


def test_what_points_back_points_within_its_own_part() -> None:
    """A licence that points at something else, under another heading, is not taken for one over the face."""
    terms = "# 会员协议\n\n## 入场\n\n本店不采集您的人脸信息。\n\n## 晒单\n\n上述授权永久有效、不可撤销。\n"
    assert terms_findings(terms) == ()


@pytest.mark.parametrize(("alone", "beside"), [
    ("1.1 会员必须录入人脸方可入场。", "1.2 会员也可以凭会员卡、二维码入场。"),
    ("1.1 会员应当在前台登记面部信息。", "1.2 会员也可以在前台领取实体卡，由工作人员核对。"),
    ("1.1 本馆入口统一采用人脸识别入场。", "1.2 不愿意刷脸的会员，仍可使用会员卡从北门入场。"),
    ("1.1 Members must enrol their face before they can enter.", "1.2 A key card or the front desk remain available."),
])
def test_another_way_in_the_same_clause_is_read_with_the_demand(alone: str, beside: str) -> None:
    """What demands a face demands it no more where its own clause tells of another way, and does where none does."""
    terms = "# 会员协议\n\n第一条 入场\n\n{}\n\n第二条 刷脸\n\n采集人脸前，我们会另行征得您的单独同意。\n"
    demands = {Kind.CONDITION, Kind.ONLY_WAY}
    assert demands & {one.kind for one in terms_findings(terms.format(alone))}
    assert not demands & {one.kind for one in terms_findings(terms.format(f"{alone}\n\n{beside}"))}


@pytest.mark.parametrize("sentence", [
    "即使您不同意采集人脸信息，也可以成为会员。", "You may refuse the face scan without losing any benefit."])
def test_who_only_says_that_a_no_is_free_handles_no_face(sentence: str) -> None:
    """Terms that say no more of faces than that declining costs nothing have no findings."""
    assert terms_findings(f"# 会员协议\n\n1. 入会\n\n{sentence}\n") == ()
