"""Routes of the desk: entitle a person, replace a lost pass."""

from fastapi import APIRouter, Depends

from menshen.acts.entitle import entitle, reissue
from menshen.acts.records import KeyScope
from menshen.edges.http import views, wire
from menshen.edges.http.access import requires
from menshen.edges.http.parts import Parts
from menshen.edges.http.views import Json, example
from menshen.terms import EntitlementId, PlaceId


def routes(parts: Parts) -> APIRouter:
    """The desk's routes."""
    gate = parts.gate
    router = APIRouter(prefix="/v1", tags=["desk"],
                       dependencies=[Depends(requires(KeyScope.DESK, parts))])

    @router.post("/places/{place}/entitlements", status_code=201, responses=example("entitled", 201))
    def post_entitlement(place: str, body: wire.NewEntitlement) -> Json:
        """Entitle one person and hand out a plain pass; for a child, name who may attest that they are guardians."""
        made = entitle(gate, PlaceId(place), body.kind, body.label, body.age_band, body.not_after,
                       guardians=[EntitlementId(one) for one in body.guardians])
        return views.entitled(made, gate.codes.draw_svg(made.code), gate.public_url)

    @router.post("/entitlements/{entitlement}/reissue", status_code=201, responses=example("entitled", 201))
    def post_reissue(entitlement: str) -> Json:
        """A lost pass: revoke all that were handed out, erase their keys, hand out a new plain pass."""
        made = reissue(gate, EntitlementId(entitlement))
        return views.entitled(made, gate.codes.draw_svg(made.code), gate.public_url)

    return router
