"""A pack: one regime's articles and rules, read from its folder and validated against the schema.

It answers no question. A folder holds `pack.toml` (what it is, since when in force), `articles.toml` (titles and
remedies, most telling first) and one `.cedar` file per article: its own words as a comment, then its rules.
"""

import json
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from itertools import takewhile
from typing import Any

from cedarpy import Schema, policies_to_json_str, validate_policies

from menshen.errors import EvidenceError
from menshen.law.article import Article
from menshen.law.facts import FACTS
from menshen.terms import Bilingual, PlaceKind

NO_TORT, OPEN = "none", "open"
"""What `@tort` may say beside a head of article 2: another claim's matter; or that the text does not say."""

NEXT_PARAGRAPH = "　　"
"""As print indents it: in an article's own words each paragraph (款) after the first begins so."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One regime. `articles` are in the order in which a refusal cites them; `rules` are Cedar's JSON by rule id.

    A rule id is its article's id, with `#` and a word where an article has several: `cn-spc-2021/2.3#guardian`.
    `tort` is what breaking any of its rules makes of the claim in tort; None: each rule says it, or is itself a head.
    """

    name: str
    title: Bilingual
    source: str
    in_force: date
    in_force_article: str
    places: frozenset[PlaceKind]
    silent_where: str | None
    tort: str | None
    second_hand: frozenset[str]
    articles: Mapping[str, Article]
    rules: Mapping[str, Mapping[str, Any]]

    def speaks(self, last_day: date, place: PlaceKind, facts: Mapping[str, bool | None]) -> bool:
        """Whether this regime speaks of an act that went on until that day, at that kind of place, with those facts."""
        silenced = self.silent_where is not None and facts.get(self.silent_where) is True
        return self.in_force <= last_day and place in self.places and not silenced


def article_of(rule: str) -> str:
    """The id of the article that a rule gives effect to."""
    return rule.partition("#")[0]


def read(folder: Traversable, schema: Schema) -> Pack:
    """The pack in `folder`; EvidenceError where it is incomplete or does not validate: no rule may be skipped."""
    name = folder.name
    try:
        about = tomllib.loads(folder.joinpath("pack.toml").read_text("utf-8"))
        entries = tomllib.loads(folder.joinpath("articles.toml").read_text("utf-8"))
        sources = {path.name.removesuffix(".cedar"): path.read_text("utf-8")
                   for path in folder.iterdir() if path.name.endswith(".cedar")}
        if halves := sources.keys() ^ entries.keys():
            raise EvidenceError(f"pack {name} has either no words or no title for article {min(halves)}")
        return Pack(
            name=name,
            title=Bilingual(**about["title"]),
            source=about["source"],
            in_force=about["in_force"],
            in_force_article=f"{name}/{about['in_force_article']}",
            places=frozenset(map(PlaceKind, about.get("places", PlaceKind))),
            silent_where=_fact(about.get("silent_where")),
            tort=about.get("tort"),
            second_hand=frozenset(f"{name}/{number}" for number in about.get("second_hand", ())),
            articles={f"{name}/{number}": _article(f"{name}/{number}", entry, sources[number])
                      for number, entry in entries.items()},
            rules=_rules({f"{name}/{number}": source for number, source in sources.items()}, schema),
        )
    except (KeyError, TypeError, ValueError) as e:
        raise EvidenceError(f"pack {name} cannot be read: {e}", hint="install the package again") from e


def _fact(name: str | None) -> str | None:
    if name is not None and name not in FACTS:
        raise ValueError(f"{name} is not a fact")
    return name


def _article(article_id: str, entry: Mapping[str, Mapping[str, str]], source: str) -> Article:
    """The comment that opens the file: the article's words in 中文 and in English, then how we read them, in both.

    ValueError where there is one more paragraph, or one less.
    """
    comment = list(takewhile(lambda line: line.startswith("//"), source.splitlines()))
    lines = (line.removeprefix("//").removeprefix(" ") for line in comment)
    chinese, english, *reading = "\n".join(lines).split("\n\n")
    if len(reading) not in (0, 2):
        raise ValueError(f"{article_id} is not read in both languages")
    paragraphs = ("".join(paragraph.splitlines()) for paragraph in chinese.split("\n" + NEXT_PARAGRAPH))
    return Article(
        id=article_id, title=Bilingual(**entry["title"]), remedy=Bilingual(**entry["remedy"]),
        text=Bilingual("\n".join(paragraphs), " ".join(english.splitlines())),
        reading=Bilingual("".join(reading[0].splitlines()), " ".join(reading[1].splitlines())) if reading else None,
        rule="\n".join(source.splitlines()[len(comment):]).strip(),
    )


def _rules(sources: Mapping[str, str], schema: Schema) -> dict[str, Mapping[str, Any]]:
    """All rules by id: each valid under the schema, its id unique and its article's."""
    rules: dict[str, Mapping[str, Any]] = {}
    for article_id, source in sources.items():
        if errors := validate_policies(source, schema).errors:
            raise EvidenceError(f"{article_id} does not validate: {errors[0]}")
        parsed = json.loads(policies_to_json_str(source))
        if parsed["templates"]:
            raise EvidenceError(f"{article_id} holds a template, which would never be asked")
        for rule in parsed["staticPolicies"].values():
            rule_id = rule["annotations"]["id"]
            if rule_id in rules or article_of(rule_id) != article_id:
                raise EvidenceError(f"rule id {rule_id} in {article_id} is taken or another article's")
            # Cedar calls `context has minro` valid: it is false for ever, and a `forbid` behind it never holds.
            if strange := set(facts_read(rule["conditions"])) - FACTS.keys():
                raise EvidenceError(f"rule {rule_id} reads {min(strange)}, which is not a fact")
            rules[rule_id] = rule
    for rule_id, rule in rules.items():
        _check_annotations(rule_id, rule["annotations"], sources, rules)
    return rules


def _check_annotations(rule_id: str, annotations: Mapping[str, str], articles: Collection[str],
                       rules: Collection[str]) -> None:
    """What a rule says of the tort is a head of its pack, or one of two words; what it yields to is a rule of it."""
    if annotations.get("tort", OPEN) not in {NO_TORT, OPEN, *articles}:
        raise EvidenceError(f"rule {rule_id} names the tort {annotations['tort']}, which is no article of its pack")
    if annotations.get("yields_to", rule_id) not in rules:
        raise EvidenceError(f"rule {rule_id} yields to {annotations['yields_to']}, which is no rule of its pack")


def facts_read(node: object) -> Iterator[str]:
    """The attributes that a condition, in Cedar's JSON, reads or asks for."""
    if isinstance(node, list):
        for part in node:
            yield from facts_read(part)
    elif isinstance(node, dict):
        if isinstance(node.get("attr"), str):
            yield node["attr"]
        yield from facts_read(list(node.values()))
