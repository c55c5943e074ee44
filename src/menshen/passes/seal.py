"""The sealed reference: a face that opens only with the place's key, and only as what it was enrolled for.

AES-256-GCM (NIST SP 800-38D). The key is the pass's own and used once; the IV travels in the pass; both are given.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from menshen.errors import InputError
from menshen.passes.claims import IV_BYTES, REFERENCE_BYTES, Binding, Claims
from menshen.passes.payload import associated_data
from menshen.terms import Reason, Refusal

KEY_BYTES = 32


def seal(reference: bytes, *, pass_key: bytes, iv: bytes, binding: Binding) -> bytes:
    """The IV, then the ciphertext of `reference` with its tag: 156 bytes for `Claims.sealed`.

    `reference` is 128 int8 values, `pass_key` 32 random bytes used for this pass only, `iv` 12 random bytes.
    """
    for what, part, size in (("a reference", reference, REFERENCE_BYTES), ("an IV", iv, IV_BYTES)):
        if len(part) != size:
            raise InputError(f"{what} has {size} bytes, {len(part)} came")
    return iv + _cipher(pass_key).encrypt(iv, reference, associated_data(binding))


def unseal(claims: Claims, pass_key: bytes) -> bytes | Refusal:
    """The 128 bytes of the reference in `claims`; InputError for a plain pass.

    A key that does not open it is not this pass's key: Refusal(PASS_REVOKED), as where the key is gone.
    """
    if claims.binding is None or claims.sealed is None:
        raise InputError("a plain pass carries no reference")
    return unsealed(claims.sealed, pass_key=pass_key, binding=claims.binding)


def unsealed(sealed: bytes, *, pass_key: bytes, binding: Binding) -> bytes | Refusal:
    """The 128 bytes that `seal` sealed; Refusal(PASS_REVOKED) where the key does not open them as bound so."""
    try:
        return _cipher(pass_key).decrypt(sealed[:IV_BYTES], sealed[IV_BYTES:], associated_data(binding))
    except InvalidTag:
        return Refusal(Reason.PASS_REVOKED)


def _cipher(pass_key: bytes) -> AESGCM:
    # AESGCM would take a shorter key and quietly be AES-128.
    if len(pass_key) != KEY_BYTES:
        raise InputError(f"a pass key has {KEY_BYTES} bytes, {len(pass_key)} came")
    return AESGCM(pass_key)
