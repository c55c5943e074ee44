"""What every test may ask for: deterministic Hypothesis, the shared vectors, and a browser."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

CHROMIUM = Path("/usr/bin/chromium")

# The same examples every time, on a slow machine as on a fast one.
settings.register_profile("menshen", derandomize=True, deadline=None)
settings.load_profile("menshen")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of vectors and data sets that are not ours to ship; the test is skipped where it is not at hand."""
    folder = os.environ.get("MENSHEN_SHARED")
    if not folder:
        pytest.skip("MENSHEN_SHARED names no folder of shared vectors")
    if not Path(folder).is_dir():
        pytest.fail("MENSHEN_SHARED names a folder that does not exist")
    return Path(folder)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """A real browser. In CI (MENSHEN_NO_SKIP) its absence fails the test, elsewhere it skips it."""
    if CHROMIUM.exists():
        return CHROMIUM
    absent = f"no browser at {CHROMIUM} (Debian's package chromium)"
    if os.environ.get("MENSHEN_NO_SKIP"):
        pytest.fail(absent)
    pytest.skip(absent)
