"""`menshen demo`: start a gate in a folder of its own, play the day against it, report it, stay up.

Exit codes: 0 all checks hold, 1 one does not, 4 the gate does not start.
"""

import signal
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Annotated

import typer

from menshen.cli.demo import compound, picture, report
from menshen.cli.demo.calls import Calls
from menshen.cli.demo.running import RunningGate, running
from menshen.cli.demo.stage import Stage
from menshen.cli.demo.story import Told, play
from menshen.cli.demo.telling import Aloud, AsJson, Teller
from menshen.cli.saying import said

REPORT = Path("demo-report")
BROKEN = 1


def demo(
    once: Annotated[bool, typer.Option("--once", help="End after the day, do not stay up.")] = False,  # noqa: FBT002
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each step.")] = False,  # noqa: FBT002
    to: Annotated[Path, typer.Option("--report", help="The folder of the report.")] = REPORT,
    drawing: Annotated[Path | None, typer.Option("--picture", help="Only draw the day into this SVG file.")] = None,
) -> None:
    """Play a day at a residential compound's door, and check every step of it."""
    if drawing is not None:
        drawing.write_text(picture.draw(), encoding="utf-8")
        return
    to.mkdir(parents=True, exist_ok=True)
    with said(), TemporaryDirectory(prefix="menshen-demo-") as name, \
            running(Path(name) / "home", Path(name) / "said.txt") as gate, \
            closing(Calls(gate.url, gate.operator_key())) as calls:
        stage = Stage(gate, calls, Path(name), to)
        day = _played(stage, AsJson() if as_json else Aloud())
        typer.echo(f"\n  report: {to / report.FILE}", err=True)
        if any(told.broken for told in day):
            raise typer.Exit(BROKEN)
        if not once:
            _stay(stage, gate)


def _played(stage: Stage, teller: Teller) -> Sequence[Told]:
    begun = perf_counter()
    day = []
    for told in play(stage, teller.begun, teller.line):
        day.append(told)
        teller.ended(told)
    teller.all_told(day, stage, perf_counter() - begun)
    report.write(day, stage)
    return day


def _stay(stage: Stage, gate: RunningGate) -> None:
    """Say where the pages are, for a resident who was not asked yet, and wait for Ctrl-C."""
    fresh = stage.calls.post(f"{compound.PLACE}/entitlements", compound.entitlement("2-0403")).body["kiosk_link"]
    key = stage.calls.post("/v1/keys", {"label": "demo door", "scopes": ["door"], "expires_in_days": 1}).body["key"]
    for words, address in (("the kiosk, for a resident who was not asked yet", fresh),
                           ("the tablet at the north door", f"{gate.url}/door#spruce-court/north/{key}"),
                           ("what runs here", f"{gate.url}/"), ("the API", f"{gate.url}/docs")):
        typer.echo(f"  {words}\n    {address}", err=True)
    typer.echo("  Ctrl-C ends it.", err=True)
    ends = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    signal.sigwait(ends)
