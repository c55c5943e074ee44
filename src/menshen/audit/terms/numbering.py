"""How clauses are numbered in 中文 and in English, and which number stands within which."""

import re
from dataclasses import dataclass

from menshen.audit.terms.passage import Passage

HAN = "[零〇一二三四五六七八九十百千0-9]"

STYLES = tuple((re.compile(pattern), rank, whole) for pattern, rank, whole in (
    (rf"第{HAN}{{1,6}}[编章]", 11, True),
    (rf"第{HAN}{{1,6}}节", 12, True),
    (rf"第{HAN}{{1,6}}条", 13, True),
    (r"(?:article|section|clause|part|chapter|schedule)\s\d{1,3}(?:\.\d{1,3})*\b", 13, True),
    (r"[一二三四五六七八九十]{1,3}、", 13, True),
    (r"\d{1,3}(?:\.\d{1,3}){1,4}(?!\d)[.、)]?(?=\s|[^\x00-\x7f]|[a-z])", 14, True),
    (r"\d{1,3}(?:[、)]|\.(?!\d))", 14, True),
    (r"\([一二三四五六七八九十]{1,3}\)", 20, False),
    (r"\(\d{1,3}\)", 21, False),
    (r"[①-⑳]", 22, False),
    (r"\([a-z]{1,4}\)", 23, False),
    (r"[a-z][.)]\s", 23, False),
))
"""What a number looks like, its rank (1 to 9 are headings', see `block`; each dot within adds one), and whether it says
its whole address."""

LONGEST = 24


@dataclass(frozen=True, slots=True)
class Number:
    """A clause's number: `words` as they stand, without what only parts them from the text after them."""

    words: str
    rank: int
    whole: bool
    length: int


def numbered(words: Passage) -> Number | None:
    """The number that opens a block, if one does."""
    for pattern, rank, whole in STYLES:
        found = pattern.match(words.folded[:LONGEST])
        if found:
            shown = words.text[:found.end()].strip().rstrip(".、．")
            if not shown.startswith(("(", "（")):
                shown = shown.rstrip(")）")
            return Number(shown, rank + found[0].rstrip(".").count("."), whole, found.end())
    return None
