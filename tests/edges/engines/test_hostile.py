"""Hostile pictures through the real decoder, code reader and engine, in a program whose memory and time are limited."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from support.hostile import PICTURES

MOST_MIB = 300


class Facing:
    """The program that faces them; started anew where a picture has ended it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program: subprocess.Popen[str] | None = None

    def face(self, name: str) -> Any:  # noqa: ANN401 - one JSON object
        """What became of a picture."""
        if self._program is None:
            self._program = subprocess.Popen([sys.executable, "-m", "support.facing"], stdin=subprocess.PIPE,
                                             stdout=subprocess.PIPE, text=True, cwd=self._folder)
        program = self._program
        assert program.stdin is not None
        assert program.stdout is not None
        print(name, file=program.stdin, flush=True)
        line = program.stdout.readline()
        if not line:
            self.close()
            pytest.fail("the picture ended the program")
        return json.loads(line)

    def close(self) -> None:
        """End the program."""
        if self._program is not None:
            self._program.communicate()
            self._program = None


@contextmanager
def facing(folder: Path) -> Iterator[Facing]:
    """A program, ended at the end."""
    made = Facing(folder)
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def program(root: Path) -> Iterator[Facing]:
    """One program for all pictures of this module."""
    with facing(root / "tests") as made:
        yield made


@pytest.mark.parametrize("name", PICTURES)
def test_a_hostile_picture_gets_the_right_answer_in_little_memory(program: Facing, name: str) -> None:
    """It is refused in words that say why, or taken for what it shows, and adds less than 300 MiB to the program."""
    faced = program.face(name)
    assert faced["answer"].startswith(PICTURES[name][1])
    assert faced["added_mib"] < MOST_MIB


def test_a_bomb_would_be_seen(program: Facing) -> None:
    """Memory is counted: the largest picture takes some of it."""
    assert program.face("JPEG of 10 scans, the largest")["added_mib"] > 50
