"""The fuzz of `bench/fuzz.py`: a small part of it each time, and that it would find what it looks for."""

import importlib.util
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from support import fuzzing
from support.mutations import mutated, with_checksums

from menshen.edges.cameras.png import PNG_START

SEED = 20_260_501


@pytest.fixture(scope="module")
def fuzz(root: Path) -> ModuleType:
    """The program."""
    spec = importlib.util.spec_from_file_location("fuzz", root / "bench" / "fuzz.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "inputs"), [
    ("picture", 2_000), ("face", 10), ("code", 40), ("pass", 500), ("envelope", 500), ("payload", 500), ("body", 200),
    ("file", 200),
])
def test_damaged_inputs_are_answered(name: str, inputs: int) -> None:
    """Each gets a value or an error that tells its sender, and nothing else."""
    for number in range(inputs):
        fuzzing.run(name, number, SEED)


def test_every_target_has_its_part_here() -> None:
    """What is fuzzed at all is fuzzed a little in every run of the tests."""
    mine = test_damaged_inputs_are_answered.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {name for name, _ in mine} == set(fuzzing.TARGETS)


def test_an_input_comes_again_by_its_number() -> None:
    """The same seed and number make the same bytes, another number others."""
    seeds = fuzzing.pictures()
    first, again, other = (mutated(seeds, Random(number)) for number in (1, 1, 2))
    assert first == again != other
    assert first not in seeds


def test_checksums_are_mended() -> None:
    """A PNG whose pixels were changed has the checksum of what it holds now, so that its damage is decoded."""
    png = next(one for one in fuzzing.pictures() if one.startswith(PNG_START))
    changed = bytearray(png)
    changed[png.index(b"IDAT") + 9] ^= 1
    assert with_checksums(png) == png
    assert with_checksums(bytes(changed)) != bytes(changed)


def _raises(_: bytes) -> None:
    raise KeyError("nobody foresaw this")


def _crashes(_: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hangs(_: bytes) -> None:
    while True:
        time.process_time()


def _third(bad: Callable[[bytes], None]) -> Callable[[bytes], None]:
    def take(content: bytes) -> None:
        if content == b"3":
            bad(content)
    return take


@pytest.mark.parametrize(("bad", "said"), [(_raises, "raised what nobody foresaw"), (_crashes, "ended by SIGKILL"),
                                           (_hangs, "ended by SIGPROF")])
def test_what_is_wrong_is_found_and_named(fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch,
                                          capfd: pytest.CaptureFixture[str], bad: Callable[[bytes], None],
                                          said: str) -> None:
    """One input of six that raises, crashes or hangs is found by its number, and the other five are still taken."""
    numbers = iter(range(10))
    target = fuzzing.Target(list, _third(bad), 1, lambda *_: str(next(numbers)).encode())
    monkeypatch.setitem(fuzzing.TARGETS, "planted", target)
    monkeypatch.setattr(fuzz, "HANG_S", 0.2)
    assert fuzz.fuzz(["planted"], 6, SEED, 0) >= 1
    assert f"FOUND planted, input 3: {said}" in capfd.readouterr().out
