"""Evidence bundles: some events of a log with all that proves them, in one file that is verified offline.

Pure: who keeps the log and who signs for it is the caller's business. Steps of verifying, numbered as in
docs/formats/evidence.md: 1 the file is canonical, 2 its signature holds, 3 the newest checkpoint is signed by the same
log, 4 it extends the earlier one, 5 every disclosed event is allowed and stands in it. Source: the project's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cryptography.exceptions import InvalidSignature

from menshen.errors import EvidenceError, InputError
from menshen.ledger.checkpoint import Checkpoint
from menshen.ledger.encoding import canonical, read_canonical, read_hex
from menshen.ledger.event import check
from menshen.ledger.leaf import SALT_BYTES, entry
from menshen.ledger.note import Verifier, open_note, parse_vkey
from menshen.ledger.proof import verify_consistency, verify_inclusion
from menshen.ledger.tree import HASH_BYTES, Hash, Tree, consistency_proof, inclusion_proof, leaf_hash
from menshen.terms import Event

FORMAT = "menshen/evidence/v1"
SIGNATURE_BYTES = 64
_FIELDS = {"format", "vkey", "checkpoint", "earlier", "events"}


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One event with its place in the log and the salt that opens its entry."""

    index: int
    salt: bytes
    event: Event


@dataclass(frozen=True, slots=True)
class Verified:
    """What a bundle proves. `vkey` is the key that it all hangs on: compare it with the one that was published."""

    vkey: str
    checkpoint: Checkpoint
    earlier: Checkpoint | None
    events: tuple[Disclosed, ...]


def body(entries: Sequence[Hash], disclosed: Sequence[Disclosed], checkpoint: str, earlier: str | None, vkey: str
         ) -> bytes:
    """The canonical body of a bundle over all `entries` of the newest `checkpoint`, in order.

    `checkpoint` and `earlier` are signed notes by `vkey`; `disclosed` is in the order of the log.
    """
    tree = Tree.of([leaf_hash(one) for one in entries])
    return canonical({
        "format": FORMAT, "vkey": vkey, "checkpoint": checkpoint,
        "earlier": None if earlier is None else _earlier(tree, earlier, vkey),
        "events": [{"index": one.index, "salt": one.salt.hex(), "event": dict(one.event),
                    "proof": [step.hex() for step in inclusion_proof(tree, one.index)]} for one in disclosed],
    })


def to_sign(body: bytes) -> bytes:
    """What the log's key signs of a body: never anything that could be read as a checkpoint."""
    return FORMAT.encode() + b"\n" + body


def seal(body: bytes, signature: bytes) -> bytes:
    """The file: one canonical JSON document and a newline."""
    return canonical({"bundle": read_canonical(body), "signature": signature.hex()}) + b"\n"


def verify(bundle: bytes, vkey: str | None) -> Verified:
    """What the file proves; EvidenceError at the first thing that does not hold.

    `vkey` is the log's published key, InputError where it is none; None trusts the key in the file, which proves only
    that the file is whole.
    """
    expected = None if vkey is None else parse_vkey(vkey)
    document = _document(bundle)
    content: dict[str, Any] = document["bundle"]
    signer = _signer(content["vkey"])
    if expected is not None and expected != signer:
        raise EvidenceError("the bundle is by another log key than the one given")
    _signed(content, document["signature"], signer)
    checkpoint = _checkpoint(content["checkpoint"], content["vkey"])
    earlier = _extends(content["earlier"], checkpoint, content["vkey"])
    events = tuple(_event(one, checkpoint) for one in _list(content["events"]))
    if any(one.index >= two.index for one, two in pairwise(events)):
        raise EvidenceError("the disclosed events are not in the order of the log")
    return Verified(content["vkey"], checkpoint, earlier, events)


def _earlier(tree: Tree, note: str, vkey: str) -> dict[str, object]:
    size = _checkpoint(note, vkey).size
    return {"checkpoint": note, "proof": [step.hex() for step in consistency_proof(tree, size)] if size else []}


def _document(bundle: bytes) -> dict[str, Any]:
    """1 The file is canonical JSON and a newline, of the format's own fields."""
    if not bundle.endswith(b"\n"):
        raise EvidenceError("the bundle does not end with its newline")
    document = read_canonical(bundle[:-1])
    if not isinstance(document, dict) or set(document) != {"bundle", "signature"}:
        raise EvidenceError("the file is not an evidence bundle")
    content = document["bundle"]
    if not isinstance(content, dict) or set(content) != _FIELDS or content["format"] != FORMAT:
        raise EvidenceError(f"the file is not of the format {FORMAT}")
    return document


def _signed(content: dict[str, Any], signature: object, signer: Verifier) -> None:
    """2 The log's key signed the whole body."""
    try:
        signer.key.verify(read_hex(signature, SIGNATURE_BYTES, "the signature"), to_sign(canonical(content)))
    except InvalidSignature as e:
        raise EvidenceError("the bundle's signature does not hold") from e


def _signer(vkey: object) -> Verifier:
    try:
        return parse_vkey(vkey if isinstance(vkey, str) else "")
    except InputError as e:
        raise EvidenceError("the bundle's log key cannot be read") from e


def _checkpoint(note: object, vkey: str) -> Checkpoint:
    """3 A checkpoint of this log, signed by its key."""
    if not isinstance(note, str):
        raise EvidenceError("the bundle's checkpoint is not a text")
    checkpoint = Checkpoint.parse(open_note(note, [vkey]))
    if checkpoint.origin != _signer(vkey).name:
        raise EvidenceError("the bundle's checkpoint is of a log that its key is not named after")
    return checkpoint


def _extends(earlier: object, newest: Checkpoint, vkey: str) -> Checkpoint | None:
    """4 The newest checkpoint extends the earlier one."""
    if earlier is None:
        return None
    if not isinstance(earlier, dict) or set(earlier) != {"checkpoint", "proof"}:
        raise EvidenceError("the earlier checkpoint is not a checkpoint with its proof")
    first = _checkpoint(earlier["checkpoint"], vkey)
    proof = [Hash(read_hex(step, HASH_BYTES, "a proof's hash")) for step in _list(earlier["proof"])]
    # Every log extends the empty one; there is nothing to prove, and nothing may pose as a proof of it.
    if first.size == 0 and proof:
        raise EvidenceError("a proof is given from a log without entries")
    if first.size:
        verify_consistency(first.size, newest.size, proof, first.root, newest.root)
    return first


def _event(one: object, newest: Checkpoint) -> Disclosed:
    """5 An event that the log's table allows, under a salt that gives its entry, which stands in the tree."""
    if not isinstance(one, dict) or set(one) != {"index", "salt", "event", "proof"} or type(one["index"]) is not int:
        raise EvidenceError("a disclosed event is not an index, a salt, an event and a proof")
    salt = read_hex(one["salt"], SALT_BYTES, "a salt")
    try:
        check(one["event"] if isinstance(one["event"], dict) else {})
    except InputError as e:
        raise EvidenceError(f"a disclosed event is none that a log may hold: {e}") from e
    proof = [Hash(read_hex(step, HASH_BYTES, "a proof's hash")) for step in _list(one["proof"])]
    verify_inclusion(leaf_hash(entry(salt, one["event"])), one["index"], newest.size, proof, newest.root)
    return Disclosed(one["index"], salt, one["event"])


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise EvidenceError("the bundle has something else where a list belongs")
    return value
