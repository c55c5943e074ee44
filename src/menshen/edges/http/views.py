"""What goes out over HTTP, made from values; each shape with one example, shown on the API page."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from menshen.acts.admit import Admission
from menshen.acts.ask import Agreed, Shown
from menshen.acts.entitle import Entitled
from menshen.acts.guardian import Attested
from menshen.acts.records import ApiKey, Door, Place, Terms
from menshen.acts.withdraw import Ended
from menshen.audit.terms.findings import TermsFinding
from menshen.consent.notice import Notice
from menshen.terms import Area, Bilingual, timestamp

Json = dict[str, Any]

_DOOR = {"id": "north", "place": "spruce-court", "lanes": ["desk", "face", "pass"], "up": ["desk", "face", "pass"],
         "live": True, "face_open": True, "frozen": False, "attended": True, "ordered": False,
         "code_window": {"left": 0.5, "top": 0.0, "width": 0.5, "height": 1.0},
         "face_area": {"left": 0.0, "top": 0.0, "width": 0.5, "height": 1.0}}
_NOTICE = {"place": "spruce-court", "purpose": "entry-by-pass", "version": 1, "hash": "9f86d0…",
           "text": {"purpose": {"zh": "…", "en": "…"}}}
_PASS = {"pass_id": "5f0c…", "code": "MS1:6BFOXN…", "qr_svg": "<svg …>", "not_after": "2027-06-30T16:00:00.000Z"}

EXAMPLES: Mapping[str, Json] = {
    "status": {"version": "0.1.0", "model": "dlib-resnet-1", "looks": 2, "epoch": 3, "settled": True,
               "log": {"origin": "menshen/log-1", "size": 41, "verifier_key": "menshen/log-1+…"},
               "counts": {"looks": 2}},
    "key": {"key": "msk_…", "label": "north door", "scopes": ["door"], "not_after": "2027-06-30T16:00:00.000Z"},
    "keys": {"keys": [{"id": "7a1c…", "label": "north door", "scopes": ["door"], "revoked": False,
                       "not_after": "2027-06-30T16:00:00.000Z"}]},
    "place": {"id": "spruce-court", "kind": "residential", "name": {"zh": "云杉苑", "en": "Spruce Court"},
              "operator": "云杉物业 Spruce Property", "contact": "+86 10 0000 0000", "public_place": False,
              "impact_assessed_on": "2026-01-15", "sign_shown": True},
    "terms": {"place": "spruce-court", "hash": "4c1d…", "read_at": "2026-05-01T08:00:00.000Z", "asking": False,
              "findings": [{"kind": "bundled", "article": "cn-spc-2021/4.2", "line": 9, "column": 1,
                            "clause": "第九条", "quote": "会员同意本店采集其面部信息"}]},
    "notice": _NOTICE,
    "door": _DOOR,
    "entitled": {"entitlement": "c3a9…", **_PASS, "kiosk_link": "https://gate.example/kiosk#MS1:6BFOXN…"},
    "shown": {"token": "3q2-7w…", "place": {"id": "spruce-court", "name": {"zh": "云杉苑", "en": "Spruce Court"}},
              "notice": _NOTICE, "guardian": False, "options": ["decline", "agree"],
              "expires_at": "2026-05-01T08:10:00.000Z", "ordered": False},
    "attested": {"shows": "token", "token": "Qm9v…", "qr_svg": "<svg …>", "not_after": "2026-05-02T08:00:00.000Z"},
    "agreed": {"answer": "agree", "grant": "1b7e…", "secret": "Zk1h…", "receipt": {"@type": "dpv:ConsentReceipt"},
               "withdraw_link": "https://gate.example/my-face#Zk1h…"},
    "permit": {"permit": "3q2-7w…", "not_after": "2026-05-01T08:00:10.000Z", "frames": 5},
    "enrolled": _PASS,
    "ended": {"grant": "1b7e…", "at": "2026-05-01T09:00:00.000Z", "keys_destroyed": 1, "epoch": 4, "index": 37},
    "history-pin": {"grant": "1b7e…"},
    "history": {"grant": "1b7e…", "purpose": "entry-by-pass", "given_at": "2026-05-01T08:00:00.000Z",
                "not_after": "2027-05-01T08:00:00.000Z", "notice": "9f86d0…",
                "place": {"id": "spruce-court", "name": {"zh": "云杉苑", "en": "Spruce Court"}},
                "held": {"where": "pass", "epoch": 3},
                "looks": [{"permit": "90aa…", "act": "verify", "at": "2026-05-02T08:00:00.000Z", "door": "north",
                           "outcome": "matched", "opened_at": "2026-05-02T08:00:00.031Z",
                           "ground": {"article": "cn-spc-2021/2.3", "title": {"zh": "单独同意", "en": "…"}}}],
                "receipt": {"@type": "dpv:ConsentReceipt"}},
    "register": {"@context": {"schema": "https://schema.org/", "dpv": "https://w3id.org/dpv#"},
                 "@type": "schema:Dataset", "schema:dateModified": "2026-05-02T08:00:00.000Z",
                 "menshen:day": "2026-05-01", "menshen:place": [{"@type": "schema:Place", "…": "…"}],
                 "menshen:count": [{"schema:name": "looks", "menshen:fewerThan": 10}],
                 "menshen:log": {"menshen:origin": "menshen/log-1", "menshen:verifierKey": "menshen/log-1+…",
                                 "menshen:checkpoint": "menshen/log-1\n41\n9TqK…\n"}},
    "press_notice": {"place": "spruce-court", "hash": "9f86d0…",
                     "lines": [{"zh": "按下即同意：…", "en": "Pressing consents to one look …"}]},
    "admitted": {"opened": "face", "lanes": ["desk", "pass"], "stages_ms": {"decode": 2.1, "read": 3.9, "look": 24.0}},
}
"""One example for each shape that goes out."""


def example(name: str, status: int = 200, words: str = "Done.") -> dict[int | str, Json]:
    """The `responses` of a route that answers with the shape `name`."""
    return {status: {"description": words, "content": {"application/json": {"example": EXAMPLES[name]}}}}


def bilingual(text: Bilingual) -> Json:
    """Both languages."""
    return {"zh": text.zh, "en": text.en}


def area(one: Area) -> Json:
    """Fractions of the frame."""
    return {"left": one.left, "top": one.top, "width": one.width, "height": one.height}


def key(one: ApiKey) -> Json:
    """A key without its text."""
    return {"id": one.id, "label": one.label, "scopes": sorted(one.scopes), "not_after": timestamp(one.not_after),
            "revoked": one.revoked}


def place(one: Place) -> Json:
    """A place as declared."""
    return {"id": one.id, "kind": one.kind.value, "name": bilingual(one.name), "operator": one.operator,
            "contact": one.contact, "public_place": one.public_place, "sign_shown": one.sign_shown,
            "impact_assessed_on": one.impact_assessed_on and one.impact_assessed_on.isoformat()}


def notice(one: Notice) -> Json:
    """A notice with its hash."""
    return {**one.document(), "hash": one.hash}


def terms(one: Terms, found: tuple[TermsFinding, ...]) -> Json:
    """What was found in a place's terms, each where it stands; `asking` says whether people there may be asked."""
    return {"place": one.place, "hash": one.hash, "read_at": timestamp(one.read_at), "asking": not one.articles,
            "findings": [{"kind": each.kind.value, "article": each.article, "line": each.line, "column": each.column,
                          "clause": each.clause, "quote": each.quote} for each in found]}


