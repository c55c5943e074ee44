"""Agreements: in the unfair ones each kind is found where it stands, and in the fair ones nothing."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menshen.audit.terms.findings import terms_findings
from menshen.audit.terms.kinds import KINDS, Kind
from menshen.audit.terms.source import decoded
from menshen.errors import InputError

FOLDER = Path(__file__).parent
AGREEMENTS = {path.name: decoded(path.read_bytes()) for path in (FOLDER / "agreements").iterdir()}
UNFAIR = sorted(name for name in AGREEMENTS if not ("-fair." in name or "-without-faces." in name))
FAIR = sorted(AGREEMENTS.keys() - set(UNFAIR))
APART = {
    "en": "\n\n# Faces, asked apart\n\nThe member may choose the face lane. We ask for a separate consent, which can "
          "be withdrawn at any time. Purpose: entry. Method: one comparison. Scope: one frame. Retention: one year.\n",
    "zh": "\n\n# 人脸信息的单独同意\n\n是否使用人脸识别由您选择，我们另行征得您的单独同意，可以随时撤回。"
          "目的：进门核对；方式：比对一次；范围：一帧画面；保存期限：最长一年。\n",
}
"""A clause that asks about faces as it should, so that only the sentence before it can be at fault."""

SENTENCES = [(language, kind, sentence) for language in APART
             for kind, sentences in tomllib.loads(
                 (FOLDER / f"sentences.{language}.toml").read_text("utf-8")).items()
             for sentence in sentences]
NEUTRAL = ("Lockers are emptied every evening.", "泳池每周一清洗。", "Guests park behind the house.", "餐厅八点开门。")


def kinds(text: str) -> list[Kind]:
    """The kinds that are found, in their order."""
    return [one.kind for one in terms_findings(text)]


@pytest.mark.parametrize(("language", "kind", "sentence"), SENTENCES)
def test_a_sentence_is_found_for_what_it_is(language: str, kind: str, sentence: str) -> None:
    """Among what is found is the kind under which the sentence stands; a fair one gives nothing."""
    found = kinds(sentence + APART[language])
    assert found == [] if kind == "fair" else Kind(kind) in found


@pytest.mark.parametrize("name", UNFAIR)
def test_an_unfair_agreement_has_findings_where_they_stand(name: str) -> None:
    """It asks in a bundle or states nothing apart, and every finding has an article and a place in the text."""
    lines = AGREEMENTS[name].splitlines()
    found = terms_findings(AGREEMENTS[name])
    assert {Kind.BUNDLED, Kind.NOT_STATED} & {one.kind for one in found}
    for one in found:
        assert one.kind in KINDS
        assert one.article.startswith("cn-spc-2021/")
        assert 1 <= one.line <= len(lines)
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1


@pytest.mark.parametrize("name", FAIR)
def test_a_fair_agreement_has_none(name: str) -> None:
    """Where faces are asked about apart, or not at all, nothing is found."""
    assert kinds(AGREEMENTS[name]) == []


@pytest.mark.parametrize("name", sorted(AGREEMENTS))
def test_line_ends_change_nothing(name: str) -> None:
    """The same agreement with other line ends has the same findings in the same places."""
    text = AGREEMENTS[name].replace("\r\n", "\n")
    assert terms_findings(text.replace("\n", "\r\n")) == terms_findings(text)


@settings(max_examples=25)
@given(st.sampled_from([name for name in UNFAIR if name.endswith((".md", ".txt"))]), st.sampled_from(NEUTRAL))
def test_what_does_not_concern_faces_changes_nothing(name: str, neutral: str) -> None:
    """A paragraph about something else, before or after, changes no finding but its place."""
    text = AGREEMENTS[name]
    assert kinds(f"{neutral}\n\n{text}") == kinds(text) == kinds(f"{text}\n\n{neutral}\n")


@pytest.mark.parametrize(("content", "why"), [
    (b"", "empty"), (b"  \n", "empty"), (b"%PDF-1.7", "a PDF"), (b"PK\x03\x04", "Word"), (b"\xff\xfeh\x00", "UTF-16"),
    (b"face\x00", "control characters"), (b"\xff" * 40, "neither UTF-8 nor GB18030"),
    (b"x" * (1 << 20) + b"x", "limit"),
])
def test_what_is_no_text_is_refused(content: bytes, why: str) -> None:
    """A file that is empty, binary, too large or in another encoding is refused in words."""
    with pytest.raises(InputError, match=why):
        decoded(content)


def test_gb18030_is_read() -> None:
    """An agreement in GB18030 is read as the same text in UTF-8."""
    text = AGREEMENTS["hotel.zh.txt"]
    assert decoded(text.encode("gb18030")) == text


@pytest.mark.parametrize(("encoding", "text"), [
    ("big5", "會員須提供臉部資料，方可進入本會所。會員同意本公司永久保存其臉部影像。"),
    ("shift_jis", "会員は入館の際に顔認証を行うものとします。会員は顔画像の利用に同意したものとみなします。"),
    ("latin-1", "Mitglieder müssen ihr Gesicht für die Prüfung registrieren, außer für Gäste."),
    ("cp1252", "Les membres acceptent la reconnaissance faciale à l’entrée, près du café."),
])
def test_another_encoding_is_refused_rather_than_read_as_nonsense(encoding: str, text: str) -> None:
    """Text in another encoding would have no findings, and must not pass for clean."""
    with pytest.raises(InputError, match="neither UTF-8 nor GB18030"):
        decoded(text.encode(encoding))
