"""Checking proofs: what anyone can do with a few hashes and a root, trusting nobody. Making them is `tree`'s.

Steps are numbered as in the source: RFC 9162 §2.1.3.2 (inclusion) and §2.1.4.2 (consistency).
"""

from collections.abc import Iterable, Sequence

from menshen.errors import EvidenceError
from menshen.ledger.tree import HASH_BYTES, Hash, node_hash


def verify_inclusion(leaf: Hash, index: int, size: int, proof: Sequence[Hash], root: Hash) -> None:
    """EvidenceError unless `proof` leads from `leaf`, at `index` in a log of `size` entries, to its `root`."""
    _must_be_hashes((leaf, root, *proof))
    if not 0 <= index < size:  # step 1
        raise EvidenceError(f"an entry is said to stand at {index} in a log of {size}")
    node, last, reached = index, size - 1, leaf  # steps 2 and 3
    for sibling in proof:  # step 4
        if last == 0:
            raise EvidenceError("an inclusion proof is longer than its tree is high")
        if node & 1 or node == last:
            reached = node_hash(sibling, reached)
            node, last = _past_lone_levels(node, last)
        else:
            reached = node_hash(reached, sibling)
        node, last = node >> 1, last >> 1
    if last != 0 or reached != root:  # step 5
        raise EvidenceError(f"the inclusion proof of entry {index} does not lead to the checkpoint's root")


def verify_consistency(size: int, later_size: int, proof: Sequence[Hash], root: Hash, later_root: Hash) -> None:
    """EvidenceError unless `proof` shows the log of `size` entries to be how the later one began.

    `size` is at least 1: every log extends the empty one, and no proof can say so.
    """
    _must_be_hashes((root, later_root, *proof))
    if not 1 <= size <= later_size:
        raise EvidenceError(f"a log of {size} entries cannot have become one of {later_size}")
    if size == later_size:
        if proof or root != later_root:
            raise EvidenceError("two checkpoints of one size have different roots, or a proof between them")
        return
    # Step 2: where the earlier tree is full, it is itself the node that the proof climbs from.
    path = proof if size & (size - 1) else (root, *proof)
    if not path:  # step 1
        raise EvidenceError("a consistency proof is empty")
    node, last = size - 1, later_size - 1  # step 3
    while node & 1:  # step 4
        node, last = node >> 1, last >> 1
    if _both_roots(path, node, last) != (root, later_root):  # step 7
        raise EvidenceError(f"the log of {later_size} entries does not begin with the {size} that were signed before")


def _both_roots(path: Sequence[Hash], node: int, last: int) -> tuple[Hash, Hash]:
    """Steps 5 and 6: the roots of both trees, rebuilt from the last full subtree that they share."""
    earlier = later = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise EvidenceError("a consistency proof is longer than its tree is high")
        if node & 1 or node == last:
            earlier, later = node_hash(sibling, earlier), node_hash(sibling, later)
            node, last = _past_lone_levels(node, last)
        else:
            later = node_hash(later, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise EvidenceError("a consistency proof is shorter than its tree is high")
    return earlier, later


def _past_lone_levels(node: int, last: int) -> tuple[int, int]:
    """Steps 4.2 and 6.2: skip the levels on which the tree's last node has no sibling and stands for itself."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _must_be_hashes(hashes: Iterable[bytes]) -> None:
    if any(len(one) != HASH_BYTES for one in hashes):
        raise EvidenceError(f"a proof has a hash that is not {HASH_BYTES} bytes")
