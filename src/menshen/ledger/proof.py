"""Checking proofs: what anyone can do with a few hashes and a root, trusting nobody. Making them is `menshen.ledger.tree`'s.

Source: RFC 9162 §2.1.3.2 (inclusion) and §2.1.4.2 (consistency).
"""

from collections.abc import Sequence

from menshen.errors import EvidenceError
from menshen.ledger.tree import HASH_BYTES, Hash, node_hash


def verify_inclusion(leaf: Hash, index: int, size: int, proof: Sequence[Hash], root: Hash) -> None:
    """`leaf` stands at `index` in the tree of `size` leaves under `root`; EvidenceError where the proof does not show it."""
    _whole((leaf, root, *proof))
    if not 0 <= index < size:
        raise EvidenceError(f"an entry is said to stand at {index} in a log of {size}")
    node, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise EvidenceError("an inclusion proof is longer than its tree is high")
        if node & 1 or node == last:
            reached = node_hash(sibling, reached)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            reached = node_hash(reached, sibling)
        node, last = node >> 1, last >> 1
    if last != 0 or reached != root:
        raise EvidenceError("an inclusion proof does not lead to the checkpoint's root")


def verify_consistency(size: int, later_size: int, proof: Sequence[Hash], root: Hash, later_root: Hash) -> None:
    """The tree of `size` leaves is how the later one began; EvidenceError where the proof does not show it.

    `size` is at least 1: every log extends the empty one, and no proof can say so.
    """
    _whole((root, later_root, *proof))
    if not 1 <= size <= later_size:
        raise EvidenceError(f"a log of {size} entries cannot have become one of {later_size}")
    if size == later_size:
        if proof or root != later_root:
            raise EvidenceError("two checkpoints of one size differ")
        return
    path = list(proof) if size & (size - 1) else [root, *proof]
    if not path:
        raise EvidenceError("a consistency proof is empty")
    node, last = size - 1, later_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    _climb(path, node, last, root, later_root)


def _climb(path: list[Hash], node: int, last: int, root: Hash, later_root: Hash) -> None:
    """Rebuild both roots from the last subtree they share."""
    earlier = later = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise EvidenceError("a consistency proof is longer than its tree is high")
        if node & 1 or node == last:
            earlier, later = node_hash(sibling, earlier), node_hash(sibling, later)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            later = node_hash(later, sibling)
        node, last = node >> 1, last >> 1
    if last != 0 or earlier != root or later != later_root:
        raise EvidenceError("a consistency proof does not join the two checkpoints")


def _whole(hashes: Sequence[Hash]) -> None:
    if any(len(one) != HASH_BYTES for one in hashes):
        raise EvidenceError(f"a proof has a hash that is not {HASH_BYTES} bytes")
