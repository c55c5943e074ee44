"""`menshen faces evaluate DIR`: how good the engine is on these people, and the model card that says so.

It is for pictures of people who agreed to be measured, and shows them to no gate. Nothing of a picture is kept: what
comes out is rates and thresholds. Exit codes: 0 measured, 2 bad input, 4 no weights, 5 other weights than the card's.
"""

import dataclasses
import errno
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from menshen.cli import faces_report
from menshen.cli.faces_files import Pictures, groups_in, in_folders, in_pairs
from menshen.cli.faces_measured import Acquired, Report, figures, gathered, gathered_pairs
from menshen.cli.saying import said
from menshen.edges.cameras.pictures import enlarged, read_picture
from menshen.edges.engines.acquisition import acquire
from menshen.edges.engines.dlib_engine import default_cache, open_detector, open_recogniser
from menshen.errors import InputError, UnavailableError
from menshen.faces.card import YUNET, ModelCard, load, parse, same_model
from menshen.faces.card_text import written
from menshen.faces.comparisons import Sample
from menshen.faces.det_plot import Curve, svg
from menshen.terms import Reason

app = typer.Typer(no_args_is_help=True)
TOLD_EVERY = 50

Folder = Annotated[Path | None, typer.Argument(metavar="[DIR]", help="A folder for each person; the base of --pairs.")]
Output = Path | None


@app.callback()
def faces() -> None:
    """Measure the face engine."""


@app.command()
def evaluate(
    folder: Folder = None,
    *,
    pairs: Annotated[Path | None, typer.Option(help="CSV with file_x, file_y, Decision (Yes or No).")] = None,
    labels: Annotated[Path | None, typer.Option(help="CSV with person, group: error rates by group.")] = None,
    gallery: Annotated[int | None, typer.Option(min=1, help="How many are enrolled: FPIR of strangers.")] = None,
    own_card: Annotated[Path | None, typer.Option("--at", help="A card whose thresholds are measured.")] = None,
    card_to: Annotated[Output, typer.Option("--card", help="Write a model card to this file.")] = None,
    measured_on: Annotated[str, typer.Option(help="On whom, in words, for the card.")] = "",
    plot_to: Annotated[Output, typer.Option("--plot", help="Write the DET plot to this SVG file.")] = None,
    yunet: Annotated[Path | None, typer.Option(help="YuNet's file: find faces with it.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Which people are drawn again for the intervals.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")] = False,
) -> None:
    """Error rates with intervals and operating points, on pictures of people who agreed to be measured."""
    with said():
        if pairs is not None and any(one is not None for one in (labels, gallery, card_to)):
            raise InputError("--labels, --gallery and --card take a folder for each person, not pairs")
        _can_be_written(plot_to, card_to)
        card = _card(own_card)
        detector = "hog" if yunet is None else str(YUNET)
        pictures = _pictures(folder, pairs)
        groups = groups_in(labels, folder) if labels is not None and folder is not None else {}
        acquired = _acquired(pictures, card, yunet)
        report = (gathered(acquired, card, groups, gallery, seed) if pictures.pairs is None
                  else gathered_pairs(acquired, pictures.pairs, card, seed))
        told = (json.dumps(faces_report.document(report, card, detector, seed), indent=2) if as_json
                else "\n".join(faces_report.lines(report, card, detector)))
        try:
            typer.echo(told)
        finally:  # whoever reads may have gone; what was measured is written all the same
            _written(plot_to, lambda: svg(f"{card.id} on {report.people} people", [
                Curve(name, way) for name, way in report.ways.items()]))
            _written(card_to, lambda: _made(report, card, detector, measured_on))


def _card(own: Path | None) -> ModelCard:
    if own is None:
        return load()
    try:
        return same_model(parse(own.read_text(encoding="utf-8")), load())
    except (OSError, UnicodeDecodeError) as e:
        raise InputError("the card given with --at cannot be read") from e


def _pictures(folder: Path | None, table: Path | None) -> Pictures:
    if table is not None:
        return in_pairs(table, table.parent if folder is None else folder)
    if folder is None:
        raise InputError("neither a folder nor --pairs was given", hint="give a folder that holds one for each person")
    return in_folders(folder)


def _acquired(pictures: Pictures, card: ModelCard, yunet: Path | None) -> Acquired:
    detector, recogniser = open_detector(card, yunet), open_recogniser(card, default_cache())
    outcomes: list[Sample | Reason | None] = []
    grown = 0
    for file, person in zip(pictures.files, pictures.person_of, strict=True):
        picture = read_picture(file)
        if picture is None:
            outcomes.append(None)
        else:
            larger = enlarged(picture)
            grown += larger is not picture
            outcomes.append(acquire(larger, person, detector, recogniser))
            picture.fill(0)
            larger.fill(0)
        if len(outcomes) % TOLD_EVERY == 0 or len(outcomes) == len(pictures.files):
            typer.echo(f"pictures: {len(outcomes)} of {len(pictures.files)}", err=True)
    return Acquired(pictures.person_of, tuple(outcomes), grown)


def _made(report: Report, card: ModelCard, detector: str, measured_on: str) -> str:
    points, rest_on = figures(report, detector)
    return written(dataclasses.replace(
        card, operating_points=points, figures=rest_on,
        measured_on=measured_on or f"{report.people} people with {rest_on.pictures} pictures, not further described"))


def _can_be_written(*outputs: Output) -> None:
    """Measuring takes minutes: what would fail at its end is said before it begins."""
    named = [to for to in outputs if to is not None]
    if len({to.absolute() for to in named}) < len(named):
        raise InputError("--plot and --card name the same file")
    for to in named:
        with _written_beside(to):
            if to.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def _written(to: Path | None, text: Callable[[], str]) -> None:
    if to is None:
        return
    content = text()
    with _written_beside(to) as part:
        part.write_text(content, encoding="utf-8")
        part.replace(to)


@contextmanager
def _written_beside(to: Path) -> Iterator[Path]:
    """A new file in the folder of `to`, gone again unless it took its place: that appears whole or stays as it was."""
    try:
        with tempfile.TemporaryDirectory(dir=to.parent, prefix=".menshen-") as folder:
            yield Path(folder) / "part"
    except OSError as e:
        raise UnavailableError(f"{to.name} cannot be written: {e.strerror}") from e
