"""Signed notes, checkpoints and the encodings beneath them: strict, and in agreement with others' notes."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from menshen.errors import EvidenceError, InputError
from menshen.ledger.checkpoint import Checkpoint
from menshen.ledger.encoding import canonical, read_canonical
from menshen.ledger.leaf import entry
from menshen.ledger.note import fingerprint, open_note, parse_vkey, sign_note, vkey
from menshen.ledger.tree import EMPTY, Hash, leaf_hash

NAME = "gate.example.org/log"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
VKEY = vkey(NAME, KEY.public_key())
TEXT = "one line\n\nand another after a blank one\n"
NOTE = sign_note(TEXT, NAME, KEY)


def signature_line(note: str) -> str:
    """The last line of a note."""
    return note.split("\n")[-2] + "\n"


def test_published_notes(shared: Path) -> None:
    """The notes of C2SP's specification and of sum.golang.org open, and with any byte of their text changed do not."""
    vectors = json.loads((shared / "vectors" / "notes" / "signed_notes.json").read_text())
    assert len(vectors) >= 2
    for vector in vectors:
        text = open_note(vector["note"], [vector["vkey"]])
        assert vector["note"].startswith(text)
        for at in range(len(text) - 1):
            changed = "!" if text[at] != "!" else "?"
            with pytest.raises(EvidenceError):
                open_note(vector["note"][:at] + changed + vector["note"][at + 1:], [vector["vkey"]])


def test_a_published_checkpoint_is_read(shared: Path) -> None:
    """A real log's checkpoint is read, though its origin has spaces and is not its key's name, and written the same."""
    vectors = json.loads((shared / "vectors" / "notes" / "signed_notes.json").read_text())
    vector = next(one for one in vectors if one["vkey"].startswith("sum.golang.org"))
    body = open_note(vector["note"], [vector["vkey"]])
    checkpoint = Checkpoint.parse(body)
    assert (checkpoint.origin, checkpoint.size) == ("go.sum database tree", 35225469)
    assert checkpoint.render() == body


@given(st.text(st.characters(min_codepoint=0x20, codec="utf-8") | st.just("\n")).map(lambda text: text + "\n"))
def test_what_is_signed_is_what_opens(text: str) -> None:
    """Any text of whole lines, blank ones too, opens as it was signed."""
    assert open_note(sign_note(text, NAME, KEY), [VKEY]) == text


@pytest.mark.parametrize("text", ["", "no newline", "tab\tbed\n", "bell\x07\n", "half a pair \ud800\n"])
def test_no_note_of_other_text(text: str) -> None:
    """A text that does not end its line, or holds a control character, is not signed."""
    with pytest.raises(InputError):
        sign_note(text, NAME, KEY)


def test_unknown_signatures_are_passed_over() -> None:
    """A note with twenty signatures by keys that we do not know opens by the one that we do."""
    others = "".join(signature_line(sign_note(TEXT, f"witness{number}", OTHER)) for number in range(20))
    assert open_note(f"{TEXT}\n{others}{signature_line(NOTE)}", [VKEY]) == TEXT


def test_a_false_signature_by_a_known_key_spoils_the_note() -> None:
    """One false signature in the name of a known key refuses the note, though a true one of the same key stands by."""
    false = signature_line(sign_note("another text\n", NAME, KEY))
    with pytest.raises(EvidenceError, match="false signature"):
        open_note(NOTE + false, [VKEY])


def test_a_stranger_cannot_sign() -> None:
    """A note that bears only signatures by other keys, or by the same name with another key, does not open."""
    for note in (sign_note(TEXT, NAME, OTHER), sign_note(TEXT, "somebody-else", KEY)):
        with pytest.raises(EvidenceError, match="known key"):
            open_note(note, [VKEY])


@pytest.mark.parametrize("note", [
    "",
    TEXT,
    NOTE[:-1],
    NOTE + "\n",
    NOTE.replace("\n\u2014 ", "\n- "),
    NOTE.replace("\n\u2014 ", "\n\u2014  "),
    NOTE.replace("\n\n\u2014", "\n\u2014"),
    NOTE.replace("\n", "\r\n"),
    NOTE[:-3] + "\n",
    NOTE.replace(signature_line(NOTE), f"\u2014 {NAME} {base64.b64encode(b'1234').decode()}\n"),
])
def test_malformed_notes(note: str) -> None:
    """What is not text, a blank line and whole signature lines is no note."""
    with pytest.raises(EvidenceError):
        open_note(note, [VKEY])


