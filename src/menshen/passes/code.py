"""The text that a pass is carried in: `MS1:` and base45, made to fit a QR code (`docs/formats/pass.md`, RFC 9285).

Reading checks form and signature only. Whether the pass has ended, is revoked or is for this place is not asked here.
"""

from collections.abc import Mapping
from typing import Final

import base45
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from menshen.errors import InputError
from menshen.passes import cose, payload
from menshen.passes.claims import Claims
from menshen.terms import Reason, Refusal

PREFIX: Final = "MS1:"
MAX_CHARACTERS: Final = 483
"""What a QR code of version 13 holds at level M; a larger one is hard to read from a phone at a door."""


def issue(claims: Claims, signer: Ed25519PrivateKey, kid: bytes) -> str:
    """The text of a pass. The same claims and key always give the same text; InputError where it would be too long."""
    text = _text(cose.sign(payload.encode(claims), signer, kid))
    if len(text) > MAX_CHARACTERS:
        raise InputError(f"the pass has {len(text)} characters; the limit is {MAX_CHARACTERS}",
                         hint="give the place or the model a shorter id")
    return text


def read(text: str, keys: Mapping[bytes, Ed25519PublicKey]) -> Claims | Refusal:
    """The claims of a pass signed by one of `keys` (by their `kid`), or Refusal(UNKNOWN_PASS) for any other text."""
    try:
        return _claims(text, keys)
    except InputError:
        return Refusal(Reason.UNKNOWN_PASS)


def _claims(text: str, keys: Mapping[bytes, Ed25519PublicKey]) -> Claims:
    # 1 Size and prefix, before anything else looks at the text.
    if len(text) > MAX_CHARACTERS or not text.startswith(PREFIX):
        raise InputError(f"a pass begins with {PREFIX} and has at most {MAX_CHARACTERS} characters")
    # 2 base45, 3 the envelope.
    signed = cose.decode(_bytes(text.removeprefix(PREFIX)))
    # 4 A known key, 5 its signature: nothing inside is read before.
    key = keys.get(signed.kid)
    if key is None or not signed.verified_by(key):
        raise InputError("no key known here signed this pass")
    # 6 The claims, 7 written again: only the one form of them is a pass.
    claims = payload.decode(signed.payload)
    if payload.encode(claims) != signed.payload or _text(signed) != text:
        raise InputError("the pass is not written in its one form")
    return claims


def _text(signed: cose.Signed) -> str:
    return PREFIX + str(base45.b45encode(signed.encode()), "ascii")


def _bytes(text: str) -> bytes:
    try:
        return bytes(base45.b45decode(text))
    except ValueError as e:
        raise InputError("the pass is not base45") from e
