"""1:1 comparison at a measured operating point. It says how far apart two templates are, and nothing about consent."""

from dataclasses import dataclass

from menshen.faces.card import OperatingPoint
from menshen.faces.template import distance
from menshen.terms import Template


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome of one comparison; `same` means that the distance is within the operating point's threshold."""

    distance: float
    same: bool


def verify(probe: Template, reference: Template, point: OperatingPoint) -> Match:
    """Compare a probe with one reference, both made by the model whose card holds `point`."""
    apart = distance(probe, reference)
    return Match(apart, apart <= point.threshold)
