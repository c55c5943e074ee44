"""An article as people read it, and the two doubts that refuse though no article of a law does.

It holds texts only; which articles a situation meets is `menshen.law.law`'s to say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from menshen.terms import Bilingual


@dataclass(frozen=True, slots=True)
class Article:
    """One article or head of one (`cn-spc-2021/2.3`): its own words in `text`, and what to do about it in `remedy`.

    `reading` says how we read it where it could be read otherwise, and `rule` is the rule itself, in Cedar.
    """

    id: str
    title: Bilingual
    remedy: Bilingual
    text: Bilingual
    reading: Bilingual | None = None
    rule: str = ""


def statute_order(article_id: str, packs: Sequence[str]) -> tuple[int, ...]:
    """A key that sorts articles as their statute numbers them, pack by pack; what is of no pack comes last."""
    pack = article_id.partition("/")[0]
    if pack not in packs:
        return (len(packs),)
    return (packs.index(pack), *map(int, re.findall(r"\d+", article_id.partition("/")[2])))


CONTRADICTION = Article(
    id="menshen/contradiction",
    title=Bilingual("事实互相矛盾", "The facts contradict each other"),
    remedy=Bilingual("核对并改正所列的事实。", "Check the facts that are named, and correct them."),
    text=Bilingual("互相矛盾的事实不能证明任何事；有疑问即拒绝。", "Contradictory facts prove nothing; doubt refuses."),
)

RULE_ERROR = Article(
    id="menshen/rule-error",
    title=Bilingual("有规则未能求值", "A rule could not be evaluated"),
    remedy=Bilingual("停用人脸通道，修正规则包。", "Shut the face lane and have the pack mended."),
    text=Bilingual("未能求值的规则等于没有规则；有疑问即拒绝。", "A rule that errs is missing; doubt refuses."),
)
