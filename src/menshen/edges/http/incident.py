"""Routes of an incident: freeze the face lanes of a place, read what to tell whom, say what was found."""

from fastapi import APIRouter, Depends

from menshen.acts.incident import Incident
from menshen.acts.incidents import close_incident, known_incident, open_incident, suspicion
from menshen.acts.records import ApiKey, KeyScope
from menshen.edges.http import incident_forms as forms
from menshen.edges.http.access import requires
from menshen.edges.http.parts import Parts
from menshen.edges.http.views import Json
from menshen.terms import IncidentId, PlaceId


def routes(parts: Parts) -> APIRouter:
    """The routes of an operator or an officer, whoever comes first."""
    gate = parts.gate
    either = Depends(requires(KeyScope.OPERATOR, parts, KeyScope.OFFICER))
    router = APIRouter(prefix="/v1", tags=["incident"])

    def shown(incident: Incident) -> Json:
        return forms.incident(incident, suspicion(gate, incident))

    @router.post("/places/{place}/incidents", status_code=201, responses=forms.example("opened", 201))
    def post_incident(place: str, body: forms.NewIncident, by: ApiKey = either) -> Json:
        """A breach is suspected: no face is looked at here from now on, and the notices are drafted."""
        return shown(open_incident(gate, by, PlaceId(place), body.suspected, body.cause.terms()))

    @router.get("/incidents/{incident}", dependencies=[either], responses=forms.example("opened"))
    def get_incident(incident: str) -> Json:
        """An incident, with what was held when it was opened and what to tell whom."""
        return shown(known_incident(gate, IncidentId(incident)))

    @router.post("/incidents/{incident}/close", dependencies=[either], responses=forms.example("closed"))
    def post_close(incident: str, body: forms.Found) -> Json:
        """Say, for everybody to read, what was found; the face lanes go on where no other incident is open."""
        return shown(close_incident(gate, IncidentId(incident), body.found.terms()))

    return router
