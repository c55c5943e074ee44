"""What comes in and goes out for apps and PINs: strict bodies, each with an example. No PIN is ever echoed."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from menshen.acts.necessity import MayRefuse
from menshen.acts.records import Publication, Ticket
from menshen.acts.sign_in import SignedIn
from menshen.acts.waiting import Waiting
from menshen.consent.necessity import Alternative, Necessity
from menshen.edges.http import views
from menshen.edges.http.views import Json
from menshen.edges.http.wire import CODE, Label, PassCode, Secret, Words
from menshen.faces.liveness import WITHIN_MS, Move
from menshen.terms import Bilingual, Capture, PlaceId, timestamp

_SAID = {"zh": "…", "en": "…"}
_SIGNED = {"publication": "f0e1…", "ended_at": None, "document": {
    "format": "menshen/necessity/v1", "place": "spruce-app", "function": "try-on", "statement": _SAID,
    "alternatives": [{"what": _SAID, "why_not": _SAID}], "signed_by": {"role": _SAID, "name": "…"},
    "signed_at": "2026-05-01T08:00:00.000Z", "key": "menshen/log-1+…", "signature": "9d0c…"}}

SAY: Mapping[Move, Bilingual] = {
    Move.LEFT: Bilingual("向您的左边转头，再转回来", "Turn your head to your left, and back"),
    Move.RIGHT: Bilingual("向您的右边转头，再转回来", "Turn your head to your right, and back"),
    Move.NOD: Bilingual("低头，再抬起来", "Lower your chin, and raise it again"),
}
"""How a person is asked for each move."""

EXAMPLES: Mapping[str, Json] = {
    "pin": {"handle": "30561794"},
    "look": {"permit": "3q2-7w…", "not_after": "2026-05-01T08:00:10.000Z",
             "challenge": {"moves": ["left", "nod", "right"], "within_ms": WITHIN_MS, "most_frames": Capture.MAX_FRAMES,
                           "say": [{"zh": "向您的左边转头，再转回来", "en": "Turn your head to your left, and back"}]}},
    "signed_in": {"opened": "face", "lanes": ["pin"], "stages_ms": {"decode": 2.1, "look": 24.0}, "ticket": "3q2-7w…"},
    "ticket": {"entitlement": "c3a9…", "lane": "face", "not_after": "2026-05-01T08:01:00.000Z"},
    "necessity": _SIGNED,
    "ended": {"ended": [_SIGNED | {"ended_at": "2026-05-02T08:00:00.000Z"}]},
    "may_refuse": {"function": "try-on", "may_refuse": True, "statement": _SIGNED},
}
"""One example for each shape that goes out."""


def _example(**fields: object) -> ConfigDict:
    extra: dict[str, Any] = {"examples": [fields]}
    return ConfigDict(extra="forbid", json_schema_extra=extra)


def example(name: str, status: int = 200, words: str = "Done.") -> dict[int | str, Json]:
    """The `responses` of a route that answers with the shape `name`."""
    return {status: {"description": words, "content": {"application/json": {"example": EXAMPLES[name]}}}}

PinText = Annotated[str, Field(pattern=r"^[0-9]{6,12}$")]
Handle = Annotated[str, Field(pattern=r"^[0-9]{8}$")]


Ms = Annotated[int, Field(strict=True, ge=0, le=10**9)]


class NewPin(BaseModel):
    """A PIN of one's own: by the holder of a plain pass."""

    model_config = _example(code=CODE, pin="604173")
    code: PassCode
    pin: PinText


class KnownPin(BaseModel):
    """A number and the PIN that goes with it."""

    model_config = _example(handle="30561794", pin="604173")
    handle: Handle
    pin: PinText


class WantedLook(BaseModel):
    """Look at me once, to sign in: by the holder of a plain pass."""

    model_config = _example(code=CODE)
    code: PassCode


class SignInFrames(BaseModel):
    """One to twelve pictures of one person, JPEG or PNG in base64, and the face pass that carries their reference.

    `at_ms` is when each was taken, in ms from any one moment; it is needed where there was a challenge.
    """

    model_config = _example(code=CODE, frames=["/9j/4AAQ…"], at_ms=[0])
    code: PassCode
    frames: Annotated[list[str], Field(min_length=1, max_length=Capture.MAX_FRAMES)]
    at_ms: Annotated[list[Ms], Field(max_length=Capture.MAX_FRAMES)] = []


class ShownTicket(BaseModel):
    """A ticket that an app brought to its own server."""

    model_config = _example(ticket="3q2-7w…" + "x" * 16)
    ticket: Secret


class Considered(BaseModel):
    """Another way that was considered, and why it does not do."""

    model_config = _example(what={"zh": "…", "en": "…"}, why_not={"zh": "…", "en": "…"})
    what: Words
    why_not: Words


class Signatory(BaseModel):
    """The responsible officer, as they choose to be published."""

    model_config = _example(role={"zh": "个人信息保护负责人", "en": "Data protection officer"}, name="…")
    role: Words
    name: Label


class NewNecessity(BaseModel):
    """A statement that a function of an app cannot work without the face."""

    model_config = _example(statement=_SAID, alternatives=[{"what": _SAID, "why_not": _SAID}],
                            signed_by={"role": _SAID, "name": "…"})
    statement: Words
    alternatives: Annotated[list[Considered], Field(min_length=1, max_length=16)]
    signed_by: Signatory

    def terms(self, place: str, function: str) -> Necessity:
        """The same as a value; InputError where it says too little."""
        considered = tuple(Alternative(one.what.terms(), one.why_not.terms()) for one in self.alternatives)
        return Necessity(PlaceId(place), function, self.statement.terms(), considered, self.signed_by.role.terms(),
                         self.signed_by.name)


def look(waiting: Waiting, moves: Sequence[Move]) -> Json:
    """A permit for one look, and the moves that go with it, if there are any."""
    asked = {"moves": [move.value for move in moves], "within_ms": WITHIN_MS, "most_frames": Capture.MAX_FRAMES,
             "say": [{"zh": SAY[move].zh, "en": SAY[move].en} for move in moves]}
    return {"permit": waiting.token, "not_after": timestamp(waiting.permit.scope.not_after),
            "challenge": asked if moves else None}


def signed_in(one: SignedIn) -> Json:
    """What became of a sign-in, without its refusal."""
    return {**views.admitted(one.admission), "ticket": one.ticket}


def redeemed(one: Ticket) -> Json:
    """Who signed in, by the entitlement that the desk's call answered with."""
    return {"entitlement": one.entitlement, "lane": one.lane.value, "not_after": timestamp(one.not_after)}


def published(one: Publication) -> Json:
    """A statement as it stands in the register."""
    return {"publication": one.id, "ended_at": None if one.ended_at is None else timestamp(one.ended_at),
            "document": dict(one.document)}


def may_refuse(one: MayRefuse) -> Json:
    """That a function may be refused, and the statement that says why."""
    return {"function": one.function, "may_refuse": True, "statement": published(one.statement)}
