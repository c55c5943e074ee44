"""The cast's variations as test parameters: a few at once, the others behind the slow marker."""

from typing import Final

import pytest

from menshen.drawn.cast import VARIATIONS

AT_ONCE: Final = (0, 1, 8, 14)
"""Calm, turned, dark, and all at once."""

SOME_FAST: Final = tuple(pytest.param(how, marks=() if place in AT_ONCE else pytest.mark.slow)
                         for place, how in enumerate(VARIATIONS))
