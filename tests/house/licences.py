"""The licence of each locked package, as its metadata says it; `make licences` writes them into `docs/licences.md`."""

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import metadata
from pathlib import Path

HEADING = "## Packages"

ALLOWED = frozenset({
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "MPL-2.0",
    "PSF-2.0", "Zlib",
})
INSTALLED_SEPARATELY = frozenset({("psycopg", "LGPL-3.0-only"), ("psycopg-binary", "LGPL-3.0-only")})
"""Imported as they are, exchangeable by whoever installs: what the LGPL asks."""

SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD",
    "Boost Software License": "BSL-1.0",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
READ_BY_US = {"cedarpy": "Apache-2.0"}
"""Its metadata names no licence; the file LICENSE in its wheel is Apache-2.0."""


def locked(root: Path) -> dict[str, str]:
    """Each locked package, with the first lock that holds it: run, build or dev."""
    locks = {lock: (root / f"requirements/{lock}.txt").read_text("utf-8") for lock in ("dev", "build", "run")}
    return {name: lock for lock, text in locks.items() for name in re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)}


def licence(package: str) -> str:
    """The SPDX expression of an installed package, or what it says instead."""
    meta = metadata(package)
    classifiers = [line.rsplit(" :: ", 1)[-1] for line in meta.get_all("Classifier", []) if line.startswith("License")]
    said = [*meta.get_all("License-Expression", []), *meta.get_all("License", []), " AND ".join(classifiers)]
    return READ_BY_US.get(package) or stated(said)


def stated(said: Sequence[str]) -> str:
    """The first thing that was said at all, as SPDX writes it."""
    words = next(filter(None, said), "nothing")
    return SPDX.get(words, words)


def allowed(package: str, expression: str) -> bool:
    """Whether every part of an SPDX expression leaves a choice that we may take."""
    choices = [part.strip("() ").split(" OR ") for part in expression.split(" AND ")]
    return all(ALLOWED.intersection(choice) for choice in choices) or (package, expression) in INSTALLED_SEPARATELY


def table(root: Path) -> str:
    """Every locked package with its licence and what it is for, in Markdown."""
    return "\n".join(_lines(locked(root))) + "\n"


def _lines(packages: dict[str, str]) -> Iterator[str]:
    yield from ("| package | licence | for |", "|---|---|---|")
    yield from (f"| {name} | {licence(name)} | {lock} |" for name, lock in sorted(packages.items()))


if __name__ == "__main__":
    repository = Path(__file__).parent.parent.parent
    page = repository / "docs/licences.md"
    prose = page.read_text("utf-8").partition(HEADING)[0]
    page.write_text(f"{prose}{HEADING}\n\n{table(repository)}", "utf-8")
