"""Bundles: they prove what they disclose, and no byte of one can change unseen."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from ledger.example_log import ORIGIN, SIGNER, day, example, kept, minute

from menshen.acts.disclose import disclose
from menshen.errors import EvidenceError, InputError
from menshen.ledger.bundle import seal, to_sign, verify
from menshen.ledger.checkpoint import Checkpoint
from menshen.ledger.encoding import canonical
from menshen.ledger.note import sign_note, vkey
from menshen.ledger.tree import EMPTY, Hash, leaf_hash

KEY = vkey(ORIGIN, SIGNER.public_key())
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))
Content = dict[str, Any]


@pytest.fixture(scope="module")
def file() -> bytes:
    """The bundle of the documentation: two events out of thirteen."""
    return example()


def resealed(content: Content, signer: Ed25519PrivateKey = SIGNER) -> bytes:
    """A body signed anew, as only the holder of the key can."""
    written = canonical(content)
    return seal(written, signer.sign(to_sign(written)))


def test_a_bundle_proves_its_events(file: bytes) -> None:
    """Verified events are those of the log, at their places, under its checkpoints."""
    verified = verify(file, KEY)
    assert [(one.index, one.event) for one in verified.events] == [(9, day()[9]), (10, day()[10])]
    assert verified.vkey == KEY
    assert verified.earlier is not None
    assert (verified.earlier.size, verified.checkpoint.size, verified.checkpoint.origin) == (8, 13, ORIGIN)


def test_what_is_not_disclosed_is_not_there(file: bytes) -> None:
    """No byte of an event or salt that was not asked for is in the file."""
    with kept(day()) as ledger:
        withheld = [one for one in ledger.entries() if one.index not in {9, 10}]
    assert len(withheld) == 11
    for one in withheld:
        assert one.salt is not None
        assert one.event is not None
        assert one.salt.hex().encode() not in file
        assert canonical(dict(one.event)) not in file


def test_every_flipped_byte_is_detected(file: bytes) -> None:
    """Whichever byte of the file changes, if only by its last bit, the file no longer verifies."""
    for place in range(len(file)):
        with pytest.raises(EvidenceError):
            verify(file[:place] + bytes([file[place] ^ 1]) + file[place + 1:], None)


def test_every_flipped_bit_is_detected(file: bytes) -> None:
    """Each of the eight bits matters, tried on every sixteenth byte with the key given."""
    for place in range(0, len(file), 16):
        for bit in range(8):
            with pytest.raises(EvidenceError):
                verify(file[:place] + bytes([file[place] ^ 1 << bit]) + file[place + 1:], KEY)


def test_every_lost_byte_is_detected(file: bytes) -> None:
    """A file that lost a byte anywhere does not verify."""
    for place in range(len(file)):
        with pytest.raises(EvidenceError):
            verify(file[:place] + file[place + 1:], None)


@pytest.mark.parametrize("more", [b"\n", b" ", b"\0", b"{}\n"])
def test_a_longer_file_is_refused(file: bytes, more: bytes) -> None:
    """Nothing may stand behind the bundle or before it."""
    for longer in (file + more, more + file):
        with pytest.raises(EvidenceError):
            verify(longer, None)


def test_a_prettier_file_is_refused(file: bytes) -> None:
    """The same JSON with blanks in it is not the file that was signed."""
    with pytest.raises(EvidenceError, match="not in its one canonical form"):
        verify(json.dumps(json.loads(file)).encode() + b"\n", None)


def test_another_key_is_refused(file: bytes) -> None:
    """A bundle by one key is no evidence of the log of another, even of the same name."""
    with pytest.raises(EvidenceError, match="another log key than the one given"):
        verify(file, vkey(ORIGIN, STRANGER.public_key()))


def test_what_is_no_key_is_an_input_error(file: bytes) -> None:
    """A key that cannot be read is the caller's mistake, and says nothing of the evidence."""
    with pytest.raises(InputError):
        verify(file, KEY[:-1])


def signed(origin: str, size: int, root: Hash, signer: Ed25519PrivateKey = SIGNER) -> str:
    """A checkpoint by the log's name."""
    return sign_note(Checkpoint(origin, size, root).render(), ORIGIN, signer)


def of_first(content: Content) -> Content:
    """The first disclosed event."""
    first: Content = content["events"][0]
    return first


ZEROS = "00" * 32
ELSEWHERE = leaf_hash(b"")


