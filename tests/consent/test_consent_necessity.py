"""A statement of necessity: complete, and signed as a whole."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from menshen.consent.necessity import Alternative, Necessity, signed, to_sign, verify
from menshen.errors import EvidenceError
from menshen.terms import Bilingual, PlaceId

SAID = Bilingual("如其所言", "as it says")
STATED = Necessity(PlaceId("garden-app"), "try-on", SAID, (Alternative(SAID, SAID),), SAID, "Officer Wu")
AT = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def test_what_is_signed_is_all_of_it() -> None:
    """A signature holds for the document and for nothing else, whoever else signs."""
    document = STATED.document(AT)
    made = signed(document, KEY.sign(to_sign(document)))
    verify(made, KEY.public_key())
    for name in document:
        with pytest.raises(EvidenceError):
            verify({**made, name: "another"}, KEY.public_key())
    with pytest.raises(EvidenceError):
        verify({**made, "more": True}, KEY.public_key())
    with pytest.raises(EvidenceError):
        verify(document, KEY.public_key())
    with pytest.raises(EvidenceError):
        verify(made, Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32).public_key())


def test_what_is_signed_is_never_a_checkpoint() -> None:
    """The log's key signs it too, so it begins with its own name, and its second line is no tree's size."""
    first, second, *_ = to_sign(STATED.document(AT)).split(b"\n")
    assert first == b"menshen/necessity/v1"
    assert not second.isdigit()
