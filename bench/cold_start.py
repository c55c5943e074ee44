"""How long a gate takes from the start of its program to its first admission by a face, and how much memory at most.

    python bench/cold_start.py [STARTS]

A real `menshen serve` over a folder in which somebody has enrolled; the recognition graph is built. The first frame is
sent as soon as it listens. Medians by the clock; the peak is the operating system's (VmHWM; Linux only). Exits 1 where
the first answer takes more than 2 s, or the program more than 400 MB.
"""

import base64
import re
import sys
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from menshen.cli.demo import compound, people
from menshen.cli.demo.calls import Calls
from menshen.cli.demo.running import RunningGate, running

STARTS = 5
MORE = 5
MOST_S, MOST_MB = 2.0, 400


def enrolled(gate: RunningGate) -> bytes:
    """Declare the compound, let one resident agree and enrol; what the door's camera sees of her and her pass."""
    frames = [base64.b64encode(one).decode() for one in people.enrolling(people.AGREEING)]
    with closing(Calls(gate.url, gate.operator_key())) as calls:
        declared = compound.declared()
        for path, body in ((compound.PLACE, declared["place"]), (compound.DOOR, compound.LANES),
                           (compound.NOTICE, declared["notice"])):
            calls.put(path, body)
        plain = calls.post(f"{compound.PLACE}/entitlements", compound.entitlement("5-0802")).body["code"]
        shown = calls.person("/v1/prompts", {"code": plain}).body
        agreed = calls.person("/v1/answers", {"token": shown["token"], "answer": "agree"}).body
        permit = calls.person("/v1/enrolments", {"secret": agreed["secret"]}).body["permit"]
        made = calls.person(f"/v1/enrolments/{permit}/frames", {"frames": frames}).body
    return people.alone(people.AGREEING, str(made["code"]))


def peak_mb(gate: RunningGate) -> float:
    """The most memory that the gate's program has held."""
    if gate.program is None:
        return 0.0
    status = Path(f"/proc/{gate.program.pid}/status").read_text(encoding="ascii")
    return int(re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)[0]) / 1_024


def started(gate: RunningGate, frame: bytes) -> tuple[float, float, float]:
    """Seconds from a start until it listens, and until its first answer by face; and its peak after a few more."""
    begun = perf_counter()
    with gate.at_rest():
        begun = perf_counter()
    listening_s = perf_counter() - begun
    with closing(Calls(gate.url, gate.operator_key())) as calls:
        first = calls.frame(compound.FRAMES, frame)
        answered_s = perf_counter() - begun
        opened = [first, *(calls.frame(compound.FRAMES, frame) for _ in range(MORE))]
    if any(reply.body.get("opened") != "face" for reply in opened):
        raise SystemExit(f"error: the door did not open by her face: {first.body}")
    return listening_s, answered_s, peak_mb(gate)


def main(starts: int) -> int:
    """Print the medians and the largest peak."""
    with TemporaryDirectory(prefix="menshen-bench-") as name, \
            running(Path(name) / "home", Path(name) / "said.txt") as gate:
        frame = enrolled(gate)
        listening, answered, peaks = zip(*(started(gate, frame) for _ in range(starts)), strict=True)
    answered_s, peak = median(answered), max(peaks)
    print(f"start until it listens         {median(listening):8.2f} s")
    print(f"start until the first answer   {answered_s:8.2f} s")
    print(f"peak memory of the gate        {peak:8.0f} MB")
    return int(answered_s > MOST_S or peak > MOST_MB)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else STARTS))
