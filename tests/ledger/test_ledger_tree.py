"""The tree and its proofs, against the RFC's own recursive definitions and against published vectors."""

import base64
import hashlib
import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.errors import EvidenceError, InputError
from menshen.ledger.proof import verify_consistency, verify_inclusion
from menshen.ledger.tree import (
    EMPTY,
    CompactRange,
    Hash,
    Tree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
)

LEAVES = [leaf_hash(bytes([number])) for number in range(70)]


def split(size: int) -> int:
    """The largest power of two below `size` (RFC 6962 §2.1)."""
    return 1 << (size - 1).bit_length() - 1


def defined_root(leaves: Sequence[Hash]) -> Hash:
    """MTH of RFC 6962 §2.1, word for word."""
    if len(leaves) < 2:
        return leaves[0] if leaves else Hash(hashlib.sha256(b"").digest())
    k = split(len(leaves))
    return node_hash(defined_root(leaves[:k]), defined_root(leaves[k:]))


def defined_consistency(earlier: int, leaves: Sequence[Hash], *, whole: bool = True) -> tuple[Hash, ...]:
    """SUBPROOF of RFC 6962 §2.1.2, word for word."""
    if earlier == len(leaves):
        return () if whole else (defined_root(leaves),)
    k = split(len(leaves))
    if earlier <= k:
        return (*defined_consistency(earlier, leaves[:k], whole=whole), defined_root(leaves[k:]))
    return (*defined_consistency(earlier - k, leaves[k:], whole=False), defined_root(leaves[:k]))


@given(st.lists(st.binary(max_size=40), max_size=200))
def test_compact_range_agrees_with_the_definition(entries: list[bytes]) -> None:
    """A range grown one entry at a time has the size and the root that RFC 6962 defines, as have all other ways."""
    leaves = [leaf_hash(entry) for entry in entries]
    grown = CompactRange()
    for leaf in leaves:
        grown = grown.append(leaf)
    assert grown == CompactRange.of(leaves)
    assert grown.size == len(leaves) == Tree.of(leaves).size
    assert grown.root() == root(leaves) == Tree.of(leaves).root() == defined_root(leaves)


def test_empty_log_has_the_empty_hash() -> None:
    """The root of an empty log is the hash of nothing."""
    assert CompactRange().root() == root([]) == Tree.of([]).root() == EMPTY == hashlib.sha256(b"").digest()


def test_a_node_is_no_leaf() -> None:
    """An entry made of two hashes does not hash like the node that joins them."""
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1])


def test_every_inclusion_proof_holds_and_holds_for_its_entry_only() -> None:
    """Each entry of each log of up to 70 entries is proved in; under the next index the same proof is refused."""
    for size in range(1, len(LEAVES) + 1):
        tree = Tree.of(LEAVES[:size])
        for index in range(size):
            proof = inclusion_proof(tree, index)
            verify_inclusion(LEAVES[index], index, size, proof, tree.root())
            with pytest.raises(EvidenceError):
                verify_inclusion(LEAVES[index], index + 1, size, proof, tree.root())


def test_every_consistency_proof_holds_and_is_the_defined_one() -> None:
    """For each pair of sizes up to 40 the proof is the RFC's own, and holds; with another earlier root it does not."""
    for earlier, size in itertools.combinations_with_replacement(range(1, 41), 2):
        tree, before = Tree.of(LEAVES[:size]), root(LEAVES[:earlier])
        proof = consistency_proof(tree, earlier)
        assert proof == defined_consistency(earlier, LEAVES[:size])
        verify_consistency(earlier, size, proof, before, tree.root())
        with pytest.raises(EvidenceError):
            verify_consistency(earlier, size, proof, leaf_hash(before), tree.root())


@given(st.data())
def test_a_changed_proof_is_refused(data: st.DataObject) -> None:
    """Any one bit changed anywhere in a proof is found out."""
    size = data.draw(st.integers(2, len(LEAVES)))
    index = data.draw(st.integers(0, size - 1))
    tree = Tree.of(LEAVES[:size])
    proof = list(inclusion_proof(tree, index))
    place = data.draw(st.integers(0, len(proof) - 1))
    flipped = int.from_bytes(proof[place]) ^ 1 << data.draw(st.integers(0, 255))
    proof[place] = Hash(flipped.to_bytes(32))
    with pytest.raises(EvidenceError):
        verify_inclusion(LEAVES[index], index, size, proof, tree.root())


@pytest.mark.parametrize("index", [-1, 3])
def test_no_proof_outside_the_log(index: int) -> None:
    """There is no proof for an entry that the log does not have."""
    with pytest.raises(InputError):
        inclusion_proof(Tree.of(LEAVES[:3]), index)


@pytest.mark.parametrize("earlier", [0, 4])
def test_no_consistency_with_a_size_outside_the_log(earlier: int) -> None:
    """There is no consistency proof from nothing, nor from a larger log."""
    with pytest.raises(InputError):
        consistency_proof(Tree.of(LEAVES[:3]), earlier)


def decoded(vector: dict[str, Any], name: str) -> Hash:
    """One base64 field as bytes; the vectors write an absent hash as null."""
    return Hash(base64.b64decode(vector[name] or ""))


def holds(vector: dict[str, Any]) -> bool:
    """Whether our verifier accepts a vector, of either kind."""
    proof = [Hash(base64.b64decode(one)) for one in vector["proof"] or ()]
    try:
        if "leafIdx" in vector:
            verify_inclusion(decoded(vector, "leafHash"), vector["leafIdx"], vector["treeSize"], proof,
                             decoded(vector, "root"))
        else:
            verify_consistency(vector["size1"], vector["size2"], proof, decoded(vector, "root1"),
                               decoded(vector, "root2"))
    except EvidenceError:
        return False
    return True


@pytest.mark.parametrize(("kind", "ours_alone"), [("inclusion", []), ("consistency", [
    "sizes are equal (one) and proof is empty",  # its roots are 12 bytes of prose; we take hashes only
])])
def test_published_vectors(shared: Path, kind: str, ours_alone: list[str]) -> None:
    """We accept and refuse what transparency-dev's vectors say, 98 of each kind, but for one without real hashes."""
    vectors = [json.loads(path.read_text()) for path in sorted((shared / "vectors" / "merkle" / kind).rglob("*.json"))]
    assert len(vectors) >= 98
    assert {vector["wantErr"] for vector in vectors} == {True, False}
    assert [vector["desc"] for vector in vectors if holds(vector) == vector["wantErr"]] == ours_alone
