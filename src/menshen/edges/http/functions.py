"""Routes of an app's functions: what is stated of them, for everybody to read, and whether one may be refused."""

from fastapi import APIRouter, Depends, Request, Response

from menshen.acts.necessity import end_necessity, may_refuse, state_necessity, stated_necessity
from menshen.acts.records import KeyScope
from menshen.edges.http import app_forms
from menshen.edges.http.access import requires
from menshen.edges.http.app_forms import example
from menshen.edges.http.parts import Parts
from menshen.edges.http.problems import language, refusal_response
from menshen.edges.http.views import Json
from menshen.errors import InputError
from menshen.terms import PlaceId, Refusal


def routes(parts: Parts) -> APIRouter:
    """The routes of functions."""
    gate = parts.gate
    router = APIRouter(prefix="/v1/places/{place}/functions/{function}")
    operator = [Depends(requires(KeyScope.OPERATOR, parts))]

    @router.put("/necessity", tags=["operator"], dependencies=operator, response_model=None,
                responses=example("necessity"))
    def put_necessity(place: str, function: str, body: app_forms.NewNecessity, request: Request) -> Json | Response:
        """Sign and publish that a function cannot work without the face. For a door no such statement is accepted."""
        made = state_necessity(gate, body.terms(place, function))
        if isinstance(made, Refusal):
            return refusal_response(made, gate.law, language(request))
        return app_forms.published(made)

    @router.get("/necessity", tags=["person"], responses=example("necessity"))
    def get_necessity(place: str, function: str) -> Json:
        """The statement that stands for a function: public, signed with the log's key."""
        found = stated_necessity(gate, PlaceId(place), function)
        if found is None:
            raise InputError("nothing is stated of this function: it is owed to who declines the face")
        return app_forms.published(found)

    @router.delete("/necessity", tags=["operator"], dependencies=operator, responses=example("ended"))
    def delete_necessity(place: str, function: str) -> Json:
        """Take a statement back. It stays in the register, with its end."""
        return {"ended": [app_forms.published(one) for one in end_necessity(gate, PlaceId(place), function)]}

    @router.post("/refusals", tags=["door"], dependencies=[Depends(requires(KeyScope.DOOR, parts))],
                 response_model=None, responses=example("may_refuse"))
    def post_refusal(place: str, function: str, request: Request) -> Json | Response:
        """Whether a function may be refused to somebody who declined. Nobody is named, and the answer is on record."""
        answer = may_refuse(gate, PlaceId(place), function)
        if isinstance(answer, Refusal):
            return refusal_response(answer, gate.law, language(request))
        return app_forms.may_refuse(answer)

    return router
