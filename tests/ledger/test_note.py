"""Signed notes and checkpoints: published ones open, ours open, and whatever was altered does not."""

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from menshen.errors import EvidenceError, InputError
from menshen.ledger.checkpoint import Checkpoint
from menshen.ledger.note import fingerprint, open_note, parse_vkey, sign_note, vkey
from menshen.ledger.tree import EMPTY, Hash, leaf_hash

NAME = "garden.example.org/log"
SIGNER, STRANGER = (Ed25519PrivateKey.from_private_bytes(bytes([number] * 32)) for number in (1, 2))
KEY = vkey(NAME, SIGNER.public_key())
TEXT = "garden.example.org/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
NOTE = sign_note(TEXT, NAME, SIGNER)
ROOT = base64.b64encode(leaf_hash(b"")).decode()


def test_published_notes_open(shared: Path) -> None:
    """C2SP's example and a real checkpoint of sum.golang.org open by their keys, and by no others."""
    vectors = json.loads((shared / "vectors" / "notes" / "signed_notes.json").read_text())
    assert len(vectors) >= 2
    for vector in vectors:
        assert vector["note"].startswith(open_note(vector["note"], [vector["vkey"]]))
        assert vkey(parse_vkey(vector["vkey"]).name, parse_vkey(vector["vkey"]).key) == vector["vkey"]
        with pytest.raises(EvidenceError, match="no signature by a known key"):
            open_note(vector["note"], [KEY])


def test_a_real_checkpoint_is_read(shared: Path) -> None:
    """A checkpoint that a log in production signed has the size it says, and is written back as it was."""
    *_, real = json.loads((shared / "vectors" / "notes" / "signed_notes.json").read_text())
    text = open_note(real["note"], [real["vkey"]])
    assert Checkpoint.parse(text).size == 35225469
    assert Checkpoint.parse(text).render() == text


@given(st.text(st.characters(codec="utf-8", min_codepoint=0x20)).map(lambda text: text + "\n"))
def test_what_was_signed_is_what_opens(text: str) -> None:
    """Any text of one line comes back from its note as it was."""
    assert open_note(sign_note(text, NAME, SIGNER), [KEY]) == text


def test_signatures_by_others_are_passed_over() -> None:
    """A note with twenty signatures by unknown keys and one by a known key opens."""
    others = "".join(sign_note(TEXT, f"witness-{number}", STRANGER).removeprefix(TEXT + "\n") for number in range(20))
    assert open_note(NOTE + others, [KEY]) == TEXT


def test_the_last_blank_line_ends_the_text() -> None:
    """A text may have blank lines of its own."""
    assert open_note(sign_note("one\n\ntwo\n", NAME, SIGNER), [KEY]) == "one\n\ntwo\n"


def forged(signature: bytes) -> str:
    """A signature line in the name and with the key id of the known key."""
    return f"\u2014 {NAME} {base64.b64encode(parse_vkey(KEY).key_id + signature).decode()}\n"


@pytest.mark.parametrize(("note", "says"), [
    (NOTE.replace("\n0\n", "\n1\n"), "false signature"),
    (NOTE + forged(STRANGER.sign(TEXT.encode())), "false signature"),
    (NOTE + forged(b"short"), "false signature"),
    (sign_note(TEXT, NAME, STRANGER), "no signature by a known key"),
    (sign_note(TEXT, "other", SIGNER), "no signature by a known key"),
    (TEXT, "not text, a blank line and signature lines"),
    (NOTE[:-1], "not text, a blank line and signature lines"),
    (TEXT + "\n", "not text, a blank line and signature lines"),
    (NOTE.replace("\n0\n", "\n0\r\n"), "not text, a blank line and signature lines"),
    (NOTE + "\t\n", "not text, a blank line and signature lines"),
    (NOTE + "\n", "not text, a blank line and signature lines"),
    (NOTE.replace("\u2014 ", "- "), "malformed signature line"),
    (NOTE + f"\u2014 {NAME}\n", "malformed signature line"),
    (NOTE + f"\u2014 {NAME} AAAA\n", "malformed signature line"),
    (NOTE + f"\u2014 {NAME} AAAAA\n", "not standard base64"),
    (NOTE + f"\u2014 {NAME} AAAAAAB=\n", "not in its one canonical form"),
])
def test_an_altered_note_stays_shut(note: str, says: str) -> None:
    """A false signature by a known key, or anything that C2SP's form does not have, refuses the whole note."""
    with pytest.raises(EvidenceError, match=says):
        open_note(note, [KEY])


