"""Routes of the hands-free lane: the notice beside its button, and a press with the one picture that it allows."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from menshen.acts.admit import Admission
from menshen.acts.gate import Gate
from menshen.acts.kept import Kept
from menshen.acts.press import press, press_notice, recognise
from menshen.acts.records import KeyScope
from menshen.edges.http.access import requires
from menshen.edges.http.door import answered
from menshen.edges.http.parts import Parts
from menshen.edges.http.problems import language, refusal_response
from menshen.edges.http.views import Json, example
from menshen.terms import DoorId, PlaceId, Reason, Refusal, timestamp

_PICTURE = {"required": True, "content": {
    "image/jpeg": {"schema": {"type": "string", "format": "binary"}, "example": "(the bytes of one JPEG frame)"}}}

NoticeHash = Annotated[str, Query(pattern="^[0-9a-f]{64}$", description="the hash of the notice that was shown",
                                  examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])]


def routes(parts: Parts) -> APIRouter:
    """The hands-free lane's routes."""
    gate = parts.gate
    router = APIRouter(prefix="/v1/places/{place}", tags=["hands-free"])

    @router.get("/press-notice", response_model=None, responses=example("press_notice"))
    def get_press_notice(place: str, request: Request) -> Json | Response:
        """The five lines that stand beside the button, for everybody to read; 409 where there is no hands-free."""
        notice = press_notice(gate, PlaceId(place))
        if isinstance(notice, Refusal):
            return refusal_response(notice, gate.law, language(request))
        return {**notice.document(), "hash": notice.hash}

    @router.post("/doors/{door}/presses", response_model=None, openapi_extra={"requestBody": _PICTURE},
                 dependencies=[Depends(requires(KeyScope.DOOR, parts))], responses=example("admitted"))
    async def post_press(place: str, door: str, notice: NoticeHash, request: Request) -> Response | Json:
        """Somebody pressed, beside that notice: one look at one picture, which is read only once that is permitted."""
        pressed = await run_in_threadpool(press, gate, PlaceId(place), DoorId(door), notice)
        if isinstance(pressed, Admission):
            refused = answered(pressed, parts, request)
            if isinstance(refused, Response):
                refused.headers["connection"] = "close"
            return refused
        picture = await request.body()
        return answered(await run_in_threadpool(recognise, gate, pressed, picture), parts, request)

    return router


def kept(one: Kept) -> Json:
    """What an enrolment for hands-free answers: no pass, as nothing is to be carried."""
    return {"kept": True, "grant": one.grant, "not_after": timestamp(one.not_after)}


def room(gate: Gate, refusal: Refusal) -> Json:
    """How many may be enrolled, and how many trials of the model one more would take, where that is what refuses."""
    if refusal.reason is not Reason.GALLERY_FULL:
        return {}
    most = gate.identification.most()
    return {"allowed": most, "false_positive_rate": gate.identification.false_positive_rate,
            "trials_needed": gate.identification.trials_for(most + 1)}

