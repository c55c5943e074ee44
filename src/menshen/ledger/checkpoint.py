"""Checkpoints: what a log commits to at one size. Their signature is `menshen.ledger.note`'s.

Source: C2SP tlog-checkpoint v1.0.0.
"""

import base64
import re
from dataclasses import dataclass

from menshen.errors import EvidenceError, InputError
from menshen.ledger.encoding import read_base64
from menshen.ledger.tree import HASH_BYTES, Hash

_ORIGIN = re.compile(r"[^\x00-\x1f]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_BODY_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log `origin` had `size` entries, and this root over them."""

    origin: str
    size: int
    root: Hash

    def __post_init__(self) -> None:
        if not (_ORIGIN.fullmatch(self.origin) and _SIZE.fullmatch(str(self.size)) and len(self.root) == HASH_BYTES):
            raise InputError("a checkpoint has an origin of one line, a size of at most 19 digits and a 32-byte root")

    def render(self) -> str:
        """The checkpoint's body, the text that a note signs."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, body: str) -> "Checkpoint":
        """Read a checkpoint's body; EvidenceError where it is not one. Extension lines are allowed and say nothing."""
        *lines, end = body.split("\n")
        if end or len(lines) < _BODY_LINES or "" in lines or not _SIZE.fullmatch(lines[1]):
            raise EvidenceError("a checkpoint is not an origin, a size and a root on one line each")
        root = Hash(read_base64(lines[2]))
        try:
            return cls(lines[0], int(lines[1]), root)
        except InputError as e:
            raise EvidenceError("a checkpoint has an origin or a root that is not allowed") from e
