"""The report: one HTML file that holds everything it shows, for people who were not there."""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from menshen.cli.demo import chart
from menshen.cli.demo.notes import Picture
from menshen.cli.demo.stage import Stage
from menshen.cli.demo.story import Told
from menshen.cli.demo.telling import waited
from menshen.law.law import Law
from menshen.terms import Bilingual

FILE = "index.html"
_WAITING = {"declining": Bilingual("她说不：从询问到开门", "She declined: from prompt to open"),
            "agreeing": Bilingual("她说好：从询问到开门", "She agreed: from prompt to open")}


def write(day: Sequence[Told], stage: Stage) -> None:
    """Write the report of a day, whole or broken off, into the stage's report folder."""
    pages = Environment(loader=PackageLoader("menshen.cli.demo", "."), autoescape=True, undefined=StrictUndefined,
                        trim_blocks=True, lstrip_blocks=True)
    law = Law.load()
    named = {one for told in day for one in told.notes.articles}
    html = pages.get_template("report.html").render(
        day=day, at=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"), charts=_charts(stage), source=_source,
        checks=sum(len(told.notes.checks) for told in day), broken=any(told.broken for told in day),
        articles={one: law.article(one) for one in sorted(named)})
    (stage.report / FILE).write_text(html, encoding="utf-8")


def _charts(stage: Stage) -> dict[str, Markup]:
    """By the step that each chart stands under."""
    rows = [chart.Row(_WAITING[name], times) for name, times in waited(stage).items()]
    charts = {"waits": chart.bars(rows)} if rows else {}
    if stage.admission_ms:
        charts["admission"] = chart.bars([chart.of_admission(stage.admission_ms)])
    return {name: Markup(svg) for name, svg in charts.items()}  # noqa: S704 - our own HTML, of our own words and numbers


def _source(picture: Picture) -> str:
    """The picture as an address that holds it."""
    return f"data:{picture.kind};base64,{base64.b64encode(picture.content).decode()}"
