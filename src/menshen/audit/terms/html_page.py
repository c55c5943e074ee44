"""An HTML page as blocks.

What no reader sees is left out (`markup.py`); what a style sheet would hide is read: it is agreed to all the same. List
items that the browser would number are numbered here.
"""

import re
from dataclasses import dataclass, field

from menshen.audit.terms.block import NO_HEADING, STRONG, Block
from menshen.audit.terms.markup import Tag, Words, marked
from menshen.audit.terms.passage import Letter, passage

HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
BREAKING = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", *HEADINGS,
})
BOLD = frozenset({"b", "strong", "th"})
CELLS = frozenset({"td", "th"})
LONGEST_BOLD_HEADING = 60
START = re.compile(r"\bstart\s*=\s*[\"']?(\d{1,3})\b", re.IGNORECASE | re.ASCII)


def blocks(source: str) -> list[Block]:
    """The blocks of an HTML page, in the order of its source."""
    page = _Page()
    for part in marked(source):
        if isinstance(part, Words):
            page.see(part)
        elif part.ends:
            page.close(part.name)
        else:
            page.open(part)
    page.end_block()
    return page.blocks


@dataclass(slots=True)
class _Page:
    """What has been read: blocks, and the letters of the one that is open."""

    blocks: list[Block] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    rank: int = NO_HEADING
    bold: int = 0
    plain: bool = False
    numbers: list[int | None] = field(default_factory=list)
    item: bool = False

    def see(self, words: Words) -> None:
        """Take words in: those of the source each at its own place, drawn ones all at their mark's."""
        self.letters.extend((letter, words.offset + (0 if words.drawn else step))
                            for step, letter in enumerate(words.text))
        self.plain = self.plain or (not self.bold and bool(words.text.strip()))

    def open(self, tag: Tag) -> None:
        """Take an opening tag in."""
        if tag.name in BREAKING:
            self.end_block()
        if tag.name in BOLD:
            self.bold += 1
        if tag.name in CELLS and self.letters:
            self.letters.append(("|", tag.offset))
        self.rank = HEADINGS.get(tag.name, self.rank)
        if tag.name == "ol":
            start = START.search(tag.attributes)
            self.numbers.append(int(start[1]) if start else 1)
        elif tag.name == "ul":
            self.numbers.append(None)
        elif tag.name == "li":
            self._begin_item(tag.offset)

    def close(self, name: str) -> None:
        """Take a closing tag in."""
        if name in BREAKING:
            self.end_block()
        if name in BOLD:
            self.bold = max(0, self.bold - 1)
        if name in HEADINGS:
            self.rank = NO_HEADING
        if name in {"ol", "ul"} and self.numbers:
            self.numbers.pop()

    def end_block(self) -> None:
        """Close the block that is open; a short one all in bold counts as a heading."""
        words = passage(self.letters).trimmed()
        short_and_bold = not self.plain and len(words) <= LONGEST_BOLD_HEADING
        if words.text:
            rank = self.rank or (STRONG if short_and_bold else NO_HEADING)
            self.blocks.append(Block(words, rank, self.item))
            self.item = False
        self.letters, self.plain = [], False

    def _begin_item(self, offset: int) -> None:
        """An item's number stands where its tag does."""
        number = self.numbers[-1] if self.numbers else None
        if number is None:
            self.item = True
        else:
            self.letters.extend((letter, offset) for letter in f"({number}) ")
            self.numbers[-1] = number + 1
