"""Open-set identification measured: strangers before a gallery of N, and those who are in it (ISO/IEC 19795-1).

False positive identification rate (FPIR): the share of strangers' probes with anybody within the threshold. False
negative identification rate (FNIR): the share of enrolled people's probes that do not find their owner alone, as a gate
that chooses between nobody and one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from menshen.errors import InputError
from menshen.faces.comparisons import Comparisons, Sample, several_frames

GALLERIES = 200


@dataclass(frozen=True, slots=True)
class Identified:
    """Rates at one threshold. Both are None where there are too few people to fill the gallery and leave a stranger."""

    threshold: float
    false_positive: float | None
    false_negative: float | None
    strangers: int
    """How many probes of strangers, over all galleries drawn."""


def identified(samples: Sequence[Sample], size: int, thresholds: Sequence[float], seed: int) -> tuple[Identified, ...]:
    """Galleries of `size` people, drawn again and again, each person by one reference of three frames."""
    if size < 1:
        raise InputError(f"a gallery of {size} was asked for; 1 or more is allowed")
    compared = several_frames(samples, first_only=True)
    enrolled = np.unique(compared.ones)
    if size >= len(enrolled):
        return tuple(Identified(threshold, None, None, 0) for threshold in thresholds)
    dice = np.random.default_rng(seed)
    galleries = [dice.choice(enrolled, size, replace=False) for _ in range(GALLERIES)]
    return tuple(_at(compared, galleries, threshold) for threshold in thresholds)


def _at(compared: Comparisons, galleries: Sequence[np.ndarray], threshold: float) -> Identified:
    # Each reference saw the same probes in the same order: one row for each reference, one column for each probe.
    people, rows = np.unique(compared.ones, return_index=True)
    columns = len(compared.ones) // len(people)
    order = np.argsort(rows)
    near = (compared.distances <= threshold).reshape(len(people), columns)
    owners, own = compared.others[:columns], people[order]
    strangers = taken = known = missed = 0
    for gallery in galleries:
        chosen = near[np.isin(own, gallery)]
        whose = own[np.isin(own, gallery)]
        outside = ~np.isin(owners, gallery)
        strangers += int(outside.sum())
        taken += int(chosen[:, outside].any(axis=0).sum())
        inside = np.flatnonzero(~outside)
        right = chosen[:, inside] & (whose[:, None] == owners[inside][None])
        known += len(inside)
        missed += int((~(right.any(axis=0) & (chosen[:, inside].sum(axis=0) == 1))).sum())
    return Identified(threshold, taken / strangers, missed / known if known else None, strangers)
