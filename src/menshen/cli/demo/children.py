"""Step 10: a child of twelve is refused alone; with the guardian's own separate consent the child's face opens."""

import base64

from menshen.acts.disclose import verify_bundle
from menshen.cli.demo import compound, people
from menshen.cli.demo.calls import Reply
from menshen.cli.demo.leaving import counted
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Resident, Stage
from menshen.terms import Bilingual, Reason

FLAT = "7-0301"
_RELATED = "SELECT count(*) FROM guardians"
SEPARATE, UNDER_FOURTEEN = "cn-spc-2021/2.3", "cn-measures-2025/7"


def child(stage: Stage, notes: Notes) -> None:
    """Refused, claimed by a neighbour in vain, consented for by the guardian, admitted by face, and withdrawn again."""
    guardian = stage.residents[people.NOT_CONSENTING]
    minor = stage.entitle(notes, people.CHILD, FLAT, age_band="under-14",
                          guardians=[guardian.entitled["entitlement"]])
    looks = stage.looks()
    _not_alone(stage, notes, minor)
    _not_by_a_neighbour(stage, notes, minor)
    agreed = _guardian_consents(stage, notes, minor, guardian)
    notes.holds("nobody was looked at before the guardian's yes", stage.looks() == looks)
    _enrols(stage, notes, minor)
    _opens_by_the_childs_face_alone(stage, notes, minor)
    _proved_without_a_name(stage, notes, str(agreed.body["grant"]), (minor, guardian))
    _withdrawn(stage, notes, minor, guardian)
    _attested_at_the_desk(stage, notes, minor)


def _not_alone(stage: Stage, notes: Notes, minor: Resident) -> None:
    for asked, own_request in ((Bilingual("十二岁的孩子自己来", "A child of twelve comes alone"), False),
                               (Bilingual("孩子自己要求再问一次", "The child asks to be asked"), True)):
        notes.refused(asked, _ask(stage, minor, own_request=own_request), Reason.GUARDIAN_NEEDED, SEPARATE,
                      UNDER_FOURTEEN)


def _not_by_a_neighbour(stage: Stage, notes: Notes, minor: Resident) -> None:
    neighbour = stage.residents[people.DECLINING]
    notes.refused(Bilingual("邻居在孩子的码旁边出示自己的码", "A neighbour shows her own pass beside the child's"),
                  _ask(stage, minor, guardian=neighbour.plain), Reason.GUARDIAN_UNKNOWN, SEPARATE, UNDER_FOURTEEN)


def _guardian_consents(stage: Stage, notes: Notes, minor: Resident, guardian: Resident) -> Reply:
    shown = notes.granted(Bilingual("监护人出示自己的码：服务台登记孩子时指定的人",
                                    "The guardian, whom the desk had named, shows his own pass"),
                          _ask(stage, minor, guardian=guardian.plain),
                          Bilingual("告知内容，问的是监护人", "the notice, asked of a guardian"))
    notes.holds("the prompt says that it is asked of a guardian", shown.body["guardian"] is True)
    agreed = notes.granted(Bilingual("监护人单独同意", "The guardian agrees, to this alone"),
                           stage.calls.person("/v1/answers", {"token": shown.body["token"], "answer": "agree"}),
                           Bilingual("已同意，回执写明是监护人", "a grant; the receipt says whose"))
    minor.secret = str(agreed.body["secret"])
    record = agreed.body["receipt"]["dpv:hasRecordOfActivity"]
    notes.holds("the receipt says that a guardian consented, for a child",
                record["dpv:hasConsentStatus"][0]["dpv:isIndicatedBy"] == "dpv:GuardianOfDataSubject"
                and record["dpv:hasDataSubject"] == "dpv:Child")
    return agreed


def _enrols(stage: Stage, notes: Notes, minor: Resident) -> None:
    frames = [base64.b64encode(one).decode() for one in people.enrolling(minor.who)]
    permit = stage.calls.person("/v1/enrolments", {"secret": minor.secret}).body["permit"]
    enrolled = notes.granted(Bilingual("孩子拍三帧登记", "Three frames of the child are taken"),
                             stage.calls.person(f"/v1/enrolments/{permit}/frames", {"frames": frames}),
                             Bilingual("模板密封在孩子自己的通行码里", "sealed into the child's own pass"))
    minor.face, minor.face_pass = enrolled.body["code"], enrolled.body["pass_id"]


