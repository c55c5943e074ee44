"""Plain text and Markdown as blocks. One reading serves both: Markdown's marks are rare in plain text and harmless.

Lines that belong together are joined, for a sentence may run over any number of them. A line stands alone where it is
blank before it, opens an item or a clause, is a table's row, or is short and does not end as sentences end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from menshen.audit.terms.block import NO_HEADING, STRONG, Block
from menshen.audit.terms.numbering import numbered
from menshen.audit.terms.passage import Letter, passage

QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t\u3000]*")
MARK = re.compile(r"(?P<heading>#{1,6})[ \t]+|(?P<bullet>[-*+•·●○■◆▪‣][ \t\u3000]+|[•●○■◆▪‣])")
RULE = re.compile(r"[-*_=~`]{3,}\w*|[-=]{2,}|\|?[ :|-]*-{3,}[ :|-]*")
UNDERLINE = re.compile(r"(?P<first>={2,})|-{2,}")
BOLD_LINE = re.compile(r"(\*\*|__)(?P<words>(?:(?!\1).){1,60})\1[:：]?")
MARKUP = re.compile(
    r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,300}\)"
    r"|\[(?P<link>[^\[\]\n]{0,300})\]\([^()\n]{0,300}\)"
    r"|</?[a-z][^<>\n]{0,200}>"
    r"|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!_)__(?!_)|(?<![\w_])_(?=[^\W_])|(?<=[^\W_])_(?![\w_])|~~|`+"
    r"|\\(?=[\\`*_{}\[\]()#+.!|>-])", re.IGNORECASE)

ENDINGS = tuple("。．.!！?？;；:：,，、…”\"')）」』")
WIDTH_OF_A_SHORT_LINE = 40
"""In columns, where a Chinese character takes two: a line that breaks off here was not broken by its margin."""


def blocks(text: str) -> list[Block]:
    """The blocks of a plain or Markdown page."""
    return list(_joined(_lines(_without_comments(text))))


def _without_comments(text: str) -> str:
    """Blanks for comments, line for line; one that is never closed is none."""
    kept = []
    here = 0
    while (start := text.find("<!--", here)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[here:start])
        kept.append(re.sub(r"[^\n]", " ", text[start:end + 3]))
        here = end + 3
    return "".join([*kept, text[here:]])


Line = tuple[str, int, int, bool]
"""A line's text, its offset, its heading's rank, and whether a bullet opened it; an empty one parts those around it."""


def _lines(text: str) -> Iterator[Line]:
    """Every line without the marks at its beginning."""
    offset = 0
    raw_lines = text.split("\n")
    for here, raw in enumerate(raw_lines):
        start = QUOTED.match(raw).end()  # type: ignore[union-attr]  # matches the empty string at least
        mark = MARK.match(raw, start)
        rest = raw[start:].strip()
        under = UNDERLINE.fullmatch(raw_lines[here + 1].strip()) if here + 1 < len(raw_lines) else None
        if not rest or RULE.fullmatch(rest):
            yield "", offset, NO_HEADING, False
        elif mark and mark["heading"]:
            yield raw[mark.end():].rstrip(" \t#"), offset + mark.end(), len(mark["heading"]), False
        elif mark:
            yield raw[mark.end():], offset + mark.end(), NO_HEADING, True
        elif under and not raw.startswith("|"):
            yield raw[start:], offset + start, 1 if under["first"] else 2, False
        elif BOLD_LINE.fullmatch(rest):
            yield raw[start:], offset + start, STRONG, False
        else:
            yield raw[start:], offset + start, NO_HEADING, False
        offset += len(raw) + 1


def _joined(lines: Iterable[Line]) -> Iterator[Block]:
    """Lines joined to blocks."""
    open_lines: list[Line] = []
    for line in [*lines, ("", 0, NO_HEADING, False)]:
        if open_lines and _parts(open_lines, line):
            yield _block(open_lines)
            open_lines = []
        if line[0].strip():
            open_lines.append(line)


def _parts(before: Sequence[Line], line: Line) -> bool:
    """Whether `line` begins another block than the lines before it."""
    text, _, rank, bullet = line
    last, _, last_rank, _ = before[-1]
    return (not text.strip() or bool(rank or last_rank) or bullet or text.lstrip().startswith("|")
            or last.lstrip().startswith("|") or numbered(passage(_letters(text, 0))) is not None
            or _breaks_off(last.strip(), text.strip()))


def _breaks_off(last: str, text: str) -> bool:
    """Whether a short line ends without an ending, and the next one is not how it goes on."""
    return (not last.endswith(ENDINGS) and _columns(last) < WIDTH_OF_A_SHORT_LINE
            and not (text[0].isascii() and text[0].islower()))


def _columns(text: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in text)


def _block(lines: Sequence[Line]) -> Block:
    _, _, rank, bullet = lines[0]
    letters: list[Letter] = []
    for text, offset, _, _ in lines:
        letters.extend([*_letters(text, offset), ("\n", offset + len(text))])
    return Block(passage(letters).trimmed(), rank, bullet)


def _letters(text: str, offset: int) -> Iterator[Letter]:
    """A line's characters without Markdown's marks."""
    here = 0
    for mark in MARKUP.finditer(text):
        yield from ((text[at], offset + at) for at in range(here, mark.start()))
        if mark["link"]:
            yield from ((text[at], offset + at) for at in range(mark.start("link"), mark.end("link")))
        elif mark[0][0] == "<":
            yield " ", offset + mark.start()
        here = mark.end()
    yield from ((text[at], offset + at) for at in range(here, len(text)))
