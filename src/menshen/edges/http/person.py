"""Routes of the person: notice, prompt, answer, enrolment, withdrawal. No key opens them; an operator's spoils them."""

import base64
import binascii
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ValidationError

from menshen.acts.ask import Agreed, Declined, answer, ask
from menshen.acts.enrol import Enrolled, enrol, permit_enrolment, take_permit
from menshen.acts.gate import Gate
from menshen.acts.kept import Kept
from menshen.acts.receipts import receipt_link, written_receipt
from menshen.acts.seek import orders_at
from menshen.acts.withdraw import withdraw
from menshen.consent.prompt import SEPARATE_CONSENT
from menshen.edges.http import views, wire
from menshen.edges.http.access import shows_a_key
from menshen.edges.http.hands_free import kept, room
from menshen.edges.http.parts import Parts
from menshen.edges.http.problems import language, refusal_response
from menshen.edges.http.views import Json, example
from menshen.errors import InputError
from menshen.law.permit import Permit
from menshen.terms import Lane, PlaceId, Purpose, Reason, Refusal, timestamp

ByOperator = Annotated[bool, Depends(shows_a_key)]
FRAMES = 5
"""What the kiosk takes: three good ones make a reference, so a blink or a step costs no second try."""
BY_OPERATOR = Refusal(Reason.CONSENT_BY_OPERATOR, (SEPARATE_CONSENT,))


def routes(parts: Parts) -> APIRouter:
    """The person's routes."""
    router = APIRouter(prefix="/v1", tags=["person"])
    _asking(router, parts)
    _enrolling(router, parts)
    _leaving(router, parts)
    return router


def _asking(router: APIRouter, parts: Parts) -> None:
    gate = parts.gate

    @router.get("/places/{place}/notices/{purpose}", responses=example("notice"))
    def get_notice(place: str, purpose: Purpose) -> Json:
        """The notice in force: public, for everybody to read before anybody asks."""
        notice = gate.store.notice(PlaceId(place), purpose)
        if notice is None:
            raise InputError("this place has published no notice for this purpose")
        return views.notice(notice)

    @router.post("/prompts", status_code=201, response_model=None, responses=example("shown", 201))
    def post_prompt(body: wire.Ask, request: Request, *, by_operator: ByOperator) -> Json | Response:
        """Show the holder of a plain pass the prompt, once; about a child, show its guardian. Not with an API key."""
        if by_operator:
            return refusal_response(BY_OPERATOR, gate.law, language(request))
        lasts = None if body.lasts_s is None else timedelta(seconds=body.lasts_s)
        shown = ask(gate, body.code, own_request=body.own_request, lasts=lasts, guardian=body.guardian,
                    purpose=body.purpose)
        if isinstance(shown, Refusal):
            return refusal_response(shown, gate.law, language(request), **room(gate, shown))
        place = gate.store.place(shown.prompt.place)
        if place is None:
            raise InputError("the pass is for a place that is not declared here")
        return views.shown(shown, place, ordered=any(orders_at(gate, one) for one in gate.store.doors(place.id)))

    @router.post("/answers", response_model=None, responses=example("agreed"))
    def post_answer(body: wire.GivenAnswer, request: Request, *, by_operator: ByOperator) -> Json | Response:
        """Answer a prompt. With an API key, beside other agreements, late or twice, it is no consent."""
        result = answer(gate, body.token, body.answer, by_operator=by_operator, beside=tuple(body.beside))
        if isinstance(result, Refusal):
            return refusal_response(result, gate.law, language(request))
        if isinstance(result, Declined):
            return {"answer": "decline", "at": timestamp(result.at), "lanes": [Lane.PASS, Lane.DESK]}
        return _agreed(parts, result)


def _agreed(parts: Parts, result: Agreed) -> Json:
    kept = written_receipt(parts.gate, result.grant, result.notice, result.prompt, result.secret)
    return views.agreed(result, kept, receipt_link(parts.gate, result.secret))


def _enrolling(router: APIRouter, parts: Parts) -> None:
    gate = parts.gate

    @router.post("/enrolments", status_code=201, response_model=None, responses=example("permit", 201))
    def post_enrolment(body: wire.Receipt, request: Request, *, by_operator: ByOperator) -> Json | Response:
        """A permit for one capture of five frames, to be spent within seconds. With an API key there is none."""
        if by_operator:
            return refusal_response(BY_OPERATOR, gate.law, language(request))
        waiting = permit_enrolment(gate, body.secret)
        if isinstance(waiting, Refusal):
            return refusal_response(waiting, gate.law, language(request), **room(gate, waiting))
        return {"permit": waiting.token, "not_after": timestamp(waiting.permit.scope.not_after), "frames": FRAMES}

    body = {"required": True, "content": {"application/json": {"schema": wire.EnrolmentFrames.model_json_schema()}}}

    @router.post("/enrolments/{permit}/frames", status_code=201, response_model=None,
                 openapi_extra={"requestBody": body}, responses=example("enrolled", 201))
    async def post_frames(permit: str, request: Request) -> Json | Response:
        """Spend a permit on three to twelve pictures. Without one the body is not even read.

        On a grant for hands-free the answer is `{"kept": true, "grant", "not_after"}`: there is no pass to carry.
        """
        held = take_permit(gate, permit)
        if isinstance(held, Refusal):
            refused = refusal_response(held, gate.law, language(request))
            refused.headers["connection"] = "close"
            return refused
        result = await parts.threads.capture(held.scope.basis, _enrol, gate, held, await request.body())
        if isinstance(result, Refusal):
            return refusal_response(result, gate.law, language(request), **room(gate, result))
        if isinstance(result, Kept):
            return kept(result)
        return {"pass_id": result.pass_id, "code": result.code, "qr_svg": gate.codes.draw_svg(result.code),
                "not_after": timestamp(result.not_after)}


def _enrol(gate: Gate, held: Permit, body: bytes) -> Enrolled | Kept | Refusal:
    return enrol(gate, held, _pictures(body))


def _pictures(body: bytes) -> list[bytes]:
    try:
        frames = wire.EnrolmentFrames.model_validate_json(body).frames
        return [base64.b64decode(frame, validate=True) for frame in frames]
    except (ValidationError, binascii.Error) as e:
        # Neither the cause's text nor the body may be shown: both hold the pictures.
        raise InputError("the body is not frames: 3 to 12 pictures in base64",
                         hint='send {"frames": ["…", "…", "…"]}') from e


def _leaving(router: APIRouter, parts: Parts) -> None:
    gate = parts.gate

    @router.post("/withdrawals", response_model=None, responses=example("ended"))
    def post_withdrawal(body: wire.Receipt, request: Request) -> Json | Response:
        """Withdraw: what could open the face is destroyed before this answers."""
        result = withdraw(gate, body.secret)
        if isinstance(result, Refusal):
            return refusal_response(result, gate.law, language(request))
        return views.ended(result)
