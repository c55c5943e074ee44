"""A file's bytes as the text of an agreement, or the reason why they are none.

UTF-8, with or without its mark, and GB18030, in which many Chinese agreements still come. GB18030 gives almost any
bytes some characters: a text counts as GB18030 only where those are the characters of everyday Chinese.
"""

from menshen.errors import InputError

MAX_BYTES = 1 << 20
EVERYDAY_SHARE = 0.9
"""The share of a text's characters beyond ASCII that stand in GB 2312, the everyday ones. Measured on the agreements in
tests/audit/terms and on the statute: 0.997 and more. On a sentence or two in other encodings taken for GB18030: Big5
0.44, Shift JIS and Latin 1 none. EUC-JP and EUC-KR reach 1.0: they share its bytes, and are read as if Chinese."""

DOCUMENTS = ((b"%PDF", "a PDF"), (b"PK\x03\x04", "a Word or other packed document"), (b"{\\rtf", "RTF"),
             (b"\xd0\xcf\x11\xe0", "an old Word document"))
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v") | {"\x7f"}


def decoded(content: bytes) -> str:
    """The text in `content`; InputError where it is too large, empty, binary, or in neither encoding."""
    if len(content) > MAX_BYTES:
        raise InputError(f"the terms have {len(content)} bytes; the limit is {MAX_BYTES}")
    for start, name in DOCUMENTS:
        if content.startswith(start):
            raise InputError(f"the terms are {name}, not text", hint="save them as plain text, Markdown or HTML")
    if content.startswith(WIDE_MARKS):
        raise InputError("the terms are in UTF-16", hint="save them as UTF-8")
    text = _utf_8(content)
    if text is None:
        text = _gb_18030(content)
    if text is None:
        raise InputError("the terms are neither UTF-8 nor GB18030", hint="save them as UTF-8")
    if not CONTROLS.isdisjoint(text):
        raise InputError("the terms hold control characters: this is a binary file, not text")
    if not text.strip():
        raise InputError("the terms are empty")
    return text


def _utf_8(content: bytes) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _gb_18030(content: bytes) -> str | None:
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    beyond = [letter for letter in text if not letter.isascii()]
    return text if sum(map(_everyday, beyond)) >= EVERYDAY_SHARE * len(beyond) else None


def _everyday(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
