"""Step 18: the public register, as page and as JSON-LD: what it says is so, can be checked, and is about nobody."""

import hashlib
from datetime import datetime
from html import unescape
from typing import Any, Final

import rfc8785

from menshen.acts.disclose import verify_bundle
from menshen.acts.facts import CHINA
from menshen.audit.register import CONTESTED, FEWEST, GROUND
from menshen.cli.demo import compound
from menshen.cli.demo.calls import Reply
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Resident, Stage
from menshen.ledger.note import open_note
from menshen.terms import Bilingual, PlaceKind

HALL: Final = "/v1/places/spruce-hall"
HALL_DOOR: Final = f"{HALL}/doors/hall"

Json = dict[str, Any]


def register(stage: Stage, notes: Notes) -> None:
    """A hall that is a public place opens beside the compound; then anybody reads the register, and checks it."""
    _hall(stage, notes)
    reply = notes.granted(Bilingual("任何人查看公示（JSON-LD，不带密钥）", "Anybody reads the register, as JSON-LD"),
                          stage.calls.anyone("/v1/register"), Bilingual("公开", "public"))
    page = notes.granted(Bilingual("同样的内容，给人看的一页", "The same as a page for people"),
                         stage.calls.anyone("/register"), Bilingual("中文和 English", "in both languages"))
    places = {str(one["dct:identifier"]): one for one in reply.body["menshen:place"]}
    _where_and_why(notes, places)
    _contested(notes, places, page)
    # Fetching evidence signs a newer checkpoint: what the register shows of the log is compared before.
    _log(stage, notes, reply, page)
    _published(stage, notes, places, page)
    _small_counts(stage, notes, reply)
    _nobody(stage, notes, reply, page)


def _hall(stage: Stage, notes: Notes) -> None:
    declared = compound.declared()
    place = declared["place"] | {"kind": "gym", "public_place": True,
                                 "name": {"zh": "云杉苑体育馆", "en": "Spruce Court sports hall"}}
    text = declared["notice"]["text"] | {"purpose": {
        "zh": "核对持码人是否为本人，以打开体育馆的门。",
        "en": "To check that a pass is held by its own person, and open the door of the hall."}}
    for asked, path, body in (
            (Bilingual("体育馆对外开放，登记为公共场所", "The sports hall is open to the public, and declared as such"),
             HALL, place),
            (Bilingual("公布体育馆的告知", "Its notice is published"), f"{HALL}/notices/entry-by-pass",
             {"version": 1, "text": text}),
            (Bilingual("体育馆的门：人脸、通行码、服务台", "Its door: face, pass, desk"), HALL_DOOR, compound.LANES)):
        notes.granted(asked, stage.calls.put(path, body), Bilingual("已登记", "done"))


def _where_and_why(notes: Notes, places: dict[str, Json]) -> None:
    """Where faces are recognised, why, on what ground; the notices' hashes are computed again."""
    for place in places.values():
        doors = {str(one["dct:identifier"]): one for one in place["menshen:door"]}
        app = place["menshen:kind"] == PlaceKind.APP
        notes.holds(f"each door of {place['dct:identifier']} says whether faces are recognised, and whether attended",
                    bool(doors) and all(one["menshen:faceRecognition"] in {"live", "shut"}
                                        and one["menshen:attended"] is not app for one in doors.values()))
        purposes = place["dpv:hasProcess"]
        notes.holds("each purpose stands on separate consent, with the notice's own words under its hash",
                    bool(purposes) and all(one["dpv:hasApplicableLaw"] == GROUND and _hash(_notice(one)) ==
                                           one["dpv:hasNotice"]["dct:identifier"] for one in purposes))
        lanes = {str(one["schema:name"]): one for one in place["menshen:lane"]}
        notes.holds("every lane is there with its times, and a desk as not timed",
                    ({"face", "pin"} if app else {"desk", "face", "pass"}) <= lanes.keys()
                    and all(("menshen:meanTimeToOpen" in one) is (name != "desk") is one["menshen:timed"]
                            for name, one in lanes.items()))
    [north] = (one for one in places["spruce-court"]["menshen:door"] if one["dct:identifier"] == "north")
    notes.holds("for each lane of the north door it says how long it was down today",
                all(one["menshen:downSecondsToday"] >= 0 for one in north["menshen:lane"]))


