"""A PIN for one's own history: a second factor beside the receipt's secret, chosen by the person or not at all.

Withdrawing never needs it. It is kept as scrypt under a random salt, which slows a guess down and does not stop one who
has the database: a PIN of six digits is short, and what stops guessing at the gate is the number of tries. Which PINs
are too easy to guess is not said here: one rule says it of every PIN (`menshen.passes.pin`). Source: RFC 7914; n, r, p
as in OWASP's cheat sheet for 16 MiB.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass

from menshen.errors import InputError

SALT_BYTES = 16
FEWEST_DIGITS, MOST_DIGITS = 6, 12
_DIGITS = re.compile(rf"[0-9]{{{FEWEST_DIGITS},{MOST_DIGITS}}}")
_N, _R, _P = 2**14, 8, 5


@dataclass(frozen=True, slots=True)
class HistoryPin:
    """A PIN as it is kept: 16 random bytes, and 32 that the PIN makes of them."""

    salt: bytes
    hash: bytes


def kept_pin(pin: str, salt: bytes) -> HistoryPin:
    """`pin` as it is kept; InputError for one that is too short, too long or not of digits."""
    if not _DIGITS.fullmatch(pin):
        raise InputError(f"a PIN of {len(pin)} characters came, or one that is not of digits",
                         hint=f"choose {FEWEST_DIGITS} to {MOST_DIGITS} digits")
    return HistoryPin(salt, _scrypt(pin, salt))


def is_pin(pin: str, kept: HistoryPin) -> bool:
    """Whether `pin` is the one that is kept, in a time that does not tell how much of it was right."""
    return hmac.compare_digest(_scrypt(pin, kept.salt), kept.hash)


def _scrypt(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=32)
