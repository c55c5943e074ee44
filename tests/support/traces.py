"""What is left of a template in the memory of a program that compared it: by a program of its own.

    python -m support.traces

prints two JSON objects: how often each form of a probe that is near nobody, and of a reference, stands in its writable
memory after they were compared, and once the one is zeroed and the other erased. Linux only.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

import numpy as np

from menshen.consent.grant import Change, Grant, GrantState
from menshen.edges.machine.gallery import MemoryGallery
from menshen.faces.template import FULL_SCALE, LENGTH, STEP, STEPS, dequantise, quantise, steps_of
from menshen.terms import GrantId, PlaceId, Purpose, Template

PLACE, NOTICE = PlaceId("garden"), "notice"
NOW = datetime(2026, 5, 1, tzinfo=UTC)
MASK = 0x5A
MASKED = bytes(value ^ MASK for value in range(256))
PART = slice(40, 56)
"""What is looked for: more than anything else holds by chance, and away from where an allocator writes."""


def main() -> None:
    """Compare and look; erase and look again."""
    random = np.random.default_rng()
    probe, reference = random.normal(0, 0.1, (2, LENGTH)).astype(np.float32)
    looked_for = {**forms("probe", probe), **forms("reference", dequantise(quantise(reference)))}
    churn()
    gallery = MemoryGallery()
    for number, other in enumerate(random.normal(0, 0.1, (40, LENGTH)).astype(np.float32)):
        gallery.put(grant(number), other)
    gallery.put(grant(40), reference)
    assert not gallery.near(PLACE, NOTICE, probe, 0.5)
    print(json.dumps(found(looked_for)))  # noqa: T201 - its answer
    gallery.erase(grant(40).id)
    probe.fill(0)
    print(json.dumps(found(looked_for)))  # noqa: T201 - its answer


def grant(number: int) -> Grant:
    """A live grant for hands-free."""
    return Grant(GrantId(f"{number:032x}"), PLACE, Purpose.ENTRY_HANDS_FREE, "p", NOTICE, NOW + timedelta(days=1),
                 (Change(GrantState.GIVEN, NOW),))


def forms(name: str, template: Template) -> Mapping[str, bytes]:
    """The forms that comparing gives a template, masked, so that what is looked for is not found where it is kept."""
    makes: Mapping[str, Callable[[], np.ndarray]] = {
        "itself": lambda: template, "by its scale": lambda: template / FULL_SCALE,
        "in steps": lambda: template / FULL_SCALE * STEPS, "as bytes": lambda: steps_of(template),
        "as a pass has it": lambda: steps_of(template) * STEP,
    }
    return {f"{name} {form}": make()[PART].tobytes().translate(MASKED) for form, make in makes.items()}


def churn() -> None:
    """Write over what making the forms has left, in small buffers of every size that was used."""
    arrays = [np.ones(LENGTH, kind) for kind in (np.int8, np.float32) for _ in range(3_000)]
    others = [b"\x01" * size for size in range(8, 640) for _ in range(40)]
    del arrays, others


def found(looked_for: Mapping[str, bytes]) -> Mapping[str, int]:
    """How often each stands in writable memory."""
    hits = dict.fromkeys(looked_for, 0)
    for content in memory():
        for form, masked in looked_for.items():
            hits[form] += content.count(masked)
    return hits


def memory() -> Iterator[bytearray]:
    """All writable memory, masked; it is read into one buffer, which holds nothing plain afterwards."""
    plain = bytearray(1 << 20)
    with open("/proc/self/maps", encoding="ascii") as maps, open("/proc/self/mem", "rb", buffering=0) as held:  # noqa: PTH123
        ranges = [[int(end, 16) for end in line.split()[0].split("-")] for line in maps if re.match(r"\S+ rw", line)]
        for start, end in ranges:
            for at in range(start, end, len(plain) // 2):  # all is read twice: nothing is cut in two
                try:
                    os.preadv(held.fileno(), [memoryview(plain)[:end - at]], at)
                except OSError:
                    break
                masked = plain.translate(MASKED)
                plain[:] = bytes(len(plain))
                yield masked


if __name__ == "__main__":
    main()
