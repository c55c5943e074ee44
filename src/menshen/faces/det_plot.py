"""The detection error trade-off as an SVG document: FMR across, FNMR up, both on logarithmic scales.

What is zero has no place on such a scale: a curve ends at its last error. Left of 3 / trials it is only dashed.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from menshen.faces.evaluation import Evaluated
from menshen.faces.intervals import trials_needed

WIDTH_PX, HEIGHT_PX = 720, 540
LEFT_PX, TOP_PX, RIGHT_PX, BOTTOM_PX = 80, 50, 690, 470
DECADES = 5
INKS = ("#b3261e", "#1b5e8c", "#3b7d3b")


@dataclass(frozen=True, slots=True)
class Curve:
    """One way of comparing, under its name."""

    name: str
    of: Evaluated


def svg(title: str, curves: Sequence[Curve]) -> str:
    """The whole document, at most three curves."""
    body = [*_frame(title)]
    for place, (curve, ink) in enumerate(zip(curves, INKS, strict=False)):
        body += _drawn(curve, ink)
        y = TOP_PX + 22 + 20 * place
        name = escape(curve.name if len(_shown(curve)) > 1 else f"{curve.name}: too few errors to draw")
        body.append(f'<text x="{RIGHT_PX - 12}" y="{y}" text-anchor="end" fill="{ink}">{name}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" font-family="sans-serif">'
    return "\n".join([head, f'<rect width="{WIDTH_PX}" height="{HEIGHT_PX}" fill="#fff"/>',
                      '<g font-size="14">', *body, "</g>", "</svg>", ""])


def _frame(title: str) -> Iterator[str]:
    yield f'<text x="{LEFT_PX}" y="30" font-size="17">{escape(title)}</text>'
    for decade in range(DECADES + 1):
        rate, x, y = 10.0**-decade, _x(10.0**-decade), _y(10.0**-decade)
        yield f'<path d="M{x:.1f} {TOP_PX}V{BOTTOM_PX}M{LEFT_PX} {y:.1f}H{RIGHT_PX}" stroke="#ddd" fill="none"/>'
        yield f'<text x="{x:.1f}" y="{BOTTOM_PX + 20}" text-anchor="middle">{rate:g}</text>'
        yield f'<text x="{LEFT_PX - 8}" y="{y + 5:.1f}" text-anchor="end">{rate:g}</text>'
    yield (f'<text x="{(LEFT_PX + RIGHT_PX) / 2:.0f}" y="{BOTTOM_PX + 46}" text-anchor="middle">'
           'false match rate (dashed: fewer trials than 3 / rate)</text>')
    middle = (TOP_PX + BOTTOM_PX) / 2
    yield (f'<text x="20" y="{middle:.0f}" text-anchor="middle" transform="rotate(-90 20 {middle:.0f})">'
           'false non-match rate</text>')


def _drawn(curve: Curve, ink: str) -> Iterator[str]:
    shown = _shown(curve)
    sure = [one for one in shown if curve.of.non_mated >= trials_needed(one[0])]
    unsure = shown[max(len(sure) - 1, 0):]
    for part, dash in ((sure, ""), (unsure, ' stroke-dasharray="4 4"')):
        if len(part) > 1:
            path = " ".join(f"{_x(match):.1f},{_y(miss):.1f}" for match, miss in part)
            yield f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="2"{dash}/>'
    for one in curve.of.points:
        match, miss = one.false_match, one.false_non_match
        if match and miss and match.errors and miss.errors:
            yield f'<circle cx="{_x(match.estimate):.1f}" cy="{_y(miss.estimate):.1f}" r="4" fill="{ink}"/>'


def _shown(curve: Curve) -> list[tuple[float, float]]:
    return [(match, miss) for match, miss in curve.of.det if match > 0 and miss > 0]


def _x(rate: float) -> float:
    return RIGHT_PX - _depth(rate) * (RIGHT_PX - LEFT_PX)


def _y(rate: float) -> float:
    return TOP_PX + _depth(rate) * (BOTTOM_PX - TOP_PX)


def _depth(rate: float) -> float:
    """0 at a rate of 1, 1 at the smallest shown."""
    return min(max(-math.log10(rate) / DECADES, 0.0), 1.0)
