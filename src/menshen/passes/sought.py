"""The reference of a person sought under an emergency order: sealed, it opens for that order only.

AES-256-GCM (NIST SP 800-38D) under the order's own key, which is used once. No pass ever carries it.
"""

import cbor2
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from menshen.errors import EvidenceError, InputError
from menshen.passes.claims import IV_BYTES, REFERENCE_BYTES
from menshen.passes.seal import KEY_BYTES
from menshen.terms import ModelId, OrderId, PlaceId

_DOMAIN = "menshen/sought/v1"


def seal_sought(reference: bytes, *, key: bytes, iv: bytes, order: OrderId, place: PlaceId, model: ModelId) -> bytes:
    """The IV, then the ciphertext of `reference` (128 int8 values) with its tag: 156 bytes."""
    for what, part, size in (("a reference", reference, REFERENCE_BYTES), ("an IV", iv, IV_BYTES),
                             ("an order's key", key, KEY_BYTES)):
        if len(part) != size:
            raise InputError(f"{what} has {size} bytes, {len(part)} came")
    return iv + AESGCM(key).encrypt(iv, reference, _bound(order, place, model))


def unseal_sought(sealed: bytes, *, key: bytes, order: OrderId, place: PlaceId, model: ModelId) -> bytes:
    """The 128 bytes of the reference; EvidenceError where this key, order, place or model is not its own."""
    try:
        return AESGCM(key).decrypt(sealed[:IV_BYTES], sealed[IV_BYTES:], _bound(order, place, model))
    except (InvalidTag, ValueError) as e:  # ValueError: a key or ciphertext of another length
        raise EvidenceError("the reference of an order does not open with the order's own key",
                            hint="end the order; somebody changed the database or the key file") from e


def _bound(order: OrderId, place: PlaceId, model: ModelId) -> bytes:
    return cbor2.dumps([_DOMAIN, order, place, model], canonical=True)
