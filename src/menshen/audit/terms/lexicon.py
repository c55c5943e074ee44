"""The words of both languages as one set of compiled patterns: agreements mix them.

A template's `{name}` is a word list, `{~12}` at most 12 characters without a comma or a cell's border, `{..12}` at most
12 of any kind. Word boundaries are ASCII's, so that an English word is found between Chinese characters.
"""

import re
from collections.abc import Iterable, Mapping

from menshen.audit.terms import chinese, english

PLACE = re.compile(r"\{(?:~(?P<within>\d+)|\.\.(?P<across>\d+)|(?P<name>[a-z_]+))\}")


def expanded(template: str, words: Mapping[str, str]) -> str:
    """The regular expression that a template stands for."""

    def _filled(place: re.Match[str]) -> str:
        if place["within"]:
            return f"[^,|]{{0,{place['within']}}}?"
        if place["across"]:
            return f".{{0,{place['across']}}}?"
        return f"(?:{expanded(words[place['name']], words)})"

    return PLACE.sub(_filled, template)


def _compiled(expressions: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in expressions), re.ASCII)


def _either(table: str) -> Mapping[str, re.Pattern[str]]:
    """Each entry of a table, in whichever language it is said; EN: a name may stand in one language only."""
    spoken = [(language.WORDS, getattr(language, table)) for language in (chinese, english)]
    names = {name: None for _, entries in spoken for name in entries}
    return {name: _compiled(expanded(entries[name], words) for words, entries in spoken if name in entries)
            for name in names}


WORDS = _either("WORDS")
FEATURES = _either("FEATURES")
DENIAL = _either("DENIAL")
PHRASES: Mapping[str, tuple[re.Pattern[str], ...]] = {
    name: tuple(_compiled([expanded(template, language.WORDS)])
                for language in (chinese, english) for template in language.PHRASES.get(name, ()))
    for name in {**chinese.PHRASES, **english.PHRASES}
}