def door(one: Door, *, ordered: bool = False) -> Json:
    """A door and which of its lanes work; `ordered` where an emergency order is in force there."""
    return {"id": one.id, "place": one.place, "lanes": sorted(one.lanes), "up": sorted(one.up), "live": one.live,
            "face_open": one.face_open(), "frozen": one.frozen, "ordered": ordered, "attended": one.attended,
            "code_window": area(one.code_window), "face_area": area(one.face_area)}


def entitled(one: Entitled, svg: str, public_url: str) -> Json:
    """A plain pass; the kiosk's link carries it in the fragment, percent-encoded, which browsers never send."""
    return {"entitlement": one.entitlement, "pass_id": one.pass_id, "code": one.code, "qr_svg": svg,
            "not_after": timestamp(one.not_after), "kiosk_link": f"{public_url}/kiosk#{quote(one.code, safe=':')}"}


def shown(one: Shown, at: Place, *, ordered: bool) -> Json:
    """A prompt on the person's side: `guardian` where a child's is asked, `ordered` where an order is in force."""
    return {"token": one.token, "place": {"id": at.id, "name": bilingual(at.name)}, "notice": notice(one.notice),
            "guardian": one.prompt.guardian is not None, "options": [option.value for option in one.prompt.options],
            "expires_at": timestamp(one.prompt.expires_at), "ordered": ordered}


def attested(one: Attested, svg: str | None) -> Json:
    """What the guardian will show to the kiosk: a token, handed over this once, or their own pass."""
    return {"shows": "own-pass" if one.token is None else "token", "token": one.token, "qr_svg": svg,
            "not_after": timestamp(one.not_after)}


def agreed(one: Agreed, receipt: Json, link: str) -> Json:
    """A grant with the receipt that its person keeps."""
    return {"answer": "agree", "grant": one.grant.id, "secret": one.secret, "receipt": receipt, "withdraw_link": link}


def ended(one: Ended) -> Json:
    """A deletion certificate."""
    return {"grant": one.grant, "at": timestamp(one.at), "keys_destroyed": one.keys_destroyed, "epoch": one.epoch,
            "index": one.index}


def admitted(one: Admission) -> Json:
    """What became of a try at a door, without its refusal."""
    return {"opened": one.opened, "lanes": list(one.lanes), "stages_ms": one.stages_ms}
