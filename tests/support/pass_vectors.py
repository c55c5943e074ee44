"""Writes `tests/passes/vectors.json`: passes that any reader must take, and texts that it must refuse.

    python tests/support/pass_vectors.py > tests/passes/vectors.json

Keys, times and randomness are fixed, so the same file comes out every time. Each refused text is made like a right one
with a single fault, and signed again after it, so that nothing but that fault can be why it is refused.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import base45
import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from menshen.passes.claims import Binding, Claims
from menshen.passes.code import issue
from menshen.passes.cose import EXTERNAL_DATA, key_id
from menshen.passes.payload import encode
from menshen.passes.seal import seal
from menshen.terms import ModelId, PassId, PlaceId, Purpose

GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of edwards25519 (RFC 8032 §5.1)."""

SIGNER = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"menshen example signing key").digest())
OTHER = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"menshen second signing key").digest())
KID, OTHER_KID = key_id(SIGNER.public_key()), key_id(OTHER.public_key())
PASS_KEY = hashlib.sha256(b"menshen example pass key").digest()
IV = hashlib.sha256(b"menshen example iv").digest()[:12]
REFERENCE = bytes((37 * step + 11) % 256 for step in range(128))

PLAIN = Claims(PlaceId("garden"), PassId("8f14e45fceea167a5a36dedd4bea2543"), datetime(2026, 5, 1, 8, tzinfo=UTC),
               datetime(2027, 5, 1, 8, tzinfo=UTC), None, None, None)
BINDING = Binding(PLAIN.place, PassId("c9f0f895fb98ab9159f51fd0297e236d"), Purpose.ENTRY_BY_PASS,
                  ModelId("dlib-resnet-1"), PLAIN.not_after)


def face(binding: Binding = BINDING, *, sealed_as: Binding = BINDING) -> Claims:
    """A face pass of `binding`, its reference bound to `sealed_as`."""
    sealed = seal(REFERENCE, pass_key=PASS_KEY, iv=IV, binding=sealed_as)
    return Claims(binding.place, binding.pass_id, PLAIN.issued_at, binding.not_after, binding.purpose, binding.model,
                  sealed)


def text(message: bytes) -> str:
    """A message as a code carries it."""
    return "MS1:" + str(base45.b45encode(message), "ascii")


def message(payload: bytes, *, protected: bytes | None = None, unprotected: object = None, tag: int = 18,
            external: bytes = EXTERNAL_DATA, signer: Ed25519PrivateKey = SIGNER) -> bytes:
    """A COSE_Sign1 message, rightly signed for whatever it is made of."""
    head = cbor2.dumps({1: -8, 4: KID}, canonical=True) if protected is None else protected
    signature = signer.sign(cbor2.dumps(["Signature1", head, external, payload], canonical=True))
    return cbor2.dumps(cbor2.CBORTag(tag, [head, unprotected or {}, payload, signature]), canonical=True)


def accepted() -> Iterator[dict[str, Any]]:
    """Passes to take, with what they say."""
    hands_free = replace(BINDING, purpose=Purpose.ENTRY_HANDS_FREE)
    unnumbered = replace(BINDING, model=ModelId("net-2"))
    longest = replace(BINDING, place=PlaceId("a" * 32), model=ModelId("m" * 9))
    for name, claims in (
        ("a face pass", face()),
        ("a plain pass", PLAIN),
        ("a plain pass of a place with one letter", replace(PLAIN, place=PlaceId("a"))),
        ("a face pass for hands-free entry", face(hands_free, sealed_as=hands_free)),
        ("a face pass of a model without a number", face(unnumbered, sealed_as=unnumbered)),
        ("the longest pass", face(longest, sealed_as=longest)),
        ("the last second that is carried", replace(PLAIN, not_after=datetime.fromtimestamp(2**32 - 1, UTC))),
    ):
        opening = {"pass_key": PASS_KEY.hex(), "reference": REFERENCE.hex()} if claims.sealed else {}
        yield {"name": name, "text": issue(claims, SIGNER, KID), "payload": encode(claims).hex(),
               "claims": {"place": claims.place, "pass_id": claims.pass_id, "issued_at": claims.issued_at.isoformat(),
                          "not_after": claims.not_after.isoformat(), "purpose": claims.purpose,
                          "model": claims.model}} | opening


