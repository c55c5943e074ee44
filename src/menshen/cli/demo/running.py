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


@dataclass(slots=True)
class RunningGate:
    """A gate that answers at `url`; `said` holds all that it prints, on either stream."""

    url: str
    home: Path
    said: Path
    program: subprocess.Popen[bytes] | None = None

    def operator_key(self) -> str:
        """The key that the first start made."""
        return (self.home / "operator.key").read_text(encoding="ascii").strip()

    @contextmanager
    def at_rest(self) -> Iterator[Path]:
        """The gate's folder, while the gate is stopped; after the block it answers again, at the same address."""
        self.stop()
        yield self.home
        self.start()

    def start(self) -> None:
        """Start it at its address, or at any free port where it has none yet; UnavailableError where it does not."""
        port = self.url.rpartition(":")[2] or "0"
        command = [sys.executable, "-m", "menshen.cli.main", "serve", "--home", str(self.home), "--port", port,
                   "--tls", "off"]
        before = self.said.stat().st_size if self.said.exists() else 0
        with self.said.open("ab") as out:
            # A session of its own: Ctrl-C is for the demo, which stops its gate in order.
            self.program = subprocess.Popen(  # noqa: S603 - our own command
                command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True)
        self.url = _address(self.program, self.said, before)

    def stop(self) -> None:
        """Stop it in order, if it runs."""
        if self.program is None:
            return
        self.program.send_signal(signal.SIGINT)
        try:
            self.program.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.program.kill()
            self.program.wait()


@contextmanager
def running(home: Path, said: Path) -> Iterator[RunningGate]:
    """A gate over `home` until the block ends; UnavailableError with its last words where it does not start."""
    gate = RunningGate("", home, said)
    try:
        gate.start()
        yield gate
    finally:
        gate.stop()


def _address(program: subprocess.Popen[bytes], said: Path, before: int) -> str:
    """Where it says that it listens, in what it has said since it had said `before` bytes."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and program.poll() is None:
        if found := _LISTENING.search(said.read_bytes()[before:].decode()):
            return found[1]
        time.sleep(POLL_S)
    raise UnavailableError("the gate did not start: " + said.read_bytes()[before:].decode().strip()[-400:],
                           hint="`menshen serve` alone says more")
