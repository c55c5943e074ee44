"""`menshen law decide`: one answer as JSON on standard output, one voice on standard error, three exit codes."""

import json
from pathlib import Path

import pytest
import typer
from law.situations import CANONICAL, Facts, but
from typer.testing import CliRunner

from menshen.cli.law import app

PERMIT = {"decision": "permit", "articles": [], "contradictions": []}


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
