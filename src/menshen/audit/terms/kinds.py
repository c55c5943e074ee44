"""The kinds of finding, each with the article that it touches and what it is in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from menshen.terms import Bilingual


class Kind(StrEnum):
    """What an agreement does that it should not, the most telling first."""

    BUNDLED = "bundled"
    CONDITION = "condition"
    ONLY_WAY = "only-way"
    PENALTY = "penalty"
    BY_DEFAULT = "by-default"
    WITHOUT_END = "without-end"
    ANY_PURPOSE = "any-purpose"
    IRREVOCABLE = "irrevocable"
    TRANSFERABLE = "transferable"
    NOT_STATED = "not-stated"


class Element(StrEnum):
    """What a clause on faces must state (`cn-spc-2021` art. 2(2)), and how long a face is kept (PIPL art. 17)."""

    PURPOSE = "purpose"
    METHOD = "method"
    SCOPE = "scope"
    RETENTION = "retention"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a kind of finding means."""

    article: str
    what: Bilingual


def _means(article: str, zh: str, en: str) -> Meaning:
    return Meaning(f"cn-spc-2021/{article}", Bilingual(zh, en))


KINDS: Mapping[Kind, Meaning] = {
    Kind.BUNDLED: _means("4.2", "对人脸的同意混在一般条款里", "The consent to the face stands among the general terms"),
    Kind.CONDITION: _means(
        "4.1", "以同意处理人脸信息作为提供服务的条件", "The service depends on consenting to the face"),
    Kind.ONLY_WAY: _means("10", "以人脸识别为唯一的出入方式", "The face is the only way in"),
    Kind.PENALTY: _means("4.3", "不同意刷脸就要多付、少得", "Who declines pays more or gets less"),
    Kind.BY_DEFAULT: _means(
        "2.3", "以默认、沉默、进入场所等推定同意", "Consent is taken from a default, from silence, or from coming in"),
    Kind.WITHOUT_END: _means(
        "11", "对人脸信息的授权或者保存没有期限", "The grant over the face, or its keeping, has no end"),
    Kind.ANY_PURPOSE: _means(
        "11", "对人脸信息的授权不限目的、方式或者范围", "The grant over the face knows no bounds of purpose"),
    Kind.IRREVOCABLE: _means("11", "对人脸信息的授权不可撤销", "The grant over the face cannot be taken back"),
    Kind.TRANSFERABLE: _means(
        "11", "对人脸信息的授权可任意转授权、转让", "The grant over the face may be passed on freely"),
    Kind.NOT_STATED: _means(
        "2.2", "处理人脸信息，却没有专门的条款写明目的、方式、范围、保存期限",
        "Faces are handled, and no clause of its own states purpose, method, scope and retention"),
}
"""Every kind. `ONLY_WAY` is art. 10 where the terms are a building's, art. 4(1) where they are a shop's."""

ELEMENTS: Mapping[Element, Bilingual] = {
    Element.PURPOSE: Bilingual("目的", "purpose"),
    Element.METHOD: Bilingual("方式", "method"),
    Element.SCOPE: Bilingual("范围", "scope"),
    Element.RETENTION: Bilingual("保存期限", "retention"),
}
"""Every element, as one names it."""
