"""PINs: what is too easy to guess, and how one is kept."""

import random

import pytest

from menshen.errors import InputError
from menshen.passes.pin import check, guessable, hashed, same


@pytest.mark.parametrize("pin", ["000000", "77777777", "121212", "123123", "12341234", "123456", "654321", "789012",
                                 "210987", "112233", "998877", "990131", "000229", "19990131", "20000229"])
def test_what_everybody_tries_first_is_guessable(pin: str) -> None:
    """One part again and again, runs, doubled runs and days are guessable."""
    assert guessable(pin)


@pytest.mark.parametrize("pin", ["604173", "171718", "123457", "991332", "990230", "18991231", "21000101", "112244",
                                 "1234568", "604173958", "135791"])
def test_what_nobody_tries_first_is_not(pin: str) -> None:
    """What breaks the pattern at one place is allowed, and so is what is no day."""
    assert not guessable(pin)


def test_most_pins_are_allowed() -> None:
    """The rule takes less than one PIN in twenty of those that dice would choose."""
    dice = random.Random(1)
    thrown = [f"{dice.randrange(10**6):06}" for _ in range(2_000)]
    assert sum(map(guessable, thrown)) < len(thrown) / 20


def test_a_pin_is_kept_unknown_and_known_again() -> None:
    """The same PIN is the same under its salt, another is not, and under another salt it is kept otherwise."""
    salt = bytes(range(16))
    kept = hashed("604173", salt)
    assert len(kept) == 32
    assert b"604173" not in kept
    assert same("604173", salt, kept)
    assert not same("604174", salt, kept)
    assert not same("604173", bytes(16), kept)


@pytest.mark.parametrize("pin", ["12345", "1234567890123", "60417a", "６０４１７３", "604173\n", " 604173", ""])
def test_only_six_to_twelve_digits_are_a_pin(pin: str) -> None:
    """Anything else is an error that says how many characters came, and none of them."""
    with pytest.raises(InputError, match=f"has {len(pin)} characters"):
        check(pin)
