"""HTML's source as what a reader meets in it: tags, and words with the places where they stand.

The standard library's parser raises on some broken pages and takes quadratic time on others; an agreement must be read
whatever it looks like, so this reads tags alone, in one pass, and takes whatever is no tag for words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "title", "svg"})
LONGEST_TAG = 2_000

MARK = re.compile(
    r"<!--"
    rf"|<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>[^<>]{{0,{LONGEST_TAG}}})>"
    rf"|<[!?/](?!--)[^<>]{{0,{LONGEST_TAG}}}>"
    r"|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that opens or, with `ends`, closes."""

    name: str
    ends: bool
    attributes: str
    offset: int


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they stand in the source, or `drawn` by one mark that stands for them (an entity)."""

    text: str
    offset: int
    drawn: bool = False


def marked(source: str) -> Iterator[Tag | Words]:
    """Tags and words in their order; comments, scripts and the like are left out."""
    folded = "".join(letter.lower() if letter.isascii() else letter for letter in source)
    here = 0
    unclosed: set[str] = set()
    while mark := MARK.search(source, here):
        if mark.start() > here:
            yield Words(source[here:mark.start()], here)
        here = mark.end()
        name = (mark["tag"] or "").lower()
        if mark[0][0] == "&":
            yield Words(unescape(mark[0]), mark.start(), drawn=True)
        elif mark[0] == "<!--":
            here = _after(folded, "-->", here, unclosed)
        elif name in UNSEEN and not mark["end"]:
            here = _after(folded, f"</{name}", here, unclosed)
        elif name:
            yield Tag(name, bool(mark["end"]), mark["attributes"], mark.start())
    if here < len(source):
        yield Words(source[here:], here)


def _after(folded: str, closing: str, here: int, unclosed: set[str]) -> int:
    """Where what a reader does not see is over. What is never closed is read: better once too often than not at all."""
    if closing in unclosed:
        return here
    found = folded.find(closing, here)
    if found < 0:
        # Not looked for again, or a page of open comments would take quadratic time.
        unclosed.add(closing)
        return here
    return found + len(closing)
