"""`menshen law decide FILE`, `menshen law assess FILE`: put a situation to the law, and print its answer as JSON.

Exit codes of decide: 0 permit, 3 refusal; of assess: 0 whatever the judgment; of both: 2 bad input. Neither makes a
permit: a permit needs a capture.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from menshen.answers import ERRORS, REFUSALS
from menshen.errors import InputError, MenshenError
from menshen.law.law import Law
from menshen.law.situation import parse
from menshen.terms import Language, Reason

app = typer.Typer(no_args_is_help=True)


@app.callback()
def law() -> None:
    """Ask the law."""


@app.command()
def decide(
    file: Annotated[str, typer.Argument(help="A situation as JSON (docs/law.md); - reads standard input.")],
    lang: Annotated[Language, typer.Option(help="The language of titles and remedies.")] = Language.EN,
) -> None:
    """Say whether the law permits the act, and which articles are in its way."""
    try:
        packs = Law.load()
        decision = packs.evaluate(parse(_read(file)))
    except MenshenError as e:
        raise _failed(e) from e
    articles = [packs.article(article_id) for article_id in decision.articles]
    typer.echo(json.dumps({
        "decision": "permit" if decision.permitted else "refuse",
        "articles": [{"id": one.id, "title": one.title[lang], "remedy": one.remedy[lang]} for one in articles],
        "contradictions": decision.contradictions,
    }, ensure_ascii=False, indent=2))
    if not decision.permitted:
        raise typer.Exit(REFUSALS[Reason.LAW].exit_code)


@app.command()
def assess(
    file: Annotated[str, typer.Argument(help="A situation as JSON (docs/law.md); - reads standard input.")],
    lang: Annotated[Language, typer.Option(help="The language of reasons.")] = Language.EN,
) -> None:
    """Judge an act that was done: outcome, articles, defences, claims and what follows."""
    try:
        judgment = Law.load().assess(parse(_read(file)))
    except MenshenError as e:
        raise _failed(e) from e
    typer.echo(json.dumps(judgment.document(lang), ensure_ascii=False, indent=2))


def _failed(error: MenshenError) -> typer.Exit:
    typer.echo(f"error: {error}", err=True)
    if error.hint:
        typer.echo(f"hint: {error.hint}", err=True)
    return typer.Exit(ERRORS[type(error)].exit_code)


def _read(file: str) -> object:
    try:
        text = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as e:
        raise InputError(f"{file} cannot be read: {e.strerror}") from e
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
