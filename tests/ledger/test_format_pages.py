"""The pages on formats: their examples are made again, and their tables are the code's."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from ledger.example_log import day, example, kept
from typer.testing import CliRunner

from menshen.cli.evidence import app
from menshen.ledger.bundle import verify
from menshen.ledger.encoding import canonical
from menshen.ledger.event import FRAME, TABLE, check
from menshen.ledger.leaf import entry


@pytest.fixture(scope="module")
def evidence_page(root: Path) -> str:
    """docs/formats/evidence.md."""
    return (root / "docs" / "formats" / "evidence.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def event_page(root: Path) -> str:
    """docs/formats/event.md."""
    return (root / "docs" / "formats" / "event.md").read_text(encoding="utf-8")


def block(page: str, language: str) -> str:
    """The first fenced block in this language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def rows(page: str, heading: str) -> list[tuple[str, str]]:
    """The first two columns of the table under a heading."""
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    return [(first, second) for first, second, *_ in cells[2:]]


def test_the_bundle_on_the_page_is_real(evidence_page: str) -> None:
    """The page begins with a bundle that is made again byte for byte, of the size it says, and verifies."""
    assert evidence_page.startswith("# Evidence bundle\n\n```json\n")
    file = canonical(json.loads(block(evidence_page, "json"))) + b"\n"
    assert file == example()
    assert f"{len(file)} bytes" in evidence_page
    assert [one.index for one in verify(file, None).events] == [9, 10]


def test_the_report_on_the_page_is_real(evidence_page: str, tmp_path: Path) -> None:
    """The command prints what the page says, to the letter."""
    file = tmp_path / "evidence.json"
    file.write_bytes(example())
    command, _, report = block(evidence_page, "console").partition("\n")
    assert command == "$ menshen evidence verify evidence.json"
    assert CliRunner().invoke(app, ["verify", str(file)]).stdout == report


def test_the_steps_on_the_page_are_the_reports(evidence_page: str) -> None:
    """The page numbers as many steps as the report does."""
    steps = re.findall(r"^(\d)\. ", evidence_page, re.MULTILINE)
    assert steps == re.findall(r"^(\d) ", block(evidence_page, "console"), re.MULTILINE) == list("12345")


def test_the_event_on_the_page_is_real(event_page: str) -> None:
    """The page begins with an event in its canonical form, and the salt and entry below it belong to it."""
    assert event_page.startswith("# Event\n\n```json\n")
    written = block(event_page, "json").strip().encode()
    with kept(day()) as ledger:
        kept_entry = ledger.entries()[10]
    salt, hashed = (bytes.fromhex(re.findall(rf"^{name} +([0-9a-f]+)$", event_page, re.MULTILINE)[0])
                    for name in ("salt", "entry"))
    assert (salt, hashed) == (kept_entry.salt, kept_entry.entry)
    assert entry(salt, json.loads(written)) == hashed
    assert kept_entry.event is not None
    assert canonical(dict(kept_entry.event)) == written


def quoted(names: Iterable[str]) -> str:
    """Field names as a cell has them."""
    return ", ".join(f"`{name}`" for name in names) or "none"


def test_every_kind_on_the_page_is_the_codes(event_page: str) -> None:
    """The kinds of the page, with their fields, are those of the table that decides what is recorded."""
    assert rows(event_page, "By kind") == [(f"`{kind}`", quoted(fields)) for kind, fields in TABLE.items()]


def test_every_field_on_the_page_is_the_codes(event_page: str) -> None:
    """Each field's words are the code's, and a field means the same in every kind that has it."""
    words = {(f"`{name.removesuffix('?')}`", field.words)
             for fields in TABLE.values() for name, field in fields.items()}
    assert rows(event_page, "Their fields") == sorted(words)


def test_the_frame_on_the_page_is_the_codes(event_page: str) -> None:
    """The fields of every event are those of the code, and its kinds are listed below."""
    frame = {f"`{name}`": field.words for name, field in FRAME.items()}
    assert dict(rows(event_page, "Every event")) == frame | {"`type`": "one of the kinds below"}


def test_every_kind_and_field_is_shown_by_example(event_page: str) -> None:
    """The examples on the page are allowed, and between them show every kind with every field that it may have."""
    shown: dict[str, set[str]] = {}
    for line in event_page.partition("\n## One of each\n")[2].splitlines():
        if line.startswith("{"):
            one: dict[str, object] = json.loads(line)
            check(one)
            shown.setdefault(str(one["type"]), set()).update(one.keys() - FRAME.keys())
    assert shown == {kind: {name.removesuffix("?") for name in fields} for kind, fields in TABLE.items()}
