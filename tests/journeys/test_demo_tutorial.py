"""The tutorial: every command of the page is typed into a shell, and what it prints is what the page says."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENDED = "--- the block has ended ---"


def blocks(page: str) -> list[tuple[str, str]]:
    """Each block of commands, with what it is to print."""
    found = [(kind, text) for kind, text in BLOCK.findall(page)]
    return [(text, found[index + 1][1] if found[index + 1:] and found[index + 1][0] == "text" else "")
            for index, (kind, text) in enumerate(found) if kind == "sh"]


def same(printed: str, page: str) -> bool:
    """Whether `printed` is what the page says, `…` standing for anything within a line."""
    pattern = "[^\n]*".join(re.escape(part) for part in page.strip().split("…"))
    return re.fullmatch(pattern, printed.strip()) is not None


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("curl") is None, reason="the tutorial uses curl")
def test_every_command_prints_what_the_page_says(root: Path, tmp_path: Path) -> None:
    """The whole day by hand, from the gate's start to its end, in one shell."""
    page = (root / "docs" / "tutorial.md").read_text(encoding="utf-8").replace("8443", str(free_port()))
    told = blocks(page)
    script = "".join(f"{commands}\necho '{ENDED}'\n" for commands, _ in told)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    shell = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True,
                           timeout=300, check=False)
    printed = shell.stdout.split(f"{ENDED}\n")[:-1]
    assert len(printed) == len(told), shell.stderr
    differing = [(got, said) for got, (_, said) in zip(printed, told, strict=True) if not same(got, said)]
    assert differing == [], shell.stderr


def test_other_words_are_not_the_same() -> None:
    """The comparison lets `…` stand for a part of a line, and for nothing else."""
    assert same("1 of 7 entries\n", "1 of … entries\n")
    assert not same("1 of 7 entries", "1 of … events")
    assert not same("1 of 7\n8 entries", "1 of … entries")
