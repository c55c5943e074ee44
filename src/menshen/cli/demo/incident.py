"""Step 17: a tablet is stolen. Every face lane of the place stops at once, the others go on, and everybody is told."""

import base64

from menshen.acts.disclose import verify_bundle
from menshen.cli.demo import compound, people
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Resident, Stage
from menshen.terms import Bilingual, Reason

INCIDENTS = f"{compound.PLACE}/incidents"
SUSPECTED = {"suspected": "leak",
             "cause": {"zh": "北门的平板电脑被盗。", "en": "The tablet at the north door was stolen."}}
FOUND = {"found": {"zh": "平板电脑里没有人脸；它的密钥已作废。", "en": "No face was in the tablet; its key was ended."}}
SECURITY = "cn-measures-2025/14"


def suspicion(stage: Stage, notes: Notes) -> None:
    """Frozen before anybody is asked, told to people and authority, and thawed by what was found."""
    samuel = _enrolled(stage, notes)
    opened = notes.granted(Bilingual("北门的平板被盗：经营者报告可能泄露", "The tablet is stolen: a leak is suspected"),
                           stage.calls.post(INCIDENTS, SUSPECTED),
                           Bilingual("人脸通道立即停用", "the face lanes are frozen at once")).body
    _frozen(stage, notes, samuel)
    _drafted(notes, opened)
    closed = notes.granted(Bilingual("查明结果", "What was found is said"),
                           stage.calls.post(f"/v1/incidents/{opened['incident']}/close", FOUND),
                           Bilingual("公布，人脸通道恢复", "published, and the face lanes go on")).body
    again = notes.granted(Bilingual("同一画面再送一次", "The same frame is sent again"),
                          stage.calls.frame(compound.FRAMES, samuel.frame), Bilingual("人脸开门", "opened by his face"))
    notes.holds("frozen from the suspicion to the finding, and no longer",
                opened["frozen"] and not closed["frozen"] and again.body["opened"] == "face")
    _on_record(stage, notes, str(opened["incident"]))


def _enrolled(stage: Stage, notes: Notes) -> Resident:
    """One more resident who would rather use his face."""
    samuel = stage.entitle(notes, people.AFFECTED, "9-0102")
    token = stage.calls.person("/v1/prompts", {"code": samuel.plain}).body["token"]
    samuel.secret = stage.calls.person("/v1/answers", {"token": token, "answer": "agree"}).body["secret"]
    frames = {"frames": [base64.b64encode(one).decode() for one in people.enrolling(samuel.who)]}
    permit = stage.calls.person("/v1/enrolments", {"secret": samuel.secret}).body["permit"]
    enrolled = notes.granted(Bilingual("他同意并登记", "He agrees and enrols"),
                             stage.calls.person(f"/v1/enrolments/{permit}/frames", frames),
                             Bilingual("模板密封在他自己的通行码里", "his template is in his own pass"))
    samuel.face, samuel.face_pass = enrolled.body["code"], enrolled.body["pass_id"]
    samuel.frame = people.alone(samuel.who, samuel.face)
    opened = stage.calls.frame(compound.FRAMES, samuel.frame)
    notes.holds("his face opened the door, before", opened.body["opened"] == "face")
    return samuel


def _frozen(stage: Stage, notes: Notes, samuel: Resident) -> None:
    looks = stage.looks()
    reply = notes.refused(Bilingual("他出示人脸通行码", "He shows his face pass"),
                          stage.calls.frame(compound.FRAMES, samuel.frame), Reason.FACE_LANE_FROZEN, SECURITY)
    notes.holds("the other lanes are offered", reply.body["lanes"] == ["desk", "pass"])
    notes.refused(Bilingual("他要重新登记", "He would enrol anew"),
                  stage.calls.person("/v1/enrolments", {"secret": samuel.secret}), Reason.FACE_LANE_FROZEN, SECURITY)
    opened = notes.granted(Bilingual("他出示普通通行码", "He shows his plain pass"),
                           stage.calls.post(f"{compound.DOOR}/codes", {"code": samuel.plain}),
                           Bilingual("照常开门", "opened as before"))
    door = stage.calls.get(compound.DOOR).body
    notes.holds("no face lane is open, the pass lane is, and nobody was looked at",
                not door["face_open"] and opened.body["opened"] == "pass" and stage.looks() == looks)


def _drafted(notes: Notes, opened: dict[str, object]) -> None:
    """What the gate lists and drafts."""
    held, notices, exposure = opened["held"], opened["notices"], opened["exposure"]
    if not (isinstance(held, list) and isinstance(notices, dict) and isinstance(exposure, list)):
        notes.holds("it lists what is affected, drafts the notices and names the exposure", held=False)
        return
    faces = {one["kind"]: one["count"] for one in held if one["face"]}
    notes.holds("of carried passes no face is affected: none is here", faces["carried-faces"] == 0)
    people_told, authority_told = notices["people"]["en"], notices["authority"]["en"]
    notes.holds("people and authority are told kinds, cause and harm, measures, and whom to ask (PIPL 57)", all(
        word in told for told in (people_told, authority_told)
        for word in ("Cause: The tablet", "Possible harm: ", "2. ", "3. Contact: ")))
    laws = [one["law"]["en"] for one in exposure]
    notes.holds("the exposure is named: PIPL 66 and Data Security Law 45",
                any("art. 66" in law for law in laws) and any("Data Security Law art. 45" in law for law in laws))


def _on_record(stage: Stage, notes: Notes, incident: str) -> None:
    bundle = stage.calls.post("/v1/evidence", {}).content
    report = verify_bundle(bundle, stage.calls.get("/v1/log-key").content.decode().strip())
    events = [one.event for one in report.verified.events]
    kinds = [event["type"] for event in events if event.get("incident") == incident]
    entered = {event["publication"] for event in events if event.get("of") == "incident"}
    ended = {event["publication"] for event in events if event["type"] == "publication.ended"}
    notes.holds("log and register have its beginning and its end, and a court would ask nothing",
                kinds == ["incident.opened", "incident.closed"] and len(entered) > 1 and entered <= ended
                and report.findings == ())
