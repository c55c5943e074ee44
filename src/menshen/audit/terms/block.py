"""A block: one paragraph, heading, list item or table row of a page."""

from dataclasses import dataclass

from menshen.audit.terms.passage import Passage

NO_HEADING = 0
STRONG = 9
"""The rank of a line that is a heading only by its looks: below the six ranks that Markdown and HTML have."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `rank` is its heading's, 1 the highest, or `NO_HEADING`; `item` marks what a bullet opens."""

    passage: Passage
    rank: int = NO_HEADING
    item: bool = False