@pytest.mark.parametrize("text", ["", "no newline", "a\tb\n", "a\r\n", "a\x00\n", "\ud800\n"])
def test_what_no_note_can_hold_is_not_signed(text: str) -> None:
    """A text without its newline, or with a control character, is an input error."""
    with pytest.raises(InputError, match="text ends with a newline"):
        sign_note(text, NAME, SIGNER)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\u3000b", "a\nb", "\ud800"])
def test_what_cannot_name_a_key_does_not(name: str) -> None:
    """A key's name has no space of any alphabet, no plus and no control character."""
    with pytest.raises(InputError, match="a key's name"):
        vkey(name, SIGNER.public_key())


@pytest.mark.parametrize("line", [
    "", NAME, KEY + "\n", KEY[:-1], KEY.replace("garden", "palace"), KEY.replace("+", "+0", 1), KEY.upper(),
    f"{NAME}+00000000+{KEY.split('+', 2)[2]}", f"{NAME}+{parse_vkey(KEY).key_id.hex()}+Ag==", f"{NAME}++", "\ud800+a+b",
])
def test_a_key_that_is_not_whole_is_not_read(line: str) -> None:
    """A vkey line with any part altered is an input error."""
    with pytest.raises(InputError):
        parse_vkey(line)


def test_a_fingerprint_tells_keys_apart() -> None:
    """Two keys of one name have different fingerprints of 64 hexadecimal digits."""
    one, other = fingerprint(KEY), fingerprint(vkey(NAME, STRANGER.public_key()))
    assert one != other
    assert len(bytes.fromhex(one)) == 32


@given(st.from_regex(r"[^\x00-\x1f\ud800-\udfff]+", fullmatch=True), st.integers(0, 10**19 - 1),
       st.binary(min_size=32, max_size=32))
def test_checkpoints_come_back(origin: str, size: int, root: bytes) -> None:
    """A checkpoint reads back from its own body, with extension lines behind it too."""
    checkpoint = Checkpoint(origin, size, Hash(root))
    assert Checkpoint.parse(checkpoint.render()) == checkpoint
    assert Checkpoint.parse(checkpoint.render() + "an extension\n") == checkpoint


@pytest.mark.parametrize("body", [
    "", "log\n", f"log\n1\n{ROOT}", f"log\n1\n\n{ROOT}\n", f"\n1\n{ROOT}\n", f"log\n01\n{ROOT}\n", f"log\n-1\n{ROOT}\n",
    f"log\n+1\n{ROOT}\n", f"log\n1 \n{ROOT}\n", f"log\n\u0661\n{ROOT}\n", f"log\n{10**19}\n{ROOT}\n",
    f"l\x07g\n1\n{ROOT}\n",
    f"log\n1\n{ROOT[:-1]}\n", f"log\n1\n{ROOT[4:]}\n", f"log\n1\n{ROOT[:-2]}1=\n", f"log\n1\n{ROOT}\n\n",
])
def test_what_is_no_checkpoint_is_not_read(body: str) -> None:
    """A body that is not an origin, a plain decimal size and a 32-byte root, one a line, is refused."""
    with pytest.raises(EvidenceError):
        Checkpoint.parse(body)


@pytest.mark.parametrize(("origin", "size", "root"), [("", 0, EMPTY), ("a\nb", 0, EMPTY), ("log", -1, EMPTY),
                                                      ("log", 10**19, EMPTY), ("log", 0, EMPTY[1:])])
def test_no_checkpoint_is_made_that_could_not_be_read(origin: str, size: int, root: bytes) -> None:
    """An origin, size or root that its body could not carry is an input error."""
    with pytest.raises(InputError, match="a checkpoint has"):
        Checkpoint(origin, size, Hash(root))
