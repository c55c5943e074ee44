"""Route of the desk for a child's guardian: attest what a clerk has seen."""

from fastapi import APIRouter, Depends

from menshen.acts.guardian import attest
from menshen.acts.records import KeyScope
from menshen.edges.http import views, wire
from menshen.edges.http.access import requires
from menshen.edges.http.parts import Parts
from menshen.edges.http.views import Json, example
from menshen.terms import EntitlementId


def routes(parts: Parts) -> APIRouter:
    """The desk's route for guardians."""
    gate = parts.gate
    router = APIRouter(prefix="/v1", tags=["desk"], dependencies=[Depends(requires(KeyScope.DESK, parts))])

    @router.post("/entitlements/{entitlement}/guardians", status_code=201, responses=example("attested", 201))
    def post_guardian(entitlement: str, body: wire.NewGuardian) -> Json:
        """Attest a child's guardian, who then shows their own pass at the kiosk, or the token handed out here, once."""
        guardian = None if body.guardian is None else EntitlementId(body.guardian)
        made = attest(gate, EntitlementId(entitlement), guardian)
        return views.attested(made, None if made.token is None else gate.codes.draw_svg(made.token))

    return router
