"""The Merkle tree over the log's entries: its hashes, its root, and the proofs that a reader can check.

Making only; checking is `menshen.ledger.proof`, which trusts nothing made here. Source: RFC 6962 §2.1, RFC 9162 §2.1.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NewType

from menshen.errors import InputError

Hash = NewType("Hash", bytes)
"""32 bytes of SHA-256."""

HASH_BYTES = 32
EMPTY = Hash(hashlib.sha256(b"").digest())
"""The root of a log without entries."""


def leaf_hash(entry: bytes) -> Hash:
    """The hash by which an entry stands in the tree."""
    # Prefixes differ so that a node cannot pose as a leaf (RFC 6962 §2.1).
    return Hash(hashlib.sha256(b"\x00" + entry).digest())


def node_hash(left: Hash, right: Hash) -> Hash:
    """The hash that joins two neighbouring subtrees."""
    return Hash(hashlib.sha256(b"\x01" + left + right).digest())


@dataclass(frozen=True, slots=True)
class CompactRange:
    """All that must be kept of a log to append to it: the roots of its full subtrees, largest (leftmost) first.

    INVARIANT: `peaks` has one hash for each bit set in `size`.
    """

    size: int = 0
    peaks: tuple[Hash, ...] = ()

    @classmethod
    def of(cls, leaves: Iterable[Hash]) -> "CompactRange":
        """The range of a whole log, in linear time."""
        size, peaks = 0, list[Hash]()
        for leaf in leaves:
            _push(peaks, size, leaf)
            size += 1
        return cls(size, tuple(peaks))

    def append(self, leaf: Hash) -> "CompactRange":
        """The range after one more leaf hash, in logarithmic time; this one stays as it is."""
        peaks = list(self.peaks)
        _push(peaks, self.size, leaf)
        return CompactRange(self.size + 1, tuple(peaks))

    def root(self) -> Hash:
        """The tree's root."""
        if not self.peaks:
            return EMPTY
        top = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            top = node_hash(peak, top)
        return top


def _push(peaks: list[Hash], size: int, leaf: Hash) -> None:
    """Add a leaf to the peaks of a tree of `size`: each full subtree that it completes is merged, a binary carry."""
    while size & 1:
        leaf = node_hash(peaks.pop(), leaf)
        size >>= 1
    peaks.append(leaf)


def root(leaves: Iterable[Hash]) -> Hash:
    """The root over leaf hashes in order."""
    return CompactRange.of(leaves).root()


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole tree by level, leaves first and the root last; a level's odd last node stands in the next unchanged."""

    levels: tuple[tuple[Hash, ...], ...]

    @classmethod
    def of(cls, leaves: Sequence[Hash]) -> "Tree":
        """The tree over leaf hashes in order, in linear time; every proof is then logarithmic."""
        levels = [tuple(leaves)]
        while len(levels[-1]) > 1:
            below = levels[-1]
            joined = tuple(node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2))
            levels.append(joined + below[len(joined) * 2:])
        return cls(tuple(levels))

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self.levels[0])

    def root(self) -> Hash:
        """The tree's root."""
        return self.levels[-1][0] if self.size else EMPTY


def inclusion_proof(tree: Tree, index: int) -> tuple[Hash, ...]:
    """The hashes that lead from the leaf at `index` to the root, lowest first (PATH of RFC 6962 §2.1.1)."""
    if not 0 <= index < tree.size:
        raise InputError(f"the log has {tree.size} entries; there is no entry {index}")
    return _climb(tree, 0, index)


def consistency_proof(tree: Tree, earlier_size: int) -> tuple[Hash, ...]:
    """The hashes that show the first `earlier_size` leaves to be the start of this tree (PROOF of RFC 6962 §2.1.2)."""
    if not 1 <= earlier_size <= tree.size:
        raise InputError(f"the log has {tree.size} entries; an earlier size is 1 to that, {earlier_size} came")
    if earlier_size == tree.size:
        return ()
    # The last full subtree of the earlier tree is a node of both trees: the proof climbs from there.
    level, node = 0, earlier_size - 1
    while node & 1:
        level, node = level + 1, node >> 1
    # Where that node is the whole earlier tree, the reader has it already: it is the earlier root.
    start = (tree.levels[level][node],) if node else ()
    return start + _climb(tree, level, node)


def _climb(tree: Tree, level: int, node: int) -> tuple[Hash, ...]:
    """The siblings met on the way from a node to the root; an odd last node has none on its level."""
    siblings = []
    for row in tree.levels[level:-1]:
        if node ^ 1 < len(row):
            siblings.append(row[node ^ 1])
        node >>= 1
    return tuple(siblings)
