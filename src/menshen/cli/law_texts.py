"""`menshen law show 4.2`, `menshen law table`, `menshen law check`: the law as text, its duties, and that it holds."""

import re
from typing import Annotated

import typer

from menshen.answers import BROKEN, ERRORS
from menshen.errors import InputError, MenshenError
from menshen.law import table as rule_table
from menshen.law.article import Article
from menshen.law.cases import Case, bases, every_case, failures
from menshen.law.duties import Duty, Status, duties
from menshen.law.law import Law
from menshen.terms import Bilingual, Language

Lang = Annotated[Language, typer.Option(help="The language of the text.")]

IN_FORCE = Bilingual("施行", "in force from")
SECOND_HAND = Bilingual(
    "部分转引，引用前请核对公布的文本。", "Quoted in part at second hand: check the published text before citing it.")
STATUS = {
    Status.ENFORCED: Bilingual("事前执行", "enforced"),
    Status.ASSESSED: Bilingual("事后判断", "assessed"),
    Status.OPEN: Bilingual("未处理", "open"),
}
LABELS = {
    "remedy": Bilingual("怎样补救", "Remedy"),
    "rule": Bilingual("规则", "Rule"),
    "here": Bilingual("在本系统中", "Here"),
    "cases": Bilingual("案例", "Cases"),
}


def show(
    article: Annotated[str, typer.Argument(help="An article: 4.2 or 4(2), cn-measures-2025/13, or a clause: 6/2.")],
    lang: Lang = Language.EN,
) -> None:
    """Print an article: its own words, how it is read, its rule, what to do about it, and the cases about it."""
    law = _loaded()
    try:
        found = _asked(law, article)
    except MenshenError as e:
        typer.echo(f"error: {e}", err=True)
        if e.hint:
            typer.echo(f"hint: {e.hint}", err=True)
        raise typer.Exit(ERRORS[type(e)].exit_code) from e
    for part in (_head(law, found, lang), _body(law, found, lang), _here(found, lang), _cases(found, lang)):
        for line in part:
            typer.echo(line)


def table(lang: Lang = Language.EN) -> None:
    """Print every clause of every pack: enforced and where, assessed afterwards, or open and why."""
    for pack in _loaded().packs:
        typer.echo(f"{pack.title[lang]} ({pack.source})\n")
        for duty in duties(pack.name):
            typer.echo(_row(duty, lang))
        typer.echo("")


def check() -> None:
    """Validate the packs, put every case to them, and ask every rule over every combination of its facts."""
    law = _loaded()
    cases = every_case()
    needed = tuple(bases()["consent-2025"])
    complaints = [complaint for case in cases for complaint in failures(law, case)]
    asked = rule_table.table(law.packs, law.schema, needed)
    complaints += asked.complaints
    clauses = [duty for pack in law.packs for duty in duties(pack.name)]
    typer.echo(f"{len(law.packs)} packs, {sum(len(pack.rules) for pack in law.packs)} rules, {len(clauses)} clauses, "
               f"{len(cases)} cases, {asked.rows} rows of the table: {'all hold' if not complaints else 'amiss'}")
    for complaint in complaints:
        typer.echo(f"error: {complaint}", err=True)
    raise typer.Exit(BROKEN if complaints else 0)


def _loaded() -> Law:
    try:
        return Law.load()
    except MenshenError as e:
        typer.echo(f"error: {e}", err=True)
        raise typer.Exit(ERRORS[type(e)].exit_code) from e


def _asked(law: Law, words: str) -> Article:
    """The article meant: `4(2)` is 4.2, and a clause of the duty table is found in its article; else InputError."""
    meant = re.sub(r"\((\d+)\)$", r".\1", words)
    clauses = [duty for pack in law.packs for duty in duties(pack.name)]
    named = [duty.article for duty in clauses if meant in (duty.clause, duty.clause.partition("/")[2])]
    known = [article for article in named if article in law.in_order]
    if named and not known:
        raise InputError(f"{words!r} has no words here, for no fact tells of it", hint="menshen law table says why")
    return law.article(known[0] if known else meant)


def _heads(law: Law, article: Article, lang: Language) -> list[str]:
    """The heads of an article that has some, by id and title."""
    return [f"- {one.id}  {one.title[lang]}" for one in law.in_order.values() if one.id.startswith(f"{article.id}.")]


def _head(law: Law, article: Article, lang: Language) -> list[str]:
    lines = [f"{article.id}  {article.title[lang]}"]
    for pack in law.packs:
        if article.id in pack.articles:
            lines.append(f"{pack.source}, {IN_FORCE[lang]} {pack.in_force}")
            if article.id in pack.second_hand:
                lines.append(SECOND_HAND[lang])
    return lines


def _body(law: Law, article: Article, lang: Language) -> list[str]:
    lines = ["", article.text[lang], *_heads(law, article, lang)]
    if article.reading:
        lines += ["", article.reading[lang]]
    if article.rule:
        lines += ["", f"{LABELS['rule'][lang]}:", article.rule]
    return [*lines, "", f"{LABELS['remedy'][lang]}: {article.remedy[lang]}"]


def _here(article: Article, lang: Language) -> list[str]:
    pack = article.id.partition("/")[0]
    rows = [_row(duty, lang) for duty in duties(pack) if duty.article == article.id] if pack != "menshen" else []
    return ["", f"{LABELS['here'][lang]}:", *rows] if rows else []


def _row(duty: Duty, lang: Language) -> str:
    reason = ", ".join(duty.where) if duty.why is None else duty.why[lang]
    return f"{duty.clause:24} {STATUS[duty.status][lang]:9} {duty.says[lang]}: {reason}"


def _cases(article: Article, lang: Language) -> list[str]:
    about = [case for case in every_case() if article.id in {*(case.refused_by or ()), *case.articles}]
    return ["", f"{LABELS['cases'][lang]}:", *(f"- {case.name}: {_answer(case)}" for case in about)] if about else []


def _answer(case: Case) -> str:
    return f"{'permit' if case.refused_by == () else 'refuse'}, {case.outcome}"
