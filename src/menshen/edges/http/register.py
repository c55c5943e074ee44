"""Routes of the public register: for everybody, without a key, and for machines to compare."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from menshen.acts.register import PATH
from menshen.audit.register_jsonld import jsonld
from menshen.edges.http.parts import Parts
from menshen.edges.http.views import EXAMPLES, Json

MEDIA_TYPE = "application/ld+json"
_ANSWER: dict[int | str, Json] = {200: {"description": "The register.",
                                        "content": {MEDIA_TYPE: {"example": EXAMPLES["register"]}}}}


def routes(parts: Parts) -> APIRouter:
    """The register's route."""
    router = APIRouter(tags=["proof"])

    @router.get(PATH, response_class=JSONResponse, responses=_ANSWER)
    def get_register() -> JSONResponse:
        """Where face recognition runs here, why, on what ground, and how its lanes fare: the page `/register`."""
        return JSONResponse(jsonld(parts.register()), media_type=MEDIA_TYPE,
                            headers={"cache-control": "public, max-age=2"})

    return router
