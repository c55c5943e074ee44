"""The application: routes, problems, bounds, and an API page that loads nothing from elsewhere."""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException

from menshen.edges.http import (
    desk,
    door,
    functions,
    guardian,
    hands_free,
    history,
    incident,
    officer,
    operator,
    person,
    proof,
    register,
    sign_in,
)
from menshen.edges.http.bounds import Bounds
from menshen.edges.http.parts import Parts
from menshen.edges.http.problems import on_error, on_http, on_invalid
from menshen.edges.http.unforeseen import Unforeseen
from menshen.errors import MenshenError

ABOUT = """Face recognition that asks first. Every "no" is a problem (RFC 9457) with its articles and a remedy.
A person's calls carry no key: an answer that comes with one is no consent."""


def create_app(parts: Parts, *, max_body: int, requests_per_minute: int) -> FastAPI:
    """The API over `parts`; bodies of at most `max_body` bytes."""
    app = FastAPIOffline(title="Menshen 门神", version=parts.version, description=ABOUT, docs_url=None,
                         redoc_url=None)  # for its files, which the page at /docs shows the API with
    for room in (operator, desk, guardian, person, door, hands_free, proof, officer, incident, history, register,
                 sign_in, functions):
        app.include_router(room.routes(parts))
    app.add_exception_handler(MenshenError, on_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    app.add_middleware(Bounds, max_body=max_body, requests_per_minute=requests_per_minute, callers=parts.callers)
    app.add_middleware(Unforeseen)
    return app
