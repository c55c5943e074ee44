"""Steps 3 and 4: two residents are asked once; one declines, one agrees. Neither waits for the other's choice."""

import base64
import json
from typing import Any

from menshen.cli.demo import compound, people
from menshen.cli.demo.calls import Reply
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Resident, Stage
from menshen.terms import Bilingual, Reason


def declines(stage: Stage, notes: Notes) -> None:
    """She says no in one step, her pass opens the door, and nobody asks her again."""
    lin = stage.entitle(notes, people.DECLINING, "3-1201")
    frame = people.alone(lin.who, lin.plain)
    shown = _asked_once(stage, notes, lin)
    said = notes.granted(Bilingual("她回答：不用", "She declines"),
                         stage.calls.person("/v1/answers", {"token": shown["token"], "answer": "decline"}),
                         Bilingual("一步，到此为止", "one step, and that is all"))
    looks = stage.looks()
    opened = notes.granted(Bilingual("她在门口出示通行码", "She shows her pass at the door"),
                           stage.calls.frame(compound.FRAMES, frame), Bilingual("通行码开门", "opened by the pass"))
    notes.show(frame, Bilingual("她说不：通行码照常开门，不看脸", "She said no: her pass opens, unlooked at"))
    notes.holds("the pass opened the door, and her face was not looked at",
                opened.body["opened"] == "pass" and stage.looks() == looks)
    lin.waited_ms |= {"answer": said.ms, "door": opened.ms}
    notes.refused(Bilingual("再问她一次", "She is asked again"), stage.calls.person("/v1/prompts", {"code": lin.plain}),
                  Reason.ALREADY_DECLINED, "cn-spc-2021/4.3")


def agrees(stage: Stage, notes: Notes) -> None:
    """She reads the notice, agrees to it alone, enrols from three frames, and the door opens by her face."""
    bai = stage.entitle(notes, people.AGREEING, "5-0802")
    body = {"frames": [base64.b64encode(one).decode() for one in people.enrolling(bai.who)]}
    shown = _asked_once(stage, notes, bai)
    notes.holds("the prompt shows the published notice and two options",
                shown["notice"] == stage.calls.get(compound.NOTICE).body
                and sorted(shown["options"]) == ["agree", "decline"])
    _not_before_her_yes(stage, notes, body)
    said = notes.granted(Bilingual("她单独、明示地同意", "She agrees, to this alone"),
                         stage.calls.person("/v1/answers", {"token": shown["token"], "answer": "agree"}),
                         Bilingual("已同意，回执归她", "a grant; the receipt is hers"))
    bai.secret = said.body["secret"]
    bai.waited_ms["answer"] = said.ms
    _enrols(stage, notes, bai, body)
    _opens_by_face(stage, notes, bai)


def _asked_once(stage: Stage, notes: Notes, resident: Resident) -> dict[str, Any]:
    shown = notes.granted(Bilingual("问她一次：愿意用人脸通道吗？", "She is asked once: would she like the face lane?"),
                          stage.calls.person("/v1/prompts", {"code": resident.plain}),
                          Bilingual("告知内容和两个同样的选项", "the notice, and two equal options"))
    resident.waited_ms["prompt"] = shown.ms
    return shown.body


def _not_before_her_yes(stage: Stage, notes: Notes, body: dict[str, Any]) -> None:
    looks = stage.looks()
    notes.refused(Bilingual("在她回答之前要送来她的三帧画面", "Three frames of her are to be sent before her answer"),
                  _announce(stage, "0" * 32, body), Reason.PERMIT_MISSING, "cn-spc-2021/2.3")
    notes.holds("the face engine was not called, and no byte of the pictures was asked for", stage.looks() == looks)


def _enrols(stage: Stage, notes: Notes, bai: Resident, body: dict[str, Any]) -> None:
    issued = notes.granted(Bilingual("凭回执申请一次采集", "With her receipt she asks for one capture"),
                           stage.calls.person("/v1/enrolments", {"secret": bai.secret}),
                           Bilingual("许可一次，十秒内有效", "one permit, for ten seconds"))
    permit = str(issued.body["permit"])
    enrolled = notes.granted(Bilingual("拍三帧登记", "Three frames are taken"),
                             stage.calls.person(_frames_of(permit), body),
                             Bilingual("模板密封在她自己的通行码里", "her template is sealed into her own pass"))
    bai.face, bai.face_pass = enrolled.body["code"], enrolled.body["pass_id"]
    bai.waited_ms |= {"permit": issued.ms, "enrol": enrolled.ms}
    notes.show(enrolled.body["qr_svg"], Bilingual("她的人脸通行码", "Her face pass"))
    notes.refused(Bilingual("同一许可再用一次", "The same permit is used again"), _announce(stage, permit, body),
                  Reason.PERMIT_MISSING)


def _opens_by_face(stage: Stage, notes: Notes, bai: Resident) -> None:
    bai.frame = people.alone(bai.who, bai.face)
    looks = stage.looks()
    opened = notes.granted(Bilingual("她在门口出示人脸通行码", "She shows her face pass to the camera"),
                           stage.calls.frame(compound.FRAMES, bai.frame), Bilingual("人脸开门", "opened by her face"))
    notes.show(bai.frame, Bilingual("她说好：门由她的脸打开", "She said yes: the door opens by her face"))
    notes.holds("her face opened the door, with one look",
                opened.body["opened"] == "face" and stage.looks() == looks + 1)
    bai.waited_ms["door"] = opened.ms
    stage.admission_ms = {**opened.body["stages_ms"], "total": round(opened.ms, 3)}


def _announce(stage: Stage, permit: str, body: dict[str, Any]) -> Reply:
    return stage.calls.announced(_frames_of(permit), len(json.dumps(body)))


def _frames_of(permit: str) -> str:
    return f"/v1/enrolments/{permit}/frames"
