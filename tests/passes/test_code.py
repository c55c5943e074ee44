"""Passes for any claims, and any text."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import base45
import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given
from hypothesis import strategies as st
from support.pass_vectors import BINDING, IV, KID, PASS_KEY, PLAIN, REFERENCE, SIGNER, face

from menshen.errors import InputError
from menshen.passes.claims import CARRIED, Binding, Claims
from menshen.passes.code import MAX_CHARACTERS, issue, read
from menshen.passes.cose import key_id
from menshen.passes.payload import PURPOSES
from menshen.passes.seal import seal, unseal
from menshen.terms import ModelId, PassId, PlaceId, Purpose, Reason, Refusal

KEYS = {KID: SIGNER.public_key()}
UNKNOWN = Refusal(Reason.UNKNOWN_PASS)

slugs = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,7}[a-z0-9])?", fullmatch=True)
seconds = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0))
pass_ids = st.binary(min_size=16, max_size=16).map(lambda raw: PassId(raw.hex()))
bindings = st.builds(Binding, slugs.map(PlaceId), pass_ids, st.sampled_from(sorted(CARRIED)), slugs.map(ModelId),
                     seconds)
references = st.binary(min_size=128, max_size=128)
keys = st.binary(min_size=32, max_size=32)
ivs = st.binary(min_size=12, max_size=12)


def sealed(binding: Binding, reference: bytes, key: bytes, iv: bytes) -> Claims:
    """A face pass with a reference of its own."""
    return Claims(binding.place, binding.pass_id, binding.not_after - timedelta(seconds=1), binding.not_after,
                  binding.purpose, binding.model, seal(reference, pass_key=key, iv=iv, binding=binding))


@given(bindings, references, keys, ivs)
def test_what_was_issued_is_read_and_opens(binding: Binding, reference: bytes, key: bytes, iv: bytes) -> None:
    """Any face pass is read as it was issued, and its reference comes back with its key."""
    claims = sealed(binding, reference, key, iv)
    assert read(issue(claims, SIGNER, KID), KEYS) == claims
    assert unseal(claims, key) == reference


@given(bindings, bindings)
def test_a_reference_opens_only_as_what_it_was_sealed_for(binding: Binding, other: Binding) -> None:
    """With any part of its binding changed, a reference stays closed though the key is right."""
    claims = sealed(binding, REFERENCE, PASS_KEY, IV)
    for changed in (replace(claims, place=other.place), replace(claims, pass_id=other.pass_id),
                    replace(claims, purpose=other.purpose), replace(claims, model=other.model),
                    replace(claims, issued_at=datetime(1970, 1, 1, tzinfo=UTC), not_after=other.not_after)):
        assert unseal(changed, PASS_KEY) == (
            REFERENCE if changed.binding == binding else Refusal(Reason.PASS_REVOKED))


@given(st.text(max_size=600) | st.text(max_size=480).map("MS1:".__add__))
@example("MS1:" + "\ud800")
def test_no_text_makes_reading_fail(text: str) -> None:
    """Any text at all is read as an unknown pass."""
    assert read(text, KEYS) == UNKNOWN


@given(st.binary(max_size=319))
def test_no_bytes_make_reading_fail(message: bytes) -> None:
    """Any bytes in base45 are read as an unknown pass."""
    assert read("MS1:" + base45.b45encode(message).decode(), KEYS) == UNKNOWN


FACE_TEXT = issue(face(), SIGNER, KID)


@given(at=st.integers(0, len(FACE_TEXT) - 1), letter=st.characters())
def test_no_letter_of_a_pass_may_change(at: int, letter: str) -> None:
    """A pass with any one letter changed is an unknown pass."""
    changed = FACE_TEXT[:at] + letter + FACE_TEXT[at + 1:]
    assert read(changed, KEYS) == (face() if changed == FACE_TEXT else UNKNOWN)


def test_a_key_taken_away_ends_its_passes() -> None:
    """A pass is read by the keys that are given, and by no other."""
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    assert read(FACE_TEXT, KEYS) == face()
    assert read(FACE_TEXT, {}) == UNKNOWN
    assert read(FACE_TEXT, {KID: other}) == UNKNOWN
    assert read(FACE_TEXT, {key_id(other): SIGNER.public_key()}) == UNKNOWN


@pytest.mark.parametrize("letters", range(1, 33))
def test_every_face_pass_fits_a_code_of_version_13(letters: int) -> None:
    """With the shipped model a face pass has 278 to 310 bytes, 295 at most for a place of up to 18 letters."""
    binding = replace(BINDING, place=PlaceId("a" * letters))
    text = issue(face(binding, sealed_as=binding), SIGNER, KID)
    size = len(base45.b45decode(text[4:]))
    assert size == 277 + letters + (letters > 23)
    assert 275 <= size <= (295 if letters <= 18 else 310)
    assert 417 <= len(text) <= (447 if letters <= 18 else 469)
    assert segno.make_qr(text, error="m", boost_error=False).version == 13


def test_the_limit_is_what_version_13_holds() -> None:
    """A text as long as the limit makes a code of version 13 at level M, and one more letter does not."""
    assert segno.make_qr("A" * MAX_CHARACTERS, error="m", boost_error=False).version == 13
    assert segno.make_qr("A" * (MAX_CHARACTERS + 1), error="m", boost_error=False).version == 14


def test_a_pass_that_would_be_too_long_is_not_issued() -> None:
    """Names that make a pass longer than readers take are refused when it is issued, by their size."""
    long = replace(BINDING, place=PlaceId("a" * 32), model=ModelId("m" * 10))
    with pytest.raises(InputError, match="the limit is 483"):
        issue(face(long, sealed_as=long), SIGNER, KID)


def test_nothing_is_sealed_for_an_order() -> None:
    """No reference is sealed, and no pass issued, for an emergency order."""
    with pytest.raises(InputError, match="never for emergency-order"):
        replace(BINDING, purpose=Purpose.EMERGENCY_ORDER)
    with pytest.raises(InputError, match="never for emergency-order"):
        replace(face(), purpose=Purpose.EMERGENCY_ORDER)


def test_every_purpose_has_its_own_number() -> None:
    """No purpose that a pass may carry lacks a number, and no two share one."""
    assert set(PURPOSES) == CARRIED
    assert len(set(PURPOSES.values())) == len(PURPOSES)


@pytest.mark.parametrize(("fault", "message"), [
    ({"place": PlaceId("Garden")}, "place of a pass"),
    ({"pass_id": PassId("8F14E45FCEEA167A5A36DEDD4BEA2543")}, "32 lower-case hexadecimal digits"),
    ({"pass_id": PassId("12")}, "32 lower-case hexadecimal digits"),
    ({"issued_at": datetime(2026, 5, 1, 8, 0, 0, 1, tzinfo=UTC)}, "whole seconds"),
    ({"not_after": datetime(2027, 5, 1, 8)}, "in UTC"),  # noqa: DTZ001
    ({"not_after": PLAIN.issued_at}, "end after it is issued"),
    ({"purpose": Purpose.ENTRY_BY_PASS}, "has a purpose, a model and a sealed reference"),
    ({"purpose": Purpose.ENTRY_BY_PASS, "model": BINDING.model, "sealed": bytes(155)}, "156 bytes, 155 came"),
    ({"purpose": Purpose.ENTRY_BY_PASS, "model": ModelId(""), "sealed": bytes(156)}, "model of a pass"),
])
def test_wrong_claims_are_not_made(fault: dict[str, object], message: str) -> None:
    """Claims with a wrong field are refused by what is wrong with it."""
    with pytest.raises(InputError, match=re.escape(message)):
        replace(PLAIN, **fault)  # type: ignore[arg-type]


def test_a_time_beyond_the_format_is_not_issued() -> None:
    """A pass cannot end after the seconds that 32 bits hold."""
    with pytest.raises(InputError, match="year 2106"):
        issue(replace(PLAIN, not_after=datetime(2106, 2, 7, 6, 28, 16, tzinfo=UTC)), SIGNER, KID)


def test_parts_of_another_size_are_not_sealed() -> None:
    """A reference, key, IV or key id of another length is refused by its length."""
    short = bytes(16)
    for reference, key, iv in ((short, PASS_KEY, IV), (REFERENCE, short, IV), (REFERENCE, PASS_KEY, short)):
        with pytest.raises(InputError, match="came"):
            seal(reference, pass_key=key, iv=iv, binding=BINDING)
    with pytest.raises(InputError, match="4 bytes, 8 came"):
        issue(PLAIN, SIGNER, bytes(8))


def test_a_plain_pass_has_nothing_to_open() -> None:
    """Opening a plain pass is the caller's mistake, whatever the key."""
    with pytest.raises(InputError, match="no reference"):
        unseal(PLAIN, PASS_KEY)


def test_the_document_shows_real_passes(root: Path) -> None:
    """The texts in `docs/formats/pass.md` are the first vectors, letter for letter."""
    document = (root / "docs/formats/pass.md").read_text()
    shown = ["".join(block.split("\n")) for block in re.findall(r"```text\n(MS1:.*?)\n```", document, re.DOTALL)]
    assert shown == [FACE_TEXT, issue(PLAIN, SIGNER, KID)]
