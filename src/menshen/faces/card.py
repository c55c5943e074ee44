"""Model cards: where a model comes from, what may be done with it, and the operating points measured with it.

Thresholds live here and nowhere else. A point that was not measured, or not by enough trials, cannot be chosen.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from menshen.errors import InputError
from menshen.faces.intervals import trials_needed
from menshen.terms import ModelId

DEFAULT = ModelId("dlib-resnet-1")
YUNET = ModelId("yunet-2023mar")
SECOND_LOOK = ModelId("dlib-mmod-1")
"""Detectors: their cards hold no operating points."""

MEASURE = "menshen faces evaluate DIR --card FILE measures more, where there are the people for it"


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """A threshold on distance with its measured error rates. `trials` are the impostor comparisons behind it."""

    threshold: float
    false_match_rate: float
    false_non_match_rate: float
    trials: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a card's points rest on. Intervals are of 95 %, by people drawn again (`menshen.faces.intervals`)."""

    detector: str
    people: int
    pictures: int
    failure_to_acquire: float
    mated: int
    false_non_match_intervals: tuple[tuple[float, float], ...]
    """One for each operating point, in their order."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """One model. `files_sha256` names its weight files; `graph_sha256` is the graph that is built from them."""

    id: ModelId
    origin: str
    licence: str
    commercial_use: bool
    files_sha256: Mapping[str, str]
    graph_sha256: str
    measured_on: str
    operating_points: tuple[OperatingPoint, ...]
    figures: Figures | None = None

    def operating_point(self, *, false_match_rate: float) -> OperatingPoint:
        """The point measured at this false match rate; InputError lists those held, and how many trials it takes."""
        for point in self.operating_points:
            if math.isclose(point.false_match_rate, false_match_rate, rel_tol=1e-6):
                return point
        held = ", ".join(f"{point.false_match_rate:g}" for point in self.operating_points)
        needed, had = trials_needed(false_match_rate), max((one.trials for one in self.operating_points), default=0)
        why = f"; it takes {needed} impostor trials, and {had} were made" if had < needed else ""
        raise InputError(f"model {self.id} has no operating point at false match rate {false_match_rate:g}{why}",
                         hint=f"choose one that was measured: {held or 'there is none'}; {MEASURE}")


def parse(text: str) -> ModelCard:
    """Read a card from TOML; InputError says which field is missing, wrong, or rests on too few trials."""
    try:
        table = tomllib.loads(text)
        card = ModelCard(
            id=ModelId(table["id"]),
            origin=table["origin"],
            licence=table["licence"],
            commercial_use=table["commercial_use"],
            files_sha256=dict(table["files_sha256"]),
            graph_sha256=table["graph_sha256"],
            measured_on=table["measured_on"],
            operating_points=tuple(OperatingPoint(**point) for point in table["operating_points"]),
            figures=_figures(table["figures"]) if "figures" in table else None,
        )
        _check(card.operating_points)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as e:
        raise InputError(f"a model card cannot be read: {e}", hint="compare it with the card of dlib-resnet-1") from e
    return card


def load(model: ModelId = DEFAULT) -> ModelCard:
    """Read the card of `model` from this package; InputError where there is none."""
    card = resources.files("menshen.faces") / "cards" / f"{model}.toml"
    if not card.is_file():
        raise InputError(f"there is no card of model {model}", hint=f"the model that comes with menshen is {DEFAULT}")
    return parse(card.read_text(encoding="utf-8"))


def same_model(own: ModelCard, running: ModelCard) -> ModelCard:
    """`own`, where it was measured with the very model that is running; else InputError."""
    if own.id != running.id:
        raise InputError(f"the card is of model {own.id}; the one that runs here is {running.id}",
                         hint="thresholds of one model mean nothing to another")
    if (own.graph_sha256, dict(own.files_sha256)) != (running.graph_sha256, dict(running.files_sha256)):
        raise InputError(f"the card names other weights of model {own.id} than those that run here", hint=MEASURE)
    return own


def _figures(table: Mapping[str, object]) -> Figures:
    intervals = table["false_non_match_intervals"]
    if not isinstance(intervals, list):
        raise TypeError("false_non_match_intervals is no list")
    given = {**table, "false_non_match_intervals": tuple((low, high) for low, high in intervals)}
    return Figures(**given)  # type: ignore[arg-type]  # as TOML has them


def _check(points: tuple[OperatingPoint, ...]) -> None:
    for point in points:
        rates = (point.false_match_rate, point.false_non_match_rate)
        if not (math.isfinite(point.threshold) and point.threshold > 0 and all(0 <= rate <= 1 for rate in rates)
                and point.false_match_rate > 0):
            raise InputError("an operating point of the card is out of range",
                             hint="rates are 0 to 1, a false match rate and a threshold more than 0")
        needed = trials_needed(point.false_match_rate)
        if point.trials < needed:
            raise InputError(f"the card's operating point at {point.false_match_rate:g} rests on {point.trials} trials",
                             hint=f"it takes {needed}")
