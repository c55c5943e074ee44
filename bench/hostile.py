"""Hostile pictures: what each is answered with, how long that takes, and how much memory.

    PYTHONPATH=tests python bench/hostile.py

Decoded, read for codes and searched for faces in full, as at a door whose code window and face area are the whole
picture; processor seconds of one thread, and what the picture added to the most memory ever held.
"""

import json
import subprocess
import sys

from support.hostile import PICTURES


def main() -> None:
    """Print a line for each, the slowest and the largest last."""
    facing = subprocess.run([sys.executable, "-m", "support.facing"], input="\n".join(PICTURES), text=True,
                            stdout=subprocess.PIPE, check=True)
    faced = dict(zip(PICTURES, map(json.loads, facing.stdout.splitlines()), strict=True))
    for name, one in faced.items():
        print(f"{name:42} {one['bytes']:>9,} bytes {one['cpu_s']:7.3f} s {one['added_mib']:4} MiB  {one['answer']}")
    print(f"slowest: {max(one['cpu_s'] for one in faced.values()):.3f} s of the processor; "
          f"most memory: {max(one['added_mib'] for one in faced.values())} MiB")


if __name__ == "__main__":
    main()
