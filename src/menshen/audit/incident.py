"""What is said of a suspected breach: to the people, to the authority, and to the operator of what it may cost.

Texts only: nothing is sent from here. The elements of both notices are those of PIPL art. 57; that they go out at once
is Data Security Law art. 29. They are drafts: a person reads them before they leave.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Final

from menshen.emergencies import Breach
from menshen.terms import Bilingual, Language

CHINA: Final = timezone(timedelta(hours=8))
FEW = 10
"""Published counts below this say only that there were few, and others in which ten they lie: a small house's numbers
name its people, and so does the difference of two of them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of what is kept that belongs to people; `face` where a face could be made out of it."""

    words: Bilingual
    face: bool


KINDS: Mapping[str, Kind] = {
    "carried-faces": Kind(Bilingual("随身通行码中的人脸模板（密封在本人的通行码里，本处不留存）",
                                    "face templates of carried passes (sealed in their owners' passes, not kept here)"),
                          face=True),
    "sought-faces": Kind(Bilingual("紧急令所寻找的人的人脸模板（密封留存，随紧急令销毁）",
                                   "face templates of people sought under an order (sealed, destroyed with the order)"),
                         face=True),
    "kept-faces": Kind(Bilingual("免持通行的人脸模板（密封留存，密钥在密钥文件中）",
                                 "face templates kept for hands-free (sealed, their keys in the key file)"),
                       face=True),
    "pass-keys": Kind(Bilingual("随身通行码的密钥（没有通行码本身，打不开任何人脸）",
                                "keys of carried passes (without the pass they open no face)"), face=False),
    "ties": Kind(Bilingual("同意记录与本人的对应关系", "which person a consent belongs to"), face=False),
    "guardians": Kind(Bilingual("监护人与孩子的关系", "who is whose guardian"), face=False),
    "pins": Kind(Bilingual("通行密码（加盐散列，不是密码本身）", "PINs (salted hashes, not the PINs themselves)"),
                 face=False),
    "history-pins": Kind(Bilingual("查阅密码（加盐散列，不是密码本身）",
                                   "PINs of histories (salted hashes, not the PINs themselves)"), face=False),
    "entitlements": Kind(Bilingual("通行资格（服务台的备注、年龄段、有效期）",
                                   "entitlements (the desk's note, an age band, an end)"), face=False),
}
"""What may be held, what hurts most first. Whoever keeps another kind adds a row, and counts it in the store."""

BREACHES: Mapping[Breach, Bilingual] = {
    Breach.LEAK: Bilingual("泄露", "leaked"),
    Breach.ALTERATION: Bilingual("篡改", "altered"),
    Breach.LOSS: Bilingual("丢失", "lost"),
}


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What is known so far."""

    place: Bilingual
    operator: str
    contact: str
    breach: Breach
    cause: Bilingual
    at: datetime
    held: Mapping[str, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Exposure:
    """What one law provides for, in its own amounts."""

    law: Bilingual
    words: Bilingual


EXPOSURE: tuple[Exposure, ...] = (
    Exposure(Bilingual("个人信息保护法第六十六条", "Personal Information Protection Law art. 66"), Bilingual(
        "责令改正，给予警告，没收违法所得；拒不改正的，并处一百万元以下罚款；情节严重的，并处五千万元以下或者上一年度营业额百分之五以下罚款，"
        "并可以责令停业；对直接负责的主管人员和其他直接责任人员另处罚款。",
        "An order to correct, a warning, confiscation of unlawful gains; who refuses to correct, up to RMB 1 million; "
        "in serious cases up to RMB 50 million or 5 % of last year's turnover, and business may be stopped; those "
        "directly responsible are fined as well.")),
    Exposure(Bilingual("数据安全法第四十五条", "Data Security Law art. 45"), Bilingual(
        "不履行第二十九条规定的义务的，责令改正，给予警告，可以并处五万元以上五十万元以下罚款；拒不改正或者造成大量数据泄露等严重后果的，"
        "处五十万元以上二百万元以下罚款，并可以责令停业；对直接负责的主管人员和其他直接责任人员另处罚款。",
        "For not meeting the duties of art. 29 an order to correct, a warning, and RMB 50,000 to 500,000; for refusing "
        "to correct, or a large leak or other grave result, RMB 500,000 to 2 million, and business may be stopped; "
        "those directly responsible are fined as well.")),
    Exposure(Bilingual("个人信息保护法第六十九条；法释〔2021〕15号第二条第五项",
                       "Personal Information Protection Law art. 69; Fa Shi [2021] No. 15 art. 2(5)"), Bilingual(
        "侵害个人信息权益造成损害，不能证明自己没有过错的，承担损害赔偿等侵权责任。",
        "Damages to the people affected, unless the operator proves that it was not at fault.")),
)
"""What the operator may have to pay, most first."""


def published(held: Mapping[str, int]) -> dict[str, str]:
    """Counts as they are published: by tens, below ten only as few; but that no face is held is said as that."""
    return {name: "0" if count == 0 and name in KINDS and KINDS[name].face else _by_tens(count)
            for name, count in held.items()}


def _by_tens(count: int) -> str:
    return f"<{FEW}" if count < FEW else f"{count // FEW * FEW}–{count // FEW * FEW + FEW - 1}"


def to_people(known: Suspicion) -> Bilingual:
    """The notice to the people affected: kinds, cause and harm; measures taken and to take; contact."""
    return Bilingual(
        f"致在{known.place.zh}登记过的每一位：\n"
        f"{_day(known, Language.ZH)}，我们发现您的个人信息可能被{BREACHES[known.breach].zh}。\n"
        f"一、涉及的信息：{_kinds(known, Language.ZH)}。原因：{known.cause.zh}\n"
        f"可能造成的危害：{_harm(known).zh}\n"
        f"二、我们已经采取的措施：{_TAKEN.zh}\n"
        f"您可以采取的措施：{_YOURS.zh}\n"
        f"三、联系方式：{known.operator}，{known.contact}。\n",
        f"To everybody registered at {known.place.en}:\n"
        f"On {_day(known, Language.EN)} we found that your personal information may have been "
        f"{BREACHES[known.breach].en}.\n"
        f"1. What it concerns: {_kinds(known, Language.EN)}. Cause: {known.cause.en}\n"
        f"Possible harm: {_harm(known).en}\n"
        f"2. What we have done: {_TAKEN.en}\n"
        f"What you can do: {_YOURS.en}\n"
        f"3. Contact: {known.operator}, {known.contact}.\n")


def to_authority(known: Suspicion) -> Bilingual:
    """The report to the authority: the same, with numbers (PIPL art. 57; Data Security Law art. 29)."""
    return Bilingual(
        f"个人信息安全事件报告（个人信息保护法第五十七条、数据安全法第二十九条）\n"
        f"报告人：{known.operator}；场所：{known.place.zh}；发现时间：{_day(known, Language.ZH)}。\n"
        f"一、可能被{BREACHES[known.breach].zh}的信息种类和数量：{_counts(known, Language.ZH)}。"
        f"原因：{known.cause.zh}\n"
        f"可能造成的危害：{_harm(known).zh}\n"
        f"二、补救措施：{_TAKEN.zh}\n"
        f"个人可以采取的减轻危害的措施：{_YOURS.zh}\n"
        f"三、联系方式：{known.operator}，{known.contact}。\n",
        f"Report of a personal information security incident (Personal Information Protection Law art. 57, Data "
        f"Security Law art. 29)\n"
        f"From: {known.operator}; place: {known.place.en}; found: {_day(known, Language.EN)}.\n"
        f"1. What may have been {BREACHES[known.breach].en}, by kind and number: {_counts(known, Language.EN)}. "
        f"Cause: {known.cause.en}\n"
        f"Possible harm: {_harm(known).en}\n"
        f"2. Measures taken: {_TAKEN.en}\n"
        f"Measures people can take: {_YOURS.en}\n"
        f"3. Contact: {known.operator}, {known.contact}.\n")


_TAKEN = Bilingual("本处所有人脸通道和人脸登记已立即停用，其他通道照常；正在查明原因，并已登入公开登记册。",
                   "All face lanes and all enrolling of this place were stopped at once, the other lanes go on; the "
                   "cause is being looked into, and the incident stands in the public register.")
_YOURS = Bilingual("可以随时用回执撤回同意，撤回即销毁密钥；可以到服务台更换通行码；请警惕冒充我们的电话和信息。",
                   "You can withdraw with your receipt at any time, which destroys the key; the desk replaces your "
                   "pass; beware of calls and messages in our name.")
_WITH_FACES = Bilingual("人脸信息无法更改，一旦被他人取得，可能被用于冒充身份。",
                        "A face cannot be changed: in other hands it can be used to pass for somebody.")
_WITHOUT = Bilingual("本处没有留存任何人脸，因此不会有人脸外流；其余信息可能被用于猜测谁住在这里或者冒用通行码。",
                     "No face is kept here, so none can get out; the rest may be used to guess who belongs here, or to "
                     "misuse a pass.")


def _harm(known: Suspicion) -> Bilingual:
    faces = any(kind.face and known.held.get(name, 0) for name, kind in KINDS.items())
    return _WITH_FACES if faces else _WITHOUT


def _kinds(known: Suspicion, spoken: Language) -> str:
    held = [kind.words[spoken] for name, kind in KINDS.items() if known.held.get(name)]
    return ("；" if spoken is Language.ZH else "; ").join(held) or ("无" if spoken is Language.ZH else "none")


def _counts(known: Suspicion, spoken: Language) -> str:
    counted = [f"{kind.words[spoken]}: {known.held.get(name, 0)}" for name, kind in KINDS.items()]
    return ("；" if spoken is Language.ZH else "; ").join(counted)


def _day(known: Suspicion, spoken: Language) -> str:
    there = known.at.astimezone(CHINA)
    return f"{there:%Y年%m月%d日 %H:%M}" if spoken is Language.ZH else f"{there:%d %B %Y, %H:%M} China time"
