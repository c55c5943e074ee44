"""The law's tests ask one loaded law."""

import pytest

from menshen.law.law import Law


@pytest.fixture(scope="session")
def law() -> Law:
    """The law with all its packs."""
    return Law.load()
