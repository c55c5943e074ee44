"""Entries and their encoding: one value, one spelling, and nothing to guess an event by."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.errors import EvidenceError, InputError
from menshen.ledger.encoding import canonical, read_base64, read_canonical, read_hex
from menshen.ledger.leaf import SALT_BYTES, entry

VALUES = st.recursive(st.none() | st.booleans() | st.integers(-2**53 + 1, 2**53 - 1) | st.text(
    st.characters(codec="utf-8")), lambda inner: st.lists(inner) | st.dictionaries(
        st.text(st.characters(codec="utf-8")), inner), max_leaves=12)


@given(VALUES)
def test_a_value_reads_back_from_its_one_form(value: object) -> None:
    """Canonical JSON comes back as the value it was."""
    assert read_canonical(canonical(value)) == value


@pytest.mark.parametrize("written", [
    b"", b"{", b"[1, 2]", b'{"b":1,"a":2}', b'{"a":1,"a":1}', b"1.0", b"1e0", b"-0", b"9007199254740993", b"NaN",
    b'"\\u0061"', b'"\\/"', b'"\\ud800"', b'"\xff"', b"\xef\xbb\xbf1", b"1\n", "1".encode("utf-16"), b"[" * 100_000,
    b"1" * 5000,
])
def test_a_second_spelling_is_not_read(written: bytes) -> None:
    """JSON in any form but the canonical one, or no JSON, is refused."""
    with pytest.raises(EvidenceError):
        read_canonical(written)


@pytest.mark.parametrize("value", [b"bytes", {1: 2}, {"a": {1}}, float("nan"), 2**53, "\ud800", {"\ud800": 1}])
def test_what_json_cannot_hold_is_not_written(value: object) -> None:
    """Bytes, sets, NaN, integers past 2^53 and lone surrogates are input errors."""
    with pytest.raises(InputError, match="no canonical JSON form"):
        canonical(value)


@pytest.mark.parametrize("text", ["A", "AA", "AA=", "AB==", "AA==\n", " AA==", "AA-_", "\u0661A=="])
def test_loose_base64_is_not_read(text: str) -> None:
    """Base64 with wrong padding, stray bits, blanks or another alphabet is refused."""
    with pytest.raises(EvidenceError, match="base64"):
        read_base64(text)


@pytest.mark.parametrize("text", [None, 1, "", "0", "0g", "AB", "ab ", "abcd", "a b"])
def test_loose_hexadecimal_is_not_read(text: object) -> None:
    """Hexadecimal of another size, in upper case or with blanks is refused, as is what is no text."""
    with pytest.raises(EvidenceError, match="a salt is not"):
        read_hex(text, 1, "a salt")


def test_an_entry_is_the_hash_that_is_documented() -> None:
    """An entry is SHA-256 of the context, the salt and the canonical event."""
    expected = hashlib.sha256(b"menshen/leaf/v1" + bytes(32) + b'{"type":"entitled","v":1}').digest()
    assert entry(bytes(32), {"v": 1, "type": "entitled"}) == expected


@given(st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES), st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES))
def test_one_event_under_two_salts_makes_two_entries(one: bytes, other: bytes) -> None:
    """Entries of the same event are equal only under the same salt."""
    assert (entry(one, {"v": 1}) == entry(other, {"v": 1})) == (one == other)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_short_salt_is_refused(size: int) -> None:
    """A salt of another size than 32 bytes is an input error that says what came."""
    with pytest.raises(InputError, match=f"32 bytes, {size} came"):
        entry(bytes(size), {"v": 1})
