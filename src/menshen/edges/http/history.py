"""Routes of a person's own history: choose its PIN right after agreeing, and read it. No key opens it."""

from fastapi import APIRouter, Request, Response

from menshen.acts.history import History, Looked, choose_pin, history
from menshen.audit.register import GROUND_WORDS
from menshen.edges.http import wire
from menshen.edges.http.parts import Parts
from menshen.edges.http.problems import language, refusal_response
from menshen.edges.http.views import Json, bilingual, example
from menshen.terms import Refusal, timestamp


def routes(parts: Parts) -> APIRouter:
    """The history's routes."""
    gate = parts.gate
    router = APIRouter(prefix="/v1/histories", tags=["person"])

    @router.post("/pin", status_code=201, response_model=None, responses=example("history-pin", 201))
    def post_pin(body: wire.ReceiptAndPin, request: Request) -> Json | Response:
        """Choose the PIN that opens one's history: once, within minutes of agreeing. Nobody has to."""
        chosen = choose_pin(gate, body.secret, body.pin)
        if isinstance(chosen, Refusal):
            return refusal_response(chosen, gate.law, language(request))
        return {"grant": chosen}

    @router.post("", response_model=None, responses=example("history"))
    def post_history(body: wire.ReceiptAndPin, request: Request) -> Json | Response:
        """What is held of one's face and where, and every look with its ground; at most 5 wrong PINs in 15 minutes."""
        told = history(gate, body.secret, body.pin)
        if isinstance(told, Refusal):
            return refusal_response(told, gate.law, language(request))
        return _history(told)

    return router


def _history(one: History) -> Json:
    grant = one.grant
    return {"grant": grant.id, "purpose": grant.purpose.value, "given_at": timestamp(grant.history[0].at),
            "not_after": timestamp(grant.not_after), "notice": grant.notice_hash,
            "place": {"id": one.place.id, "name": bilingual(one.place.name)},
            "held": {"where": one.where.value, "epoch": one.epoch},
            "looks": [_look(look) for look in one.looks], "receipt": one.receipt}


def _look(one: Looked) -> Json:
    return {"permit": one.permit, "act": one.act, "at": one.at, "door": one.door, "outcome": one.outcome,
            "opened_at": one.opened_at, "ground": {"article": one.article, "title": bilingual(GROUND_WORDS)}}
