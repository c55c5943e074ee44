"""A gate of the demo's own: `menshen serve` in a program of its own, over a folder, on a free port."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from menshen.errors import UnavailableError

START_S = 90.0
"""On a first start the recognition graph is built from its weights."""
STOP_S = 10.0
POLL_S = 0.02

_LISTENING = re.compile(r"^listening on (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RunningGate:
    """A gate that answers at `url`; `said` holds all that it prints, on either stream."""

    url: str
    home: Path
    said: Path

    def operator_key(self) -> str:
        """The key that the first start made."""
        return (self.home / "operator.key").read_text(encoding="ascii").strip()


@contextmanager
def running(home: Path, said: Path) -> Iterator[RunningGate]:
    """A gate over `home` until the block ends; UnavailableError with its last words where it does not start."""
    command = [sys.executable, "-m", "menshen.cli.main", "serve", "--home", str(home), "--port", "0", "--tls", "off"]
    # A session of its own: Ctrl-C is for the demo, which stops its gate in order.
    with said.open("wb") as out, subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True) as child:
        try:
            yield RunningGate(_address(child, said), home, said)
        finally:
            _stop(child)


def _address(child: subprocess.Popen[bytes], said: Path) -> str:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and child.poll() is None:
        if found := _LISTENING.search(said.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(POLL_S)
    raise UnavailableError("the gate did not start: " + said.read_text(encoding="utf-8").strip()[-400:],
                           hint="`menshen serve` alone says more")


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.send_signal(signal.SIGINT)
    try:
        child.wait(STOP_S)
    except subprocess.TimeoutExpired:
        child.kill()
