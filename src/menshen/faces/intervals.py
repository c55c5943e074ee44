"""How sure an error rate is: trials, errors, and the interval in which the true rate lies at 95 % confidence.

Comparisons of the same people are not independent, so the interval comes from drawing people again, with all their
pictures (bootstrap by subject). It is never narrower than independent trials would give (Clopper-Pearson), which also
bounds what was never seen to fail. Sources: ISO/IEC 19795-1, annex on uncertainty; the rule of 3.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from menshen.errors import InputError

CONFIDENCE = 0.95
DRAWS = 1_000
_BISECTIONS = 60

Indices = npt.NDArray[np.int64]
Weights = npt.NDArray[np.int64]
"""How often each person comes in each drawing: (draws, people)."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Errors in trials. `units` are the people, or pairs of people, that the trials stem from."""

    errors: int
    trials: int
    low: float
    high: float
    units: int

    @property
    def estimate(self) -> float:
        """The share of errors seen."""
        return self.errors / self.trials

    @property
    def high_by_units(self) -> float:
        """What the rate may be at most where nothing failed and each person or pair counts as one trial only."""
        return clopper_pearson(0, self.units)[1] if self.errors == 0 else self.high


def trials_needed(false_match_rate: float) -> int:
    """How many non-mated comparisons support this rate at all: with none false, it is below 3 / n (rule of 3)."""
    return math.ceil(3 / false_match_rate - 1e-9)


def clopper_pearson(errors: int, trials: int) -> tuple[float, float]:
    """The exact interval of a rate behind `errors` in `trials` independent trials."""
    if not 0 <= errors <= trials or trials == 0:
        raise InputError(f"{errors} errors in {trials} trials make no rate")
    tail = (1 - CONFIDENCE) / 2
    low = 0.0 if errors == 0 else _where(lambda rate: 1 - _at_most(errors - 1, trials, rate) < tail)
    high = 1.0 if errors == trials else _where(lambda rate: _at_most(errors, trials, rate) > tail)
    return low, high


def draw_people(people: int, seed: int, draws: int = DRAWS) -> Weights:
    """As many people as there are, drawn with replacement, again and again."""
    return np.random.default_rng(seed).multinomial(people, np.full(people, 1 / people), size=draws)


def rate_by_subject(wrong: npt.NDArray[np.bool_], one: Indices, other: Indices, drawn: Weights) -> Rate:
    """The share of `wrong` comparisons, each between a picture of person `one` and of person `other`."""
    pairs, pair_of = np.unique(one * drawn.shape[1] + other, return_inverse=True)
    first, second = np.divmod(pairs, drawn.shape[1])
    errors = np.bincount(pair_of, weights=wrong, minlength=len(pairs))
    trials = np.bincount(pair_of, minlength=len(pairs))
    shares = []
    for times in drawn:
        # A person drawn twice brings each comparison with another person twice, and so do two such people four times.
        weight = np.where(first == second, times[first], times[first] * times[second])
        if (total := weight @ trials) > 0:
            shares.append(float(weight @ errors / total))
    low, high = clopper_pearson(int(errors.sum()), int(trials.sum()))
    tail = (1 - CONFIDENCE) / 2
    drawn_low, drawn_high = np.quantile(shares, [tail, 1 - tail]) if shares else (low, high)
    units = len(np.unique(np.sort(np.stack([first, second]), axis=0), axis=1).T)
    return Rate(int(errors.sum()), int(trials.sum()), min(low, float(drawn_low)), max(high, float(drawn_high)), units)


def _at_most(errors: int, trials: int, rate: float) -> float:
    """The chance of at most `errors` in `trials` at this rate (binomial), summed in logarithms."""
    count = np.arange(errors + 1)
    ways = np.concatenate([[0.0], np.cumsum(np.log((trials - count[:-1]) / count[1:]))])
    terms = ways + count * math.log(rate) + (trials - count) * math.log1p(-rate)
    return float(np.exp(np.logaddexp.reduce(terms)))


def _where(holds: Callable[[float], bool]) -> float:
    """The rate up to which `holds` is true, by bisection."""
    low, high = 0.0, 1.0
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return high
