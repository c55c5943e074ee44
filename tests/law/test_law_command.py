"""`menshen law decide`: one answer as JSON on standard output, one voice on standard error, three exit codes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from law.situations import CANONICAL, but
from typer.testing import CliRunner

from menshen.cli.law import app
from menshen.law.cases import Facts, every_case
from menshen.law.duties import duties
from menshen.law.law import PACKS, Law
from menshen.terms import Language

PERMIT = {"decision": "permit", "articles": [], "lawful_if": [], "contradictions": []}


@pytest.fixture
def menshen() -> typer.Typer:
    """A command that has the law's under it, as the real one does."""
    root = typer.Typer()
    root.add_typer(app, name="law")
    return root


def document(facts: Facts = CANONICAL) -> str:
    """A situation as a user writes it."""
    return json.dumps({"act": "verify", "date": "2024-05-01", "place": "residential", "facts": facts})


def test_a_permit_exits_zero(menshen: typer.Typer) -> None:
    """A situation on standard input that the law permits is answered with permit and exit code 0."""
    result = CliRunner().invoke(menshen, ["law", "decide", "-"], input=document())
    assert (result.exit_code, json.loads(result.stdout), result.stderr) == (0, PERMIT, "")


def test_a_file_is_read(menshen: typer.Typer, tmp_path: Path) -> None:
    """A situation in a file is answered as one on standard input."""
    file = tmp_path / "situation.json"
    file.write_text(document(), "utf-8")
    assert json.loads(CliRunner().invoke(menshen, ["law", "decide", str(file)]).stdout) == PERMIT


@pytest.mark.parametrize(("options", "title"), [
    ([], "Bundled consent is no defence"),
    (["--lang", "en"], "Bundled consent is no defence"),
    (["--lang", "zh"], "捆绑同意无效"),
])
def test_a_refusal_exits_three(menshen: typer.Typer, options: list[str], title: str) -> None:
    """A refusal lists each article with title and remedy in the language asked for, and exits 3."""
    result = CliRunner().invoke(menshen, ["law", "decide", *options, "-"], input=document(but(bundled_in_terms=True)))
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["decision"], answer["contradictions"]) == (3, "refuse", [])
    assert [(one["id"], one["title"]) for one in answer["articles"]] == [("cn-spc-2021/4.2", title)]
    assert answer["articles"][0]["remedy"]
    assert title in result.stdout


@pytest.mark.parametrize(("options", "deed"), [
    ([], "Ask apart from terms and other authorisations."),
    (["--lang", "zh"], "与其他条款、授权分开征求。"),
])
def test_a_refusal_says_what_would_make_it_lawful(menshen: typer.Typer, options: list[str], deed: str) -> None:
    """The smallest changes that turn a refusal into a permit are listed, with the deed in the language asked for."""
    result = CliRunner().invoke(menshen, ["law", "decide", *options, "-"], input=document(but(bundled_in_terms=True)))
    assert json.loads(result.stdout)["lawful_if"] == [[{"change": "bundled_in_terms", "to": False, "do": deed}]]


def test_lines_are_answered_one_by_one(menshen: typer.Typer, tmp_path: Path) -> None:
    """Each line is answered on a line, a line that is no situation with its error, and the worst exit code is given."""
    lines = [document(), document(but(bundled_in_terms=True)), "[]"]
    for count, code in ((1, 0), (2, 3), (3, 2)):
        file = tmp_path / "situations.jsonl"
        file.write_text("\n".join(lines[:count]) + "\n", "utf-8")
        for name in ("-", str(file)):
            result = CliRunner().invoke(menshen, ["law", "decide", "--lines", name], input=file.read_text("utf-8"))
            answers = [json.loads(line) for line in result.stdout.splitlines()]
            assert (len(answers), result.exit_code) == (count, code)
            assert [one.get("decision") for one in answers] == ["permit", "refuse", None][:count]
    assert answers[2]["error"] == "a situation is a JSON object, [] came"
    assert result.stderr == "error: line 3: a situation is a JSON object, [] came\n"


