"""`menshen law decide FILE`, `menshen law assess FILE`: put a situation to the law, and print its answer as JSON.

Exit codes of decide: 0 permit, 3 refusal; of assess: 0 whatever the judgment; of both: 2 bad input. Neither makes a
permit: a permit needs a capture. With --lines the worst of the lines says: 2 before 3 before 0.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from menshen.answers import ERRORS, REFUSALS
from menshen.cli import law_texts
from menshen.errors import InputError, MenshenError
from menshen.law.law import Law
from menshen.law.situation import Situation, parse
from menshen.terms import Language, Reason

app = typer.Typer(no_args_is_help=True)
for command in (law_texts.show, law_texts.table, law_texts.check):
    app.command()(command)

Answer = tuple[dict[str, object], int]
"""What is printed, and the exit code."""

SituationFile = Annotated[str, typer.Argument(metavar="FILE", help="A situation as JSON; - reads standard input.")]
Lines = Annotated[bool, typer.Option("--lines", help="Read one situation on each line, and answer on one line each.")]
Lang = Annotated[Language, typer.Option(help="The language of titles, remedies and reasons.")]


@app.callback()
def law() -> None:
    """Ask the law."""


@app.command()
def decide(file: SituationFile, lang: Lang = Language.EN, *, lines: Lines = False) -> None:
    """Say whether the law permits the act, which articles are in its way, and what would make it lawful."""
    packs = _loaded()

    def answer(situation: Situation) -> Answer:
        decision = packs.evaluate(situation)
        articles = [packs.article(article_id) for article_id in decision.articles]
        return {
            "decision": "permit" if decision.permitted else "refuse",
            "articles": [{"id": one.id, "title": one.title[lang], "remedy": one.remedy[lang]} for one in articles],
            "lawful_if": [[change.document(lang) for change in way] for way in packs.lawful_if(situation)],
            "contradictions": decision.contradictions,
        }, 0 if decision.permitted else REFUSALS[Reason.LAW].exit_code

    _answer(file, answer, lines=lines)


@app.command()
def assess(
    file: SituationFile, lang: Lang = Language.EN, *, lines: Lines = False,
    explain: Annotated[bool, typer.Option("--explain", help="Add titles, remedies, what makes it lawful.")] = False,
) -> None:
    """Judge an act that was done: outcome, articles, defences, claims and what follows."""
    packs = _loaded()

    def answer(situation: Situation) -> Answer:
        judgment = packs.assess(situation)
        document = judgment.document(lang)
        if explain:
            cited = [packs.article(one) for one in dict.fromkeys((*judgment.articles, *judgment.remedies))]
            document["explained"] = [{"id": one.id, "title": one.title[lang], "remedy": one.remedy[lang]}
                                     for one in cited]
            document["lawful_if"] = [[change.document(lang) for change in way] for way in packs.lawful_if(situation)]
        return document, 0

    _answer(file, answer, lines=lines)


def _loaded() -> Law:
    try:
        return Law.load()
    except MenshenError as e:
        raise typer.Exit(_complain(e)) from e


def _answer(file: str, answer: Callable[[Situation], Answer], *, lines: bool) -> None:
    """Print the answer to the situation in `file`, or to each of its lines, and exit with the worst code."""
    try:
        if lines:
            raise typer.Exit(max((_line(number, line, answer) for number, line in _lines(file)), key=_worst, default=0))
        document, code = answer(parse(_json(_read(file))))
    except MenshenError as e:
        raise typer.Exit(_complain(e)) from e
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
    raise typer.Exit(code)


def _line(number: int, line: bytes, answer: Callable[[Situation], Answer]) -> int:
    """Print one line's answer, or why it is no situation: as many lines go out as came in."""
    try:
        document, code = answer(parse(_json(line.rstrip(b"\r\n"))))
    except InputError as e:
        document, code = {"error": str(e), "hint": e.hint}, ERRORS[InputError].exit_code
        typer.echo(f"error: line {number}: {e}", err=True)
    typer.echo(json.dumps(document, ensure_ascii=False))
    return code


def _worst(code: int) -> int:
    return (0, REFUSALS[Reason.LAW].exit_code, ERRORS[InputError].exit_code).index(code)


def _complain(error: MenshenError) -> int:
    typer.echo(f"error: {error}", err=True)
    if error.hint:
        typer.echo(f"hint: {error.hint}", err=True)
    return ERRORS[type(error)].exit_code


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as e:
        raise InputError(f"{file} cannot be read: {e.strerror}") from e


def _lines(file: str) -> Iterator[tuple[int, bytes]]:
    """The lines as they come, so that a stream is answered while it runs."""
    try:
        if file == "-":
            yield from enumerate(sys.stdin.buffer, 1)
        else:
            with Path(file).open("rb") as stream:
                yield from enumerate(stream, 1)
    except OSError as e:
        raise InputError(f"{file} cannot be read: {e.strerror}") from e


def _json(text: bytes) -> object:
    try:
        return json.loads(text.decode(), object_pairs_hook=_once)
    except (ValueError, RecursionError) as e:
        raise InputError(f"the situation is not JSON in UTF-8: {e}") from e


def _once(members: Iterable[tuple[str, object]]) -> dict[str, object]:
    """An object whose names are unique: a fact stated twice is not a fact, and JSON would keep the last silently."""
    found: dict[str, object] = {}
    for name, value in members:
        if name in found:
            raise InputError(f"{name!r} is stated twice")
        found[name] = value
    return found
