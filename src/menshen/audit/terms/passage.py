"""A passage: words as a reader sees them, and for each character where in the source it stands.

What only a machine sees is taken out (markup, zero-width characters, line breaks inside a sentence), so that words are
found however they are laid out. Offsets are into the source text.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

Letter = tuple[str, int]
"""A character and its offset in the source."""

INVISIBLE = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")
ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Passage:
    """`folded` is `text` for comparing, character by character: lower case, half width, plain quotation marks."""

    text: str
    folded: str
    offsets: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> "Passage":
        return Passage(self.text[part], self.folded[part], self.offsets[part])

    def __add__(self, other: "Passage") -> "Passage":
        return Passage(self.text + other.text, self.folded + other.folded, self.offsets + other.offsets)

    def trimmed(self) -> "Passage":
        """Without blanks at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start:max(start, len(self.text.rstrip()))]


def passage(letters: Iterable[Letter]) -> Passage:
    """The passage of these characters: invisible ones gone, blanks single, and none beside a Chinese character."""
    kept: list[Letter] = []
    blank: Letter | None = None
    for letter, offset in letters:
        if letter in INVISIBLE:
            continue
        if letter.isspace():
            blank = blank or (" ", offset)
            continue
        if blank and kept and not (_is_chinese(kept[-1][0]) or _is_chinese(letter)):
            kept.append(blank)
        blank = None
        kept.append((letter, offset))
    text = "".join(letter for letter, _ in kept)
    return Passage(text, folded(text), tuple(offset for _, offset in kept))


def folded(text: str) -> str:
    """`text` for comparing, as long as it was."""
    return "".join(map(_fold, text)).translate(ALIKE)


def _fold(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    if "①" <= letter <= "⑳":
        return letter
    plain = unicodedata.normalize("NFKC", letter).lower()
    return plain if len(plain) == 1 else letter


def _is_chinese(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or "\uff00" <= letter <= "\uffef"
