"""Model cards: where a model comes from, what may be done with it, and the operating points measured with it.

Thresholds live here and nowhere else. A point that was not measured cannot be chosen.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from menshen.errors import InputError
from menshen.terms import ModelId

DEFAULT = ModelId("dlib-resnet-1")
YUNET = ModelId("yunet-2023mar")
"""A detector: its card holds no operating points."""


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """A threshold on distance with its measured error rates. `trials` are the impostor comparisons behind it."""

    threshold: float
    false_match_rate: float
    false_non_match_rate: float
    trials: int


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

    def operating_point(self, *, false_match_rate: float) -> OperatingPoint:
        """The point measured at this false match rate; InputError lists those that the card holds."""
        for point in self.operating_points:
            if math.isclose(point.false_match_rate, false_match_rate, rel_tol=1e-6):
                return point
        held = ", ".join(f"{point.false_match_rate:g}" for point in self.operating_points)
        raise InputError(f"model {self.id} has no operating point at false match rate {false_match_rate:g}",
                         hint=f"choose one that was measured: {held}")


def parse(text: str) -> ModelCard:
    """Read a card from TOML; InputError says which field is missing or of the wrong type."""
    try:
        table = tomllib.loads(text)
        return ModelCard(
            id=ModelId(table["id"]),
            origin=table["origin"],
            licence=table["licence"],
            commercial_use=table["commercial_use"],
            files_sha256=dict(table["files_sha256"]),
            graph_sha256=table["graph_sha256"],
            measured_on=table["measured_on"],
            operating_points=tuple(OperatingPoint(**point) for point in table["operating_points"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as e:
        raise InputError(f"a model card cannot be read: {e}", hint="compare it with the card of dlib-resnet-1") from e


def load(model: ModelId = DEFAULT) -> ModelCard:
    """Read the card of `model` from this package; InputError where there is none."""
    card = resources.files("menshen.faces") / "cards" / f"{model}.toml"
    if not card.is_file():
        raise InputError(f"there is no card of model {model}", hint=f"the model that comes with menshen is {DEFAULT}")
    return parse(card.read_text(encoding="utf-8"))
