"""How `menshen faces evaluate` tells what it found: lines for people, one object for programs. No name, no template."""

from collections.abc import Iterator

from menshen.cli.faces_measured import Report
from menshen.faces.card import ModelCard
from menshen.faces.evaluation import Evaluated, Measured
from menshen.faces.intervals import Rate, trials_needed
from menshen.terms import Reason

FAILURES = (Reason.NO_FACE, Reason.MANY_FACES, Reason.POOR_CAPTURE)
PEOPLE, PAIRS = "people", "pairs of people"
COLUMNS = f"{'FMR asked':>12}  {'threshold':>9}  {'FMR, 95 %':<41}  FNMR, 95 %"


def lines(report: Report, card: ModelCard, detector: str) -> Iterator[str]:
    """The report for people, in the terms of ISO/IEC 19795-1."""
    acquired = report.acquired
    yield (f"model {card.id}, detector {detector}: {report.people} people, {len(acquired.person_of)} pictures, "
           f"{acquired.count(None)} unreadable, {acquired.enlarged} enlarged")
    failures = ", ".join(f"{reason.value} {acquired.count(reason)}" for reason in FAILURES)
    yield f"failure to acquire {_rate(report.failure, PEOPLE)}  ({failures})"
    for name, way in report.ways.items():
        yield from _way(name, way)
    yield f"\n{list(report.ways)[-1]}, at the thresholds of the card ({card.id})"
    yield COLUMNS
    yield from (_point(one) for one in report.at_card)
    yield from _enrolment(report)
    yield from _gallery(report)
    yield from _groups(report, card)


def document(report: Report, card: ModelCard, detector: str, seed: int) -> dict[str, object]:
    """The same as one object."""
    acquired, enrolment, gallery = report.acquired, report.enrolment, report.gallery
    return {
        "model": card.id, "detector": detector, "seed": seed, "people": report.people,
        "pictures": len(acquired.person_of), "unreadable": acquired.count(None), "enlarged": acquired.enlarged,
        "failure_to_acquire": _object(report.failure), "failures": {one.value: acquired.count(one) for one in FAILURES},
        "ways": {name: _way_object(way) for name, way in report.ways.items()},
        "at_card": [_point_object(one) for one in report.at_card],
        "enrolment": None if enrolment is None else {
            "largest_value": enrolment.largest, "clipped": enrolment.clipped, "values": enrolment.values,
            "fnmr": [{"fmr": one.false_match_rate, "averaged": one.averaged, "mirrored": one.mirrored,
                      "rounded": one.rounded} for one in enrolment.missed]},
        "gallery": None if gallery is None else {
            "size": gallery[0],
            "points": [{"threshold": one.threshold, "fpir": one.false_positive, "fnir": one.false_negative,
                        "strangers": one.strangers} for one in gallery[1]]},
        "groups": {name: {"failure_to_acquire": _object(failed), "points": [
            {"people": group.people, "threshold": point.threshold, "fmr": _object(group.false_match),
             "fnmr": _object(group.false_non_match)}
            for group, point in zip(groups, card.operating_points, strict=True)]}
            for name, (failed, groups) in report.groups.items()},
    }


def _way(name: str, way: Evaluated) -> Iterator[str]:
    yield f"\n{name}: {way.mated} mated and {way.non_mated} non-mated comparisons"
    yield COLUMNS
    yield from (_point(one) for one in way.points)
    yield _point(way.none_false, "no error")
    for rate in way.unsupported:
        yield f"{rate:>12g}  cannot be chosen: it takes {trials_needed(rate)} non-mated comparisons"


def _point(one: Measured, asked: str = "") -> str:
    return (f"{asked or format(one.point.false_match_rate, 'g'):>12}  {one.point.threshold:>9.3f}  "
            f"{_rate(one.false_match, PAIRS):<41}  {_rate(one.false_non_match, PEOPLE)}")


def _rate(rate: Rate | None, units: str) -> str:
    if rate is None:
        return "nothing to compare"
    if rate.errors == 0:
        return f"0 of {rate.trials}: below {rate.high:.2g}; by {units} {rate.high_by_units:.2g}"
    return f"{rate.estimate:.4f} [{rate.low:.4f}, {rate.high:.4f}]"


def _enrolment(report: Report) -> Iterator[str]:
    if (steps := report.enrolment) is not None:
        yield (f"\nenrolment: the largest value of a template is {steps.largest:.3f}; a pass clips {steps.clipped} of "
               f"{steps.values}")
        yield f"{'FMR asked':>12}  FNMR of the average   with mirror images   rounded to the bytes of a pass"
        for one in steps.missed:
            yield f"{one.false_match_rate:>12g}  {one.averaged:<20.4f}  {one.mirrored:<19.4f}  {one.rounded:.4f}"


def _gallery(report: Report) -> Iterator[str]:
    if report.gallery is None:
        return
    size, points = report.gallery
    yield f"\nstrangers before a gallery of {size}"
    for one, at_card in zip(points, report.at_card, strict=True):
        match = at_card.false_match
        bound = "" if match is None else f"; at most {min(1.0, size * match.high):.4f} by {size} times the FMR's bound"
        known = (f"FPIR {one.false_positive:.4f}, FNIR {one.false_negative:.4f}"
                 if one.false_positive is not None and one.false_negative is not None
                 else f"not measured: it takes {size + 1} people with four pictures or more")
        yield f"{one.threshold:>12.3f}  {known}{bound}"


def _groups(report: Report, card: ModelCard) -> Iterator[str]:
    for place, point in enumerate(card.operating_points if report.groups else ()):
        yield f"\nby group, each compared with its own, at {point.threshold:.3f} (FMR {point.false_match_rate:g})"
        for name, (failed, groups) in report.groups.items():
            group = groups[place]
            yield (f"{name}: {group.people} people, FTA {_rate(failed, PEOPLE)}, FMR "
                   f"{_rate(group.false_match, PAIRS)}, FNMR {_rate(group.false_non_match, PEOPLE)}")


def _way_object(way: Evaluated) -> dict[str, object]:
    return {"mated": way.mated, "non_mated": way.non_mated, "points": [_point_object(one) for one in way.points],
            "none_false": _point_object(way.none_false),
            "cannot_be_chosen": [{"fmr": rate, "trials_needed": trials_needed(rate)} for rate in way.unsupported]}


def _point_object(one: Measured) -> dict[str, object]:
    return {"asked": one.point.false_match_rate, "threshold": one.point.threshold, "fmr": _object(one.false_match),
            "fnmr": _object(one.false_non_match)}


def _object(rate: Rate | None) -> dict[str, object] | None:
    return None if rate is None else {
        "errors": rate.errors, "trials": rate.trials, "estimate": rate.estimate, "low": rate.low, "high": rate.high,
        "units": rate.units, "high_by_units": rate.high_by_units}
