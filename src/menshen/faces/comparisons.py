"""Comparisons for measuring: as a door makes them, each picture's owner known. Nothing here decides about anybody.

A reference is enrolled as the gate enrols it: frames averaged with their mirror images, rounded to the bytes of a pass.
The probe is one frame as it is. People are numbers; who they are is not known here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from menshen.errors import InputError
from menshen.faces.intervals import Indices
from menshen.faces.measured import Distances
from menshen.faces.template import dequantise, mean, quantise
from menshen.terms import Template

FRAMES = 3
MOST = 5_000_000
"""As many distances fit in memory beside everything else."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture's face: its template as a probe, and as a frame of an enrolment."""

    person: int
    probe: Template
    frame: Template


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Distances, each between a reference of person `ones` and a probe of person `others`: arrays of one length."""

    distances: Distances
    ones: Indices
    others: Indices

    def where(self, chosen: npt.NDArray[np.bool_]) -> "Comparisons":
        """Some of them."""
        return Comparisons(self.distances[chosen], self.ones[chosen], self.others[chosen])

    def mated(self) -> "Comparisons":
        """Those of one person with herself."""
        return self.where(self.ones == self.others)

    def non_mated(self) -> "Comparisons":
        """Those of two people."""
        return self.where(self.ones != self.others)

    def within(self, people: Sequence[int]) -> "Comparisons":
        """Those among some people only."""
        return self.where(np.isin(self.ones, people) & np.isin(self.others, people))


def one_frame(samples: Sequence[Sample]) -> Comparisons:
    """Each picture enrolled by itself and compared with every later one: each pair of pictures once."""
    _affordable(len(samples) * (len(samples) - 1) // 2)
    return _compare(samples, (([place], range(place + 1, len(samples))) for place in range(len(samples))))


def several_frames(samples: Sequence[Sample], *, first_only: bool = False, rounded: bool = True) -> Comparisons:
    """References of three pictures each, every picture in one at most, compared with all pictures but their own.

    With `first_only` each person has one reference, and pictures of which the others' are made are no probes.
    """
    groups = [group for person in sorted({sample.person for sample in samples})
              for group in _threes(samples, person, first_only=first_only)]
    spent = {place for group in groups for place in group} if first_only else set()
    _affordable(len(groups) * len(samples))
    return _compare(samples, ((group, _but(len(samples), spent | set(group))) for group in groups), rounded=rounded)


def pairs(samples: Sequence[Sample], given: Sequence[tuple[int, int]]) -> Comparisons:
    """The first picture of each pair enrolled by itself, compared with the second."""
    return _compare(samples, (([one], [other]) for one, other in given))


def _threes(samples: Sequence[Sample], person: int, *, first_only: bool) -> Iterator[list[int]]:
    own = [place for place, sample in enumerate(samples) if sample.person == person]
    # With as many pictures as a reference takes there is none left to compare it with.
    if len(own) > FRAMES:
        for start in range(0, 1 if first_only else len(own) - FRAMES + 1, FRAMES):
            yield own[start:start + FRAMES]


def _but(many: int, left_out: set[int]) -> list[int]:
    return [place for place in range(many) if place not in left_out]


def _compare(samples: Sequence[Sample], made: Iterator[tuple[Sequence[int], Sequence[int]]], *, rounded: bool = True
             ) -> Comparisons:
    probes = np.stack([sample.probe for sample in samples])
    people = np.asarray([sample.person for sample in samples], np.int64)
    distances, ones, others = [np.empty(0)], [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for frames, against in made:
        reference = mean([samples[place].frame for place in frames])
        reference = dequantise(quantise(reference)) if rounded else reference
        chosen = np.asarray(against, np.int64)
        distances.append(np.linalg.norm(probes[chosen] - reference, axis=1).astype(np.float64))
        ones.append(np.full(len(chosen), people[frames[0]]))
        others.append(people[chosen])
    return Comparisons(np.concatenate(distances), np.concatenate(ones), np.concatenate(others))


def _affordable(comparisons: int) -> None:
    if comparisons > MOST:
        raise InputError(f"{comparisons} comparisons are too many; {MOST} are allowed",
                         hint="give fewer people, or choose pairs with --pairs")