@pytest.mark.parametrize(("change", "says"), [
    (lambda body: body["events"].reverse(), "order of the log"),
    (lambda body: body["events"].append(body["events"][1]), "order of the log"),
    (lambda body: of_first(body).update(index=8), "does not lead to"),
    (lambda body: of_first(body).update(index=13), "said to stand at 13 in a log of 13"),
    (lambda body: of_first(body).update(index=True), "not an index, a salt"),
    (lambda body: of_first(body).update(salt=ZEROS), "does not lead to"),
    (lambda body: of_first(body).update(salt=None), "a salt is not"),
    (lambda body: of_first(body).update(face=""), "not an index, a salt"),
    (lambda body: of_first(body).update(event=None), "none that a log may hold"),
    (lambda body: of_first(body)["event"].update(outcome="no-face"), "does not lead to"),
    (lambda body: of_first(body)["event"].update(name="x"), "none that a log may hold"),
    (lambda body: of_first(body)["proof"].pop(), "does not lead to"),
    (lambda body: of_first(body)["proof"].append(ZEROS), "longer than its tree"),
    (lambda body: of_first(body).update(proof=None), "where a list belongs"),
    (lambda body: body.update(events=None), "where a list belongs"),
    (lambda body: body.update(earlier=[]), "not a checkpoint with its proof"),
    (lambda body: body["earlier"].pop("proof"), "not a checkpoint with its proof"),
    (lambda body: body["earlier"].update(proof=[]), "shorter than its tree"),
    (lambda body: body["earlier"].update(proof=[ZEROS]), "does not begin with"),
    (lambda body: body["earlier"].update(checkpoint=signed(ORIGIN, 8, ELSEWHERE)), "does not begin with"),
    (lambda body: body["earlier"].update(checkpoint=signed(ORIGIN, 14, ELSEWHERE)), "cannot have become"),
    (lambda body: body["earlier"].update(checkpoint=signed(ORIGIN, 0, EMPTY)), "a log without entries"),
    (lambda body: body["earlier"].update(checkpoint=signed("palace", 8, ELSEWHERE)), "not named after"),
    (lambda body: body.update(checkpoint=signed("palace", 13, ELSEWHERE)), "not named after"),
    (lambda body: body.update(checkpoint=signed(ORIGIN, 13, ELSEWHERE, STRANGER)), "no signature by a known key"),
    (lambda body: body.update(checkpoint=None), "not a text"),
    (lambda body: body.update(format="menshen/evidence/v2"), "not of the format"),
    (lambda body: body.update(remark=""), "not of the format"),
])
def test_even_the_key_cannot_prove_what_is_not_so(file: bytes, change: Callable[[Content], object], says: str) -> None:
    """A body that was changed and signed again by the log's own key is refused by the step that it offends."""
    content = json.loads(file)["bundle"]
    change(content)
    with pytest.raises(EvidenceError, match=says):
        verify(resealed(content), KEY)


def test_a_body_that_is_signed_again_verifies(file: bytes) -> None:
    """Signing the same body again gives the same file, so what the changes above refuse is the change."""
    assert resealed(json.loads(file)["bundle"]) == file


def test_a_strangers_signature_is_refused(file: bytes) -> None:
    """A whole body under another key's signature is refused."""
    with pytest.raises(EvidenceError, match="signature does not hold"):
        verify(resealed(json.loads(file)["bundle"], STRANGER), None)


def test_a_strangers_log_does_not_pass_for_this_one(file: bytes) -> None:
    """A body that names a stranger's key, and is signed with it, still needs that key's checkpoint."""
    content = json.loads(file)["bundle"] | {"vkey": vkey(ORIGIN, STRANGER.public_key())}
    with pytest.raises(EvidenceError, match="no signature by a known key"):
        verify(resealed(content, STRANGER), None)


@pytest.mark.parametrize("key", [None, 1, "", "garden"])
def test_a_key_that_cannot_be_read_is_no_evidence(file: bytes, key: object) -> None:
    """A bundle whose own key is none is refused as evidence, not as input."""
    with pytest.raises(EvidenceError, match="log key cannot be read"):
        verify(resealed(json.loads(file)["bundle"] | {"vkey": key}), None)


@pytest.mark.parametrize("other", [b"", b"\n", b"null\n", b"{}\n", b'{"bundle":null,"signature":""}\n', b"\x89PNG\n"])
def test_what_is_no_bundle_is_refused(other: bytes) -> None:
    """Any other file is refused in the same voice."""
    with pytest.raises(EvidenceError):
        verify(other, None)


def test_a_checkpoint_is_no_bundle_signature(file: bytes) -> None:
    """What the key signs of a bundle begins with the format's name, so that it is never a checkpoint's body."""
    signed = to_sign(canonical(json.loads(file)["bundle"])).decode()
    assert signed.startswith("menshen/evidence/v1\n{")
    with pytest.raises(EvidenceError):
        Checkpoint.parse(signed)


def test_a_log_without_an_earlier_checkpoint_is_proved_too() -> None:
    """A bundle of a log's first entry under its first checkpoint verifies, and says that there was none before."""
    with kept(day()[:1]) as ledger:
        verified = verify(disclose(ledger), KEY)
    assert (verified.earlier, verified.checkpoint.size, len(verified.events)) == (None, 1, 1)


def test_a_bundle_may_disclose_nothing() -> None:
    """A bundle without events proves its checkpoints alone, the empty log's among them."""
    with kept([]) as ledger:
        nothing, empty = disclose(ledger), ledger.checkpoint()
        ledger.append(day()[0])
        grown = disclose(ledger, until=minute(0))
    assert (verify(nothing, KEY).checkpoint.size, verify(nothing, KEY).events) == (0, ())
    assert verify(grown, KEY).earlier == Checkpoint.parse(empty.split("\n\n")[0] + "\n")
