"""An agreement's page as blocks. Whether it is HTML, or text with or without Markdown's marks, it shows by itself."""

import re

from menshen.audit.terms import html_page, text_page
from menshen.audit.terms.block import Block

HTML = re.compile(r"<!doctype html|<html\b|<body\b|</(?:p|div|li|ol|ul|h[1-6]|td|tr|table|section|article|span)>",
                  re.IGNORECASE)


def read(text: str) -> list[Block]:
    """The blocks of a page, with offsets into `text`, whose lines must end in LF alone."""
    return html_page.blocks(text) if HTML.search(text) else text_page.blocks(text)


def with_plain_line_ends(text: str) -> str:
    """`text` with LF alone: lines and columns stay what an editor shows."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
