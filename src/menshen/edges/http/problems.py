"""Problems: how a "no" and an error look on the wire (RFC 9457), in the language the caller asks for."""

from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from menshen.answers import ADVICE, ERRORS, REFUSALS
from menshen.errors import InputError, MenshenError
from menshen.law.law import Law
from menshen.terms import Language, Refusal

MEDIA_TYPE = "application/problem+json"
MAX_PLACES = 20


def language(request: Request) -> Language:
    """English where the caller prefers it, else 中文."""
    wanted = request.headers.get("accept-language", "zh").lower()
    positions = {one: wanted.find(one.value) for one in Language if one.value in wanted}
    return min(positions, key=positions.__getitem__) if positions else Language.ZH


def refusal_response(refusal: Refusal, law: Law, spoken: Language, **more: object) -> JSONResponse:
    """A refusal as a problem: its reason, its articles with title and remedy, what helps, and what else there is.

    `advice` is a code, and says of the face only what may be done better.
    """
    answer = REFUSALS[refusal.reason]
    articles = [{"id": one.id, "title": one.title[spoken], "remedy": one.remedy[spoken]}
                for one in map(law.article, refusal.articles)]
    if refusal.advice is not None:
        more = {"advice": refusal.advice.value, "hint": ADVICE[refusal.advice][spoken], **more}
    return _problem(answer.status, f"urn:menshen:refusal:{refusal.reason}", answer.text[spoken],
                    reason=refusal.reason.value, articles=articles, **more)


async def on_error(request: Request, error: Exception) -> JSONResponse:
    """An error of ours: its message says what came and what is allowed, and its hint what next."""
    if not isinstance(error, MenshenError):
        raise error
    answer = ERRORS[type(error)]
    kind = type(error).__name__.removesuffix("Error").lower()
    return _problem(answer.status, f"urn:menshen:error:{kind}", answer.text[language(request)], detail=str(error),
                    **({"hint": error.hint} if error.hint else {}))


async def on_invalid(request: Request, error: Exception) -> JSONResponse:
    """A body or parameter that does not fit: where, and what is allowed; never what came, it may be personal."""
    if not isinstance(error, RequestValidationError):
        raise error
    places = [{"at": _place(one), "allowed": one["msg"]} for one in error.errors()[:MAX_PLACES]]
    return _problem(422, "urn:menshen:error:input", ERRORS[InputError].text[language(request)],
                    errors=jsonable_encoder(places))


def _place(one: dict[str, Any]) -> str:
    """Where it is, in words of ours: the name of a field that is not allowed is the caller's, and not repeated."""
    steps = one["loc"][:-1] if one["type"] == "extra_forbidden" else one["loc"]
    return "/".join(str(step) for step in steps)


async def on_http(_: Request, error: Exception) -> JSONResponse:
    """What the framework refuses (unknown path, wrong method), and what a route refuses by status alone."""
    if not isinstance(error, HTTPException):
        raise error
    return _problem(error.status_code, "about:blank", HTTPStatus(error.status_code).phrase, detail=error.detail,
                    headers=error.headers)


def _problem(status: int, kind: str, title: str, *, headers: object = None, **more: object) -> JSONResponse:
    return JSONResponse({"type": kind, "title": title, "status": status, **more}, status, media_type=MEDIA_TYPE,
                        headers=dict(headers) if isinstance(headers, dict) else None)
