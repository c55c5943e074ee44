"""`menshen evidence verify FILE`, `menshen evidence show FILE`: check a bundle offline, with no database at hand.

Exit codes: 0 verified, 1 verified but with findings, 2 bad input, 5 the evidence does not hold.
"""

import json
from pathlib import Path
from typing import Annotated

import typer

from menshen.acts.disclose import Report, verify_bundle
from menshen.cli.saying import said
from menshen.errors import InputError
from menshen.ledger.note import fingerprint
from menshen.terms import Event

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
    """Print the events of a bundle that verifies, one a line."""
    with said():
        report = verify_bundle(_read(file), key)
    for one in report.verified.events:
        typer.echo(f"{one.index:>5}  {one.event['at']}  {one.event['type']:<16}  {_rest(one.event)}")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as e:
        raise InputError(f"{file} cannot be read: {e.strerror}") from e


def _rest(event: Event) -> str:
    """An event's own fields, as one writes them in a hurry."""
    return " ".join(f"{name}={value if isinstance(value, str) else json.dumps(value, separators=(',', ':'))}"
                    for name, value in event.items() if name not in {"v", "type", "at"})


def _lines(report: Report, key: str | None) -> list[str]:
    """The steps by their numbers in docs/formats/evidence.md."""
    proved = report.verified
    earlier = "there is no earlier checkpoint" if proved.earlier is None else (
        f"it extends the earlier checkpoint over {proved.earlier.size} entries")
    trusted = "the key that was given" if key is not None else "the key in the file itself: compare its fingerprint"
    withheld = proved.checkpoint.size - len(proved.events)
    unread = f"; {withheld} entries are not disclosed and were not judged" if withheld else ""
    return [
        "1 the file is canonical",
        f"2 its signature holds, by {trusted}",
        f"  key fingerprint {fingerprint(proved.vkey)}",
        f"3 the checkpoint of {proved.checkpoint.origin} over {proved.checkpoint.size} entries is signed by that key",
        f"4 {earlier}",
        f"5 all {len(proved.events)} disclosed events stand in it, and none has a field for a face or a name",
        *(f"finding: entry {one.index}: {one.what} ({one.article})" for one in report.findings),
        f"verified; findings: {len(report.findings)}{unread}",
    ]


def _object(report: Report, key: str | None) -> dict[str, object]:
    proved = report.verified
    return {"verified": True, "key_given": key is not None, "fingerprint": fingerprint(proved.vkey),
            "origin": proved.checkpoint.origin, "size": proved.checkpoint.size, "events": len(proved.events),
            "findings": [{"article": one.article, "index": one.index, "what": one.what} for one in report.findings]}
