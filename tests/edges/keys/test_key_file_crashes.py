"""The key file, cut off at every call that changes its folder: the program killed, or the power gone."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from support.power_cut import Disk, PowerCut, fresh_copy

from menshen.edges.keys.keyfile import SealedKeyFile
from menshen.errors import UnavailableError
from menshen.terms import GrantId, PassId

LEAVER, STAYER = GrantId("a" * 32), GrantId("b" * 32)
KEYS = {PassId("1" * 32): (LEAVER, b"1" * 32), PassId("2" * 32): (LEAVER, b"2" * 32),
        PassId("3" * 32): (STAYER, b"3" * 32)}
NEW = PassId("4" * 32)

DISKS = ("killed", "synced names", "newest name")
"""What is left: all that was done, only what was synced, or that and the newest change of a name."""

Change = Callable[[SealedKeyFile], object]


def erase(file: SealedKeyFile) -> None:
    """A withdrawal."""
    file.erase(LEAVER)


def put(file: SealedKeyFile) -> None:
    """An enrolment."""
    file.put(NEW, STAYER, b"4" * 32)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A folder with three keys of two grants."""
    folder = tmp_path / "filled"
    with closing(SealedKeyFile(folder, os.urandom)) as file:
        for pass_id, (grant, key) in KEYS.items():
            file.put(pass_id, grant, key)
    return folder


def calls_of(folder: Path, change: Change) -> list[str]:
    """The calls that change the folder, in order, of a change that is not cut short."""
    with closing(SealedKeyFile(folder, os.urandom)) as file, Disk(folder) as disk:
        change(file)
    return disk.calls


def keep(disk: Disk, kept: str) -> None:
    """Leave in the folder what the disk kept."""
    if kept != "killed":
        disk.forget_unsynced(but_newest_name=kept == "newest name")


def every_cut(filled: Path, change: Change) -> Iterator[tuple[Path, bool, str]]:
    """(folder, whether its change was committed, which cut) for every cut of `change`."""
    calls = calls_of(fresh_copy(filled, filled.with_name("whole")), change)
    for stop_at in range(len(calls)):
        for kept in DISKS:
            folder = fresh_copy(filled, filled.with_name("cut"))
            with (closing(SealedKeyFile(folder, os.urandom)) as file, Disk(folder, stop_at=stop_at) as disk,
                  suppress(PowerCut)):
                change(file)
            keep(disk, kept)
            first_lasting = calls.index("replace") + (2 if kept == "synced names" else 1)
            yield folder, stop_at >= first_lasting, f"{kept}, at call {stop_at}"


def held(folder: Path) -> dict[PassId, bytes]:
    """All keys that an opened key file gives out."""
    with closing(SealedKeyFile(folder, os.urandom)) as file:
        return {pass_id: key for pass_id in (*KEYS, NEW) if (key := file.get(pass_id))}


def epoch_key(folder: Path) -> bytes:
    """The one epoch key of a settled folder."""
    (path,) = folder.glob("epoch-*.key")
    return path.read_bytes()


ALL = {pass_id: key for pass_id, (_, key) in KEYS.items()}
STAYING = {pass_id: key for pass_id, (grant, key) in KEYS.items() if grant == STAYER}


def test_erasing_happens_wholly_or_not_at_all(filled: Path) -> None:
    """Cut before its commit an erasure has not happened, cut after it the keys are gone, whatever the disk kept."""
    for folder, committed, which in every_cut(filled, erase):
        assert held(folder) == (STAYING if committed else ALL), which


def test_a_cut_erasure_leaves_one_epoch_key(filled: Path) -> None:
    """After any cut and one opening there is one epoch key, and no file holds another's bytes."""
    old = epoch_key(filled)
    for folder, committed, which in every_cut(filled, erase):
        held(folder)
        assert (epoch_key(folder) != old) == committed, which
        assert not committed or all(old not in path.read_bytes() for path in folder.iterdir()), which


def test_recovering_survives_being_cut(filled: Path) -> None:
    """Killed anywhere in an erasure, and without power anywhere in the next opening, no key that stays is lost."""
    calls = len(calls_of(fresh_copy(filled, filled.with_name("whole")), erase))
    for killed_at in range(calls):
        for more in range(calls):
            folder = fresh_copy(filled, filled.with_name("cut"))
            file = SealedKeyFile(folder, os.urandom)
            with Disk(folder, stop_at=killed_at) as disk:
                with closing(file), suppress(PowerCut):
                    file.erase(LEAVER)
                disk.stop_at = len(disk.calls) + more
                with suppress(PowerCut):
                    held(folder)
            disk.forget_unsynced()
            assert held(folder) in (ALL, STAYING), (killed_at, more)


def test_putting_loses_nothing(filled: Path) -> None:
    """A key that is put is there or not, after any cut, and no other key is touched."""
    for folder, committed, which in every_cut(filled, put):
        assert held(folder) == (ALL | {NEW: b"4" * 32} if committed else ALL), which


@pytest.mark.parametrize(("change", "expected"), [(erase, STAYING), (put, ALL | {NEW: b"4" * 32})])
def test_what_returned_is_durable(filled: Path, change: Change, expected: dict[PassId, bytes]) -> None:
    """A change that returned holds on a disk that forgets all it was not told to sync."""
    with closing(SealedKeyFile(filled, os.urandom)) as file, Disk(filled) as disk:
        change(file)
    disk.forget_unsynced()
    assert held(filled) == expected


def test_beginning_survives_being_cut(tmp_path: Path) -> None:
    """A first start cut anywhere is begun again by the next one."""
    folder = tmp_path / "new"
    folder.mkdir(mode=0o700)
    with Disk(folder) as whole, closing(SealedKeyFile(folder, os.urandom)):
        pass
    for stop_at in range(len(whole.calls)):
        for kept in DISKS:
            for path in folder.iterdir():
                path.unlink()
            with Disk(folder, stop_at=stop_at) as disk, suppress(PowerCut):
                SealedKeyFile(folder, os.urandom)
            keep(disk, kept)
            assert held(folder) == {}
            assert [path.name for path in folder.glob("epoch-*.key")] == ["epoch-1.key"]


@pytest.mark.parametrize("change", [erase, put])
def test_a_full_disk_is_waited_out(filled: Path, change: Change) -> None:
    """A call that the disk refuses makes the change unavailable; asked again, the same open file carries it out."""
    def full() -> OSError:
        return OSError(errno.ENOSPC, "no space left")

    for stop_at in range(len(calls_of(fresh_copy(filled, filled.with_name("whole")), change))):
        folder = fresh_copy(filled, filled.with_name("full"))
        with closing(SealedKeyFile(folder, os.urandom)) as file:
            with Disk(folder, stop_at=stop_at, stop=full), pytest.raises(UnavailableError):
                change(file)
            change(file)
            (present,) = folder.glob("epoch-*.key")
            assert present.name == f"epoch-{file.epoch()}.key"
        assert held(folder) == (STAYING if change is erase else ALL | {NEW: b"4" * 32})