def refused_texts() -> Iterator[tuple[str, str]]:
    """Faults of the text."""
    right = issue(PLAIN, SIGNER, KID)
    odd = issue(replace(PLAIN, place=PlaceId("a")), SIGNER, KID)
    too_long = replace(BINDING, place=PlaceId("a" * 32), model=ModelId("m" * 10))
    yield "nothing", ""
    yield "the prefix alone", "MS1:"
    yield "no prefix", right.removeprefix("MS1:")
    yield "a prefix in lower case", "ms1:" + right.removeprefix("MS1:")
    yield "another version", "MS2:" + right.removeprefix("MS1:")
    yield "a space before", " " + right
    yield "a line end after", right + "\n"
    yield "letters in lower case", right[:20] + right[20:].lower()
    yield "longer than 483 characters", text(message(encode(face(too_long))))
    yield "base45 of more than 16 bits", "MS1::::" + right[7:]
    yield "base45 of more than 8 bits at the end", odd[:-2] + "::"
    yield "base45 of one character too many", right + "0"
    yield "no CBOR", text(b"\xff" * 90)
    yield "cut short", right[:-3]


def refused_messages() -> Iterator[tuple[str, bytes]]:
    """Faults of the message."""
    payload = encode(PLAIN)
    right = message(payload)
    swapped = cbor2.loads(right).value
    scalar = int.from_bytes(right[-32:], "little") + GROUP_ORDER
    yield "a byte after", right + b"\x00"
    yield "no tag", right[1:]
    yield "the tag of COSE_Sign", message(payload, tag=98)
    yield "an unprotected header", message(payload, unprotected={5: b"iv"})
    yield "the key id unprotected", message(payload, protected=cbor2.dumps({1: -8}), unprotected={4: KID})
    yield "no algorithm", message(payload, protected=cbor2.dumps({4: KID}))
    yield "another algorithm", message(payload, protected=cbor2.dumps({1: -7, 4: KID}))
    yield "a further protected header", message(payload, protected=cbor2.dumps({1: -8, 4: KID, 3: 0}))
    yield "protected headers out of order", message(payload, protected=bytes.fromhex("a20444") + KID + b"\x01\x27")
    yield "an unknown key id", message(payload, protected=cbor2.dumps({1: -8, 4: b"none"}))
    yield "the key id of another known key", message(payload, protected=cbor2.dumps({1: -8, 4: OTHER_KID}))
    yield "signed by another known key", message(payload, signer=OTHER)
    yield "signed for something else", message(payload, external=b"menshen/leaf/v1")
    yield "signed for nothing", message(payload, external=b"")
    yield "a changed signature", right[:-1] + bytes([right[-1] ^ 1])
    yield "a signature with its scalar raised by the group order", right[:-32] + scalar.to_bytes(32, "little")
    yield "a changed payload", right.replace(b"garden", b"gardem")
    yield "no payload", cbor2.dumps(cbor2.CBORTag(18, [swapped[0], {}, None, swapped[3]]))
    yield "no signature", cbor2.dumps(cbor2.CBORTag(18, [swapped[0], {}, payload]))
    yield "an array of unknown length", right[:1] + b"\x9f" + right[2:] + b"\xff"


