"""The form of the sealed key file: a header line, a nonce, and the pass keys under the epoch key.

The header is authenticated with the rest, so an epoch's file never opens as another's (`docs/formats/keyfile.md`,
AES-256-GCM, NIST SP 800-38D).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

import cbor2
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from menshen.errors import EvidenceError
from menshen.terms import GrantId, PassId

KEY_BYTES = 32
NONCE_BYTES = 12

_HEADER = re.compile(rb"menshen/pass-keys/v1 epoch (0|[1-9][0-9]{0,17})\n")


class Held(NamedTuple):
    """One pass key and the grant it falls with."""

    grant: GrantId
    key: bytes


def encode(epoch: int, keys: Mapping[PassId, Held], *, epoch_key: bytes, nonce: bytes) -> bytes:
    """The sealed file of `epoch`. `epoch_key` has 32 bytes; `nonce` has 12, fresh for every writing."""
    header = b"menshen/pass-keys/v1 epoch %d\n" % epoch
    plain = cbor2.dumps({pass_id: [held.grant, held.key] for pass_id, held in keys.items()}, canonical=True)
    return header + nonce + AESGCM(epoch_key).encrypt(nonce, plain, header)


def epoch_of(sealed: bytes) -> int:
    """The epoch that the header names; EvidenceError where there is no such header."""
    header = _HEADER.match(sealed)
    if header is None:
        raise EvidenceError("the key file does not begin as one", hint="restore nothing over it; ask who wrote to it")
    return int(header[1])


def decode(sealed: bytes, epoch_key: bytes) -> dict[PassId, Held]:
    """The keys in `sealed`; EvidenceError where `epoch_key` does not open it or a byte of it was changed."""
    start = sealed.index(b"\n") + 1
    header, nonce, ciphertext = sealed[:start], sealed[start:start + NONCE_BYTES], sealed[start + NONCE_BYTES:]
    try:
        plain = AESGCM(epoch_key).decrypt(nonce, ciphertext, header)
    except (InvalidTag, ValueError) as e:  # ValueError: a key or nonce of another length
        raise EvidenceError("the epoch key does not open the key file",
                            hint="one of the two was changed or put back from a copy: enrol again") from e
    return {PassId(pass_id): Held(GrantId(grant), key) for pass_id, (grant, key) in cbor2.loads(plain).items()}
