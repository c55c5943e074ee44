from pathlib import Path

import pytest
from house.licences import HEADING, allowed, licence, locked, stated, table


def test_every_locked_package_may_be_used(root: Path) -> None:
    """No package is installed under a licence outside the list."""
    assert {name: licence(name) for name in locked(root) if not allowed(name, licence(name))} == {}


def test_the_page_names_every_locked_package(root: Path) -> None:
    """The table of `docs/licences.md` is what `make licences` writes."""
    assert (root / "docs/licences.md").read_text("utf-8").partition(f"{HEADING}\n\n")[2] == table(root)


@pytest.mark.parametrize("expression", ["MIT", "Apache-2.0 OR GPL-2.0-only", "(MIT OR GPL-3.0-only) AND Zlib"])
def test_a_licence_that_leaves_us_a_choice_is_allowed(expression: str) -> None:
    """One allowed alternative of each part is enough."""
    assert allowed("anything", expression)


@pytest.mark.parametrize("expression", ["GPL-3.0-or-later", "MIT AND GPL-2.0-only", "LGPL-3.0-only", "AGPLv3", ""])
def test_any_other_licence_is_refused(expression: str) -> None:
    """A part that leaves no allowed choice refuses the package."""
    assert not allowed("anything", expression)


def test_metadata_that_names_no_licence_is_refused() -> None:
    """Silence is no licence."""
    assert not allowed("anything", stated(["", ""]))
