"""Steps 15 and 16: a sales office with a sign and no consent, and three situations of the day before a court."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from time import perf_counter

from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Stage
from menshen.law.judgment import Outcome
from menshen.law.law import Law
from menshen.law.situation import Situation, parse
from menshen.terms import Bilingual

_OUTCOMES: Mapping[Outcome, Bilingual] = {
    Outcome.LAWFUL: Bilingual("合法", "lawful"),
    Outcome.INFRINGEMENT: Bilingual("侵害人格权益", "infringement"),
    Outcome.UNCLEAR: Bilingual("不能确定", "unclear"),
    Outcome.OUTSIDE: Bilingual("不适用本规定", "outside these Provisions"),
}


def sales_office(_: Stage, notes: Notes) -> None:
    """A sign that states purpose and scope is no consent, and neither is identifying nobody."""
    _refused(notes, "sign", Bilingual("售楼处：门口有告示，没有征得同意（2021年9月）",
                                      "A sales office: a sign states purpose and scope, nobody was asked (2021)"),
             "cn-spc-2021/2.1", "cn-spc-2021/2.3")
    _refused(notes, "mood", Bilingual("“只分析年龄和情绪，不识别任何人”（2026年）",
                                      "“Age and mood only, nobody is identified” (2026)"),
             "cn-spc-2021/2.1", "cn-spc-2021/2.3")


def judged(_: Stage, notes: Notes) -> None:
    """A lawful look, the sign without consent, and an act of July 2021, each as a court would have it."""
    _assessed(notes, "lawful", Bilingual("住户刷脸开门：本人单独同意，另有通行码",
                                         "A resident's look at her own door, on separate consent"),
              Outcome.LAWFUL)
    _assessed(notes, "sign", Bilingual("售楼处的告示", "The sales office's sign"), Outcome.INFRINGEMENT,
              "cn-spc-2021/2.1", "cn-spc-2021/2.3")
    _assessed(notes, "july", Bilingual("同一售楼处，2021年7月的行为", "The same office, an act of July 2021"),
              Outcome.OUTSIDE, "cn-spc-2021/16")


def _refused(notes: Notes, name: str, asked: Bilingual, *articles: str) -> None:
    begun = perf_counter()
    decision = _law().evaluate(_situation(name))
    taken_ms = (perf_counter() - begun) * 1e3
    titles = [_law().article(one).title for one in articles]
    notes.found(asked, Bilingual("；".join(one.zh for one in titles), "; ".join(one.en for one in titles)), taken_ms,
                holds=not decision.permitted and set(articles) <= set(decision.articles), articles=decision.articles,
                granted=False)


def _assessed(notes: Notes, name: str, asked: Bilingual, outcome: Outcome, *articles: str) -> None:
    begun = perf_counter()
    judgment = _law().assess(_situation(name))
    taken_ms = (perf_counter() - begun) * 1e3
    words = _OUTCOMES[judgment.outcome]
    follow = ", ".join(judgment.remedies)
    decided = Bilingual(f"{words.zh}，后果：{follow}", f"{words.en}; what follows: {follow}") if follow else words
    notes.found(asked, decided, taken_ms, holds=judgment.outcome is outcome and set(articles) <= set(judgment.articles),
                articles=judgment.articles, granted=judgment.outcome is not Outcome.INFRINGEMENT)
    follows = bool(judgment.remedies)
    notes.holds(f"“{asked.en}”: remedies follow an infringement and nothing else",
                follows is (outcome is Outcome.INFRINGEMENT))


@cache
def _law() -> Law:
    return Law.load()


def _situation(name: str) -> Situation:
    text = (resources.files("menshen.cli.demo") / "situations.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return parse({**read[name], "facts": {**read["known"], **read[name]["facts"]}})
