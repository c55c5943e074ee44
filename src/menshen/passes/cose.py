"""One signed message: COSE_Sign1 with Ed25519, the one form of it that passes use (RFC 9052 §4.2, RFC 9053 §2.2).

Algorithm and key id are protected, nothing is unprotected, and the external data says what the signature is for: no
other signature of the same key can pose as a pass.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from menshen.errors import InputError

EXTERNAL_DATA: Final = b"menshen/pass/v1"
KID_BYTES = 4

_SIGN1_TAG = 18
_ALGORITHM, _KID, _EDDSA = 1, 4, -8


@dataclass(frozen=True, slots=True)
class Signed:
    """A message taken apart, not yet verified."""

    kid: bytes
    payload: bytes
    signature: bytes

    def encode(self) -> bytes:
        """The one form in which this message is written."""
        parts = [_protected(self.kid), {}, self.payload, self.signature]
        return cbor2.dumps(cbor2.CBORTag(_SIGN1_TAG, parts), canonical=True)

    def verified_by(self, key: Ed25519PublicKey) -> bool:
        """Whether `key` signed this payload under this `kid`, for a pass."""
        try:
            key.verify(self.signature, _signed_bytes(self.kid, self.payload))
        except InvalidSignature:
            return False
        return True


def key_id(key: Ed25519PublicKey) -> bytes:
    """The `kid` of a key: the first 4 bytes of SHA-256 of its 32 bytes. It finds the key and proves nothing."""
    return hashlib.sha256(key.public_bytes_raw()).digest()[:KID_BYTES]


def sign(payload: bytes, signer: Ed25519PrivateKey, kid: bytes) -> Signed:
    """`payload` signed for a pass; InputError unless `kid` has 4 bytes."""
    if len(kid) != KID_BYTES:
        raise InputError(f"a key id has {KID_BYTES} bytes, {len(kid)} came")
    return Signed(kid, payload, signer.sign(_signed_bytes(kid, payload)))


def decode(message: bytes) -> Signed:
    """The message in `message`; InputError where it is none.

    More than one writing may give the same message: whoever needs the one form compares with `Signed.encode`.
    """
    try:
        match cbor2.loads(message):
            case cbor2.CBORTag(tag=18, value=[bytes(protected), _, bytes(payload), bytes(signature)]):
                match cbor2.loads(protected):
                    case {4: bytes(kid)}:
                        return Signed(kid, payload, signature)
    except cbor2.CBORDecodeError as e:
        raise InputError("the pass is not CBOR") from e
    raise InputError("the pass is not a COSE_Sign1 message with a key id")


def _protected(kid: bytes) -> bytes:
    return cbor2.dumps({_ALGORITHM: _EDDSA, _KID: kid}, canonical=True)


def _signed_bytes(kid: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", _protected(kid), EXTERNAL_DATA, payload], canonical=True)
