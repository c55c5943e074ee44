"""Fuzzing: real pictures, passes, key files and bundles, damaged at random; nothing may crash, hang or raise.

    PYTHONPATH=tests python bench/fuzz.py [--inputs 100000] [--seed 1] [--from 0] [--target NAME ...]

Each input follows from its target, its number and the seed: a finding is made again by `--target NAME --from NUMBER
--inputs 1`, and a run that was stopped goes on with `--from`. Inputs are taken in a process of their own, which a
crash or 5 s of the processor end. Exit code 1 where anything was found.
"""

import argparse
import mmap
import os
import resource
import signal
import struct
import sys
import traceback
from pathlib import Path
from time import monotonic

import cv2
from support import fuzzing

BATCH = 1_000
HANG_S = 5.0
STUCK_S = 60.0
ROOM_BYTES = 1 << 30
_NUMBER = struct.Struct("q")


def main() -> None:
    """Fuzz the targets, each with its share."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--inputs", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--from", dest="begin", type=int, default=0)
    asked.add_argument("--target", action="append", choices=fuzzing.TARGETS, default=[])
    given = asked.parse_args()
    names = given.target or list(fuzzing.TARGETS)
    cv2.setNumThreads(1)
    sys.exit(1 if fuzz(names, given.inputs, given.seed, given.begin) else 0)


def fuzz(names: list[str], inputs: int, seed: int, begin: int) -> int:
    """Give each target its share of the inputs, from number `begin` on; how many findings there were."""
    began_s, shares, found = monotonic(), sum(fuzzing.TARGETS[name].share for name in names), 0
    taken = 0
    for name in names:
        end = begin + max(1, inputs * fuzzing.TARGETS[name].share // shares)
        fuzzing.TARGETS[name].seeds()
        for at in range(begin, end, BATCH):
            found += batch(name, at, min(at + BATCH, end), seed)
        taken += end - begin
        took_s = monotonic() - began_s
        print(f"{name:10} {end - begin:>9,} inputs, {took_s:7.1f} s, {found} findings so far", flush=True)
    print(f"{taken:,} inputs, seed {seed}, from number {begin}: {found} findings")
    return found


def batch(name: str, begin: int, end: int, seed: int) -> int:
    """Take inputs `begin` to `end` in a process of their own, another after each that ends it; the findings."""
    present, found = mmap.mmap(-1, _NUMBER.size), 0
    while begin < end:
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            _take(name, begin, end, seed, present)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status == 0:
            break
        (number,) = _NUMBER.unpack(present[:])
        how = f"ended by {signal.Signals(-status).name}" if status < 0 else "raised what nobody foresaw"
        print(f"FOUND {name}, input {number}: {how}; again with --target {name} --from {number} --inputs 1", flush=True)
        found, begin = found + 1, number + 1
    return found


def _take(name: str, begin: int, end: int, seed: int, present: mmap.mmap) -> None:
    """In the child: each input within its time and room. The kernel ends what takes longer, in whatever code it is."""
    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + ROOM_BYTES, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _quiet_libraries()
    try:
        for number in range(begin, end):
            present[:] = _NUMBER.pack(number)
            signal.setitimer(signal.ITIMER_PROF, HANG_S)
            signal.setitimer(signal.ITIMER_REAL, STUCK_S)
            fuzzing.run(name, number, seed)
    except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
        traceback.print_exc(file=sys.stdout)
        sys.stdout.flush()
        os._exit(1)
    os._exit(0)


def _quiet_libraries() -> None:
    """What libjpeg and libpng have to say of damaged pictures goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


if __name__ == "__main__":
    main()
