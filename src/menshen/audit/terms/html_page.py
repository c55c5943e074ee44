"""An HTML page as blocks, read by the standard library's parser.

What no reader sees is left out: scripts, styles, comments, `<head>`. What a style sheet would hide is read: it is agreed
to all the same. List items that the browser would number are numbered here.
"""

from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate

from menshen.audit.terms.block import NO_HEADING, STRONG, Block
from menshen.audit.terms.passage import Letter, passage

UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "title", "svg", "select", "button"})
BREAKING = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6",
})
HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
BOLD = frozenset({"b", "strong", "th"})
CELLS = frozenset({"td", "th"})
LONGEST_BOLD_HEADING = 60


def blocks(text: str) -> list[Block]:
    """The blocks of an HTML page, in the order of its source."""
    page = _Page(text)
    page.feed(text)
    page.close()
    page.end_block()
    return page.blocks


class _Page(HTMLParser):
    """Collects letters until a tag ends their block."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[Block] = []
        self._line_starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._letters: list[Letter] = []
        self._unseen: list[str] = []
        self._rank = NO_HEADING
        self._bold = 0
        self._plain = False
        self._lists: list[int | None] = []
        self._item = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._unseen.append(tag)
        if tag in BREAKING:
            self.end_block()
        if tag in BOLD:
            self._bold += 1
        if tag in CELLS and self._letters:
            self._seen("|")
        if tag in HEADINGS:
            self._rank = HEADINGS[tag]
        if tag in {"ol", "ul"}:
            self._lists.append(_first_number(attrs) if tag == "ol" else None)
        if tag == "li":
            self._begin_item()

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in BREAKING:
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        if self._unseen and tag == self._unseen[-1]:
            self._unseen.pop()
        if tag in BREAKING:
            self.end_block()
        if tag in BOLD:
            self._bold = max(0, self._bold - 1)
        if tag in HEADINGS:
            self._rank = NO_HEADING
        if tag in {"ol", "ul"} and self._lists:
            self._lists.pop()

    def handle_data(self, text: str) -> None:
        self._seen(text, spread=True)

    def handle_entityref(self, name: str) -> None:
        self._seen(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._seen(unescape(f"&#{name};"))

    def end_block(self) -> None:
        """Close the block that is open; a short one all in bold counts as a heading."""
        words = passage(self._letters).trimmed()
        rank = self._rank
        if rank == NO_HEADING and not self._plain and len(words) <= LONGEST_BOLD_HEADING:
            rank = STRONG
        if words.text:
            self.blocks.append(Block(words, rank, self._item))
            self._item = False
        self._letters, self._plain = [], False

    def _begin_item(self) -> None:
        """An item's number, as the browser would draw it, stands where the item's tag does."""
        number = self._lists[-1] if self._lists else None
        if number is None:
            self._item = True
        else:
            self._seen(f"({number}) ", numbering=True)
            self._lists[-1] = number + 1

    def _seen(self, text: str, *, spread: bool = False, numbering: bool = False) -> None:
        """Take note of what a reader sees: source text is `spread` over its offsets, the rest stands at one."""
        if self._unseen:
            return
        line, column = self.getpos()
        start = self._line_starts[line - 1] + column
        self._letters.extend((letter, start + (step if spread else 0)) for step, letter in enumerate(text))
        if not (self._bold or numbering) and text.strip():
            self._plain = True


def _first_number(attrs: Sequence[tuple[str, str | None]]) -> int:
    start = dict(attrs).get("start") or ""
    return int(start) if start.isascii() and start.isdigit() and len(start) < 4 else 1  # noqa: PLR2004
