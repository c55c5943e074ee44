"""What an agreement does with faces that it should not: `terms_findings`, from its text alone."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from menshen.audit.terms.clauses import sentences
from menshen.audit.terms.denial import denied
from menshen.audit.terms.features import Statement, handles, holds, statements
from menshen.audit.terms.kinds import KINDS, Element, Kind
from menshen.audit.terms.lexicon import lexicon
from menshen.audit.terms.pages import read, with_plain_line_ends
from menshen.audit.terms.passage import Passage
from menshen.audit.terms.rules import RULES, TAKEN_FOR_GRANTED, Rule

FOR_CUSTOMERS = "cn-spc-2021/4.1"
"""The article of `ONLY_WAY` where the agreement is not a building's with its owners and users."""

LONGEST_QUOTE = 120
BORDERS = ",;。.|"

NOT_A_MATTER_OF_COURSE = ("optional", "conditional", "by_law", "either_way", "ending", "declining_is_free")


@dataclass(frozen=True, slots=True)
class TermsFinding:
    """One thing that an agreement should not do: the article it touches, and where it stands in the source.

    `line` and `column` count from 1, the column in characters, and point at the first quoted word. `missing` is what is
    not stated, for `NOT_STATED` alone.
    """

    kind: Kind
    article: str
    line: int
    column: int
    clause: str
    heading: str
    quote: str
    missing: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding before its place is known."""

    kind: Kind
    statement: Statement
    start: int
    end: int
    missing: tuple[Element, ...] = ()


def terms_findings(text: str) -> tuple[TermsFinding, ...]:
    """Everything in an agreement (plain text, Markdown or HTML) that a lawyer should read again, in its order."""
    source = with_plain_line_ends(text)
    terms = statements(sentences(read(source)))
    said = list(_by_rules(terms, alone=_for_faces_alone(terms)))
    found = [*said, *_stated(terms, said), *_unstated(terms)]
    building = any(holds("building", one.folded) for one in terms)
    starts = [0, *(end.end() for end in re.finditer("\n", source))]
    places = [_placed(one, starts, building=building) for one in found]
    once = {(one.line, one.column, one.kind): one for one in places}
    return tuple(sorted(once.values(), key=lambda one: (one.line, one.column, list(Kind).index(one.kind))))


def _by_rules(terms: Sequence[Statement], *, alone: bool) -> Iterator[_Found]:
    """What the phrases find, each kind once in a sentence. Terms for faces `alone` take nothing for granted."""
    right = _what_is_right(terms)
    for statement in filter(_counts, terms):
        kinds: set[Kind] = set()
        for rule in RULES:
            if kinds.intersection((rule.kind, *rule.unless_found)) or (alone and rule.name in TAKEN_FOR_GRANTED):
                continue
            span = _span(rule, statement)
            if span and not _made_right(rule, statement, right):
                kinds.add(rule.kind)
                yield _Found(rule.kind, statement, *span)


def _counts(statement: Statement) -> bool:
    """Whether a sentence is about faces, and neither a question nor the law's own words."""
    return (statement.about and (statement.named or not statement.sentence.is_heading)
            and not statement.folded.endswith("?") and not holds("recital", statement.folded))


def _span(rule: Rule, statement: Statement) -> tuple[int, int] | None:
    """Where a phrase of the rule stands that reaches into the sentence's own words and is not denied."""
    for phrase in lexicon().phrases[rule.name]:
        for match in phrase.finditer(statement.folded):
            if match.end() > statement.sentence.own and not denied(statement.folded, match.start("key"), match.end()):
                return match.start(), match.end()
    return None


Right = frozenset[tuple[int, str]]
"""What holds where: a section's number, or `ANYWHERE`, and a feature's name."""

ANYWHERE = -1


def _what_is_right(terms: Sequence[Statement]) -> Right:
    """What the rules ask about sections, and about the agreement: there only sections count that speak of faces."""
    here = {(one.sentence.clause.section, name) for name in {name for rule in RULES for name in rule.section}
            for one in terms if holds(name, one.folded)}
    beside = _beside_faces(terms)
    anywhere = {(ANYWHERE, name) for name in {name for rule in RULES for name in rule.terms}
                if any(holds(name, one.folded) for one in beside)}
    return frozenset(here | anywhere)


