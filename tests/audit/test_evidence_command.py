"""`menshen evidence`: what it prints and how it exits, with no database at hand."""

import json
from pathlib import Path

import pytest
import typer
from ledger.example_log import ORIGIN, SIGNER, day, example, kept, named
from typer.testing import CliRunner, Result

from menshen.acts.disclose import disclose
from menshen.cli.evidence import app
from menshen.ledger.note import fingerprint, vkey

KEY = vkey(ORIGIN, SIGNER.public_key())
VERIFIED, FOUND, BAD_INPUT, BROKEN = 0, 1, 2, 5


def run(*arguments: str) -> Result:
    """The command under its own name, as in `menshen`."""
    root = typer.Typer()
    root.add_typer(app, name="evidence")
    return CliRunner().invoke(root, ["evidence", *arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The example's bundle in a file."""
    path = tmp_path / "evidence.json"
    path.write_bytes(example())
    return path


@pytest.fixture
def dishonest(tmp_path: Path) -> Path:
    """A whole day in which a look came without a permit."""
    path = tmp_path / "dishonest.json"
    with kept([one for one in day() if one.get("permit") != named("enrol") or one["type"] != "permit"]) as ledger:
        path.write_bytes(disclose(ledger))
    return path


def test_verified_by_the_published_key(file: Path) -> None:
    """With the key given each step is said, and the exit code is 0."""
    result = run("verify", str(file), "--key", KEY)
    assert (result.exit_code, result.stderr) == (VERIFIED, "")
    assert [line[:2] for line in result.stdout.splitlines()] == ["1 ", "2 ", "  ", "3 ", "4 ", "5 ", "ve"]
    assert "2 its signature holds, by the key that was given\n" in result.stdout
    assert result.stdout.endswith("verified; findings: 0; 11 entries are not disclosed and were not judged\n")


def test_without_a_key_the_fingerprint_is_to_be_compared(file: Path) -> None:
    """Without a key the report says that it trusted the file's own, and prints the fingerprint to compare."""
    result = run("verify", str(file))
    assert result.exit_code == VERIFIED
    assert "by the key in the file itself: compare its fingerprint\n" in result.stdout
    assert fingerprint(KEY) in result.stdout


def test_findings_exit_one(dishonest: Path) -> None:
    """Evidence that holds and shows a breach is printed with its article, and the exit code is 1."""
    result = run("verify", str(dishonest), "--key", KEY)
    assert result.exit_code == FOUND
    assert "entry 5: a look has no permit before it (cn-spc-2021/2.8)\nverified; findings: 1\n" in result.stdout


def test_json_is_one_object(file: Path, dishonest: Path) -> None:
    """With --json the same is one object on standard output."""
    honest, found = run("verify", str(file), "--json"), run("verify", str(dishonest), "--json", "--key", KEY)
    assert (honest.exit_code, found.exit_code) == (VERIFIED, FOUND)
    assert json.loads(honest.stdout) == {"verified": True, "key_given": False, "fingerprint": fingerprint(KEY),
                                         "origin": ORIGIN, "size": 13, "events": 2, "findings": []}
    assert json.loads(found.stdout)["findings"] == [
        {"article": "cn-spc-2021/2.8", "index": 5, "what": "a look has no permit before it"}]


@pytest.mark.parametrize("command", ["verify", "show"])
def test_a_changed_file_exits_five(file: Path, command: str) -> None:
    """A file with one byte changed prints an error and nothing else, and the exit code is 5."""
    file.write_bytes(file.read_bytes().replace(b"matched", b"Matched"))
    result = run(command, str(file))
    assert (result.exit_code, result.stdout) == (BROKEN, "")
    assert result.stderr == "error: the bundle's signature does not hold\n"


@pytest.mark.parametrize("command", ["verify", "show"])
def test_another_key_exits_five(file: Path, command: str) -> None:
    """Evidence by another key than the one given does not hold."""
    result = run(command, str(file), "--key", vkey("palace", SIGNER.public_key()))
    assert (result.exit_code, result.stdout) == (BROKEN, "")
    assert result.stderr == "error: the bundle is by another log key than the one given\n"


def test_a_key_that_is_none_exits_two(file: Path) -> None:
    """A key that cannot be read is bad input, with a hint at what one looks like."""
    result = run("verify", str(file), "--key", "garden")
    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert "hint: it is one line: a name" in result.stderr


@pytest.mark.parametrize("command", ["verify", "show"])
def test_a_file_that_is_not_there_exits_two(tmp_path: Path, command: str) -> None:
    """A file that cannot be read is bad input."""
    result = run(command, str(tmp_path / "none.json"))
    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert "cannot be read: No such file or directory" in result.stderr


def test_events_are_shown_one_a_line(file: Path) -> None:
    """`show` prints index, time, type and fields of each event on one line of its own."""
    result = run("show", str(file))
    assert result.exit_code == VERIFIED
    assert [line.split()[:3] for line in result.stdout.splitlines()] == [
        ["9", "2026-05-01T08:09:00.000Z", "look"], ["10", "2026-05-01T08:10:00.000Z", "opened"]]
    assert f"door=north lane=face permit={named('enter')} place=garden" in result.stdout
