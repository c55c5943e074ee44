"""Routes of the officers: draft an emergency order, confirm another officer's, read one, end one."""

import base64
import binascii

from fastapi import APIRouter, Depends, Request, Response

from menshen.acts.declare import known_place
from menshen.acts.emergency import USUAL, OrderTerms
from menshen.acts.order import confirm, draft, end, matches
from menshen.acts.order_ground import known_order
from menshen.acts.records import ApiKey, KeyScope
from menshen.edges.http import order_forms as forms
from menshen.edges.http.access import requires
from menshen.edges.http.parts import Parts
from menshen.edges.http.problems import language, refusal_response
from menshen.edges.http.views import Json
from menshen.errors import InputError
from menshen.terms import DoorId, OrderId, PlaceId, Refusal


def routes(parts: Parts) -> APIRouter:
    """The officers' routes. An operator's key opens none of them."""
    gate = parts.gate
    officer = Depends(requires(KeyScope.OFFICER, parts))
    router = APIRouter(prefix="/v1", tags=["officer"])

    @router.post("/places/{place}/orders", status_code=201, responses=forms.example("drafted", 201))
    def post_order(place: str, body: forms.NewOrder, by: ApiKey = officer) -> Json:
        """Draft an emergency order. Nobody is looked at, the pictures neither, until another officer confirms it."""
        until = (gate.clock.now() + USUAL if body.until is None else body.until).replace(microsecond=0)
        terms = OrderTerms(body.emergency, body.why, frozenset(map(DoorId, body.doors)), until, body.most_looks)
        return forms.order(draft(gate, by, PlaceId(place), terms, _pictures(body)))

    @router.get("/places/{place}/orders", dependencies=[officer], responses=forms.example("orders"))
    def get_orders(place: str) -> Json:
        """All orders of a place, oldest first: drafts that wait for a second officer, too."""
        known = known_place(gate, PlaceId(place))
        return {"orders": [forms.order(one) for one in gate.store.orders(known.id)]}

    @router.get("/orders/{order}", dependencies=[officer], responses=forms.example("order"))
    def get_order(order: str) -> Json:
        """An order, the looks made on it, and where and when somebody was taken for the person sought."""
        known = known_order(gate, OrderId(order))
        return forms.order(known) | {"matches": [{"door": one.door, "at": one.at} for one in matches(gate, known.id)]}

    @router.post("/orders/{order}/confirm", response_model=None, responses=forms.example("confirmed"))
    def post_confirm(order: str, request: Request, by: ApiKey = officer) -> Json | Response:
        """Confirm another officer's draft: from now it is in force, and in the public register."""
        result = confirm(gate, parts.keys, by, OrderId(order))
        if isinstance(result, Refusal):
            return refusal_response(result, gate.law, language(request))
        return forms.order(result)

    @router.post("/orders/{order}/end", dependencies=[officer], responses=forms.example("ended"))
    def post_end(order: str) -> Json:
        """End an order now: what could open the sought person's reference is destroyed before this answers."""
        return forms.order(end(gate, OrderId(order)))

    return router


def _pictures(body: forms.NewOrder) -> list[bytes]:
    try:
        return [base64.b64decode(one, validate=True) for one in body.sought]
    except binascii.Error as e:
        # The cause's text may not be shown: it holds part of the pictures.
        raise InputError("the pictures of the person sought are not base64") from e
