"""A PIN for a history is kept as what it makes of a salt, and only itself is it."""

import pytest

from menshen.consent.history_pin import SALT_BYTES, is_pin, kept_pin
from menshen.errors import InputError

SALT = bytes(range(SALT_BYTES))


def test_a_pin_is_itself_alone() -> None:
    """The PIN that was kept is recognised, and no other, however like it."""
    kept = kept_pin("480271", SALT)
    assert is_pin("480271", kept)
    assert not any(is_pin(other, kept) for other in ("480272", "48027", "4802711", "", "４８０２７１"))
    assert b"480271" not in kept.hash + kept.salt


def test_the_salt_makes_it_another() -> None:
    """The same PIN under two salts is kept as two things."""
    assert kept_pin("480271", SALT).hash != kept_pin("480271", SALT[::-1]).hash


@pytest.mark.parametrize("pin", ["48021", "4802163591726", "48021a", "４８０２１６", "480216\n", ""])
def test_a_pin_that_is_no_secret_is_none(pin: str) -> None:
    """What is too short, too long, not of digits is not taken, and not repeated."""
    with pytest.raises(InputError) as refused:
        kept_pin(pin, SALT)
    assert not pin or pin not in f"{refused.value} {refused.value.hint}"