def test_an_empty_line_is_answered_by_its_number(menshen: typer.Typer) -> None:
    """A line that holds nothing is answered with its error, which counts columns from that line alone."""
    result = CliRunner().invoke(menshen, ["law", "decide", "--lines", "-"], input=f"{document()}\r\n\r\n{document()}")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert ([one.get("decision") for one in answers], result.exit_code) == (["permit", None, "permit"], 2)
    assert answers[1]["error"].endswith("Expecting value: line 1 column 1 (char 0)")


def test_judgments_come_by_lines_too(menshen: typer.Typer) -> None:
    """`assess --lines` answers each line, and exits 0 when it answered all."""
    result = CliRunner().invoke(menshen, ["law", "assess", "--lines", "-"], input=f"{document()}\n{document({})}\n")
    outcomes = [json.loads(line)["outcome"] for line in result.stdout.splitlines()]
    assert (outcomes, result.exit_code) == (["lawful", "infringement"], 0)


def test_a_judgment_is_explained_on_request(menshen: typer.Typer) -> None:
    """With --explain a judgment lists each article and remedy with title and remedy in the language asked for."""
    result = CliRunner().invoke(menshen, ["law", "assess", "--explain", "--lang", "zh", "-"],
                                input=document(but(bundled_in_terms=True)))
    answer = json.loads(result.stdout)
    assert [one["id"] for one in answer["explained"]] == [*answer["articles"], *answer["remedies"]]
    assert {"id": "cn-spc-2021/4.2", "title": "捆绑同意无效", "remedy": answer["explained"][1]["remedy"]} == (
        answer["explained"][1])
    assert answer["lawful_if"][0][0]["change"] == "bundled_in_terms"


@pytest.mark.parametrize(("options", "says"), [
    (["4.2"], ["cn-spc-2021/4.2  Bundled consent is no defence", "法释〔2021〕15号, in force from 2021-08-01",
               "Article 4(2): where the processor asks", '@id("cn-spc-2021/4.2")', "Remedy: Ask for the face alone",
               "enforced", "- bundled_in_terms turned: refuse, infringement"]),
    (["4.2", "--lang", "zh"], ["捆绑同意无效", "第四条（二）：信息处理者以与其他授权捆绑", "怎样补救: 把人脸信息"]),
    (["cn-measures-2025/6"], ["Quoted in part at second hand", "Our reading: who is silent"]),
    (["4(2)"], ["cn-spc-2021/4.2  Bundled consent is no defence"]),
    (["4"], ["cn-spc-2021/4  Consent that is no defence", "\n- cn-spc-2021/4.1  Service may not depend on the face\n"]),
    (["6/2"], ["cn-spc-2021/6  The operator bears the burden of proof", "cn-spc-2021/6/2"]),
    (["cn-measures-2025/9/2", "--lang", "zh"], ["事前影响评估", "部分转引", "我们的理解：对变更之前", "事后判断"]),
    (["menshen/rule-error"], ["A rule could not be evaluated"]),
])
def test_an_article_is_shown(menshen: typer.Typer, options: list[str], says: list[str]) -> None:
    """`law show` prints an article's words, reading, rule, remedy, duties and cases in the language asked for."""
    result = CliRunner().invoke(menshen, ["law", "show", *options])
    assert result.exit_code == 0
    assert [words for words in says if words not in result.stdout] == []


def test_an_article_that_is_not_there_exits_two(menshen: typer.Typer) -> None:
    """Asking for an article that no pack has is an error."""
    result = CliRunner().invoke(menshen, ["law", "show", "99"])
    assert (result.exit_code, result.stderr) == (
        2, "error: there is no article '99' in the packs loaded\nhint: `menshen law table` lists every clause\n")


