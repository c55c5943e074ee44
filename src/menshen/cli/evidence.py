"""`menshen evidence verify FILE`, `menshen evidence show FILE`: check a bundle offline, with no database at hand.

Exit codes: 0 verified, 1 verified but with findings, 2 bad input, 5 the evidence does not hold.
"""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from menshen.acts.disclose import Report, verify_bundle
from menshen.cli.saying import said
from menshen.errors import InputError
from menshen.ledger.note import fingerprint

app = typer.Typer(no_args_is_help=True)
FOUND = 1

File = Annotated[Path, typer.Argument(help="An evidence bundle.")]
Key = Annotated[str | None, typer.Option(help="The log's published key (a vkey line).")]


@app.callback()
def evidence() -> None:
    """Check evidence."""


@app.command()
def verify(
    file: File,
    key: Key = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")] = False,  # noqa: FBT002
) -> None:
    """Verify a bundle step by step, and say what its events show that should not be."""
    with said():
        report = verify_bundle(_read(file), key)
    typer.echo(json.dumps(_object(report, key), ensure_ascii=False) if as_json else "\n".join(_lines(report, key)))
    if report.findings:
        raise typer.Exit(FOUND)


@app.command()
def show(file: File, key: Key = None) -> None:
    """Print the events of a bundle that verifies."""
    with said():
        report = verify_bundle(_read(file), key)
    table = Table("#", "at", "event", "what", box=None)
    for one in report.verified.events:
        rest = {name: value for name, value in one.event.items() if name not in {"v", "type", "at"}}
        table.add_row(str(one.index), str(one.event["at"]), str(one.event["type"]),
                      " ".join(f"{name}={value}" for name, value in rest.items()))
    Console().print(table)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as e:
        raise InputError(f"{file} cannot be read: {e.strerror}") from e


def _lines(report: Report, key: str | None) -> list[str]:
    proved = report.verified
    earlier = "there is no earlier checkpoint" if proved.earlier is None else (
        f"it extends the earlier checkpoint of {proved.earlier.size} entries")
    trusted = "the key is the one given" if key is not None else (
        f"the key is the bundle's own: compare its fingerprint with the published one\n   {fingerprint(proved.vkey)}")
    return [
        "1 the file is canonical",
        f"2 its signature holds; {trusted}",
        f"3 the checkpoint of {proved.checkpoint.origin} over {proved.checkpoint.size} entries is signed by that key",
        f"4 {earlier}",
        f"5 {len(proved.events)} disclosed events stand in it, and none shows a face or names a person",
        *(f"finding: entry {one.index}: {one.what} ({one.article})" for one in report.findings),
        "verified" + (f", with {len(report.findings)} findings" if report.findings else ", nothing found"),
    ]


def _object(report: Report, key: str | None) -> dict[str, object]:
    proved = report.verified
    return {"verified": True, "key_given": key is not None, "fingerprint": fingerprint(proved.vkey),
            "origin": proved.checkpoint.origin, "size": proved.checkpoint.size, "events": len(proved.events),
            "findings": [{"article": one.article, "index": one.index, "what": one.what} for one in report.findings]}
