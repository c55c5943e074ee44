"""Small files that only their owner may read, written so that a power cut leaves the old file or the new one.

Made of `os` calls that a test can stop one by one. Errors of the operating system pass through.
"""

import os
import stat
from pathlib import Path

from menshen.errors import EvidenceError

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def make_private_folder(folder: Path) -> None:
    """`folder` exists and only its owner may enter it; EvidenceError where others may."""
    if not folder.exists():
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True)
        sync_folder(folder.parent)
    _refuse_wide(folder, PRIVATE_FOLDER, folder.stat().st_mode)


def read_private(path: Path) -> bytes:
    """The bytes of `path`; EvidenceError where others than its owner may read or write it."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        _refuse_wide(path, PRIVATE_FILE, os.fstat(descriptor).st_mode)
        return file.read()


def write_new(path: Path, content: bytes) -> None:
    """A file that did not exist, durable on return, name and all."""
    _write(path, content, os.O_CREAT | os.O_EXCL)
    sync_folder(path.parent)


def replace(path: Path, content: bytes) -> None:
    """`path` holds `content`, durable on return; at no moment does it hold anything between old and new."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    _write(fresh, content, os.O_CREAT | os.O_EXCL)
    # CRASH POINT: both files are whole, the old one counts.
    fresh.replace(path)
    # CRASH POINT: either may count until the folder is on disk.
    sync_folder(path.parent)


def destroy(path: Path) -> None:
    """`path` is overwritten with zeros and gone, durable on return.

    Overwriting reaches the block of a plain disk. Flash and copy-on-write file systems may keep an older one.
    """
    _write(path, bytes(path.stat().st_size), 0)
    path.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """The names in `folder` are on disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(path: Path, content: bytes, flags: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC | flags, PRIVATE_FILE)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest):]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_wide(path: Path, allowed: int, mode: int) -> None:
    came = stat.S_IMODE(mode)
    if came & ~allowed:
        raise EvidenceError(f"{path.name} has mode {came:04o}; the limit is {allowed:04o}",
                            hint=f"find out who could read it, then chmod {allowed:o}")
