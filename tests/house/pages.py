"""The rules of the house for documents: what a page names must exist."""

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
DOTTED = re.compile(r"menshen(?:\.\w+)+(?<!\.db)(?<!\.toml)")
OURS = re.compile(r"(?:src|tests|docs|bench|requirements)/[\w./*-]+")


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file, as prose with its code taken out of the way, and as code."""

    path: Path
    text: str

    @property
    def prose(self) -> str:
        """The text without its fenced blocks and code spans, whose brackets are no links."""
        return SPAN.sub("", FENCE.sub("", self.text))

    @property
    def spans(self) -> list[str]:
        """What stands in `code` within the prose."""
        return SPAN.findall(FENCE.sub("", self.text))

    @property
    def commands(self) -> list[str]:
        """What a reader would type: the code spans, and the lines of fenced blocks without their prompt."""
        lines = [line.strip().removeprefix("$ ") for block in FENCE.findall(self.text) for line in block.splitlines()]
        return [*self.spans, *lines]

    @property
    def anchors(self) -> frozenset[str]:
        """The headings' addresses within the page, as forges make them."""
        headings = re.findall(r"^#+ +(.+?) *$", FENCE.sub("", self.text), re.MULTILINE)
        return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)


def read(path: Path) -> Page:
    """A page from its file."""
    return Page(path, path.read_text(encoding="utf-8"))


def dead_links(page: Page) -> Iterator[str]:
    """Links of this page to files or headings that are not there; addresses elsewhere are not asked."""
    for target in LINK.findall(page.prose):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = target.partition("#")
        file = page.path.parent / name if name else page.path
        if not file.exists() or (anchor and anchor not in read(file).anchors):
            yield f"{page.path.name}: nothing is at {target}"


def missing_files(page: Page, root: Path) -> Iterator[str]:
    """Paths of this repository that a page names and that are not there."""
    return (f"{page.path.name}: there is no {span}" for span in page.spans
            if OURS.fullmatch(span) and not any(root.glob(span.rstrip("/"))))


def missing_names(page: Page) -> Iterator[str]:
    """Dotted names of the package that a page names and that do not import."""
    return (f"{page.path.name}: {span} does not exist" for span in page.spans
            if DOTTED.fullmatch(span) and not _exists(span))


def _exists(dotted: str) -> bool:
    """Whether a module, or an attribute of one, has this name."""
    found: object = importlib.import_module("menshen")
    for step in dotted.split(".")[1:]:
        if isinstance(found, ModuleType) and not hasattr(found, step):
            try:
                importlib.import_module(f"{found.__name__}.{step}")
            except ModuleNotFoundError:
                return False
        if not hasattr(found, step):
            return False
        found = getattr(found, step)
    return True
