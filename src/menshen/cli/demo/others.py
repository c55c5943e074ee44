"""Steps 5 and 6: somebody else with her pass, and four things that are no consent."""

import time

from menshen.cli.demo import compound, people
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Stage
from menshen.terms import Bilingual, Reason

LAPSE_S = 0.2


def somebody_else(stage: Stage, notes: Notes) -> None:
    """Another face with her pass is not admitted, and two faces are asked again; the other lanes stay open to all."""
    bai = stage.residents[people.AGREEING]
    frame = people.alone(people.SOMEBODY_ELSE, bai.face)
    reply = notes.refused(Bilingual("别人出示她的通行码", "Somebody else shows her pass"),
                          stage.calls.frame(compound.FRAMES, frame), Reason.NOT_SAME_PERSON)
    notes.show(frame, Bilingual("同一个码，另一张脸：不开门", "The same code, another face: not opened"))
    notes.holds("the other lanes are offered", reply.body["lanes"] == ["desk", "pass"] and not reply.body["again"])
    frame = people.two(bai.who, people.SOMEBODY_ELSE, bai.face)
    reply = notes.refused(Bilingual("框内站着两个人", "Two people stand in the area"),
                          stage.calls.frame(compound.FRAMES, frame), Reason.MANY_FACES)
    notes.show(frame, Bilingual("两个人：请一个人站在框内", "Two faces: please step up alone"))
    notes.holds("one of them is asked to step up alone", bool(reply.body["again"]))


def no_consent(stage: Stage, notes: Notes) -> None:
    """An operator's yes, a bundled yes, a second answer and a late one: nothing comes of any of them."""
    kofi = stage.entitle(notes, people.NOT_CONSENTING, "7-0301")
    before = _kept(stage)
    calls = stage.calls
    shown = calls.person("/v1/prompts", {"code": kofi.plain}).body
    agree = {"token": shown["token"], "answer": "agree"}
    notes.refused(Bilingual("经营者替住户点“同意”", "The operator's key answers “agree” for the resident"),
                  calls.post("/v1/answers", agree), Reason.CONSENT_BY_OPERATOR, "cn-spc-2021/2.3")
    notes.refused(Bilingual("同意与会员条款捆绑", "“Agree”, bundled with membership terms"),
                  calls.person("/v1/answers", {**agree, "beside": ["membership-terms"]}), Reason.CONSENT_BUNDLED,
                  "cn-spc-2021/4.2")
    notes.granted(Bilingual("住户自己回答：不用", "The resident's own answer is no"),
                  calls.person("/v1/answers", {**agree, "answer": "decline"}), Bilingual("到此为止", "that is all"))
    notes.refused(Bilingual("已经回答过的询问再答“同意”", "“Agree”, on a prompt that was already answered"),
                  calls.person("/v1/answers", agree), Reason.PROMPT_ANSWERED, "cn-spc-2021/2.3")
    late = calls.person("/v1/prompts", {"code": kofi.plain, "own_request": True, "lasts_s": LAPSE_S}).body
    time.sleep(2 * LAPSE_S)
    notes.refused(Bilingual("过期的询问答“同意”", "“Agree”, on a prompt that has expired"),
                  calls.person("/v1/answers", {**agree, "token": late["token"]}), Reason.PROMPT_EXPIRED,
                  "cn-spc-2021/2.3")
    _nothing_enrolled(stage, notes, (shown["token"], late["token"]), before)


def _nothing_enrolled(stage: Stage, notes: Notes, tokens: tuple[str, str], before: tuple[int, bytes, int]) -> None:
    for token in tokens:
        notes.holds("no receipt came of it, so no permit does either",
                    stage.calls.person("/v1/enrolments", {"secret": token}).reason == Reason.RECEIPT_UNKNOWN)
    notes.holds("nothing is enrolled: no look, no key, no new epoch", _kept(stage) == before)


def _kept(stage: Stage) -> tuple[int, bytes, int]:
    """Looks begun, the sealed key file, its epoch."""
    return stage.looks(), (stage.gate.home / "keys" / "pass-keys.sealed").read_bytes(), stage.epoch()
