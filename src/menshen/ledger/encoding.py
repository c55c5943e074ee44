"""The one way each value is written down: canonical JSON, strict base64, strict hexadecimal.

A second spelling of the same value would let a proof be altered without being broken, so none is read.

Source: RFC 8785 (JSON Canonicalization Scheme), RFC 4648 §3.5 (canonical base64).
"""

import base64
import binascii
import json

import rfc8785

from menshen.errors import EvidenceError, InputError


def canonical(value: object) -> bytes:
    """The RFC 8785 bytes of a JSON value; InputError where `value` is not one (bytes, NaN, integers past 2^53 …)."""
    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type]  # its own check is the one that counts
    except (ValueError, RecursionError) as e:
        raise InputError("a value has no canonical JSON form",
                         hint="use objects, lists, strings, booleans, null and integers within ±(2^53 - 1)") from e


def read_canonical(written: bytes) -> object:
    """The JSON value that is written as exactly these bytes and no others; else EvidenceError."""
    try:
        value = json.loads(written)
        again = rfc8785.dumps(value)
    except (ValueError, RecursionError) as e:
        raise EvidenceError("the document is not JSON of the canonical form (RFC 8785)") from e
    if again != written:
        raise EvidenceError("the document is JSON, but not in its one canonical form (RFC 8785)")
    return value


def read_base64(text: str) -> bytes:
    """The bytes that standard base64 writes as exactly `text`; else EvidenceError."""
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as e:
        raise EvidenceError("a field is not standard base64") from e
    if base64.b64encode(decoded).decode() != text:
        raise EvidenceError("a field is base64, but not in its one canonical form (RFC 4648 §3.5)")
    return decoded


def read_hex(text: object, size: int, what: str) -> bytes:
    """The `size` bytes that lower-case hexadecimal writes as exactly `text`; else EvidenceError naming `what`."""
    try:
        decoded = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError as e:
        raise EvidenceError(f"{what} is not hexadecimal") from e
    if len(decoded) != size or decoded.hex() != text:
        raise EvidenceError(f"{what} is not {size} bytes in lower-case hexadecimal")
    return decoded
