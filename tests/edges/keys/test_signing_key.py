"""The key that signs passes."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from menshen.edges.keys.signing import signing_key
from menshen.errors import EvidenceError, UnavailableError


def test_the_key_is_made_once(tmp_path: Path) -> None:
    """The first call makes the key, for its owner alone; the next one finds the same."""
    path = tmp_path / "passes.pem"
    first = signing_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert signing_key(path).private_bytes_raw() == first.private_bytes_raw()
    assert signing_key(tmp_path / "other.pem").private_bytes_raw() != first.private_bytes_raw()


def test_others_can_read_the_form(tmp_path: Path) -> None:
    """The file is PKCS #8 in PEM, as any library reads it."""
    path = tmp_path / "passes.pem"
    key = signing_key(path)
    assert load_pem_private_key(path.read_bytes(), None).public_key() == key.public_key()


def test_a_key_open_to_others_is_refused(tmp_path: Path) -> None:
    """A signing key that others may read is not used."""
    path = tmp_path / "passes.pem"
    signing_key(path)
    path.chmod(0o644)
    with pytest.raises(EvidenceError, match="mode 0644"):
        signing_key(path)


def test_a_place_where_no_file_can_be_is_unavailable(tmp_path: Path) -> None:
    """Where the folder is missing, the signing key is unavailable and nothing is made."""
    with pytest.raises(UnavailableError, match="cannot be read or written"):
        signing_key(tmp_path / "missing" / "passes.pem")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [
    b"", b"not a key",
    X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"word")),
])
def test_another_file_is_never_replaced(tmp_path: Path, content: bytes) -> None:
    """A file that holds anything else stays as it is, and stops."""
    path = tmp_path / "passes.pem"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(EvidenceError):
        signing_key(path)
    assert path.read_bytes() == content
