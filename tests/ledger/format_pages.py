"""Writes the made parts of docs/formats anew (`make formats`): examples and tables; sentences stay as they are."""

import json
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.example_log import day, example, kept
from typer.testing import CliRunner

from menshen.cli.evidence import app
from menshen.ledger.encoding import canonical
from menshen.ledger.event import TABLE

SHOWN = 10
"""The entry that the event page begins with."""


def evidence(page: str) -> str:
    """The evidence page with today's bundle, its size, and what the command says of it."""
    file = example()
    page = _block(page, "json", json.dumps(json.loads(file), indent=2, ensure_ascii=False) + "\n")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "evidence.json"
        path.write_bytes(file)
        report = CliRunner().invoke(app, ["verify", str(path)]).stdout
    page = _block(page, "console", f"$ menshen evidence verify evidence.json\n{report}")
    return re.sub(r"\d+ bytes", f"{len(file)} bytes", page, count=1)


def events(page: str) -> str:
    """The event page with today's first event and tables; a new kind's last column is to be written by hand."""
    with kept(day()) as ledger:
        shown = ledger.entries()[SHOWN]
    if shown.event is None or shown.salt is None:
        raise LookupError("the example log does not disclose its own event")
    page = _block(page, "json", canonical(dict(shown.event)).decode() + "\n")
    page = re.sub(r"^(salt +)[0-9a-f]+$", rf"\g<1>{shown.salt.hex()}", page, count=1, flags=re.MULTILINE)
    page = re.sub(r"^(entry +)[0-9a-f]+$", rf"\g<1>{shown.entry.hex()}", page, count=1, flags=re.MULTILINE)
    said = dict(re.findall(r"^\| `([a-z.-]+)` \| .* \| (.*) \|$", page, re.MULTILINE))
    kinds = [f"| `{kind}` | {', '.join(f'`{name}`' for name in fields) or 'none'} | {said.get(kind, 'TO BE WRITTEN')} |"
             for kind, fields in TABLE.items()]
    words = sorted({f"| `{name.removesuffix('?')}` | {field.words} |"
                    for fields in TABLE.values() for name, field in fields.items()})
    return _table(_table(page, "By kind", kinds), "Their fields", words)


def _block(page: str, language: str, content: str) -> str:
    return re.sub(rf"^```{language}\n.*?^```$", lambda _: f"```{language}\n{content}```", page, count=1,
                  flags=re.MULTILINE | re.DOTALL)


def _table(page: str, heading: str, rows: list[str]) -> str:
    return re.sub(rf"(\n## {heading}\n.*?\n\|(?:---\|)+\n)(?:\|[^\n]*\n)+",
                  lambda found: found[1] + "".join(f"{row}\n" for row in rows), page, count=1, flags=re.DOTALL)


if __name__ == "__main__":
    for name, write in (("evidence.md", evidence), ("event.md", events)):
        path = Path(sys.argv[1]) / name
        path.write_text(write(path.read_text(encoding="utf-8")), encoding="utf-8")
