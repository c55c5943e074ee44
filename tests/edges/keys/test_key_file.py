"""The key file as the acts use it, and what it refuses to open."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.edges.keys import sealed
from menshen.edges.keys.keyfile import SealedKeyFile
from menshen.edges.keys.sealed import Held
from menshen.errors import EvidenceError, InputError, UnavailableError
from menshen.terms import GrantId, PassId

LEAVER, STAYER = GrantId("a" * 32), GrantId("b" * 32)
LEAVING, STAYING = PassId("1" * 32), PassId("2" * 32)
LEAVING_KEY, STAYING_KEY = b"L" * 32, b"S" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the key file will be."""
    return tmp_path / "keys"


@pytest.fixture
def file(folder: Path) -> Iterator[SealedKeyFile]:
    """An open key file with one key of each of two grants, in epoch 1."""
    with closing(SealedKeyFile(folder, os.urandom)) as opened:
        opened.put(LEAVING, LEAVER, LEAVING_KEY)
        opened.put(STAYING, STAYER, STAYING_KEY)
        yield opened


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_key_comes_back(file: SealedKeyFile) -> None:
    """A key that was put comes back, and a pass that has none gives None."""
    assert file.get(LEAVING) == LEAVING_KEY
    assert file.get(PassId("3" * 32)) is None
    assert file.grants() == {LEAVER, STAYER}


def test_erasing_takes_a_grants_keys_and_no_others(file: SealedKeyFile) -> None:
    """Erasing says how many keys a grant had, leaves every other key, and begins a fresh epoch."""
    file.put(PassId("3" * 32), LEAVER, b"3" * 32)
    assert file.erase(LEAVER) == 2
    assert (file.get(LEAVING), file.get(PassId("3" * 32)), file.get(STAYING)) == (None, None, STAYING_KEY)
    assert (file.grants(), file.epoch()) == (frozenset({STAYER}), 2)


def test_erasing_twice_is_erasing_once(file: SealedKeyFile, folder: Path) -> None:
    """A grant without keys is erased by doing nothing: the same epoch, the same files."""
    file.erase(LEAVER)
    before = contents(folder)
    assert file.erase(LEAVER) == 0
    assert contents(folder) == before


def test_the_next_opening_finds_the_same(file: SealedKeyFile, folder: Path) -> None:
    """What one server put and erased is what the next one finds."""
    file.erase(LEAVER)
    file.close()
    with closing(SealedKeyFile(folder, os.urandom)) as again:
        assert (again.get(LEAVING), again.get(STAYING), again.epoch()) == (None, STAYING_KEY, 2)


def test_putting_again_changes_nothing(file: SealedKeyFile) -> None:
    """The same key may be put twice; another one for the same pass, or for another grant, is refused."""
    file.put(LEAVING, LEAVER, LEAVING_KEY)
    for grant, key in ((LEAVER, STAYING_KEY), (STAYER, LEAVING_KEY)):
        with pytest.raises(InputError, match="has a key already"):
            file.put(LEAVING, grant, key)
    assert file.get(LEAVING) == LEAVING_KEY


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_has_32_bytes(file: SealedKeyFile, size: int) -> None:
    """A pass key of another length is refused by its length."""
    with pytest.raises(InputError, match=f"32 bytes, {size} came"):
        file.put(PassId("3" * 32), LEAVER, bytes(size))


def test_no_key_lies_open(file: SealedKeyFile, folder: Path) -> None:
    """No pass key is on disk as it is, and nobody but the owner may read what is there."""
    assert file.epoch() == 1
    for path in folder.iterdir():
        assert LEAVING_KEY not in path.read_bytes()
        assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_no_nonce_comes_twice(folder: Path) -> None:
    """Every writing of the sealed file asks for a fresh nonce, within one epoch as between two."""
    asked: list[int] = []

    def counting(size: int) -> bytes:
        asked.append(size)
        return len(asked).to_bytes(size)

    nonces = set()
    with closing(SealedKeyFile(folder, counting)) as file:
        for number in range(3):
            file.put(PassId(f"{number:032x}"), LEAVER, bytes(32))
            nonces.add((folder / "pass-keys.sealed").read_bytes().partition(b"\n")[2][:12])
    assert len(nonces) == 3
    assert asked == [32, 12, 32, 12, 12, 12, 12]


def test_an_erased_epoch_key_is_nowhere(file: SealedKeyFile, folder: Path) -> None:
    """The old epoch's key was a file before the erasure, and is in no file after it."""
    old = (folder / "epoch-1.key").read_bytes()
    assert old in contents(folder).values()
    file.erase(LEAVER)
    assert not any(old in content for content in contents(folder).values())


def test_an_old_copy_opens_nothing(file: SealedKeyFile, folder: Path) -> None:
    """The sealed file of before an erasure, put back beside the key of now, does not open, and nothing is destroyed."""
    old = (folder / "pass-keys.sealed").read_bytes()
    file.erase(LEAVER)
    file.close()
    (folder / "pass-keys.sealed").write_bytes(old)
    before = contents(folder)
    with pytest.raises(EvidenceError, match="epoch 1, whose key is not here"):
        SealedKeyFile(folder, os.urandom)
    assert contents(folder) == before


