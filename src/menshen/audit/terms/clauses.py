"""Blocks as sentences, each knowing its clause: number, headings, and the words that lead into it.

A sentence that ends in a colon leads into the items below it, and is read as the beginning of each: "you agree:
(a) …" says of every item that it is agreed to, "we never ask you: (a) …" that it is not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from menshen.audit.terms.block import NO_HEADING, STRONG, Block
from menshen.audit.terms.numbering import Number, numbered
from menshen.audit.terms.passage import Passage

END = re.compile(r"[。！!？?…]+[\"'」』)]*|\.(?=$|\s|[\u4e00-\u9fff])[\"')]*|[;；]")
ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|no|nos|art|arts|co|ltd|inc|corp|vs|mr|mrs|ms|dr|st|approx|incl)|\b[a-z])$", re.ASCII)
COLON = re.compile(r"[:：](?!\d)")
NO_NAME = re.compile(r"[|:;。]")
"""What no heading has within: it says something, or is a table's row."""
SENTENCE_ENDS = tuple("。.!！?？;；:：,，、")

LONGEST_SENTENCE = 600
OVERLAP = 150
"""A sentence longer than any is read in pieces that overlap by more than any pattern spans."""
LONGEST_LEAD = 200
LONGEST_HEADING = 60
"""In columns, where a Chinese character takes two."""

NO_WORDS = Passage("", "", ())
ITEM = 30
"""The rank of what a bullet opens, below every number's."""
SECTION = 14
"""Numbers up to this rank, and all headings, begin a section: what is said within one is said together."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a sentence stands. `headings` from the outermost to the innermost; `section` counts the larger parts."""

    number: str
    headings: tuple[str, ...]
    section: int

    @property
    def heading(self) -> str:
        """The innermost heading, or nothing."""
        return self.headings[-1] if self.headings else ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `words` begin with what leads into it; its own begin at `own`. A heading may be a sentence too."""

    words: Passage
    own: int
    clause: Clause
    is_heading: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """One step on the way from the top of the page to a block."""

    rank: int
    number: Number | None
    heading: str


@dataclass(frozen=True, slots=True)
class _Lead:
    """A colon-ended sentence and the rank of its block: what ranks below is led in by it."""

    rank: int
    words: Passage


def sentences(blocks: Iterable[Block]) -> Iterator[Sentence]:
    """Every sentence of a page in its order."""
    path: list[_Step] = []
    leads: list[_Lead] = []
    section = 0
    just_led = False
    for block in blocks:
        number = numbered(block.passage)
        words = block.passage[number.length if number else 0:].trimmed()
        heading = _is_heading(block, number, words)
        rank = _rank(block, number, heading=heading)
        if rank:
            path = [*(step for step in path if step.rank < rank), _Step(rank, number, words.text if heading else "")]
            section += rank <= SECTION
        here = path[-1].rank if path else 0
        leads = [lead for lead in leads if not _ends_leads(rank, heading=heading)
                 and (lead.rank < here or (just_led and not rank))]
        clause = Clause(_address(path), tuple(step.heading for step in path if step.heading), section)
        yield from _split(words, _joined(leads), clause, heading=heading)
        just_led = words.folded.endswith(":")
        if just_led:
            leads.append(_Lead(here if rank else here - 1, _last_sentence(words)))


def _ends_leads(rank: int, *, heading: bool) -> bool:
    """Whether a block is no item that something could lead into: a heading, or a clause above the small ones."""
    return heading or 0 < rank < SECTION


def _rank(block: Block, number: Number | None, *, heading: bool) -> int:
    """How high a block stands; 0 for a paragraph that goes on with the clause before it."""
    if block.rank not in {NO_HEADING, STRONG}:
        return block.rank
    if number:
        return number.rank
    if heading:
        return STRONG
    return ITEM if block.item else 0


def _is_heading(block: Block, number: Number | None, words: Passage) -> bool:
    """Whether a block names what follows: marked as a heading, or short, without an ending, and no mere item."""
    if block.rank not in {NO_HEADING, STRONG}:
        return True
    if not words.text or words.text.endswith(SENTENCE_ENDS) or NO_NAME.search(words.folded):
        return False
    item = block.item or (number is not None and not number.whole)
    return _columns(words.text) <= LONGEST_HEADING and (block.rank == STRONG or not item)


def _columns(text: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in text)


def _address(path: Sequence[_Step]) -> str:
    """The clause's number as one cites it: `5.2(a)`, `第五条（二）`."""
    address = ""
    for step in reversed(path):
        if step.number:
            address = step.number.words + address
            if step.number.whole:
                break
    return address


def _joined(leads: Iterable[_Lead]) -> Passage:
    words = NO_WORDS
    for lead in leads:
        words += lead.words
    return words[-LONGEST_LEAD:]


def _last_sentence(words: Passage) -> Passage:
    ends = [end for end in _ends(words.folded) if end < len(words)]
    return words[ends[-1] if ends else 0:]


def _ends(folded: str) -> Iterator[int]:
    """Where sentences end: not within a number, not after an abbreviation."""
    for end in END.finditer(folded):
        if end[0][0] != "." or not ABBREVIATION.search(folded, max(0, end.start() - 8), end.start()):
            yield end.end()
    yield len(folded)


def _leading(lead: Passage, part: Passage) -> Passage:
    """A lead with the blank that parts English words."""
    return lead + Passage(" ", " ", part.offsets[:1]) if lead.text and part.text[0].isascii() else lead


def _split(words: Passage, lead: Passage, clause: Clause, *, heading: bool) -> Iterator[Sentence]:
    """The sentences of a block. The parts between semicolons are led in by what stands before the colon."""
    start, inner = 0, NO_WORDS
    for end in [len(words)] if heading else _ends(words.folded):
        part = words[start:end].trimmed()
        if part.text:
            before = _leading(lead + inner, part)
            for cut in range(0, len(part), LONGEST_SENTENCE - OVERLAP):
                yield Sentence(before + part[cut:cut + LONGEST_SENTENCE], len(before), clause, heading)
                if cut + LONGEST_SENTENCE >= len(part):
                    break
            colon = COLON.search(part.folded)
            if not part.folded.endswith(";"):
                inner = NO_WORDS
            elif colon and not inner.text:
                inner = part[:colon.end()][-LONGEST_LEAD:]
        start = end
