"""The key file: pass keys under an epoch key, where erasing means that no copy of the file opens any more.

INVARIANT, the order of every erasure (`docs/formats/keyfile.md`, by these numbers):
  1 the fresh epoch key is written, and is on disk with its name;
  2 the sealed file is written under it beside the old one, and renamed over it: the commit;
  3 the old epoch key is overwritten and unlinked.
A crash before 2 leaves the old epoch whole, after 2 the fresh one; opening destroys every epoch key but the one that
the sealed file names, once that one has opened it, and nothing before.
"""

import fcntl
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from menshen.edges.keys import disk, sealed
from menshen.edges.keys.sealed import KEY_BYTES, NONCE_BYTES, Held
from menshen.errors import EvidenceError, InputError, UnavailableError
from menshen.terms import GrantId, PassId

_SEALED = "pass-keys.sealed"
_EPOCH_KEY = re.compile(r"epoch-(0|[1-9][0-9]*)\.key")


@dataclass(frozen=True, slots=True)
class _Epoch:
    number: int
    key: bytes
    keys: Mapping[PassId, Held]


class SealedKeyFile:
    """The pass keys of one place in `folder`, implementing `acts.ports.KeyFile`; threads may share it.

    It holds the folder for itself until `close`; another one there, in any process, raises UnavailableError. `dice`
    gives random bytes fit for keys. EvidenceError where files are missing, changed or open to others.
    """

    def __init__(self, folder: Path, dice: Callable[[int], bytes]) -> None:
        self._folder = folder
        self._dice = dice
        self._lock = threading.Lock()
        self._present: _Epoch | None = None
        with ExitStack() as undo:
            self._claim: int | None = _claim(folder)
            undo.callback(self.close)
            self.epoch()
            undo.pop_all()

    def put(self, pass_id: PassId, grant: GrantId, key: bytes) -> None:
        """Keep a 32-byte pass key, durable on return; InputError where the pass has another key or grant."""
        if len(key) != KEY_BYTES:
            raise InputError(f"a pass key has {KEY_BYTES} bytes, {len(key)} came")
        held = Held(grant, key)
        with self._epoch() as present:
            if present.keys.get(pass_id, held) != held:
                raise InputError("this pass has a key already", hint="erase its grant first")
            self._present = self._commit(replace(present, keys={**present.keys, pass_id: held}))

    def get(self, pass_id: PassId) -> bytes | None:
        """The pass key, or None where it was erased or never was."""
        with self._epoch() as present:
            held = present.keys.get(pass_id)
        return held.key if held else None

    def erase(self, grant: GrantId) -> int:
        """Destroy all keys of `grant` under a fresh epoch, durable on return; how many there were. Idempotent."""
        with self._epoch() as present:
            kept = {pass_id: held for pass_id, held in present.keys.items() if held.grant != grant}
            if erased := len(present.keys) - len(kept):
                self._present = self._renew(present, kept)
        return erased

    def grants(self) -> frozenset[GrantId]:
        """The grants that still have a key."""
        with self._epoch() as present:
            return frozenset(held.grant for held in present.keys.values())

    def epoch(self) -> int:
        """The number of the present epoch."""
        with self._epoch() as present:
            return present.number

    def close(self) -> None:
        """Let go of the folder."""
        with self._lock:
            if self._claim is not None:
                os.close(self._claim)
            self._claim = self._present = None

    @contextmanager
    def _epoch(self) -> Iterator[_Epoch]:
        """The present epoch, held against other threads; read from disk again after a write that failed."""
        with self._lock:
            if self._claim is None:
                raise UnavailableError("the key file is closed")
            try:
                if self._present is None:
                    self._present = self._recover()
                yield self._present
            except OSError as e:
                raise UnavailableError("the key file cannot be read or written", hint="check its disk and owner") from e

    def _recover(self) -> _Epoch:
        """The epoch on disk, finished or undone where a crash cut it short."""
        path = self._folder / _SEALED
        if not path.exists():
            self._begin()
        content = disk.read_private(path)
        number = sealed.epoch_of(content)
        if number not in self._epoch_keys():
            raise EvidenceError(f"the key file is of epoch {number}, whose key is not here",
                                hint="an old copy was put back, or the key was lost: enrol again")
        key = disk.read_private(self._key_path(number))
        keys = sealed.decode(content, key)
        disk.sync_folder(self._folder)
        for other in self._epoch_keys() - {number}:
            disk.destroy(self._key_path(other))
        present = _Epoch(number, key, keys)
        return self._renew(present, keys) if number == 0 else present

    def _begin(self) -> None:
        """Epoch 0, which never holds a pass key: alone, its key is a beginning cut short and no loss."""
        if self._epoch_keys() - {0}:
            raise EvidenceError("the key file is missing beside its epoch key",
                                hint="the pass keys are lost: enrol again")
        if self._epoch_keys():
            disk.destroy(self._key_path(0))
        key = self._dice(KEY_BYTES)
        disk.write_new(self._key_path(0), key)
        self._commit(_Epoch(0, key, {}))

    def _renew(self, present: _Epoch, kept: Mapping[PassId, Held]) -> _Epoch:
        """`kept` alone, in the next epoch."""
        fresh = _Epoch(present.number + 1, self._dice(KEY_BYTES), kept)
        self._present = None
        # 1 CRASH POINT after: two epoch keys, the old sealed file; the fresh key is destroyed on opening.
        disk.write_new(self._key_path(fresh.number), fresh.key)
        # 2 CRASH POINT after: two epoch keys, the fresh sealed file; the old key is destroyed on opening.
        self._commit(fresh)
        # 3
        disk.destroy(self._key_path(present.number))
        return fresh

    def _commit(self, epoch: _Epoch) -> _Epoch:
        self._present = None  # what counts is on disk, until all of a change is there
        nonce = self._dice(NONCE_BYTES)
        content = sealed.encode(epoch.number, epoch.keys, epoch_key=epoch.key, nonce=nonce)
        disk.replace(self._folder / _SEALED, content)
        return epoch

    def _epoch_keys(self) -> set[int]:
        return {int(name[1]) for path in self._folder.iterdir() if (name := _EPOCH_KEY.fullmatch(path.name))}

    def _key_path(self, number: int) -> Path:
        return self._folder / f"epoch-{number}.key"


def _claim(folder: Path) -> int:
    """A descriptor that holds `folder` for its owner until it is closed, even by a crash."""
    try:
        disk.make_private_folder(folder)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as e:
        raise UnavailableError("the folder of the key file cannot be opened", hint="check its disk and owner") from e
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as e:
        os.close(descriptor)
        raise UnavailableError("the key file is in use", hint="another server runs in this folder: stop it") from e
    return descriptor
