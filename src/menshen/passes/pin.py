"""PINs: what a person knows instead of carrying it. Which are too easy to guess, and how one is kept unknown.

A PIN of six digits falls to whoever has its hash and a day: what protects it is that tries are few (`acts.pin_lane`).
Source: RFC 7914 (scrypt); NIST SP 800-63B §5.1.1 for refusing what everybody chooses.
"""

import hashlib
import hmac
import re
from datetime import date
from itertools import pairwise

from menshen.errors import InputError

SALT_BYTES = 16
HASH_BYTES = 32
SHORTEST, LONGEST = 6, 12

_DIGITS = re.compile(rf"[0-9]{{{SHORTEST},{LONGEST}}}")
_COST = {"n": 2**14, "r": 8, "p": 1}
"""16 MiB and about 50 ms: as long as somebody at a keypad may be kept waiting."""


def check(pin: str) -> None:
    """Nothing, where `pin` is 6 to 12 of the digits 0 to 9; else InputError, which repeats none of it."""
    if not _DIGITS.fullmatch(pin):
        raise InputError(f"the PIN has {len(pin)} characters, or one that is no digit",
                         hint=f"a PIN is {SHORTEST} to {LONGEST} of the digits 0 to 9")


def guessable(pin: str) -> bool:
    """Whether `pin` is among the first that anybody would try.

    One part again and again (000000, 121212, 123123), a run up or down that may pass 9 and 0 (123456, 210987), doubled
    runs (112233), or a day of some century (990131, 19990131).
    """
    return _repeats(pin) or _runs(pin) or (_doubled(pin) and _runs(pin[::2])) or _is_day(pin)


def hashed(pin: str, salt: bytes) -> bytes:
    """`pin` under a random salt of 16 bytes, as it is kept: 32 bytes of scrypt."""
    return hashlib.scrypt(pin.encode(), salt=salt, dklen=HASH_BYTES, **_COST)


def same(pin: str, salt: bytes, kept: bytes) -> bool:
    """Whether `pin` is the one that was kept, in a time that does not depend on the answer."""
    return hmac.compare_digest(hashed(pin, salt), kept)


def _repeats(pin: str) -> bool:
    return any(pin == pin[:size] * (len(pin) // size) for size in range(1, len(pin) // 2 + 1))


def _runs(digits: str) -> bool:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    return steps in ({1}, {9})


def _doubled(pin: str) -> bool:
    return len(pin) % 2 == 0 and pin[::2] == pin[1::2]


def _is_day(pin: str) -> bool:
    """`yymmdd` in a leap year or `yyyymmdd` of 1900 to 2099: birthdays are what people choose."""
    written = {SHORTEST: f"2000{pin[2:]}", 8: pin}.get(len(pin), "")
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return False
    return 1900 <= day.year < 2100  # noqa: PLR2004 - the docstring's years