def _contested(notes: Notes, places: dict[str, Json], page: Reply) -> None:
    html = page.content.decode()
    notes.holds("that article 13 of the Measures can be read otherwise is said of the hall, and not of the compound",
                "menshen:contested" in places["spruce-hall"] and "menshen:contested" not in places["spruce-court"]
                and html.count(CONTESTED.zh) == 1 and html.count(CONTESTED.en) == 1)


def _published(stage: Stage, notes: Notes, places: dict[str, Json], page: Reply) -> None:
    """Orders, necessity statements and incidents: those of the log, no more and no fewer, under the log's hashes."""
    key = stage.calls.get("/v1/log-key").content.decode().strip()
    bundle = stage.calls.post("/v1/evidence", {}).content
    events = [one.event for one in verify_bundle(bundle, key).verified.events]
    recorded = {event["publication"]: event["document"] for event in events if event["type"] == "published"}
    ended = {event["publication"] for event in events if event["type"] == "publication.ended"}
    shown = {one["dct:identifier"]: one for place in places.values() for one in place["menshen:publication"]}
    html = page.content.decode()
    notes.holds(f"the {len(shown)} published documents are those of the log, each under its hash, ended or in force",
                {name: _hash(one["menshen:document"]["@value"]) for name, one in shown.items()} == recorded
                and {name for name, one in shown.items() if "menshen:ended" in one} == ended
                and all(one["menshen:hash"] in html for one in shown.values()))


def _small_counts(stage: Stage, notes: Notes, reply: Reply) -> None:
    """The gate has measured today; the register tells of the day that is over, and of nothing below ten."""
    today = stage.calls.get("/v1/status").body["counts"]
    notes.holds("the operator sees that the lanes were measured today",
                all(today[f"opened/spruce-court/{lane}"] >= 1 and f"opened-ms/spruce-court/{lane}" in today
                    for lane in ("face", "pass")))
    # Gates are young in a demo: on the day before this one nothing happened.
    few = {"menshen:fewerThan": FEWEST}
    figures = [lane[name] for place in reply.body["menshen:place"] for lane in place["menshen:lane"]
               if lane["menshen:timed"] for name in ("menshen:openings", "menshen:meanTimeToOpen")]
    counted = [{name: said for name, said in one.items() if name != "schema:name"}
               for one in reply.body["menshen:count"]]
    notes.holds("nothing of today and nothing below ten is told: “fewer than 10”, also where it was none",
                _day_is_over(reply) and bool(figures) and all(one == few for one in figures + counted))


def _day_is_over(reply: Reply) -> bool:
    """Whether the day told of is before the day it is in China."""
    at = datetime.fromisoformat(str(reply.body["schema:dateModified"])).astimezone(CHINA)
    return str(reply.body["menshen:day"]) < at.date().isoformat()


def _log(stage: Stage, notes: Notes, reply: Reply, page: Reply) -> None:
    log = reply.body["menshen:log"]
    opened = open_note(log["menshen:checkpoint"], [log["menshen:verifierKey"]])
    notes.holds("the checkpoint is signed by the key beside it, and both are those that the gate gives to everybody",
                opened.splitlines()[0] == log["menshen:origin"]
                and stage.calls.anyone("/v1/checkpoint").content.decode() == log["menshen:checkpoint"]
                and stage.calls.anyone("/v1/log-key").content.decode().strip() == log["menshen:verifierKey"]
                and str(log["menshen:verifierKey"]) in unescape(page.content.decode()))


def _nobody(stage: Stage, notes: Notes, reply: Reply, page: Reply) -> None:
    known = [text for one in stage.residents.values() for text in _known_of(one)]
    both = reply.content.decode() + page.content.decode()
    notes.holds("no label, entitlement, pass or secret of anybody is in either",
                len(known) > len(stage.residents) and not any(text in both for text in known))


def _known_of(resident: Resident) -> list[str]:
    given = [str(resident.entitled[name]) for name in ("entitlement", "pass_id", "code")]
    return [resident.label, *given, *(one for one in (resident.face, resident.face_pass, resident.secret) if one)]


def _notice(purpose: Json) -> Json:
    literal: Json = purpose["dpv:hasNotice"]["menshen:document"]
    return dict(literal["@value"])


def _hash(document: Json) -> str:
    return hashlib.sha256(rfc8785.dumps(document)).hexdigest()
