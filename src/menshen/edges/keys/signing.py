"""The key that signs passes: one Ed25519 key in a file of its own (PKCS #8 PEM, RFC 5958, RFC 8410)."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from menshen.edges.keys import disk
from menshen.errors import EvidenceError, UnavailableError


def signing_key(path: Path) -> Ed25519PrivateKey:
    """The signing key in `path`, made at the first call; its file is its owner's alone.

    EvidenceError where the file holds anything else or others may read it: a new key is never put in its place.
    """
    try:
        if not path.exists():
            _make(path)
        pem = disk.read_private(path)
    except OSError as e:
        raise UnavailableError("the signing key cannot be read or written", hint="check its disk and owner") from e
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as e:  # TypeError: the key is encrypted
        raise EvidenceError("the signing key's file holds no key that opens") from e
    if not isinstance(key, Ed25519PrivateKey):
        raise EvidenceError("the signing key's file holds a key that is not Ed25519")
    return key


def _make(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    disk.replace(path, pem)
