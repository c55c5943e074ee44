"""What comes in and goes out where an incident is opened, read and closed."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from menshen.acts.incident import Incident
from menshen.audit.incident import EXPOSURE, KINDS, Suspicion, to_authority, to_people
from menshen.edges.http.views import Json, bilingual
from menshen.edges.http.wire import Words
from menshen.emergencies import Breach
from menshen.terms import timestamp

_SAID = {"zh": "…", "en": "…"}
_OPENED: Json = {
    "incident": "c81d…", "place": "spruce-court", "suspected": "leak",
    "cause": {"zh": "门口的平板电脑被盗。", "en": "The tablet at the door was stolen."},
    "since": "2026-05-01T08:00:00.000Z", "frozen": True,
    "held": [{"kind": "carried-faces", "count": 0, "face": True, "words": _SAID},
             {"kind": "pass-keys", "count": 41, "face": False, "words": _SAID}],
    "notices": {"people": _SAID, "authority": _SAID}, "exposure": [{"law": _SAID, "words": _SAID}], "closed": None}

EXAMPLES: Mapping[str, Json] = {
    "opened": _OPENED,
    "closed": _OPENED | {"frozen": False, "closed": {"at": "2026-05-01T17:00:00.000Z", "found": _SAID}},
}


class NewIncident(BaseModel):
    """What is suspected. `cause` stands in the notices and in the public register: it names no person."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [
        {"suspected": "leak", "cause": {"zh": "门口的平板电脑被盗。", "en": "The tablet at the door was stolen."}}]})
    suspected: Breach
    cause: Words


class Found(BaseModel):
    """What was found, for the public register: it names no person."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [
        {"found": {"zh": "平板电脑里没有任何人脸，密钥已更换。", "en": "No face was in it; its key was replaced."}}]})
    found: Words


def example(name: str, status: int = 200) -> dict[int | str, Json]:
    """The `responses` of a route that answers with the shape `name`."""
    return {status: {"description": "Done.", "content": {"application/json": {"example": EXAMPLES[name]}}}}


def incident(one: Incident, known: Suspicion) -> Json:
    """An incident: what was held, what to tell whom, what it may cost; and once it is closed, what was found."""
    held = [{"kind": name, "count": one.held[name], "face": kind.face, "words": bilingual(kind.words)}
            for name, kind in KINDS.items() if name in one.held]
    closed = None if one.closed_at is None or one.found is None else {
        "at": timestamp(one.closed_at), "found": bilingual(one.found)}
    return {"incident": one.id, "place": one.place, "suspected": one.suspected.value, "cause": bilingual(one.cause),
            "since": timestamp(one.opened_at), "frozen": one.closed_at is None, "held": held,
            "notices": {"people": bilingual(to_people(known)), "authority": bilingual(to_authority(known))},
            "exposure": [{"law": bilingual(law.law), "words": bilingual(law.words)} for law in EXPOSURE],
            "closed": closed}
