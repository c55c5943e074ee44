import pytest
from support.world import World


@pytest.fixture
def world() -> World:
    """A compound whose north gate is live."""
    return World().open_house()
