"""Search time of 1:N, by how many are in the gallery: random templates, no faces.

    python bench/one_to_n.py [ROUNDS]

Beside it the same with one 1:1 comparison after the other, which gives the same answer. Medians, one thread.
"""

import os
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from menshen.faces.gallery import near
from menshen.faces.template import LENGTH, distance

ROUNDS = 20
SIZES = (200, 10_000, 100_000)
THRESHOLD = 0.451


def timed(rounds: int, search: Callable[[], list[int]]) -> tuple[list[int], float]:
    """What a search finds, and the median of its milliseconds after one round to warm up."""
    found = search()
    taken = []
    for _ in range(rounds):
        begun = perf_counter()
        search()
        taken.append((perf_counter() - begun) * 1e3)
    return found, median(taken)


def main(rounds: int) -> None:
    """Print milliseconds by size; the row that is looked for is the last but one, with a little noise on the probe."""
    random = np.random.default_rng(11)
    for size in SIZES:
        rows = random.normal(0, 0.12, (size, LENGTH)).astype(np.float32)
        probe = (rows[-2] + random.normal(0, 0.01, LENGTH)).astype(np.float32)
        found, ms = timed(rounds, lambda rows=rows, probe=probe: near(rows, probe, THRESHOLD))  # type: ignore[misc]
        one_by_one, slow_ms = timed(1, lambda rows=rows, probe=probe: [  # type: ignore[misc]
            row for row in range(len(rows)) if distance(rows[row], probe) <= THRESHOLD])
        same = "the same rows" if found == one_by_one == [size - 2] else "OTHER ROWS"
        print(f"{size:8,} rows {ms:8.2f} ms   one by one {slow_ms:8.1f} ms   {same}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