def _made_right(rule: Rule, statement: Statement, right: Right) -> bool:
    return (any(holds(name, statement.folded) for name in rule.sentence)
            or any((statement.sentence.clause.section, name) in right for name in rule.section)
            or any((ANYWHERE, name) in right for name in rule.terms))


def _for_faces_alone(terms: Sequence[Statement]) -> bool:
    """Whether the title says that nothing but the face is agreed to: a form, not an agreement with a clause on it."""
    title = terms[0].folded if terms else ""
    return holds("face_alone", title) and not holds("general", title)


def _stated(terms: Sequence[Statement], said: Sequence[_Found]) -> Iterator[_Found]:
    """Faces handled as a matter of course, in an agreement that never asks about them apart: once in each section."""
    if _for_faces_alone(terms) or _asks_apart(terms):
        return
    taken = {one.statement.sentence.clause.section for one in said}
    for one in filter(_handles, terms):
        section = one.sentence.clause.section
        if section not in taken and not any(holds(name, one.folded) for name in NOT_A_MATTER_OF_COURSE):
            taken.add(section)
            yield _Found(Kind.BUNDLED, one, one.sentence.own, len(one.folded))


def _unstated(terms: Sequence[Statement]) -> Iterator[_Found]:
    """What no sentence on faces alone states; nothing where the face is asked about apart, with a notice of its own."""
    handling = next((one for one in terms if _handles(one) and not holds("declining_is_free", one.folded)), None)
    if handling is None or _asks_apart(terms) or any(one.named and holds("elsewhere", one.folded) for one in terms):
        return
    stating = [one.folded for one in terms
               if one.about and not one.sentence.is_heading and not holds("listed", one.folded)]
    missing = tuple(element for element in Element if not any(holds(element, words) for words in stating))
    if missing:
        yield _Found(Kind.NOT_STATED, handling, handling.sentence.own, len(handling.folded), missing)


def _asks_apart(terms: Sequence[Statement]) -> bool:
    return (any(holds("asked_apart", one.folded) for one in _beside_faces(terms))
            or any(holds("sensitive", one.folded) and holds("asked_apart", one.folded) for one in terms))


def _beside_faces(terms: Sequence[Statement]) -> list[Statement]:
    """The sentences of all sections that speak of faces."""
    sections = {one.sentence.clause.section for one in terms if one.about}
    return [one for one in terms if one.sentence.clause.section in sections]


def _handles(statement: Statement) -> bool:
    """Whether a sentence says that this place handles faces."""
    return (statement.named and not statement.sentence.is_heading and _counts(statement)
            and handles(statement.folded))


def _placed(found: _Found, starts: Sequence[int], *, building: bool) -> TermsFinding:
    """A finding with its place; the quotation goes on to the ends of its phrases, within the sentence's own words."""
    words, own = found.statement.sentence.words, found.statement.sentence.own
    start = max(own, _phrase_start(words, found.start))
    start += len(words.text[start:]) - len(words.text[start:].lstrip(" "))
    quoted = words[start:max(found.end, _phrase_end(words, found.end))]
    clause = found.statement.sentence.clause
    offset = words.offsets[start]
    line = bisect_right(starts, offset)
    article = FOR_CUSTOMERS if found.kind is Kind.ONLY_WAY and not building else KINDS[found.kind].article
    shown = quoted.text.strip() if len(quoted) <= LONGEST_QUOTE else quoted.text[:LONGEST_QUOTE - 1] + "…"
    return TermsFinding(found.kind, article, line, offset - starts[line - 1] + 1, clause.number, clause.heading, shown,
                        found.missing)


def _phrase_start(words: Passage, start: int) -> int:
    return max(words.folded.rfind(border, 0, start) + 1 for border in BORDERS)


def _phrase_end(words: Passage, end: int) -> int:
    return min(at if at >= 0 else len(words) for at in (words.folded.find(border, end) for border in BORDERS))
