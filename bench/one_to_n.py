"""1:N: how long a search, an addition and an erasure take, and what a person takes up: random templates, no faces.

    python bench/one_to_n.py [ROUNDS]

Two templates are about 0.8 apart, as strangers are. Beside it the same with one 1:1 comparison after the other, which
gives the same answer. Medians of one thread's own time; memory as Python counts it, NumPy's included. Exits 1 where
100,000 people take longer or more than is promised.
"""

import os
import sys
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import thread_time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from menshen.consent.grant import Change, Grant, GrantState
from menshen.edges.machine.gallery import MemoryGallery
from menshen.faces.template import LENGTH, dequantise, distance, quantise
from menshen.terms import GrantId, PlaceId, Purpose, Template

ROUNDS = 20
SIZES = (200, 10_000, 100_000)
THRESHOLD = 0.451
SHARED, APART = 0.1, 0.05
"""Standard deviations of what all templates have in common, and of what each has to itself."""
PLACE, NOTICE = PlaceId("garden"), "notice"
NOW = datetime(2026, 5, 1, tzinfo=UTC)

MOST_MS, MOST_BYTES = 5.0, 600


def grant(number: int) -> Grant:
    """A live grant for hands-free."""
    return Grant(GrantId(f"{number:032x}"), PLACE, Purpose.ENTRY_HANDS_FREE, "p", NOTICE, NOW + timedelta(days=365),
                 (Change(GrantState.GIVEN, NOW),))


def timed(rounds: int, work: Callable[[], object]) -> float:
    """The median of its milliseconds after one round to warm up."""
    taken = []
    for _ in range(rounds + 1):
        begun = thread_time()
        work()
        taken.append((thread_time() - begun) * 1e3)
    return median(taken[1:])


def filled(references: list[Template]) -> tuple[MemoryGallery, float]:
    """A gallery of them, and how many bytes a person in it takes up, at the peak of its growth too."""
    tracemalloc.start()
    gallery = MemoryGallery()
    for number, reference in enumerate(references):
        gallery.put(grant(number), reference)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return gallery, peak / len(references)


def main(rounds: int) -> int:
    """Print milliseconds by size; the row that is looked for is the first but one, with a little noise on the probe."""
    random = np.random.default_rng(11)
    worst_ms = bytes_each = 0.0
    for size in SIZES:
        drawn = random.normal(0, SHARED, LENGTH) + random.normal(0, APART, (size, LENGTH))
        references = [dequantise(quantise(one)) for one in drawn.astype(np.float32)]
        probe = (references[1] + random.normal(0, 0.01, LENGTH)).astype(np.float32)
        gallery, bytes_each = filled(references)
        last = iter(reversed(range(size)))
        for name, work in (
            ("search", lambda gallery=gallery, probe=probe: gallery.near(PLACE, NOTICE, probe, THRESHOLD)),
            ("erase", lambda gallery=gallery, last=last: gallery.erase(grant(next(last)).id)),
            ("add", lambda gallery=gallery, size=size, new=references[0]: gallery.put(grant(size), new)),
        ):
            taken_ms = timed(rounds, work)
            worst_ms = max(taken_ms, worst_ms)
            print(f"{size:8,} people   {name:8} {taken_ms:8.3f} ms")
        found = set(gallery.near(PLACE, NOTICE, probe, THRESHOLD))
        if found != {grant(row).id for row, one in enumerate(references) if distance(one, probe) <= THRESHOLD}:
            print(f"{size:8,} people   found are OTHERS than one by one")
            return 1
    print(f"{SIZES[-1]:8,} people   {bytes_each:.0f} bytes each, index and growth included")
    return int(worst_ms > MOST_MS or bytes_each > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