def test_an_old_copy_with_a_renamed_key_opens_nothing(file: SealedKeyFile, folder: Path) -> None:
    """The key of now under the old one's name opens the old copy no more than under its own."""
    old = (folder / "pass-keys.sealed").read_bytes()
    file.erase(LEAVER)
    file.close()
    (folder / "pass-keys.sealed").write_bytes(old)
    (folder / "epoch-2.key").rename(folder / "epoch-1.key")
    with pytest.raises(EvidenceError, match="does not open"):
        SealedKeyFile(folder, os.urandom)


def test_an_old_folder_under_the_files_of_now_has_no_erased_key(file: SealedKeyFile, folder: Path) -> None:
    """A whole folder copied before an erasure, with the files of now laid over it, opens to what is kept now."""
    old = folder.with_name("old")
    shutil.copytree(folder, old)
    file.erase(LEAVER)
    shutil.copytree(folder, old, dirs_exist_ok=True)
    with closing(SealedKeyFile(old, os.urandom)) as restored:
        assert (restored.get(LEAVING), restored.get(STAYING)) == (None, STAYING_KEY)
    assert sorted(contents(old)) == ["epoch-2.key", "pass-keys.sealed"]


@pytest.mark.parametrize("name", ["epoch-1.key", "pass-keys.sealed"])
def test_a_lost_file_stops(file: SealedKeyFile, folder: Path, name: str) -> None:
    """Without one of its two files the key file is not opened, and never begun anew."""
    file.close()
    (folder / name).unlink()
    with pytest.raises(EvidenceError):
        SealedKeyFile(folder, os.urandom)
    assert len(contents(folder)) == 1


@pytest.mark.parametrize("name", ["epoch-1.key", "pass-keys.sealed"])
def test_a_file_open_to_others_stops(file: SealedKeyFile, folder: Path, name: str) -> None:
    """A file that others may read is refused, with what to do; once narrowed it opens."""
    file.close()
    (folder / name).chmod(0o640)
    with pytest.raises(EvidenceError, match="mode 0640; the limit is 0600") as refused:
        SealedKeyFile(folder, os.urandom)
    assert "chmod 600" in refused.value.hint
    (folder / name).chmod(0o600)
    SealedKeyFile(folder, os.urandom).close()


def test_a_folder_open_to_others_stops(folder: Path) -> None:
    """A folder that others may enter is refused before anything is written to it."""
    folder.mkdir(mode=0o755)
    with pytest.raises(EvidenceError, match="mode 0755; the limit is 0700"):
        SealedKeyFile(folder, os.urandom)
    assert contents(folder) == {}


def test_a_place_where_no_folder_can_be_is_unavailable(tmp_path: Path) -> None:
    """Where a file stands in the way of the folder, the key file is unavailable."""
    (tmp_path / "keys").write_bytes(b"")
    with pytest.raises(UnavailableError, match="cannot be opened"):
        SealedKeyFile(tmp_path / "keys" / "below", os.urandom)


def test_one_server_at_a_time(file: SealedKeyFile, folder: Path) -> None:
    """A second opening is refused while the first is open, and not after."""
    with pytest.raises(UnavailableError, match="in use"):
        SealedKeyFile(folder, os.urandom)
    file.close()
    SealedKeyFile(folder, os.urandom).close()


def test_a_closed_file_writes_nothing(file: SealedKeyFile, folder: Path) -> None:
    """Once closed, the file may be another server's: every call is refused."""
    file.close()
    before = contents(folder)
    with pytest.raises(UnavailableError, match="closed"):
        file.erase(LEAVER)
    assert contents(folder) == before


def test_threads_lose_nothing(folder: Path) -> None:
    """Keys put and erased by eight threads at once are all kept, and all gone."""
    passes = [(PassId(f"{number:032x}"), GrantId(f"{number % 2:032x}")) for number in range(24)]
    with closing(SealedKeyFile(folder, os.urandom)) as file, ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda one: file.put(one[0], one[1], bytes(32)), passes))
        assert all(file.get(pass_id) for pass_id, _ in passes)
        assert sorted(threads.map(file.erase, [GrantId(f"{n % 2:032x}") for n in range(8)])) == [0] * 6 + [12] * 2
        assert (file.grants(), file.epoch()) == (frozenset(), 3)


KEY, NONCE = b"k" * 32, b"n" * 12
SEALED = sealed.encode(7, {LEAVING: Held(LEAVER, LEAVING_KEY)}, epoch_key=KEY, nonce=NONCE)


def test_the_sealed_form_opens() -> None:
    """What was sealed for an epoch names it, and opens with its key."""
    assert SEALED.startswith(b"menshen/pass-keys/v1 epoch 7\n")
    assert sealed.epoch_of(SEALED) == 7
    assert sealed.decode(SEALED, KEY) == {LEAVING: Held(LEAVER, LEAVING_KEY)}


@given(at=st.integers(0, len(SEALED) - 1), flip=st.integers(1, 255))
def test_no_byte_of_the_sealed_form_may_change(at: int, flip: int) -> None:
    """One byte changed anywhere, the header included, and it does not open."""
    changed = bytearray(SEALED)
    changed[at] ^= flip
    with pytest.raises(EvidenceError):
        _opened(bytes(changed))


@given(st.integers(0, len(SEALED) - 1))
def test_the_sealed_form_may_not_be_cut(size: int) -> None:
    """Cut anywhere, it does not open."""
    with pytest.raises(EvidenceError):
        _opened(SEALED[:size])


def _opened(content: bytes) -> None:
    sealed.epoch_of(content)
    sealed.decode(content, KEY)
