"""Routes of PINs and of an app's sign-in. Pictures come after a permit, and PINs with no key but the person's own."""

import base64
import binascii

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ValidationError

from menshen.acts.admit import Admission
from menshen.acts.challenge import challenge_of
from menshen.acts.gate import Gate
from menshen.acts.pin_lane import admit_pin, set_pin
from menshen.acts.records import KeyScope
from menshen.acts.sign_in import SignedIn, permit_look, redeem, sign_in_by_face, sign_in_by_pin, take_look
from menshen.edges.http import app_forms, views
from menshen.edges.http.access import requires
from menshen.edges.http.app_forms import example
from menshen.edges.http.parts import Parts
from menshen.edges.http.person import BY_OPERATOR, ByOperator
from menshen.edges.http.problems import language, refusal_response
from menshen.edges.http.views import Json
from menshen.errors import InputError
from menshen.law.permit import Permit
from menshen.terms import DoorId, PlaceId, Refusal


def routes(parts: Parts) -> APIRouter:
    """The routes of PINs, of sign-ins, and of the app's own server."""
    router = APIRouter(prefix="/v1")
    _pins(router, parts)
    _looks(router, parts)
    _sign_ins(router, parts)
    return router


def _pins(router: APIRouter, parts: Parts) -> None:
    gate = parts.gate

    @router.post("/pins", tags=["person"], status_code=201, response_model=None, responses=example("pin", 201))
    def post_pin(body: app_forms.NewPin, request: Request, *, by_operator: ByOperator) -> Json | Response:
        """Set one's own PIN with one's plain pass; the answer is the number that goes with it, and stays with it."""
        if by_operator:
            raise InputError("a PIN came with an API key; nobody sets another person's PIN",
                             hint="send it without an authorization header")
        kept = set_pin(gate, body.code, body.pin)
        if isinstance(kept, Refusal):
            return refusal_response(kept, gate.law, language(request))
        return {"handle": kept.handle}

    @router.post("/places/{place}/doors/{door}/pins", tags=["door"], response_model=None,
                 dependencies=[Depends(requires(KeyScope.DOOR, parts))], responses=views.example("admitted"))
    async def post_known_pin(place: str, door: str, body: app_forms.KnownPin, request: Request) -> Json | Response:
        """A number and a PIN from the door's own keypad."""
        admission = await parts.threads.pin(admit_pin, gate, PlaceId(place), DoorId(door), body.handle, body.pin)
        return _answered(admission, views.admitted(admission), parts, request)


def _looks(router: APIRouter, parts: Parts) -> None:
    gate = parts.gate
    captures = "/places/{place}/doors/{door}/captures"

    @router.post(captures, tags=["person"], status_code=201, response_model=None, responses=example("look", 201))
    def post_capture(place: str, door: str, body: app_forms.WantedLook, request: Request, *, by_operator: ByOperator
                     ) -> Json | Response:
        """A permit for one look at an app's sign-in, and the moves that it asks for. With an API key there is none."""
        waiting = BY_OPERATOR if by_operator else permit_look(gate, PlaceId(place), DoorId(door), body.code)
        if isinstance(waiting, Refusal):
            return refusal_response(waiting, gate.law, language(request))
        return app_forms.look(waiting, challenge_of(gate, waiting.permit))

    body = {"required": True, "content": {"application/json": {"schema": app_forms.SignInFrames.model_json_schema()}}}

    @router.post(captures + "/{permit}/frames", tags=["person"], response_model=None,
                 openapi_extra={"requestBody": body}, responses=example("signed_in"))
    async def post_frames(place: str, door: str, permit: str, request: Request) -> Json | Response:
        """Spend a permit on one to twelve pictures, and sign in. Without one the body is not even read.

        Where the permit came with a challenge, the pictures show its moves, each with the time at which it was taken.
        """
        held = take_look(gate, PlaceId(place), DoorId(door), permit)
        if isinstance(held, Refusal):
            refused = refusal_response(held, gate.law, language(request))
            refused.headers["connection"] = "close"
            return refused
        done = await parts.threads.capture(held.scope.basis, _sign_in, gate, held, await request.body())
        return _answered(done.admission, app_forms.signed_in(done), parts, request)


def _sign_ins(router: APIRouter, parts: Parts) -> None:
    gate = parts.gate

    @router.post("/places/{place}/doors/{door}/sign-ins", tags=["person"], response_model=None,
                 responses=example("signed_in"))
    async def post_sign_in(place: str, door: str, body: app_forms.KnownPin, request: Request) -> Json | Response:
        """Sign in to an app with a number and a PIN: nobody is looked at."""
        done = await parts.threads.pin(sign_in_by_pin, gate, PlaceId(place), DoorId(door), body.handle, body.pin)
        return _answered(done.admission, app_forms.signed_in(done), parts, request)

    @router.post("/places/{place}/doors/{door}/tickets", tags=["door"], response_model=None,
                 dependencies=[Depends(requires(KeyScope.DOOR, parts))], responses=example("ticket"))
    def post_ticket(place: str, door: str, body: app_forms.ShownTicket, request: Request) -> Json | Response:
        """Learn who signed in, once, by the ticket that the app was given: for the app's own server."""
        ticket = redeem(gate, PlaceId(place), DoorId(door), body.ticket)
        if isinstance(ticket, Refusal):
            return refusal_response(ticket, gate.law, language(request))
        return app_forms.redeemed(ticket)


def _answered(admission: Admission, answer: Json, parts: Parts, request: Request) -> Json | Response:
    if admission.refusal is None:
        return answer
    return refusal_response(admission.refusal, parts.gate.law, language(request), again=admission.again, **answer)


def _sign_in(gate: Gate, held: Permit, body: bytes) -> SignedIn:
    return sign_in_by_face(gate, held, *_pictures(body))


def _pictures(body: bytes) -> tuple[str, list[bytes], list[int]]:
    try:
        came = app_forms.SignInFrames.model_validate_json(body)
        return came.code, [base64.b64decode(frame, validate=True) for frame in came.frames], came.at_ms
    except (ValidationError, binascii.Error) as e:
        # Neither the cause's text nor the body may be shown: both hold the pictures.
        raise InputError("the body is not a face pass and frames: 1 to 12 pictures in base64",
                         hint='send {"code": "MS1:…", "frames": ["…"], "at_ms": [0]}') from e
