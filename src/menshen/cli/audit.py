"""`menshen audit terms FILE`: read an agreement, and say what it does with faces that it should not, and where.

Exit codes: 0 nothing found, 3 findings, 2 bad input. A first reading for a lawyer, and no judgement (`docs/terms.md`).
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from menshen.answers import REFUSED
from menshen.audit.terms.findings import TermsFinding, terms_findings
from menshen.audit.terms.kinds import ELEMENTS, KINDS
from menshen.audit.terms.source import decoded
from menshen.cli.saying import said
from menshen.errors import InputError
from menshen.law.law import Law
from menshen.terms import Language

app = typer.Typer(no_args_is_help=True)


@app.callback()
def audit() -> None:
    """Read what others wrote."""


@app.command()
def terms(
    file: Annotated[str, typer.Argument(help="An agreement: text, Markdown or HTML; - reads standard input.")],
    lang: Annotated[Language, typer.Option(help="The language of findings and remedies.")] = Language.EN,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")] = False,  # noqa: FBT002
) -> None:
    """Find a face clause that is bundled, a price, without end, beyond recall, passed on, or missing."""
    with said():
        found = terms_findings(decoded(_read(file)))
    law = Law.load()
    if as_json:
        typer.echo(json.dumps({"findings": [_object(one, law, lang) for one in found]}, ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join([*(line for one in found for line in _lines(one, law, lang)), f"findings: {len(found)}"]))
    if found:
        raise typer.Exit(REFUSED)


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as e:
        raise InputError(f"{file} cannot be read: {e.strerror}") from e


def _object(one: TermsFinding, law: Law, lang: Language) -> dict[str, object]:
    return {"kind": one.kind.value, "what": KINDS[one.kind].what[lang], "line": one.line, "column": one.column,
            "clause": one.clause, "heading": one.heading, "quote": one.quote, "article": one.article,
            "title": law.article(one.article).title[lang], "remedy": law.article(one.article).remedy[lang],
            "missing": [ELEMENTS[element][lang] for element in one.missing]}


def _lines(one: TermsFinding, law: Law, lang: Language) -> Iterator[str]:
    where = " ".join(part for part in (f"{one.line}:{one.column}", one.clause, one.heading) if part)
    yield f"{where}  {one.article}  {KINDS[one.kind].what[lang]}"
    yield f"    “{one.quote}”"
    if one.missing:
        yield f"    {', '.join(ELEMENTS[element][lang] for element in one.missing)}"
    yield f"    {law.article(one.article).remedy[lang]}"
