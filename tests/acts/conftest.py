from collections.abc import Iterator
from functools import cache

import pytest
from support.world import World

from menshen.passes import pin


@pytest.fixture(scope="session", autouse=True)
def _hashed_once() -> Iterator[None]:
    """Each PIN under each salt is hashed once: slow as it is meant to be, and always the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pin, "hashed", cache(pin.hashed))
        yield


@pytest.fixture
def world() -> World:
    """A compound whose north gate is live."""
    return World().open_house()
