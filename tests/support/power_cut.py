"""A disk that stops: every call that changes one folder is counted, and one of them does not return.

Then the folder is as the operating system had it (the program was killed), or as little of it as was ever synced, with
or without the newest change of a name (the power went: an unsynced change may be kept though an earlier one is lost).
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

Names = dict[str, int]

CALLS = ("open", "write", "fsync", "replace", "unlink")


class PowerCut(BaseException):
    """Nothing after this happened: no handler of the program may see it."""


class Disk:
    """Stands before `os` while it is entered. `stop_at` counts changing calls from 0; a write there writes one half."""

    def __init__(self, folder: Path, *, stop_at: int = -1, stop: Callable[[], BaseException] = PowerCut) -> None:
        self._folder = folder
        self.stop_at = stop_at
        self._stop = stop
        self._real = {name: getattr(os, name) for name in CALLS}
        self._patch = pytest.MonkeyPatch()
        self._held: list[int] = []
        self.calls: list[str] = []

    def __enter__(self) -> Self:
        for path in self._folder.iterdir():
            self._hold(path)
        self._names = self._newest = self._present_names()
        self._contents = {inode: (self._folder / name).read_bytes() for name, inode in self._names.items()}
        for name in CALLS:
            self._patch.setattr(os, name, getattr(self, f"_{name}"))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._patch.undo()
        for descriptor in self._held:
            os.close(descriptor)

    def forget_unsynced(self, *, but_newest_name: bool = False) -> None:
        """The folder holds the names as last synced, or with the newest change as well; contents as last synced."""
        for path in self._folder.iterdir():
            path.unlink()
        for name, inode in (self._newest if but_newest_name else self._names).items():
            path = self._folder / name
            path.write_bytes(self._contents.get(inode, b""))
            path.chmod(0o600)

    @contextmanager
    def _step(self, call: str) -> Iterator[bool]:
        """Counts one call; what it yields is whether the power goes here."""
        here = len(self.calls) == self.stop_at
        self.calls.append(call)
        if here and call != "write":
            raise self._stop()
        yield here
        if here:
            raise self._stop()

    def _open(self, path: Path, flags: int, mode: int = 0o777) -> int:
        if not flags & os.O_CREAT:
            return int(self._real["open"](path, flags, mode))
        with self._step("open"):
            descriptor = int(self._real["open"](path, flags, mode))
            self._hold(path)
            self._newest = self._names | {path.name: os.fstat(descriptor).st_ino}
        return descriptor

    def _write(self, descriptor: int, content: memoryview) -> int:
        with self._step("write") as last:
            written = self._real["write"](descriptor, content[:len(content) // 2] if last else content)
        return int(written)

    def _fsync(self, descriptor: int) -> None:
        with self._step("fsync"):
            # The kernel need not write anything: what was synced is kept here.
            inode = os.fstat(descriptor).st_ino
            if inode == self._folder.stat().st_ino:
                self._names = self._newest = self._present_names()
            for name, named in self._present_names().items():
                if named == inode:
                    self._contents[inode] = (self._folder / name).read_bytes()

    def _replace(self, source: Path, target: Path) -> None:
        with self._step("replace"):
            inode = source.stat().st_ino
            self._real["replace"](source, target)
            self._newest = without(self._names, source) | {target.name: inode}

    def _unlink(self, path: Path) -> None:
        with self._step("unlink"):
            self._real["unlink"](path)
            self._newest = without(self._names, path)

    def _hold(self, path: Path) -> None:
        # A file held open keeps its inode's number from being given to another.
        self._held.append(self._real["open"](path, os.O_RDONLY))

    def _present_names(self) -> Names:
        return {path.name: path.stat().st_ino for path in self._folder.iterdir()}


def without(names: Names, path: Path) -> Names:
    """`names` with one of them gone."""
    return {name: inode for name, inode in names.items() if name != path.name}


def fresh_copy(source: Path, target: Path) -> Path:
    """`target` is again what `source` is."""
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(source, target))
