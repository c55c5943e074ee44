"""Routes of a door: one camera frame, or one code from its own scanner."""

from fastapi import APIRouter, Depends, Request, Response

from menshen.acts.admit import Admission, admit, admit_code
from menshen.acts.declare import known_door
from menshen.acts.records import KeyScope
from menshen.acts.seek import orders_at
from menshen.edges.http import views, wire
from menshen.edges.http.access import requires
from menshen.edges.http.parts import Parts
from menshen.edges.http.problems import language, refusal_response
from menshen.edges.http.views import Json, example
from menshen.terms import DoorId, PlaceId

_FRAME = {"required": True, "content": {
    "image/jpeg": {"schema": {"type": "string", "format": "binary"}, "example": "(the bytes of one JPEG frame)"}}}


def routes(parts: Parts) -> APIRouter:
    """The door's routes."""
    gate = parts.gate
    router = APIRouter(prefix="/v1/places/{place}/doors/{door}", tags=["door"])
    may = Depends(requires(KeyScope.DOOR, parts))

    @router.get("", dependencies=[may], responses=example("door"))
    def get_door(place: str, door: str) -> Json:
        """The door as it is: its lanes, where codes are read and a face may be, whether an order is in force here."""
        known = known_door(gate, PlaceId(place), DoorId(door))
        return views.door(known, ordered=bool(orders_at(gate, known)))

    @router.post("/frames", dependencies=[may], response_model=None, openapi_extra={"requestBody": _FRAME},
                 responses=example("admitted"))
    async def post_frame(place: str, door: str, request: Request) -> Json | Response:
        """One frame: read for a code in the marked window, and looked at only with a permit."""
        picture = await request.body()
        result = await parts.threads.frame(admit, gate, PlaceId(place), DoorId(door), picture)
        return answered(result, parts, request)

    @router.post("/codes", dependencies=[may], response_model=None, responses=example("admitted"))
    async def post_code(place: str, door: str, body: wire.ShownCode, request: Request) -> Json | Response:
        """A code from the door's own scanner, without a camera."""
        result = await parts.threads.code(admit_code, gate, PlaceId(place), DoorId(door), body.code)
        return answered(result, parts, request)

    return router


def answered(result: Admission, parts: Parts, request: Request) -> Json | Response:
    """What became of a try at a door, as its caller reads it."""
    if result.refusal is None:
        return views.admitted(result)
    return refusal_response(result.refusal, parts.gate.law, language(request), again=result.again,
                            **views.admitted(result))
