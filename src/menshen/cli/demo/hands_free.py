"""Step 11: hands-free. A second grant of hers, a press, one look among two hundred others; and who is left alone."""

import base64
import tomllib
from importlib import resources
from time import perf_counter
from typing import Any, Final

from menshen.acts.disclose import verify_bundle
from menshen.cli.demo import compound, people, traces, two_hundred
from menshen.cli.demo.calls import Reply
from menshen.cli.demo.leaving import counted, kept_reference
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Resident, Stage
from menshen.terms import Bilingual, Purpose, Reason

NOTICE: Final = f"{compound.PLACE}/notices/{Purpose.ENTRY_HANDS_FREE}"
PRESS_NOTICE: Final = f"{compound.PLACE}/press-notice"
PRESSES: Final = f"{compound.DOOR}/presses"
KEPT, TIED = "SELECT count(*) FROM kept_references", "SELECT count(*) FROM ties"
ALLOWED = two_hundred.OTHERS + 1
TRIALS = 10_050


def hands_free(stage: Stage, notes: Notes) -> None:
    """She presses and is recognised; a stranger who presses is not; who does not press is not looked at."""
    bai = stage.residents[people.AGREEING]
    _opened(stage, notes)
    late = stage.entitle(notes, people.SOMEBODY_ELSE, "8-0501")
    late.secret = _agrees(stage, late)["secret"]
    grant, secret = _second_grant(stage, notes, bai)
    _full(stage, notes, late)
    _nobody_presses(stage, notes, bai)
    _she_presses(stage, notes, bai, grant)
    _a_stranger_presses(stage, notes)
    _ended(stage, notes, bai, grant, secret)


def _opened(stage: Stage, notes: Notes) -> None:
    text = (resources.files("menshen.cli.demo") / "hands-free.toml").read_text(encoding="utf-8")
    notes.granted(Bilingual("公布免持通行的告知：另一份告知，另一次同意", "The notice for hands-free is published"),
                  stage.calls.put(NOTICE, tomllib.loads(text)), Bilingual("人人可读", "for everybody to read"))
    begun = perf_counter()
    with stage.gate.at_rest() as home:
        two_hundred.choose_rate(home)
        kept = two_hundred.enrol_others(home, stage.gate.url)
    notes.found(Bilingual(f"经营者选定误认率上限{two_hundred.RATE:.2%}；{two_hundred.OTHERS}个随机模板代表其他住户，停机登记",
                          f"The operator's rate: {two_hundred.RATE:.2%} of strangers; {two_hundred.OTHERS} random "
                          f"templates stand for the others"),
                Bilingual("重新启动后从密封的记录恢复", "sealed, and read again at the start"),
                (perf_counter() - begun) * 1e3,
                holds=(kept, *counted(stage.gate.home, KEPT)) == (two_hundred.OTHERS, two_hundred.OTHERS))


def _second_grant(stage: Stage, notes: Notes, bai: Resident) -> tuple[str, str]:
    """Her grant's id and its receipt's secret, beside those of her face pass."""
    bai.secret = _agrees(stage, bai, Purpose.ENTRY_BY_PASS)["secret"]
    enrolled = notes.granted(Bilingual("她重新登记人脸通行码", "She enrols for a face pass again"),
                             _enrols(stage, bai, bai.secret), Bilingual("第一份同意", "her first grant"))
    bai.face, bai.face_pass = enrolled.body["code"], enrolled.body["pass_id"]
    bai.frame = people.alone(bai.who, bai.face)
    notes.refused(Bilingual("没有人主动问她要不要免持通行", "Nobody asks her about hands-free"),
                  stage.calls.person("/v1/prompts", {"code": bai.plain, "purpose": Purpose.ENTRY_HANDS_FREE}),
                  Reason.ONLY_ON_REQUEST)
    agreed = _agrees(stage, bai)
    kept = notes.granted(Bilingual("她自己提出，另外单独同意，并登记", "She asks, agrees to it alone, and enrols"),
                         _enrols(stage, bai, agreed["secret"]),
                         Bilingual("模板密封留存，没有新的通行码", "sealed and kept here; there is no pass"))
    notes.holds("two grants of hers stand side by side, each with its own receipt",
                kept.body["kept"] and agreed["secret"] != bai.secret
                and counted(stage.gate.home, KEPT) == (ALLOWED,))
    return agreed["grant"], agreed["secret"]


def _full(stage: Stage, notes: Notes, late: Resident) -> None:
    looks = stage.looks()
    full = notes.refused(Bilingual("又一位住户同意了，要登记", "One more resident, who has agreed, would enrol"),
                         stage.calls.person("/v1/enrolments", {"secret": late.secret}), Reason.GALLERY_FULL)
    notes.holds(f"the card allows {ALLOWED} at this rate; one more would take {TRIALS:,} impostor trials",
                (full.body["allowed"], full.body["trials_needed"]) == (ALLOWED, TRIALS) and stage.looks() == looks)