def test_a_clause_without_words_here_exits_two(menshen: typer.Typer) -> None:
    """Asking for a clause that the duty table alone knows says where it stands."""
    result = CliRunner().invoke(menshen, ["law", "show", "cn-measures-2025/11"])
    assert (result.exit_code, result.stderr.splitlines()[1]) == (2, "hint: menshen law table says why")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_clause_and_article_is_shown(menshen: typer.Typer, law: Law, lang: str,
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    """Each article of both packs, and each paragraph of the Interpretation, is shown in either language."""
    monkeypatch.setattr("menshen.cli.law_texts._loaded", lambda: law)
    monkeypatch.setattr("menshen.cli.law_texts.every_case", lambda: ())
    for words in (*law.in_order, *(duty.clause for duty in duties(PACKS[0]))):
        result = CliRunner().invoke(menshen, ["law", "show", words, "--lang", lang])
        article = "/".join(words.split("/")[:2])
        assert result.exit_code == 0
        assert result.stdout.startswith(f"{article}  {law.in_order[article].title[Language(lang)]}\n")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_duty_table_is_printed(menshen: typer.Typer, lang: str) -> None:
    """`law table` prints one line for each clause of each pack."""
    result = CliRunner().invoke(menshen, ["law", "table", "--lang", lang])
    clauses = [line.split()[0] for line in result.stdout.splitlines() if line.startswith("cn-")]
    assert clauses == [duty.clause for pack in PACKS for duty in duties(pack)]


def test_the_law_checks_itself(menshen: typer.Typer) -> None:
    """`law check` validates the packs, answers every case, asks every rule, and says that all hold."""
    result = CliRunner().invoke(menshen, ["law", "check"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(f"{len(every_case())} cases, 3666 rows of the table: all hold\n")


def test_a_case_that_fails_stops_the_check(menshen: typer.Typer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that the law answers otherwise is named, and the check exits 5."""
    [case] = [case for case in every_case() if case.name == "canonical"]
    monkeypatch.setattr("menshen.cli.law_texts.every_case", lambda: (replace(case, refused_by=("x",)),))
    result = CliRunner().invoke(menshen, ["law", "check"])
    assert (result.exit_code, result.stderr) == (5, "error: canonical: permitted by ()\n")


def test_contradictions_are_printed(menshen: typer.Typer) -> None:
    """Contradictory facts are refused with exit code 3 and named in the answer."""
    result = CliRunner().invoke(menshen, ["law", "decide", "-"], input=document(but(under_14=True)))
    assert (result.exit_code, json.loads(result.stdout)["contradictions"]) == (3, ["under_14 without minor"])


@pytest.mark.parametrize(("text", "says"), [
    ('{"act": "verify"}', "error: a situation needs date, place\n"),
    (document(but(minro=False)), "error: 'minro' is not a fact that the law knows\nhint: did you mean minor?\n"),
    ('{"act": "verify", "act": "store"}', "error: 'act' is stated twice\n"),
    ("{", "error: the situation is not JSON in UTF-8: "),
    (b"\xff", "error: the situation is not JSON in UTF-8: "),
    ("[" * 100_000, "error: the situation is not JSON in UTF-8: "),
    ("NaN", "error: a situation is a JSON object, nan came\n"),
    ('{"act": "verify", "date": "2024-05-01", "place": "bank", "facts": {"minor": true, "minor": false}}',
     "error: 'minor' is stated twice\n"),
    *((f'{{"act": "verify", "date": "2024-05-01", "place": "bank", "facts": {{"minor": {value}}}}}', says)
      for value, says in (("NaN", "error: fact 'minor' is nan\n"), ("0", "error: fact 'minor' is 0\n"),
                          ("1e999", "error: fact 'minor' is inf\n"),
                          ('"\\ud800"', "error: fact 'minor' is '\\ud800'\n"),
                          ("9" * 4000, f"error: fact 'minor' is {'9' * 40}…\n"),
                          ("9" * 5000, "error: the situation is not JSON in UTF-8: "))),
])
def test_bad_input_exits_two(menshen: typer.Typer, text: str | bytes, says: str) -> None:
    """What is no situation is an error in one voice on standard error, with exit code 2 and no answer."""
    result = CliRunner().invoke(menshen, ["law", "decide", "-"], input=text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(says)


def test_a_missing_file_exits_two(menshen: typer.Typer, tmp_path: Path) -> None:
    """A file that is not there is an error that says so."""
    result = CliRunner().invoke(menshen, ["law", "decide", str(tmp_path / "none.json")])
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert "cannot be read: No such file" in result.stderr
