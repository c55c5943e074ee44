"""Entries: the 32 bytes by which an event stands in the log, meaning nothing once its salt is destroyed.

Source: the project's own, docs/formats/event.md.
"""

import hashlib

from menshen.errors import InputError
from menshen.ledger.encoding import canonical
from menshen.ledger.tree import Hash
from menshen.terms import Event

SALT_BYTES = 32
_CONTEXT = b"menshen/leaf/v1"


def entry(salt: bytes, event: Event) -> Hash:
    """SHA-256 of `menshen/leaf/v1`, the leaf salt and the event's canonical JSON.

    `salt` is 32 fresh random bytes, never derived and never used twice: it is what keeps an event from being guessed.
    """
    if len(salt) != SALT_BYTES:
        raise InputError(f"a leaf salt is {SALT_BYTES} bytes, {len(salt)} came")
    return Hash(hashlib.sha256(_CONTEXT + salt + canonical(dict(event))).digest())
