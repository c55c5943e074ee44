"""The head file: a log's newest signed checkpoint, outside the database, so that an old database is found out.

INVARIANT: no signature leaves before its checkpoint stands here, durably; the file is written whole or not at all.
"""

import os
from contextlib import suppress
from pathlib import Path

from menshen.errors import UnavailableError


def read_head(path: Path) -> str | None:
    """The newest checkpoint as a signed note; None where there has been none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except OSError as e:
        raise _unavailable(e) from e


def write_head(path: Path, note: str) -> None:
    """Put `note` in the place of what was there, durable on return."""
    beside = path.with_name(path.name + ".new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(note)
            file.flush()
            os.fsync(file.fileno())
        # CRASH POINT: the old head stands, and the new one beside it is written over next time.
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as e:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise _unavailable(e) from e


def _sync_folder(folder: Path) -> None:
    """A rename lasts once its folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unavailable(error: OSError) -> UnavailableError:
    return UnavailableError(f"the log's head file cannot be read or written: {error.strerror}",
                            hint="its folder must exist, belong to who runs this, and have room")
