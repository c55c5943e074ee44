"""Necessity: what an app says, over its officer's name, of a function that cannot work without the face.

Only such a statement, published, lets the function be refused to who declines (cn-spc-2021 art. 4(1)). It is no
consent: who is looked at has still agreed, separately. Publishing is not done here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from menshen.errors import EvidenceError, InputError
from menshen.terms import Bilingual, PlaceId, slug, timestamp

FORMAT = "menshen/necessity/v1"
MAX_TEXT = 2_000
MAX_NAME = 64
MAX_ALTERNATIVES = 16


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way that was considered, and why it does not do."""

    what: Bilingual
    why_not: Bilingual


@dataclass(frozen=True, slots=True)
class Necessity:
    """One statement. `role` and `name` are the responsible officer's, as they choose to publish them."""

    place: PlaceId
    function: str
    statement: Bilingual
    alternatives: tuple[Alternative, ...]
    role: Bilingual
    name: str

    def __post_init__(self) -> None:
        slug(self.function, "the function's name")
        if not 1 <= len(self.alternatives) <= MAX_ALTERNATIVES:
            raise InputError(f"{len(self.alternatives)} alternatives came; 1 to {MAX_ALTERNATIVES} are needed",
                             hint="say what other ways were considered, and why none of them does")
        if not self.name.strip() or len(self.name) > MAX_NAME:
            raise InputError(f"the officer's name has {len(self.name)} characters; 1 to {MAX_NAME} are allowed")
        for what, text in self._texts():
            for language, words in (("zh", text.zh), ("en", text.en)):
                if not words.strip() or len(words) > MAX_TEXT:
                    raise InputError(f"{what} has {len(words)} characters in {language}; 1 to {MAX_TEXT} are allowed")

    def document(self, signed_at: datetime) -> dict[str, object]:
        """The statement as JSON values, not yet signed."""
        return {"format": FORMAT, "place": self.place, "function": self.function, "statement": _both(self.statement),
                "alternatives": [{"what": _both(one.what), "why_not": _both(one.why_not)} for one in self.alternatives],
                "signed_by": {"role": _both(self.role), "name": self.name}, "signed_at": timestamp(signed_at)}

    def _texts(self) -> tuple[tuple[str, Bilingual], ...]:
        considered = (pair for one in self.alternatives
                      for pair in (("an alternative", one.what), ("why an alternative does not do", one.why_not)))
        return ("the statement", self.statement), ("the officer's role", self.role), *considered


def to_sign(document: Mapping[str, object]) -> bytes:
    """What is signed of a document: its RFC 8785 form without the signature, never anything that is a checkpoint."""
    unsigned = {name: value for name, value in document.items() if name != "signature"}
    return FORMAT.encode() + b"\n" + rfc8785.dumps(unsigned)  # type: ignore[arg-type]


def signed(document: Mapping[str, object], signature: bytes) -> dict[str, object]:
    """The document with its Ed25519 signature, in hexadecimal."""
    return {**document, "signature": signature.hex()}


def verify(document: Mapping[str, object], key: Ed25519PublicKey) -> None:
    """Nothing, where `key` signed exactly this document; else EvidenceError."""
    try:
        key.verify(bytes.fromhex(str(document.get("signature", ""))), to_sign(document))
    except (InvalidSignature, ValueError) as e:
        raise EvidenceError("a necessity statement is not what was signed") from e


def _both(text: Bilingual) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