def _nobody_presses(stage: Stage, notes: Notes, bai: Resident) -> None:
    looks, frame = stage.looks(), people.alone(bai.who)
    notes.refused(Bilingual("她站在镜头前，不按", "She stands before the camera and does not press"),
                  stage.calls.frame(compound.FRAMES, frame), Reason.NO_CODE)
    notes.refused(Bilingual("按了，但旁边显示的不是现行的五行告知", "A press, beside other words than those in force"),
                  stage.calls.frame(f"{PRESSES}?notice={'0' * 64}", frame), Reason.LAW, "cn-spc-2021/2.2")
    notes.holds("nobody was looked at", stage.looks() == looks)


def _she_presses(stage: Stage, notes: Notes, bai: Resident, grant: str) -> None:
    looks, frame = stage.looks(), people.alone(bai.who)
    opened = notes.granted(Bilingual("她按下，旁边是五行告知", "She presses, beside a notice of five lines"),
                           _press(stage, frame), Bilingual("在二百人中认出，开门", "recognised among 200 others"))
    notes.show(frame, Bilingual("她按下：看一次，开门", "She presses: one look, and the door opens"))
    notes.holds("one press, one look, and the door opened", opened.body["opened"] == "face"
                and stage.looks() == looks + 1)
    key = stage.calls.get("/v1/log-key").content.decode().strip()
    report = verify_bundle(stage.calls.post("/v1/evidence", {"grant": grant}).content, key)
    kinds = [one.event["type"] for one in report.verified.events][-4:]
    notes.holds("her evidence shows press, permit, look and opening, and a court would ask nothing",
                kinds == ["pressed", "permit", "look", "opened"] and not report.findings)


def _a_stranger_presses(stage: Stage, notes: Notes) -> None:
    looks, frame = stage.looks(), people.alone(people.STRANGER)
    reply = notes.refused(Bilingual("路人也按下", "A stranger presses, too"), _press(stage, frame),
                          Reason.NOT_RECOGNISED)
    notes.show(frame, Bilingual("路人按下：没有认出，什么都不留", "A stranger presses: not recognised, nothing kept"))
    notes.holds("one look, and the other lanes are offered",
                stage.looks() == looks + 1 and reply.body["lanes"] == ["desk", "pass"])
    begun = perf_counter()
    needles = traces.of_picture(frame) | traces.of_template(people.template(frame))
    files = [*traces.files_under(stage.gate.home), stage.gate.said]
    found = traces.holding(needles, files)
    notes.found(Bilingual(f"在{len(files)}个文件中逐字节查找这位路人", f"Every byte of {len(files)} files is searched"),
                Bilingual("毫无痕迹", "no trace of the stranger"), (perf_counter() - begun) * 1e3, holds=not found)


def _ended(stage: Stage, notes: Notes, bai: Resident, grant: str, secret: str) -> None:
    """She ends this one alone: reference, key, tie and row are gone, and her face pass opens as before."""
    home = stage.gate.home
    sealed = kept_reference(home, grant)
    [tied] = counted(home, TIED)
    ended = notes.granted(Bilingual("她撤回免持通行的同意", "She withdraws from hands-free"),
                          stage.calls.person("/v1/withdrawals", {"secret": secret}),
                          Bilingual("模板和密钥已销毁", "reference and key are destroyed"))
    pieces = frozenset(sealed[at:at + traces.NEEDLE_BYTES] for at in range(0, len(sealed) - 16, 16))
    notes.holds("key, tie and sealed reference are gone: no byte of it is in any file",
                bool(pieces) and ended.body["keys_destroyed"] == 1 and counted(home, TIED) == (tied - 1,)
                and not traces.holding(pieces, traces.files_under(home)))
    notes.refused(Bilingual("她再按一次", "She presses again"), _press(stage, people.alone(bai.who)),
                  Reason.NOT_RECOGNISED)
    opened = notes.granted(Bilingual("她出示人脸通行码", "She shows her face pass"),
                           stage.calls.frame(compound.FRAMES, bai.frame), Bilingual("照常开门", "opened, as before"))
    notes.holds("her other grant lives on", opened.body["opened"] == "face")


def _agrees(stage: Stage, resident: Resident, purpose: Purpose = Purpose.ENTRY_HANDS_FREE) -> dict[str, Any]:
    """The resident asks for the prompt of one purpose, and says yes to it."""
    shown = stage.calls.person("/v1/prompts", {"code": resident.plain, "own_request": True, "purpose": purpose}).body
    return stage.calls.person("/v1/answers", {"token": shown["token"], "answer": "agree"}).body


def _enrols(stage: Stage, resident: Resident, secret: str) -> Reply:
    """Three frames of the resident, on the grant of one receipt."""
    frames = {"frames": [base64.b64encode(one).decode() for one in people.enrolling(resident.who)]}
    # Drawn before the permit is asked for: its ten seconds are for a camera, and not for a draughtsman.
    permit = stage.calls.person("/v1/enrolments", {"secret": secret}).body["permit"]
    return stage.calls.person(f"/v1/enrolments/{permit}/frames", frames)


def _press(stage: Stage, frame: bytes) -> Reply:
    """Whoever stands there presses, beside the notice in force."""
    shown = stage.calls.anyone(PRESS_NOTICE).body["hash"]
    return stage.calls.frame(f"{PRESSES}?notice={shown}", frame)
