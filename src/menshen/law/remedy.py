"""What would make an act lawful: the smallest changes of fact that turn a refusal into a permit, found by asking.

Only what the operator can honestly bring about, or establish, is a change. Nobody becomes an adult, no emergency is
declared and no necessity found for the sake of a permit; and where somebody said no, the one remedy is another lane.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from menshen.law.changes import BRING_ABOUT, ESTABLISH
from menshen.law.facts import clashes
from menshen.terms import Bilingual, Language

Facts = Mapping[str, bool | None]
Way = tuple["Change", ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what becomes which value, and what the operator does for it."""

    what: str
    value: bool | str
    deed: Bilingual

    def document(self, language: Language) -> dict[str, object]:
        """The change as JSON has it."""
        return {"change": self.what, "to": self.value, "do": self.deed[language]}


ANOTHER_LANE = Change(
    "lane", "another", Bilingual("请其走其他通道，不再询问。", "Use another lane, and do not ask again."))

ONLY_WHERE = {"filing_done": "filing_due"}
"""Changes that answer another fact: they are none where that one is not so."""


def ways(facts: Facts, permits: Callable[[Facts], bool]) -> tuple[Way, ...]:
    """Every way to a permit of which no part can be left out, the shortest first; none where there is none.

    `permits` says whether facts permit. Better facts never turn a permit into a refusal unless they contradict what
    stays; so what all coherent changes together do not permit, none of them does.
    """
    if _said_no(facts):
        return ((ANOTHER_LANE,),)
    changes = _changes(facts)
    found: list[tuple[str, ...]] = []
    asked: set[frozenset[str]] = set()
    waiting = [frozenset[str]()]
    while waiting:
        without = waiting.pop()
        if without in asked:
            continue
        asked.add(without)
        way = _shortened([name for name in changes if name not in without], changes, facts, permits)
        if way is None:
            continue
        if way not in found:
            found.append(way)
        # Any other way does without one of these.
        waiting.extend(without | {name} for name in way)
    return tuple(sorted((tuple(changes[name] for name in way) for way in found), key=len))


def _said_no(facts: Facts) -> bool:
    """Whether somebody said no, or took a yes back; who asks for deletion takes it back (cn-spc-2021 art. 12)."""
    asked_to_delete = facts.get("deletion_requested") is True and facts.get("deletion_done") is not True
    return asked_to_delete or facts.get("asked_again_after_no") is True or facts.get("consent_withdrawn") is True


def _changes(facts: Facts) -> dict[str, Change]:
    """Each change that these facts leave to be made, by the fact it changes."""
    able = {name: deed for name, deed in BRING_ABOUT.items() if facts.get(name) is not deed.value}
    able |= {name: deed for name, deed in ESTABLISH.items() if facts.get(name) is None}
    return {name: Change(name, deed.value, deed.words) for name, deed in able.items()
            if (premise := ONLY_WHERE.get(name)) is None or facts.get(premise) is True}


def _shortened(names: list[str], changes: Mapping[str, Change], facts: Facts,
               permits: Callable[[Facts], bool]) -> tuple[str, ...] | None:
    """Those changes without any that can be left out; None where they do not permit, and so no part of them does."""
    names = _coherent(names, changes, facts)
    if not permits(_changed(names, changes, facts)):
        return None
    for name in tuple(names):
        fewer = _coherent([one for one in names if one != name], changes, facts)
        if name in names and permits(_changed(fewer, changes, facts)):
            names = fewer
    return tuple(names)


def _coherent(names: list[str], changes: Mapping[str, Change], facts: Facts) -> list[str]:
    """Those changes without any that contradicts what stays as it is: such a one is part of no way."""
    while True:
        lost = {name for premise, other, _ in clashes(_changed(names, changes, facts))
                for name, stays in ((premise, other), (other, premise)) if name in names and stays not in names}
        if not lost:
            return names
        names = [name for name in names if name not in lost]


def _changed(names: list[str], changes: Mapping[str, Change], facts: Facts) -> Facts:
    return {**facts, **{name: changes[name].value is True for name in names}}
