"""Step 19: her own face: with the receipt alone she withdraws; with her PIN beside it she reads all there is."""

import base64

from menshen.cli.demo import compound, people
from menshen.cli.demo.calls import Reply
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.register import HALL, HALL_DOOR
from menshen.cli.demo.stage import Resident, Stage
from menshen.terms import Bilingual, Reason

PIN, GUESSED = "480271", "735190"
TRIES = 5
_READ = "/v1/histories"


def my_face(stage: Stage, notes: Notes) -> None:
    """She agrees and chooses a PIN, comes in twice, reads her history, and withdraws with the link alone."""
    samuel = _agrees(stage, notes)
    _goes_in(stage, notes, samuel)
    _reads(stage, notes, samuel)
    _others_do_not(stage, notes, samuel)
    _withdraws(stage, notes, samuel)


def _agrees(stage: Stage, notes: Notes) -> Resident:
    label = "8-1102"
    entitled = notes.granted(Bilingual("服务台为体育馆的一位会员登记", "The desk of the hall entitles a member"),
                             stage.calls.post(f"{HALL}/entitlements", compound.entitlement(label)),
                             Bilingual("普通通行码", "a plain pass")).body
    samuel = Resident(people.READING, label, str(entitled["code"]), entitled)
    stage.residents[samuel.who] = samuel
    shown = stage.calls.person("/v1/prompts", {"code": samuel.plain}).body
    agreed = notes.granted(Bilingual("会员单独同意", "The member agrees, to this alone"),
                           stage.calls.person("/v1/answers", {"token": shown["token"], "answer": "agree"}),
                           Bilingual("回执里的链接通向“我的人脸”", "the receipt's link leads to “my face”")).body
    samuel.secret = str(agreed["secret"])
    page, _, fragment = str(agreed["withdraw_link"]).partition("#")
    path = page.removeprefix(stage.gate.url)
    notes.holds("the secret is in the link's fragment, which browsers never send, and the page knows nobody",
                fragment == samuel.secret and stage.calls.anyone(path).granted
                and samuel.secret not in stage.calls.anyone(path).content.decode())
    notes.refused(Bilingual("只有回执，还没有设密码：查看记录", "With the receipt alone, no PIN: to read the history"),
                  _read(stage, samuel, PIN), Reason.HISTORY_PIN_UNSET)
    notes.granted(Bilingual("设一个查阅密码（可以不设）", "A PIN for the history is chosen (nobody has to)"),
                  stage.calls.person(f"{_READ}/pin", {"secret": samuel.secret, "pin": PIN}),
                  Bilingual("只设这一次", "once"))
    notes.refused(Bilingual("捡到回执的人想改密码", "Whoever finds the receipt would choose another"),
                  stage.calls.person(f"{_READ}/pin", {"secret": samuel.secret, "pin": GUESSED}),
                  Reason.HISTORY_PIN_CLOSED)
    return samuel


def _goes_in(stage: Stage, notes: Notes, samuel: Resident) -> None:
    frames = [base64.b64encode(one).decode() for one in people.enrolling(samuel.who)]
    permit = stage.calls.person("/v1/enrolments", {"secret": samuel.secret}).body["permit"]
    enrolled = notes.granted(Bilingual("登记三帧", "Three frames are taken"),
                             stage.calls.person(f"/v1/enrolments/{permit}/frames", {"frames": frames}),
                             Bilingual("模板密封在自己的通行码里", "the template is sealed into the member's own pass"))
    samuel.face, samuel.face_pass = str(enrolled.body["code"]), str(enrolled.body["pass_id"])
    opened = notes.granted(Bilingual("刷脸进体育馆", "In by face, at the hall"),
                           stage.calls.frame(f"{HALL_DOOR}/frames", people.alone(samuel.who, samuel.face)),
                           Bilingual("人脸开门", "opened by the face"))
    notes.holds("the face opened the hall's door", opened.body["opened"] == "face")
    notes.refused(Bilingual("别人拿着这个码", "Somebody else shows the code"),
                  stage.calls.frame(f"{HALL_DOOR}/frames", people.alone(people.SOMEBODY_ELSE, samuel.face)),
                  Reason.NOT_SAME_PERSON)


def _reads(stage: Stage, notes: Notes, samuel: Resident) -> None:
    told = notes.granted(Bilingual("凭回执和密码查看记录", "With receipt and PIN the history is read"),
                         _read(stage, samuel, PIN), Bilingual("每一次查看，凭什么", "every look, with its ground")).body
    looks = [(one["act"], one["door"], one["outcome"], one["opened_at"] is not None) for one in told["looks"]]
    notes.holds("it tells of three looks: the enrolment, the opening, and somebody else's try",
                looks == [("enrol", None, "enrolled", False), ("verify", "hall", "matched", True),
                          ("verify", "hall", "not-same-person", False)])
    notes.holds("each look names its time and the article that it stood on",
                all(one["at"] and one["ground"]["article"] == "cn-spc-2021/2.3" for one in told["looks"]))
    notes.holds("it says where the face is: in the member's own pass, its key at the place",
                told["held"] == {"where": "pass", "epoch": stage.epoch()})
    notes.holds("the receipt can be had again", told["receipt"]["dct:identifier"] == told["grant"])


def _others_do_not(stage: Stage, notes: Notes, samuel: Resident) -> None:
    for _ in range(TRIES):
        refused = _read(stage, samuel, GUESSED)
    notes.refused(Bilingual(f"猜了{TRIES}次密码", f"{TRIES} PINs are guessed"), refused, Reason.HISTORY_PIN_WRONG)
    notes.refused(Bilingual("再试，连对的密码也不行", "Once more, with the right one"), _read(stage, samuel, PIN),
                  Reason.HISTORY_PIN_TRIES)


def _withdraws(stage: Stage, notes: Notes, samuel: Resident) -> None:
    ended = notes.granted(Bilingual("撤回只要链接", "Withdrawing takes the link alone"),
                          stage.calls.person("/v1/withdrawals", {"secret": samuel.secret}),
                          Bilingual("密钥已销毁", "the key is destroyed"))
    notes.holds("one key was destroyed", ended.body["keys_destroyed"] == 1)
    notes.refused(Bilingual("撤回之后再查看", "After it the history is asked for"), _read(stage, samuel, PIN),
                  Reason.RECEIPT_UNKNOWN)


def _read(stage: Stage, samuel: Resident, pin: str) -> Reply:
    return stage.calls.person(_READ, {"secret": samuel.secret, "pin": pin})
