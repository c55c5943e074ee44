"""What `menshen faces evaluate` found, gathered: from templates to rates, each step in the room of faces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from menshen.errors import InputError
from menshen.faces.card import Figures, ModelCard, OperatingPoint
from menshen.faces.comparisons import FRAMES, Comparisons, Sample, one_frame, pairs, several_frames
from menshen.faces.enrolment_steps import Steps, steps
from menshen.faces.evaluation import Evaluated, Group, Measured, among, evaluate, measured
from menshen.faces.identification import Identified, identified
from menshen.faces.intervals import Rate, draw_people, rate_by_subject
from menshen.terms import Reason

ONE = "one frame enrolled, one probe"
FIRST = "first three frames enrolled, one probe"
EVERY = "every three frames enrolled, one probe"
GIVEN = "the pairs given"


@dataclass(frozen=True, slots=True)
class Acquired:
    """What came of each picture, in the order of `person_of`: a sample, why there is none, or None: not readable."""

    person_of: tuple[int, ...]
    outcomes: tuple[Sample | Reason | None, ...]
    enlarged: int

    def samples(self) -> list[Sample]:
        """All that can be compared."""
        return [one for one in self.outcomes if isinstance(one, Sample)]

    def count(self, outcome: Reason | None) -> int:
        """How many came to this."""
        return sum(one is outcome for one in self.outcomes)

    def failed(self, people: Sequence[int], seed: int) -> Rate | None:
        """The failure to acquire among `people`; pictures that cannot be read are no attempts."""
        asked = set(people)
        tried = [(one, person) for one, person in zip(self.outcomes, self.person_of, strict=True)
                 if one is not None and person in asked]
        if not tried:
            return None
        number = {person: place for place, person in enumerate(sorted({person for _, person in tried}))}
        who = np.asarray([number[person] for _, person in tried], np.int64)
        return rate_by_subject(np.asarray([isinstance(one, Reason) for one, _ in tried]), who, who,
                               draw_people(len(number), seed))


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is told: `ways` of comparing by name, and `at_card` the last of them at a card's own points."""

    acquired: Acquired
    people: int
    failure: Rate | None
    ways: Mapping[str, Evaluated]
    at_card: tuple[Measured, ...]
    enrolment: Steps | None
    gallery: tuple[int, tuple[Identified, ...]] | None
    groups: Mapping[str, tuple[Rate | None, tuple[Group, ...]]]


def gathered(acquired: Acquired, card: ModelCard, groups: Mapping[str, Sequence[int]], gallery: int | None, seed: int
             ) -> Report:
    """The report on a folder of people, at the thresholds of `card` where it is not about choosing one."""
    samples, people = acquired.samples(), len(set(acquired.person_of))
    if not samples:
        raise _unusable("no picture could be used", acquired)
    drawn = draw_people(max(acquired.person_of) + 1, seed)
    ways = {ONE: evaluate(one_frame(samples), drawn)}
    every = several_frames(samples)
    at_door = _measurable(every)
    if at_door:
        ways |= {FIRST: evaluate(several_frames(samples, first_only=True), drawn), EVERY: evaluate(every, drawn)}
    told = every if at_door else one_frame(samples)
    return Report(acquired, people, acquired.failed(sorted(set(acquired.person_of)), seed), ways,
                  tuple(measured(told, point, drawn) for point in card.operating_points),
                  steps(samples, _rates(ways[EVERY])) if at_door else None,
                  None if gallery is None else (gallery, _gallery(samples, gallery, card.operating_points, seed)),
                  {name: (acquired.failed(own, seed),
                          tuple(among(told, own, point, seed) for point in card.operating_points))
                   for name, own in groups.items()})


def gathered_pairs(acquired: Acquired, given: Sequence[tuple[int, int]], card: ModelCard, seed: int) -> Report:
    """The report on pairs; those with a picture that could not be used are left out."""
    place: dict[int, int] = {}
    samples: list[Sample] = []
    for number, outcome in enumerate(acquired.outcomes):
        if isinstance(outcome, Sample):
            place[number] = len(samples)
            samples.append(outcome)
    usable = [(place[one], place[other]) for one, other in given if one in place and other in place]
    if not usable:
        raise _unusable("no pair could be used", acquired)
    compared, drawn = pairs(samples, usable), draw_people(max(acquired.person_of) + 1, seed)
    return Report(acquired, len(set(acquired.person_of)), acquired.failed(sorted(set(acquired.person_of)), seed),
                  {GIVEN: evaluate(compared, drawn)},
                  tuple(measured(compared, point, drawn) for point in card.operating_points), None, None, {})


def figures(report: Report, detector: str) -> tuple[tuple[OperatingPoint, ...], Figures]:
    """What goes on a card: the points of references from three frames, for no door enrols from one."""
    way = report.ways.get(EVERY)
    if way is None or report.failure is None:
        raise InputError(f"a card takes references of {FRAMES} frames, as a gate enrols them",
                         hint=f"give a folder for each person with {FRAMES + 1} pictures or more")
    if not way.points:
        raise InputError(f"{way.non_mated} impostor trials support no operating point at all",
                         hint="it takes 300 for a false match rate of 0.01")
    missed = [one.false_non_match for one in way.points]
    return tuple(one.point for one in way.points), Figures(
        detector, report.people, len(report.acquired.person_of) - report.acquired.count(None),
        round(report.failure.estimate, 4), way.mated,
        tuple((round(one.low, 4), round(one.high, 4)) for one in missed if one is not None))


def _unusable(what: str, acquired: Acquired) -> InputError:
    if missing := acquired.count(None):
        return InputError(f"{what}; {missing} of {len(acquired.outcomes)} files are missing or no pictures",
                          hint="files named in a table are looked for in DIR, or beside the table where there is none")
    return InputError(what, hint="each picture shows one person's face, large and sharp")


def _measurable(compared: Comparisons) -> bool:
    return bool(len(compared.mated().distances) and len(compared.non_mated().distances))


def _rates(way: Evaluated) -> list[float]:
    return [one.point.false_match_rate for one in way.points]


def _gallery(samples: Sequence[Sample], size: int, points: Sequence[OperatingPoint], seed: int
             ) -> tuple[Identified, ...]:
    return identified(samples, size, [point.threshold for point in points], seed)
