"""Routes of the operator: keys, places, notices, doors, lanes, status."""

from datetime import timedelta

from fastapi import APIRouter, Depends, Request, Response

from menshen.acts.declare import declare_place, publish_notice, set_lane, switch_on
from menshen.acts.officers import end_key, make_key
from menshen.acts.recording import today
from menshen.acts.records import Door, KeyScope, Place
from menshen.acts.terms import read_terms
from menshen.acts.timing import keep_times
from menshen.consent.notice import Notice, NoticeText
from menshen.edges.http import views, wire
from menshen.edges.http.access import requires
from menshen.edges.http.parts import Parts
from menshen.edges.http.problems import language, refusal_response
from menshen.edges.http.views import Json, example
from menshen.terms import DoorId, Lane, PlaceId, Purpose, Refusal, slug, timestamp


def routes(parts: Parts) -> APIRouter:
    """The operator's routes."""
    router = APIRouter(prefix="/v1", tags=["operator"],
                       dependencies=[Depends(requires(KeyScope.OPERATOR, parts))])
    _status(router, parts)
    _keys(router, parts)
    _places(router, parts)
    _doors(router, parts)
    return router


def _status(router: APIRouter, parts: Parts) -> None:
    gate = parts.gate

    @router.get("/status", responses=example("status"))
    def status() -> Json:
        """How the gate is: the engine's own counter of looks, the log, the key file's epoch, today's counts."""
        keep_times(gate)
        log_key = gate.ledger.verifier_key()
        return {"version": parts.version, "model": gate.engine.model, "looks": gate.engine.looks(),
                "epoch": gate.keys.epoch(), "settled": gate.moment.settled(),
                "log": {"origin": log_key.split("+", 1)[0], "size": gate.ledger.size(), "verifier_key": log_key},
                "counts": gate.store.counts(today(gate))}


def _keys(router: APIRouter, parts: Parts) -> None:
    @router.post("/keys", status_code=201, responses=example("key", 201, "The key's text, shown this once."))
    def create_key(body: wire.NewKey) -> Json:
        """Make an API key. An officer's is for nothing else, and on record from the moment it is made."""
        not_after = parts.gate.clock.now() + timedelta(days=body.expires_in_days)
        text = make_key(parts.gate, parts.keys, body.label, body.scopes, not_after)
        return {"key": text, "label": body.label, "scopes": body.scopes, "not_after": timestamp(not_after)}

    @router.get("/keys", responses=example("keys"))
    def list_keys() -> Json:
        """All API keys, without their texts."""
        return {"keys": [views.key(one) for one in parts.keys.list()]}

    @router.delete("/keys/{key}", status_code=204)
    def revoke_key(key: str) -> Response:
        """End an API key now."""
        end_key(parts.gate, parts.keys, key)
        return Response(status_code=204)


def _places(router: APIRouter, parts: Parts) -> None:
    @router.put("/places/{place}", responses=example("place"))
    def put_place(place: str, body: wire.NewPlace) -> Json:
        """Declare a place."""
        declared = Place(PlaceId(slug(place, "the place's name")), body.kind, body.name.terms(), body.operator,
                         body.contact, body.public_place, body.impact_assessed_on, body.sign_shown)
        return views.place(declare_place(parts.gate, declared))

    @router.put("/places/{place}/terms", responses=example("terms"))
    def put_terms(place: str, body: wire.NewTerms) -> Json:
        """Read the terms in use at a place. While they have findings nobody there is shown a prompt."""
        terms, found = read_terms(parts.gate, PlaceId(place), body.text)
        return views.terms(terms, found)

    @router.put("/places/{place}/notices/{purpose}", responses=example("notice"))
    def put_notice(place: str, purpose: Purpose, body: wire.NewNotice) -> Json:
        """Publish a notice. A new version needs new consent: earlier grants were given to other words."""
        text = NoticeText(**{name: getattr(body.text, name).terms() for name in wire.NOTICE_FIELDS})
        return views.notice(publish_notice(parts.gate, Notice(PlaceId(place), purpose, body.version, text)))


def _doors(router: APIRouter, parts: Parts) -> None:
    gate = parts.gate

    @router.put("/places/{place}/doors/{door}", response_model=None, responses=example("door"))
    def put_door(place: str, door: str, body: wire.NewDoor, request: Request) -> Json | Response:
        """Take a door live. A face lane alone is refused (art. 10)."""
        lanes = frozenset(body.lanes)
        result = switch_on(gate, Door(DoorId(slug(door, "the door's name")), PlaceId(place), lanes, lanes, live=False,
                                      code_window=body.code_window.terms(), face_area=body.face_area.terms(),
                                      attended=body.attended))
        if isinstance(result, Refusal):
            return refusal_response(result, gate.law, language(request))
        return views.door(result)

    @router.put("/places/{place}/doors/{door}/lanes/{lane}", responses=example("door"))
    def put_lane(place: str, door: str, lane: Lane, body: wire.LaneState) -> Json:
        """Say that a lane works or does not. Without another lane up, the face lane is shut."""
        return views.door(set_lane(gate, PlaceId(place), DoorId(door), lane, up=body.up))
