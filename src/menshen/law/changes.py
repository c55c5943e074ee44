"""The changes that an operator can honestly bring about or establish, and the deed behind each. It decides nothing.

Not among them: whose face it is, how old that person is, what kind of place it is, an emergency, a necessity, the ends
of the State, and that a face has leaked. They are as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from menshen.terms import Bilingual


@dataclass(frozen=True, slots=True)
class Deed:
    """The value that a fact takes, and what is done for it."""

    value: bool
    words: Bilingual


def _yes(zh: str, en: str) -> Deed:
    return Deed(value=True, words=Bilingual(zh, en))


def _no(zh: str, en: str) -> Deed:
    return Deed(value=False, words=Bilingual(zh, en))


BRING_ABOUT: Mapping[str, Deed] = {
    "consent_given": _yes("征求本人同意。", "Ask for the person's consent."),
    "consent_separate": _yes("就人脸单独征求同意。", "Ask for consent to the face alone."),
    "consent_explicit": _yes("由本人明确作出同意。", "Let the person say yes explicitly."),
    "consent_written": _yes("取得书面同意。", "Obtain consent in writing."),
    "guardian_consent": _yes("未满十四周岁的，取得监护人的同意。", "Under fourteen, obtain the guardian's consent."),
    "within_consent_scope": _yes("就此目的、方式、范围征求同意。", "Ask for consent to this purpose and scope."),
    "consent_expired": _no("同意已到期的，重新征求。", "Where consent has run out, ask anew."),
    "bundled_in_terms": _no("与其他条款、授权分开征求。", "Ask apart from terms and other authorisations."),
    "opt_out_only": _no("不以未退出为同意。", "Take no silence for a yes."),
    "coerced": _no("不加强迫，重新征求。", "Ask anew, without pressure."),
    "nudging": _no("使不同意与同意同样显著、同样容易。", "Make the no as prominent and as easy as the yes."),
    "conditional_on_face": _no("不以刷脸为提供服务的条件。", "Make no service depend on the face."),
    "service_refused": _no("为不同意者提供服务。", "Serve those who decline."),
    "rules_published": _yes("公开处理规则。", "Publish the rules."),
    "notice_given": _yes("采集前告知。", "Give notice before the capture."),
    "notice_specific": _yes("逐项告知目的、方式、范围。", "State purpose, method and scope, each of them."),
    "sign_shown": _yes("设置显著提示标识。", "Put up a conspicuous sign."),
    "alternative_offered": _yes("提供其他方式。", "Offer another way."),
    "alternative_working": _yes("使其他方式可用。", "Have the other way work."),
    "alternative_equal": _yes("使其他方式同样便捷。", "Make the other way as convenient."),
    "sole_method": _no("不以人脸为唯一方式。", "Do not leave the face as the only way."),
    "passive_scanning": _no("不扫描路过的人。", "Scan nobody in passing."),
    "contrary_to_agreement": _no("按约定处理。", "Keep to what was agreed."),
    "irrevocable_terms": _no("改为可随时撤回。", "Make it revocable."),
    "unlimited_terms": _no("改为有期限。", "Give it an end."),
    "sublicensable_terms": _no("改为不得转授权。", "Let it not be passed on."),
    "retention_exceeded": _no("删除超期的人脸信息。", "Delete what is kept too long."),
    "shared_with_third_party": _no("停止提供。", "Stop sharing."),
    "recipient_authorised": _yes(
        "就该接收方取得单独同意或者法定依据。", "Obtain separate consent, or authority in law, for the recipient."),
    "security_failure": _no("补足安全措施。", "Mend the security."),
    "impact_assessment_done": _yes("完成影响评估。", "Finish the impact assessment."),
    "stored_on_device": _yes("存储于设备内。", "Keep faces inside the device."),
    "internet_consent": _yes("就设备外存储、互联网传输取得单独同意。", "Obtain separate consent to that."),
    "sent_over_internet": _no("不经互联网传输。", "Send nothing over the Internet."),
    "filing_done": _yes("履行备案手续。", "File with the authority."),
}
"""What the operator can make so, whatever it is now."""

ESTABLISH: Mapping[str, Deed] = {
    "consent_withdrawn": _no("确认同意未被撤回。", "Establish that consent was not withdrawn."),
    "asked_again_after_no": _no("确认对方未曾明确拒绝。", "Establish that nobody said no before."),
    "private_space": _no("确认不在私密空间内。", "Establish that it is no private space."),
    "injunction": _no("确认没有禁令。", "Establish that no court has ordered a stop."),
    "deceased": _no("确认本人在世。", "Establish that the person is alive."),
    "against_public_morals": _no("确认不违背公序良俗。", "Establish that it is not against good morals."),
    "biometric_is_face": _yes("确认所处理的是人脸信息。", "Establish that it is a face that is handled."),
}
"""What the operator can find out where it is unknown, and cannot change where it is known."""
