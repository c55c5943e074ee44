"""Answers: how every refusal and error meets a person, an HTTP client and a shell; one table, proved complete.

Exit codes: 0 yes, 2 bad input, 3 refused, 4 not available now, 5 evidence broken.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from menshen.advice import Advice
from menshen.errors import EvidenceError, InputError, MenshenError, UnavailableError
from menshen.terms import Bilingual, Reason

REFUSED, BAD_INPUT, NOT_NOW, BROKEN = 3, 2, 4, 5


@dataclass(frozen=True, slots=True)
class Answer:
    """One row: HTTP status (RFC 9110), exit code, and what a page says to the person, in both languages."""

    status: int
    exit_code: int
    text: Bilingual


def _no(status: int, zh: str, en: str) -> Answer:
    return Answer(status, REFUSED, Bilingual(zh, en))


REFUSALS: Mapping[Reason, Answer] = {
    Reason.LAW: _no(403, "法律不允许这样做，请走其他通道。", "The law does not allow this. Please take another lane."),
    Reason.FACE_LANE_ONLY: _no(
        409,
        "不能只有人脸识别这一条通道，请同时提供其他方式。",
        "A face lane cannot be the only way in. Add another lane.",
    ),
    Reason.FACE_LANE_SHUT: _no(
        409, "人脸通道目前关闭，请走其他通道。", "The face lane is shut. Please take another lane."
    ),
    Reason.FACE_LANE_UNATTENDED: _no(
        409,
        "没有人看管的人脸通道需要活体检测，请安排人员看管。",
        "An unattended face lane needs liveness detection. Have somebody attend it.",
    ),
    Reason.NO_CODE: _no(422, "没有看到通行码。没有拍您的脸。", "No pass was seen. Your face was not looked at."),
    Reason.UNKNOWN_PASS: _no(
        403, "这不是本处签发的通行码。服务台可以帮您。", "This pass was not issued here. The desk can help."
    ),
    Reason.PASS_EXPIRED: _no(403, "通行码已过期，请到服务台更换。", "This pass has expired. The desk can renew it."),
    Reason.PASS_REVOKED: _no(
        403, "通行码已失效，请到服务台更换。", "This pass is no longer valid. The desk can renew it."
    ),
    Reason.WRONG_PLACE: _no(
        403, "这是别处的通行码，请出示本处的。", "This pass is for another place. Please show the one for here."
    ),
    Reason.NO_FACE: _no(
        422, "没有看清脸，请面向镜头，或走其他通道。", "No face was seen. Please face the camera, or take another lane."
    ),
    Reason.MANY_FACES: _no(
        422, "画面中不止一个人，请一个人站在框内。", "More than one face was seen. Please step up alone."
    ),
    Reason.POOR_CAPTURE: _no(
        422,
        "画面不够清楚，请再试一次，或走其他通道。",
        "The picture is not clear enough. Try once more, or take another lane.",
    ),
    Reason.NOT_SAME_PERSON: _no(403, "没有通过核对，请走其他通道。", "This did not match. Please take another lane."),
    Reason.OTHER_MODEL: _no(
        409,
        "识别模型已更换，请重新登记，或走其他通道。",
        "The recognition model has changed. Enrol again, or take another lane.",
    ),
    Reason.NOT_ENTITLED: _no(
        403, "通行资格已结束，请到服务台办理。", "The entitlement has ended. Please see the desk."
    ),
    Reason.ALREADY_DECLINED: _no(
        409,
        "您已经说了“不”，我们不会再问。您的通行码照常使用。",
        "You have said no, and are not asked again. Your pass works as before.",
    ),
    Reason.ALREADY_GRANTED: _no(409, "您已经同意并登记。", "You have already agreed and enrolled."),
    Reason.PROMPT_UNKNOWN: _no(
        404, "没有这次询问，因此不构成同意。", "There was no such prompt, so this is no consent."
    ),
    Reason.PROMPT_ANSWERED: _no(
        409, "这次询问已经回答过了，因此不构成同意。", "This prompt was already answered, so this is no consent."
    ),
    Reason.PROMPT_EXPIRED: _no(
        410, "这次询问已经过期，因此不构成同意。", "This prompt has expired, so this is no consent."
    ),
    Reason.CONSENT_BY_OPERATOR: _no(
        403, "同意只能由本人作出，经营者不能代替。", "Only the person can consent. An operator cannot do it for them."
    ),
    Reason.CONSENT_BUNDLED: _no(
        403, "与其他授权捆绑的同意无效。", "Consent bundled with other agreements is no consent."
    ),
    Reason.GRANT_ENDED: _no(
        403, "同意已撤回或到期，请走其他通道。", "This consent was withdrawn or has ended. Please take another lane."
    ),
    Reason.PERMIT_MISSING: _no(
        403, "没有许可，图像未经读取即被丢弃。", "There is no permit. The pictures were dropped unread."
    ),
    Reason.RECEIPT_UNKNOWN: _no(
        404,
        "没有与此回执对应的同意；它可能已被撤回。",
        "No consent belongs to this receipt. It may already be withdrawn.",
    ),
    Reason.NO_NOTICE: _no(
        409, "本处尚未公布告知内容，因此不能询问。", "This place has published no notice, so nobody can be asked."
    ),
    Reason.TERMS: _no(
        409,
        "本处的会员条款或服务协议对人脸的约定不合法，改正之前不能询问。",
        "What this place's terms say of faces is not lawful. Until they are mended nobody can be asked.",
    ),
    Reason.LANE_DOWN: _no(503, "这条通道暂停使用，请走其他通道。", "This lane is down. Please take another lane."),
    Reason.DOOR_UNANSWERED: _no(
        503,
        "门没有回应，请到服务台，由工作人员开门。",
        "The door did not answer. The desk can open it by hand.",
    ),
    Reason.GUARDIAN_NEEDED: _no(
        403, "未满十四周岁需要监护人单独同意。", "Under fourteen, a guardian's own separate consent is needed."
    ),
    Reason.GUARDIAN_UNKNOWN: _no(
        403,
        "没有人确认这是孩子的监护人，或者凭证已失效。请到服务台办理。",
        "Nobody has attested that this is the child's guardian, or it no longer holds. The desk can help.",
    ),

    Reason.ORDER_RUNS: _no(
        422,
        "紧急情况期间，本门依紧急令寻找一个人。没有看到通行码，请出示通行码，或走其他通道。",
        "During an emergency this door looks for one person, under an order. No pass was seen: please show yours, or "
        "take another lane.",
    ),
    Reason.ORDER_NEEDS_TWO: _no(
        403,
        "紧急令须由两名持有各自有效密钥的负责人作出。",
        "An order takes two officers, each with a valid key of their own.",
    ),
    Reason.ORDER_NOT_OPEN: _no(
        409,
        "此紧急令已经确认或者已经结束，请重新起草。",
        "This order is confirmed already, or has ended. Draft another one.",
    ),
    Reason.FACE_LANE_FROZEN: _no(
        409,
        "因安全事件，本处的人脸通道已全部停用，请走其他通道。",
        "After an incident all face lanes of this place are frozen. Please take another lane.",
    ),
    Reason.HISTORY_PIN_CLOSED: _no(
        409,
        "查阅密码只能在刚同意之后设一次。",
        "A PIN for the history is chosen once, right after agreeing.",
    ),
    Reason.HISTORY_PIN_UNSET: _no(
        403,
        "当时没有设查阅密码，所以这里不显示记录。撤回不需要密码；要查阅，请找经营者。",
        "No PIN was chosen, so no history is shown here. Withdrawing needs none; to read it, ask the operator.",
    ),
    Reason.HISTORY_PIN_WRONG: _no(
        403, "查阅密码不对。撤回不需要密码。", "This is not the PIN. Withdrawing needs none."
    ),
    Reason.HISTORY_PIN_TRIES: _no(
        429,
        "试错太多次，请过十五分钟再试。撤回不需要密码。",
        "Too many wrong tries. Try again in fifteen minutes; withdrawing needs no PIN.",
    ),

    Reason.PIN_GUESSABLE: _no(
        422,
        "这个密码太容易猜到，请换一个：不要同一数字、顺子、重复段或生日。",
        "This PIN is too easy to guess. No single digit, run, repetition or birthday, please.",
    ),
    Reason.PIN_WRONG: _no(403, "号码或密码不对，请重试，或走其他通道。",
                          "The number or the PIN is wrong. Try again, or take another lane."),
    Reason.PIN_TRIES: _no(429, "试的次数太多，请走其他通道，或十五分钟后再试。",
                          "Too many tries. Take another lane, or try again in fifteen minutes."),
    Reason.TICKET_UNKNOWN: _no(404, "没有这张票，或已用过、已过期，请重新登录。",
                               "There is no such ticket, or it was used or is late. Sign in again."),
    Reason.NECESSITY_NOT_HERE: _no(
        409,
        "门从来不必靠人脸；只有应用的功能可以作出必要性声明。",
        "A door never needs the face. Only a function of an app can be stated to.",
    ),

    Reason.ONLY_ON_REQUEST: _no(
        409, "免持通行只在您自己提出时才会询问。", "Hands-free is asked about only at your own request."
    ),
    Reason.GALLERY_FULL: _no(
        409,
        "免持通行的名额已满：再多一人，认错人的机会就会超过本处的上限。您的通行码照常使用。",
        "Hands-free is full: one more person would make mistakes likelier than is allowed here. "
        "Your pass works as before.",
    ),
    Reason.NOT_RECOGNISED: _no(
        403,
        "没有认出您，也没有留下您的任何东西。请走其他通道。",
        "You were not recognised, and nothing of you was kept. Please take another lane.",
    ),

    Reason.CHALLENGE_NOT_FOLLOWED: _no(
        422,
        "动作或顺序与提示不同。请看新的提示，慢慢转头或点头，或走其他通道。",
        "These were not the moves that were asked for, in their order. Try the next ones slowly, or take another lane.",
    ),
    Reason.CHALLENGE_OUT_OF_TIME: _no(
        422,
        "画面的时间不对。请在提示后八秒内一口气做完，或走其他通道。",
        "The times of the frames do not fit. Make the moves in one go, within eight seconds, or take another lane.",
    ),
    Reason.CHALLENGE_TRIES: _no(429, "试的次数太多，请走其他通道，或十五分钟后再试。",
                                "Too many tries. Take another lane, or try again in fifteen minutes."),
    Reason.FACE_CHANGED: _no(
        422,
        "画面中不是始终同一张脸。请一个人、拿稳手机做完动作，或走其他通道。",
        "It was not one and the same face throughout. Make the moves alone, with the phone held still, "
        "or take another lane.",
    ),
    Reason.FACE_FLAT: _no(
        422,
        "看到的只是一幅平面的图在动。请转动您的头，不要动手机，或走其他通道。",
        "Only a flat picture was seen to move. Turn your head and not the phone, or take another lane.",
    ),
}
"""Every reason for a refusal."""

ADVICE: Mapping[Advice, Bilingual] = {
    Advice.COME_CLOSER: Bilingual("请再靠近一点。", "Come a little closer."),
    Advice.MORE_LIGHT: Bilingual("光线太暗，请到亮一点的地方。", "It is too dark. Please step into more light."),
    Advice.LESS_LIGHT: Bilingual("光线太强，请避开直射的光。", "The light is too strong. Please step out of it."),
    Advice.FACE_CAMERA: Bilingual("没有看清脸，请正对镜头。", "Your face was not well seen. Please face the camera."),
    Advice.HOLD_STILL: Bilingual("画面模糊，请站稳片刻。", "The picture is blurred. Please hold still for a moment."),
    Advice.CLEAR_VIEW: Bilingual("画面发灰，请擦净镜头，避开身后的强光。",
                                 "The picture is pale. Wipe the lens, and keep strong light from behind you."),
    Advice.STEP_UP_ALONE: Bilingual("画面中不止一个人，请一个人站在框内。",
                                    "More than one face was seen. Please step up alone."),
}
"""What helps the next capture most."""

ERRORS: Mapping[type[MenshenError], Answer] = {
    InputError: Answer(400, BAD_INPUT, Bilingual("请求不符合要求。", "The request is not what is allowed.")),
    UnavailableError: Answer(
        503,
        NOT_NOW,
        Bilingual("暂时无法完成，请稍后再试，或走其他通道。", "Not available now. Try again, or take another lane."),
    ),
    EvidenceError: Answer(
        500,
        BROKEN,
        Bilingual(
            "已停止：记录不一致，请联系负责人。", "Stopped: records do not agree. Please call the officer in charge."
        ),
    ),
}
"""Every kind of error."""
