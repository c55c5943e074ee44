"""Routes of proof: the log's public face, and evidence for an auditor."""

from fastapi import APIRouter, Depends, Response

from menshen.acts.disclose import disclose
from menshen.acts.recording import catch_up
from menshen.acts.records import KeyScope
from menshen.edges.http import wire
from menshen.edges.http.access import requires
from menshen.edges.http.parts import Parts
from menshen.edges.http.views import Json
from menshen.terms import GrantId

_TEXT: dict[int | str, Json] = {200: {"description": "Plain text.", "content": {
    "text/plain": {"example": "menshen/log-1\n41\n9TqK…\n"}}}}
_FILE: dict[int | str, Json] = {200: {"description": "The bundle's exact bytes: keep them as they are.",
               "content": {"application/octet-stream": {"example": '{"bundle":{…},"signature":"…"}'}}}}


def routes(parts: Parts) -> APIRouter:
    """The public and the auditor's routes."""
    gate = parts.gate
    router = APIRouter(tags=["proof"])
    may = Depends(requires(KeyScope.AUDITOR, parts))

    @router.get("/healthz", responses={200: {"content": {"application/json": {"example": {"ok": True}}}}})
    def healthz() -> dict[str, bool]:
        """Whether the gate answers."""
        return {"ok": True}

    @router.get("/v1/checkpoint", response_class=Response, responses=_TEXT)
    def checkpoint() -> Response:
        """The newest published checkpoint of the log: a C2SP signed note."""
        published = gate.ledger.checkpoints()
        newest = published[-1] if published else gate.ledger.checkpoint()
        return Response(newest, media_type="text/plain; charset=utf-8")

    @router.get("/v1/log-key", response_class=Response, responses=_TEXT)
    def log_key() -> Response:
        """The log's public key: keep it, and verify evidence with it."""
        return Response(gate.ledger.verifier_key() + "\n", media_type="text/plain; charset=utf-8")

    @router.post("/v1/evidence", dependencies=[may], response_class=Response, responses=_FILE)
    def evidence(body: wire.Disclosure) -> Response:
        """An evidence bundle, verified offline by `menshen evidence verify FILE`."""
        catch_up(gate)
        bundle = disclose(gate.ledger, grant=None if body.grant is None else GrantId(body.grant),
                          since=body.since, until=body.until)
        return Response(bundle, media_type="application/octet-stream",
                        headers={"content-disposition": 'attachment; filename="evidence.json"'})

    return router