def test_base64_has_one_spelling() -> None:
    """A signature whose base64 was respelled, so that it decodes the same, is refused."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    before, last, end = NOTE[:-3], NOTE[-3], NOTE[-2:]
    respelled = before + alphabet[alphabet.index(last) ^ 1] + end
    assert end == "=\n"
    assert base64.b64decode(signature_line(respelled).split()[2]) == base64.b64decode(signature_line(NOTE).split()[2])
    with pytest.raises(EvidenceError, match="canonical"):
        open_note(respelled, [VKEY])


def test_vkey_is_read_as_written() -> None:
    """A vkey line names its key and its holder, and nothing else is read as one."""
    assert parse_vkey(VKEY).name == NAME
    assert parse_vkey(VKEY).key == KEY.public_key()
    assert fingerprint(VKEY) != fingerprint(vkey(NAME, OTHER.public_key()))


@pytest.mark.parametrize("line", [
    "", NAME, VKEY + "\n", VKEY[:-1], VKEY.replace("gate", "gatf"), VKEY.replace("+", " "), "+" + VKEY,
    VKEY.upper(), f"{NAME}+00000000+{base64.b64encode(bytes(33)).decode()}",
])
def test_malformed_vkeys(line: str) -> None:
    """A line whose key id, algorithm or spelling is not that of a vkey is refused."""
    with pytest.raises(InputError):
        parse_vkey(line)


@pytest.mark.parametrize("name", ["", "two words", "plus+sign", "new\nline", "non\u00a0breaking"])
def test_names_that_keys_may_not_have(name: str) -> None:
    """A key's name has no space and no plus sign."""
    with pytest.raises(InputError):
        vkey(name, KEY.public_key())


@given(st.integers(0, 2**63), st.binary(min_size=32, max_size=32))
def test_checkpoints_are_read_as_written(size: int, root: bytes) -> None:
    """A checkpoint is read back as it was written."""
    checkpoint = Checkpoint(NAME, size, Hash(root))
    assert Checkpoint.parse(checkpoint.render()) == checkpoint


def test_extension_lines_say_nothing() -> None:
    """A checkpoint with lines that we do not know is the checkpoint without them."""
    body = Checkpoint(NAME, 0, EMPTY).render()
    assert Checkpoint.parse(body + "an extension\n") == Checkpoint.parse(body)


ROOT = base64.b64encode(EMPTY).decode()


@pytest.mark.parametrize("body", [
    "", f"{NAME}\n0\n", f"{NAME}\n0\n{ROOT}", f"{NAME}\n00\n{ROOT}\n", f"{NAME}\n-1\n{ROOT}\n", f"{NAME}\n+1\n{ROOT}\n",
    f"{NAME}\n1e3\n{ROOT}\n", f"{NAME}\n\u0661\n{ROOT}\n", f"{NAME}\n{'9' * 20}\n{ROOT}\n", f"\n0\n{ROOT}\n",
    f"{NAME}\n0\n{ROOT[:-4]}\n", f"{NAME}\n0\n{ROOT} \n", f"{NAME}\n0\n{ROOT}\n\n", f"{NAME}\n0\n{ROOT}\n\nx\n",
])
def test_malformed_checkpoints(body: str) -> None:
    """A body with a missing line, a size not in plain decimal or a root not of 32 bytes is no checkpoint."""
    with pytest.raises(EvidenceError):
        Checkpoint.parse(body)


def test_entry_is_what_the_format_says() -> None:
    """An entry is SHA-256 over context, salt and canonical event, and another salt gives another entry."""
    event = {"v": 1, "b": [], "a": "\u95e8"}
    written = b"menshen/leaf/v1" + bytes(32) + '{"a":"\u95e8","b":[],"v":1}'.encode()
    assert entry(bytes(32), event) == hashlib.sha256(written).digest()
    assert entry(bytes(31) + b"\x01", event) != entry(bytes(32), event)
    assert leaf_hash(entry(bytes(32), event)) != entry(bytes(32), event)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_salts_are_of_one_size(size: int) -> None:
    """A salt that is not 32 bytes makes no entry."""
    with pytest.raises(InputError, match="32 bytes"):
        entry(bytes(size), {})


@pytest.mark.parametrize("value", [b"bytes", float("nan"), float("inf"), 2**53, {1: 2}, {"a": {2}}, "\ud800"])
def test_what_has_no_canonical_form(value: object) -> None:
    """A value that JSON cannot write one way only is refused."""
    with pytest.raises(InputError):
        canonical(value)


@pytest.mark.parametrize("written", [
    b"", b"{", b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1}\n', b"1.0", b"1e400", b"NaN", b'"\\u0061"',
    b'"\\ud800"', b"\xff", b"9" * 5000, b"[" * 100_000,
])
def test_only_the_canonical_spelling_is_read(written: bytes) -> None:
    """JSON in another spelling, of doubled names, past the limits or broken is refused."""
    with pytest.raises(EvidenceError):
        read_canonical(written)
