"""Telling the day as it happens: lines for people, or one JSON object for each step."""

import json
from collections.abc import Sequence
from typing import Protocol

import typer
from rich.console import Console
from rich.text import Text

from menshen.cli.demo import people
from menshen.cli.demo.notes import Line
from menshen.cli.demo.stage import Stage
from menshen.cli.demo.story import Step, Told


class Teller(Protocol):
    """Who hears of the day."""

    def begun(self, step: Step) -> None:
        """A step begins."""

    def line(self, line: Line) -> None:
        """The gate was asked, and decided."""

    def ended(self, told: Told) -> None:
        """A step has ended."""

    def all_told(self, day: Sequence[Told], stage: Stage, wall_s: float) -> None:
        """The day is over, or broke off."""


class Aloud:
    """Lines on a terminal, in both languages where there is room for one of them."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)

    def begun(self, step: Step) -> None:
        """Its number and title."""
        self._console.print(Text.assemble("\n", (f" {step.number} ", "bold reverse"), (f" {step.title.zh}", "bold"),
                                          f"  {step.title.en}"), soft_wrap=True)

    def line(self, line: Line) -> None:
        """What was asked, then what was decided, the article and the milliseconds."""
        self._console.print(Text.assemble("    ", line.asked.en, (f"  {line.ms:,.0f} ms", "dim")), soft_wrap=True)
        mark, style = ("✓", "green") if line.granted else ("✗", "red")
        articles = "".join(f"  {one}" for one in line.articles)
        self._console.print(Text.assemble("      ", (f"{mark} {line.decided.en}", style), (articles, "cyan")),
                            soft_wrap=True)

    def ended(self, told: Told) -> None:
        """How many checks held, or the one that did not."""
        if told.broken:
            self._console.print(Text(f"    BROKEN: {told.broken}", "bold red"), soft_wrap=True)
        else:
            self._console.print(Text(f"    {len(told.notes.checks)} checks hold", "dim"))

    def all_told(self, day: Sequence[Told], stage: Stage, wall_s: float) -> None:
        """The times side by side, and the sum."""
        for name, told in waited(stage).items():
            self._console.print(f"\n  from first act to open, {name}: {sum(told.values()):.0f} ms of the gate's time, "
                                f"in {len(told)} calls", end="")
        checks = sum(len(told.notes.checks) for told in day)
        self._console.print(f"\n  one admission by face, stage by stage: {_stages(stage)}", soft_wrap=True)
        self._console.print(f"  {len(day)} steps, {checks} checks, {wall_s:.1f} s", style="bold")


class AsJson:
    """One JSON object a line on standard output, and nothing else."""

    def begun(self, step: Step) -> None:
        """Nothing yet."""

    def line(self, line: Line) -> None:
        """Part of its step's object."""

    def ended(self, told: Told) -> None:
        """The step's object."""
        broken = {"broken": told.broken} if told.broken else {}
        _out({"step": told.step.number, "title": told.step.title.en, "ok": not told.broken,
              "articles": list(told.notes.articles), "ms": round(told.notes.ms, 3), **broken})

    def all_told(self, day: Sequence[Told], stage: Stage, wall_s: float) -> None:
        """The last object: totals, the two waits, and one admission's time by stage."""
        _out({"ok": not any(told.broken for told in day),
              "totals": {"steps": len(day), "checks": sum(len(told.notes.checks) for told in day),
                         "ms": round(sum(told.notes.ms for told in day), 3), "wall_s": round(wall_s, 3)},
              "first_act_to_open_ms": {name: round(sum(told.values()), 3) for name, told in waited(stage).items()},
              "admission_ms": stage.admission_ms})


def waited(stage: Stage) -> dict[str, dict[str, float]]:
    """What each call took from first act to open, of her who declined and of her who agreed."""
    names = {"declining": people.DECLINING, "agreeing": people.AGREEING}
    return {name: stage.residents[who].waited_ms for name, who in names.items() if who in stage.residents}


def _stages(stage: Stage) -> str:
    return " · ".join(f"{name} {ms:.1f}" for name, ms in stage.admission_ms.items()) or "none"


def _out(what: object) -> None:
    typer.echo(json.dumps(what, ensure_ascii=False))
