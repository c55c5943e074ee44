"""No dump of this program's memory, tried in a program of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

KEPT_HERE = "from menshen.edges.machine.dumps import keep_memory_here; keep_memory_here()"
DUMPABLE = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
LIMITS = "import resource; print(*resource.getrlimit(resource.RLIMIT_CORE))"


def said(*lines: str) -> str:
    """What a program of these lines prints."""
    return subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True).stdout


def test_memory_stays_in_memory() -> None:
    """Afterwards the program may not be dumped, by its limits and by the kernel's own mark; before, it may."""
    assert said(DUMPABLE) == "1\n"
    assert said(KEPT_HERE, DUMPABLE, LIMITS) == "0\n0 0\n"


def test_a_crash_leaves_no_file(tmp_path: Path) -> None:
    """A program that ends by a crash is not dumped, and the kernel says so."""
    allowed = "import resource, signal, os; resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))"
    crash = "os.kill(os.getpid(), signal.SIGSEGV)"
    child = os.fork()
    if child == 0:
        os.chdir(tmp_path)
        os.execv(sys.executable, [sys.executable, "-c", f"{allowed}\n{KEPT_HERE}\n{crash}"])  # noqa: S606 - it is ours
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGSEGV
    assert not os.WCOREDUMP(status)
    assert list(tmp_path.iterdir()) == []
