"""The register as JSON-LD: schema.org and the W3C Data Privacy Vocabulary where they have a word, ours where not.

The context is inside, so that whoever reads it fetches nothing. Notices and documents are JSON literals: their bytes'
RFC 8785 form is what their hashes are of. A number is told as the ten that it lies in, below ten as `menshen:fewerThan`
ten and no more, never as null.
"""

from collections.abc import Mapping

from menshen.audit.register import (
    CONTESTED,
    CONTESTED_ARTICLE,
    FEWEST,
    DocumentEntry,
    DoorEntry,
    LaneFigures,
    NoticeEntry,
    PlaceEntry,
    Register,
)
from menshen.terms import Bilingual, Language, timestamp

Node = dict[str, object]

CONTEXT: Mapping[str, str] = {
    "schema": "https://schema.org/", "dpv": "https://w3id.org/dpv#", "pd": "https://w3id.org/dpv/pd#",
    "ai": "https://w3id.org/dpv/ai#", "dct": "http://purl.org/dc/terms/", "menshen": "urn:menshen:"}


def jsonld(register: Register) -> Node:
    """The register as JSON-LD values."""
    return {
        "@context": dict(CONTEXT),
        "@id": register.address,
        "@type": "schema:Dataset",
        "schema:name": _in_both(Bilingual("人脸识别公示", "Public register of face recognition")),
        "schema:dateModified": timestamp(register.at),
        "menshen:day": register.day.isoformat(),
        "menshen:week": {"menshen:from": register.week[0].isoformat(), "menshen:to": register.week[1].isoformat()},
        "menshen:place": [_place(place, register.ground) for place in register.places],
        "menshen:count": [{"schema:name": one.name, **_number(one.number)} for one in register.counts],
        "menshen:log": {"menshen:origin": register.log.origin, "menshen:verifierKey": register.log.verifier_key,
                        "menshen:checkpoint": register.log.checkpoint},
    }


def _place(place: PlaceEntry, ground: str) -> Node:
    assessed = place.impact_assessed_on
    return {
        "@type": "schema:Place",
        "dct:identifier": place.id,
        "schema:name": _in_both(place.name),
        "menshen:kind": place.kind.value,
        "dpv:hasDataController": {"schema:name": place.operator, "schema:contactPoint": place.contact},
        "menshen:publicPlace": place.public_place,
        **({"menshen:contested": {"dpv:hasApplicableLaw": CONTESTED_ARTICLE, "schema:text": _in_both(CONTESTED)}}
           if place.public_place else {}),
        "menshen:signShown": place.sign_shown,
        "menshen:impactAssessed": assessed is not None,
        **({} if assessed is None else {"menshen:impactAssessedOn": assessed.isoformat()}),
        "menshen:injunction": place.injunction,
        "dpv:hasProcess": [_purpose(notice, ground) for notice in place.notices],
        "menshen:door": [_door(door) for door in place.doors],
        "menshen:lane": [_figures(lane) for lane in place.lanes],
        "menshen:publication": [_document(one) for one in place.documents],
    }


def _purpose(notice: NoticeEntry, ground: str) -> Node:
    return {
        "@type": "dpv:Process",
        "dpv:hasPurpose": notice.purpose,
        "dpv:hasPersonalData": ["pd:Biometric", "pd:FacialPrint"],
        "dpv:isImplementedUsingTechnology": "ai:FaceRecognition",
        "dpv:hasLegalBasis": "dpv:ExplicitlyExpressedConsent",
        "dpv:hasApplicableLaw": ground,
        "dpv:hasNotice": {"@type": "dpv:ConsentNotice", "dct:identifier": notice.hash,
                          "menshen:document": _literal(notice.document)},
    }


def _door(door: DoorEntry) -> Node:
    face = {} if door.face_open is None else {"menshen:faceRecognition": "live" if door.face_open else "shut"}
    return {
        "dct:identifier": door.id,
        "menshen:live": door.live,
        **face,
        "menshen:attended": door.attended,
        "menshen:liveness": door.liveness,
        "menshen:lane": [{"schema:name": one.lane.value, "menshen:up": one.up, "menshen:downSecondsToday": one.down_s}
                         for one in door.lanes],
    }


def _figures(lane: LaneFigures) -> Node:
    if not lane.timed:
        return {"schema:name": lane.lane.value, "menshen:timed": False}
    mean = _number(None) if lane.mean_ms is None else {"menshen:milliseconds": lane.mean_ms}
    return {"schema:name": lane.lane.value, "menshen:timed": True, "menshen:openings": _number(lane.openings),
            "menshen:meanTimeToOpen": mean}


def _document(one: DocumentEntry) -> Node:
    ended = {} if one.ended_at is None else {"menshen:ended": timestamp(one.ended_at)}
    return {"dct:identifier": one.id, "menshen:of": one.kind.value, "menshen:published": timestamp(one.at), **ended,
            "menshen:hash": one.hash, "menshen:document": _literal(one.document)}


def _number(number: int | None) -> Node:
    below: Node = {"menshen:fewerThan": (number or 0) + FEWEST}
    return below if number is None else {"menshen:atLeast": number, **below}


def _literal(document: Mapping[str, object]) -> Node:
    return {"@type": "@json", "@value": dict(document)}


def _in_both(text: Bilingual) -> list[Node]:
    return [{"@language": language.value, "@value": text[language]} for language in Language]
