"""Signed notes: a text, a blank line, and signatures by named keys. Ed25519 only; others' signatures are passed over.

Source: C2SP signed-note v1.0.0.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from menshen.errors import EvidenceError, InputError
from menshen.ledger.encoding import read_base64

_NAME = re.compile(r"[^\s+\x00-\x1f\ud800-\udfff]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
_SIGNATURE_LINE = re.compile(r"\u2014 ([^\s+\x00-\x1f]+) ([A-Za-z0-9+/]+=*)")
_ED25519 = b"\x01"
_PUBLIC_BYTES = 32
_KEY_ID_BYTES = 4


@dataclass(frozen=True, slots=True)
class Verifier:
    """Who may have signed a note: a name, and the public key that goes with it."""

    name: str
    key: Ed25519PublicKey

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell the keys of one name apart."""
        identity = self.name.encode() + b"\n" + _ED25519 + self.key.public_bytes_raw()
        return hashlib.sha256(identity).digest()[:_KEY_ID_BYTES]


@dataclass(frozen=True, slots=True)
class _Signature:
    name: str
    key_id: bytes
    signature: bytes


def vkey(name: str, key: Ed25519PublicKey) -> str:
    """The public key as the line that operators publish: `name+key id+base64`."""
    if not _NAME.fullmatch(name):
        raise InputError("a key's name has a space, a plus or nothing in it", hint="use one like gate.example.org/log")
    encoded = base64.b64encode(_ED25519 + key.public_bytes_raw()).decode()
    return f"{name}+{Verifier(name, key).key_id.hex()}+{encoded}"


def parse_vkey(line: str) -> Verifier:
    """Read a vkey line; InputError where it is not the one that `vkey` would write."""
    name, *rest = line.split("+", 2)  # base64 has plus signs of its own
    hint = "it is one line: a name, 8 hexadecimal digits and base64, joined by +"
    try:
        algorithm_and_key = read_base64(rest[1]) if len(rest) == len(("key id", "key")) else b""
    except EvidenceError as e:
        raise InputError("a verifier key has a last part that is not base64", hint=hint) from e
    if algorithm_and_key[:1] != _ED25519 or len(algorithm_and_key) != 1 + _PUBLIC_BYTES:
        raise InputError("a verifier key is not an Ed25519 key", hint=hint)
    key = Ed25519PublicKey.from_public_bytes(algorithm_and_key[1:])
    if vkey(name, key) != line:
        raise InputError("a verifier key's id does not belong to its name and key", hint=hint)
    return Verifier(name, key)


def fingerprint(vkey_line: str) -> str:
    """SHA-256 of a vkey line, hexadecimal: what people compare."""
    return hashlib.sha256(vkey_line.encode()).hexdigest()


def sign_note(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """`text` as a note with one signature by `name`; InputError where the text is not whole lines of printable text."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise InputError("a note's text ends with a newline and holds no other control character")
    key_id = parse_vkey(vkey(name, key.public_key())).key_id
    signature = base64.b64encode(key_id + key.sign(text.encode())).decode()
    return f"{text}\n\u2014 {name} {signature}\n"


def open_note(note: str, vkeys: Iterable[str]) -> str:
    """The text of a note that at least one of `vkeys` signed, and on which none of them has a false signature.

    EvidenceError otherwise; InputError where a vkey is malformed.
    """
    verifiers = [parse_vkey(line) for line in vkeys]
    text, signatures = _split(note)
    signed = [_verified(text, verifier, signature) for verifier in verifiers for signature in signatures
              if (verifier.name, verifier.key_id) == (signature.name, signature.key_id)]
    if not signed:
        raise EvidenceError("a note bears no signature by a known key")
    return text


def _split(note: str) -> tuple[str, list[_Signature]]:
    """A note's text, and its signatures; the last blank line stands between them."""
    head, blank, tail = note.rpartition("\n\n")
    if _CONTROL.search(note) or not blank or not tail.endswith("\n"):
        raise EvidenceError("a note is not text, a blank line and signature lines")
    return head + "\n", [_signature(line) for line in tail[:-1].split("\n")]


def _signature(line: str) -> _Signature:
    match = _SIGNATURE_LINE.fullmatch(line)
    decoded = read_base64(match[2]) if match else b""
    if match is None or len(decoded) <= _KEY_ID_BYTES:
        raise EvidenceError("a note has a malformed signature line")
    return _Signature(match[1], decoded[:_KEY_ID_BYTES], decoded[_KEY_ID_BYTES:])


def _verified(text: str, verifier: Verifier, signature: _Signature) -> Verifier:
    try:
        verifier.key.verify(signature.signature, text.encode())
    except InvalidSignature as e:
        raise EvidenceError("a note bears a false signature in the name of a known key") from e
    return verifier