def _opens_by_the_childs_face_alone(stage: Stage, notes: Notes, minor: Resident) -> None:
    minor.frame = people.alone(minor.who, minor.face)
    opened = notes.granted(Bilingual("孩子在门口出示人脸通行码", "The child shows the face pass at the door"),
                           stage.calls.frame(compound.FRAMES, minor.frame), Bilingual("人脸开门", "opened by the face"))
    notes.show(minor.frame, Bilingual("监护人同意了：门由孩子的脸打开", "The guardian said yes: the face opens"))
    notes.holds("the child's face opened the door", opened.body["opened"] == "face")
    notes.refused(Bilingual("监护人拿着孩子的码", "The guardian stands there with the child's pass"),
                  stage.calls.frame(compound.FRAMES, people.alone(people.NOT_CONSENTING, minor.face)),
                  Reason.NOT_SAME_PERSON)


def _proved_without_a_name(stage: Stage, notes: Notes, grant: str, known: tuple[Resident, ...]) -> None:
    key = stage.calls.get("/v1/log-key").content.decode().strip()
    bundle = stage.calls.post("/v1/evidence", {"grant": grant}).content
    report = verify_bundle(bundle, key)
    events = [one.event for one in report.verified.events]
    attested, shown = events[:2]
    notes.holds("the evidence of this grant begins with who attested: the guardian's own pass",
                (attested["type"], attested.get("by")) == ("guardian.attested", "pass")
                and shown.get("attestation") == attested["attestation"] and not report.findings)
    names = [str(one.entitled[name]) for one in known for name in ("entitlement", "pass_id", "code")]
    notes.holds("it names neither child nor guardian",
                not any(text.encode() in bundle for text in [*names, FLAT]))


def _withdrawn(stage: Stage, notes: Notes, minor: Resident, guardian: Resident) -> None:
    notes.holds("one row tied guardian and child", counted(stage.gate.home, _RELATED) == (1,))
    notes.granted(Bilingual("凭回执撤回：孩子或监护人都可以", "With the receipt, child or guardian withdraws"),
                  stage.calls.person("/v1/withdrawals", {"secret": minor.secret}),
                  Bilingual("密钥与监护关系一并销毁", "key and relation are gone"))
    notes.holds("no row ties them any more", counted(stage.gate.home, _RELATED) == (0,))
    notes.refused(Bilingual("同一帧画面再送一次", "The same frame of the child is sent again"),
                  stage.calls.frame(compound.FRAMES, minor.frame), Reason.PASS_REVOKED)
    notes.refused(Bilingual("监护人再出示自己的码", "The guardian shows his own pass once more"),
                  _ask(stage, minor, own_request=True, guardian=guardian.plain), Reason.GUARDIAN_UNKNOWN)


def _attested_at_the_desk(stage: Stage, notes: Notes, minor: Resident) -> None:
    path = f"/v1/entitlements/{minor.entitled['entitlement']}/guardians"
    handed = notes.granted(Bilingual("服务台核实另一位监护人，不抄证件",
                                     "The desk attests another guardian, and copies no paper"),
                           stage.calls.post(path, {}), Bilingual("发给一次性凭证", "a token, for one showing"))
    token = str(handed.body["token"])
    shown = notes.granted(Bilingual("凭证打开一次询问", "The token opens one prompt"),
                          _ask(stage, minor, own_request=True, guardian=token),
                          Bilingual("告知内容，问的是监护人", "the notice, asked of a guardian"))
    notes.refused(Bilingual("同一凭证再用一次", "The same token is shown again"),
                  _ask(stage, minor, own_request=True, guardian=token), Reason.GUARDIAN_UNKNOWN)
    notes.granted(Bilingual("这位监护人说不", "This guardian declines"),
                  stage.calls.person("/v1/answers", {"token": shown.body["token"], "answer": "decline"}),
                  Bilingual("一步，到此为止", "one step, and that is all"))
    opened = notes.granted(Bilingual("孩子出示普通通行码", "The child shows the plain pass"),
                           stage.calls.post(f"{compound.DOOR}/codes", {"code": minor.plain}),
                           Bilingual("通行码照常开门", "opened by the pass, as before"))
    notes.holds("the child's plain pass opened the door", opened.body["opened"] == "pass")


def _ask(stage: Stage, minor: Resident, **more: object) -> Reply:
    return stage.calls.person("/v1/prompts", {"code": minor.plain, **more})
