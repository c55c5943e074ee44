"""Notes of one step: what was asked and decided, what was checked, what there is to see."""

from collections.abc import Callable
from dataclasses import dataclass, field

from menshen.answers import REFUSALS
from menshen.cli.demo.calls import Reply
from menshen.terms import Bilingual, Reason


class BrokenPromiseError(Exception):
    """A check of the story does not hold."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question to the gate, and its decision."""

    asked: Bilingual
    decided: Bilingual
    granted: bool
    articles: tuple[str, ...]
    ms: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Something to see: a JPEG, or an SVG document."""

    content: bytes
    kind: str
    caption: Bilingual


@dataclass(frozen=True, slots=True)
class Notes:
    """What one step leaves behind; `tell` hears of each line as it happens."""

    tell: Callable[[Line], None]
    lines: list[Line] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that the gate's decisions named, in the order of their first naming."""
        return tuple(dict.fromkeys(one for line in self.lines for one in line.articles))

    @property
    def ms(self) -> float:
        """How long the gate took to answer, in all."""
        return sum(line.ms for line in self.lines)

    def granted(self, asked: Bilingual, reply: Reply, decided: Bilingual) -> Reply:
        """Note a decision that must be a yes."""
        self._note(Line(asked, decided if reply.granted else _words(reply), reply.granted, reply.articles, reply.ms))
        self.holds(f"“{asked.en}”: {decided.en}", reply.granted)
        return reply

    def refused(self, asked: Bilingual, reply: Reply, reason: Reason, *articles: str) -> Reply:
        """Note a decision that must be a no, for this reason and under at least these articles."""
        self._note(Line(asked, _words(reply), reply.granted, reply.articles, reply.ms))
        named = set(articles) <= set(reply.articles)
        self.holds(f"“{asked.en}”: refused as {reason}", reply.reason == reason and named)
        return reply

    def found(self, asked: Bilingual, decided: Bilingual, ms: float, *, holds: bool, granted: bool | None = None,
              articles: tuple[str, ...] = ()) -> None:
        """Note what the demo found for itself, without asking the gate; `granted` where it is a yes or no besides."""
        self._note(Line(asked, decided, holds if granted is None else granted, articles, ms))
        self.holds(f"“{asked.en}”: {decided.en}", holds)

    def holds(self, claim: str, held: bool) -> None:
        """`claim` is checked and holds; else BrokenPromiseError."""
        if not held:
            raise BrokenPromiseError(claim)
        self.checks.append(claim)

    def show(self, content: bytes | str, caption: Bilingual) -> None:
        """Keep a JPEG or the text of an SVG for the report."""
        if isinstance(content, str):
            self.pictures.append(Picture(content.encode(), "image/svg+xml", caption))
        else:
            self.pictures.append(Picture(content, "image/jpeg", caption))

    def _note(self, line: Line) -> None:
        self.lines.append(line)
        self.tell(line)


def _words(reply: Reply) -> Bilingual:
    if reply.reason in set(Reason):
        return REFUSALS[Reason(reply.reason)].text
    return Bilingual(f"状态 {reply.status}", f"status {reply.status} {reply.body.get('title', '')}".strip())
