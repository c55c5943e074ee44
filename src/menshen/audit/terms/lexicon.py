"""The words of both languages as one set of compiled patterns: agreements mix them.

`words.zh.toml` and `words.en.toml` are the table of patterns. Word boundaries are ASCII's, so that an English word is
found between Chinese characters.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from menshen.errors import EvidenceError

LANGUAGES = ("zh", "en")
PLACE = re.compile(r"\{(?:~(?P<within>\d+)|\.\.(?P<across>\d+)|(?P<name>[a-z_]+))\}")

Words = Mapping[str, list[str]]
Patterns = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that is looked for: words, features of sentences, the phrases of each rule, and what denies."""

    words: Patterns
    features: Patterns
    denial: Patterns
    phrases: Mapping[str, tuple[re.Pattern[str], ...]]


@cache
def lexicon() -> Lexicon:
    """The words of this package; EvidenceError where they cannot be read: no pattern may be skipped."""
    folder = files("menshen.audit.terms")
    try:
        tables = [tomllib.loads(folder.joinpath(f"words.{language}.toml").read_text("utf-8")) for language in LANGUAGES]
        return Lexicon(
            words=_either("words", tables), features=_either("features", tables), denial=_either("denial", tables),
            phrases={rule: tuple(_compiled([phrase], table["words"]) for table in tables
                                 for phrase in table["phrases"].get(rule, ()))
                     for rule in _names("phrases", tables)},
        )
    except (KeyError, TypeError, ValueError, re.error) as e:
        raise EvidenceError(f"the words of terms cannot be read: {e}", hint="install the package again") from e


def expanded(template: str, words: Words) -> str:
    """The regular expression that a template stands for."""

    def _filled(place: re.Match[str]) -> str:
        if place["within"]:
            return f"[^,|]{{0,{place['within']}}}?"
        if place["across"]:
            return f".{{0,{place['across']}}}?"
        return f"(?:{'|'.join(expanded(one, words) for one in words[place['name']])})"

    return PLACE.sub(_filled, template)


def _compiled(templates: Iterable[str], words: Words) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expanded(one, words)})" for one in templates), re.ASCII | re.VERBOSE)


def _either(table: str, tables: Iterable[Mapping[str, Words]]) -> Patterns:
    """Each entry of a table, in whichever language it is said."""
    tables = list(tables)
    return {name: re.compile("|".join(_compiled(one[table][name], one["words"]).pattern
                                      for one in tables if name in one[table]), re.ASCII | re.VERBOSE)
            for name in _names(table, tables)}


def _names(table: str, tables: Iterable[Mapping[str, Words]]) -> Iterable[str]:
    return {name: None for one in tables for name in one[table]}
