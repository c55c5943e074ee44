"""docs/formats/event.md: its examples are allowed, and leave nothing out."""

import json
from pathlib import Path
from typing import Any

from menshen.ledger.event import TABLE, check

FRAME = {"v", "type", "at", "place"}


def test_every_kind_and_field_is_documented_by_example(root: Path) -> None:
    """The page's examples are allowed, and between them show every kind with every field that it may have."""
    page = (root / "docs" / "formats" / "event.md").read_text(encoding="utf-8")
    examples: list[dict[str, Any]] = [json.loads(line) for line in page.splitlines() if line.startswith('{"v"')]
    shown: dict[str, set[str]] = {}
    for example in examples:
        check(example)
        shown.setdefault(example["type"], set()).update(example.keys() - FRAME)
    assert shown == {kind: {name.removesuffix("?") for name in fields} for kind, fields in TABLE.items()}


def test_every_field_is_explained(root: Path) -> None:
    """Each field of the table has its row on the page."""
    page = (root / "docs" / "formats" / "event.md").read_text(encoding="utf-8")
    explained = {name.strip("` ") for row in page.splitlines() if row.startswith("| `")
                 for name in row.split("|")[1].split(",")}
    assert explained >= {name.removesuffix("?") for fields in TABLE.values() for name in fields}
