"""A model card as TOML, as `menshen.faces.card.parse` reads it: made from measurement, never by hand."""

import json
from collections.abc import Iterator

from menshen.faces.card import Figures, ModelCard

HEAD = """\
# Written by `menshen faces evaluate`. Comparisons of the same people are not independent, and other people may fare
# worse: docs/faces.md.
"""


def written(card: ModelCard) -> str:
    """The card's text; reading it gives the card again."""
    figures = _figures(card.figures) if card.figures is not None else ()
    return HEAD + "\n".join([*_identity(card), *_points(card), *figures]) + "\n"


def _identity(card: ModelCard) -> Iterator[str]:
    for name in ("id", "origin", "licence"):
        yield f"{name} = {_text(getattr(card, name))}"
    yield f"commercial_use = {'true' if card.commercial_use else 'false'}"
    yield f"graph_sha256 = {_text(card.graph_sha256)}"
    yield f"measured_on = {_text(card.measured_on)}"
    if not card.operating_points:
        yield "operating_points = []"
    yield "\n[files_sha256]"
    for name, sha256 in card.files_sha256.items():
        yield f"{_text(name)} = {_text(sha256)}"


def _points(card: ModelCard) -> Iterator[str]:
    for point in card.operating_points:
        yield "\n[[operating_points]]"
        yield f"threshold = {float(point.threshold)!r}"
        yield f"false_match_rate = {float(point.false_match_rate)!r}"
        yield f"false_non_match_rate = {float(point.false_non_match_rate)!r}"
        yield f"trials = {point.trials}"


def _figures(figures: Figures) -> Iterator[str]:
    yield "\n[figures]"
    yield f"detector = {_text(figures.detector)}"
    yield f"people = {figures.people}"
    yield f"pictures = {figures.pictures}"
    yield f"failure_to_acquire = {figures.failure_to_acquire!r}"
    yield f"mated = {figures.mated}"
    intervals = ", ".join(f"[{low!r}, {high!r}]" for low, high in figures.false_non_match_intervals)
    yield f"false_non_match_intervals = [{intervals}]"


def _text(text: str) -> str:
    # JSON's escapes are TOML's; DEL alone must be escaped in TOML and is not in JSON.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