def refused_payloads() -> Iterator[tuple[str, bytes]]:
    """Faults of the payload, each rightly signed."""
    plain, seen = cbor2.loads(encode(PLAIN)), cbor2.loads(encode(face()))
    right = encode(PLAIN)
    for name, fields in (
        ("a further field", plain | {8: 0}),
        *((f"no field {key}", {other: plain[other] for other in plain if other != key}) for key in plain),
        *((f"a face pass without field {key}", {other: seen[other] for other in seen if other != key})
          for key in (5, 6, 7)),
        ("a place in bytes", plain | {1: b"garden"}),
        ("a place in capitals", plain | {1: "Garden"}),
        ("a place of 33 letters", plain | {1: "a" * 33}),
        ("a pass id in text", plain | {2: PLAIN.pass_id}),
        ("a pass id of 15 bytes", plain | {2: bytes(15)}),
        ("a time with a fraction", plain | {3: plain[3] + 0.5}),
        ("a time that is true", plain | {3: True}),
        ("a time before 1970", plain | {3: -1}),
        ("a time past 32 bits", plain | {4: 2**32}),
        ("a time as a date", plain | {3: cbor2.CBORTag(1, plain[3])}),
        ("an end that is no later than the issue", plain | {4: plain[3]}),
        ("an unknown purpose", seen | {5: 3}),
        ("an unknown model number", seen | {6: 2}),
        ("a model by name that has a number", seen | {6: "dlib-resnet-1"}),
        ("a model in capitals", seen | {6: "Net-2"}),
        ("a sealed reference of 155 bytes", seen | {7: seen[7][:-1]}),
        ("a sealed reference of 157 bytes", seen | {7: seen[7] + b"\x00"}),
    ):
        yield name, cbor2.dumps(fields, canonical=True)
    yield "fields out of order", cbor2.dumps(dict(reversed(plain.items())))
    yield "a field twice", b"\xa5\x01\x66garden" + right[1:]
    yield "a map of unknown length", b"\xbf" + right[1:] + b"\xff"
    yield "a key in two bytes", right.replace(b"\x01\x66garden", b"\x18\x01\x66garden")
    yield "a length in two bytes", right.replace(b"\x01\x66garden", b"\x01\x78\x06garden")
    yield "a byte after the map", right + b"\x00"
    yield "an array", cbor2.dumps([1, 2, 3, 4])
    yield "nothing in it", b""


def closed() -> Iterator[tuple[str, Claims, bytes]]:
    """Passes that are read, rightly signed, and whose reference must not open with the key beside them."""
    claims = face()
    sealed = claims.sealed or b""
    yield "another pass key", claims, hashlib.sha256(b"menshen other pass key").digest()
    for name, at in (("a changed IV", 0), ("a changed ciphertext", 12), ("a changed tag", 155)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1:]
        yield name, replace(claims, sealed=changed), PASS_KEY
    for what, other in (
        ("place", replace(BINDING, place=PlaceId("tower"))),
        ("pass", replace(BINDING, pass_id=PassId("0" * 32))),
        ("purpose", replace(BINDING, purpose=Purpose.ENTRY_HANDS_FREE)),
        ("model", replace(BINDING, model=ModelId("net-2"))),
        ("end", replace(BINDING, not_after=datetime(2028, 5, 1, 8, tzinfo=UTC))),
    ):
        yield f"sealed for another {what}", face(sealed_as=other), PASS_KEY


def vectors() -> dict[str, Any]:
    """The whole file."""
    messages = [*refused_messages(), *((name, message(payload)) for name, payload in refused_payloads())]
    return {
        "format": "menshen/pass/v1",
        "keys": [{"kid": key_id(key.public_key()).hex(), "public": key.public_key().public_bytes_raw().hex(),
                  "private": key.private_bytes_raw().hex()} for key in (SIGNER, OTHER)],
        "accept": list(accepted()),
        "reject": [{"name": name, "text": wrong} for name, wrong in
                   (*refused_texts(), *((name, text(wrong)) for name, wrong in messages))],
        "read_but_not_opened": [{"name": name, "text": issue(claims, SIGNER, KID), "pass_key": key.hex()}
                                for name, claims, key in closed()],
    }


if __name__ == "__main__":
    json.dump(vectors(), sys.stdout, indent=1)
    sys.stdout.write("\n")
