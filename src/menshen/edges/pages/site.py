"""Mounts the pages: HTML made at the first visit, static files beside it, and headers that keep everything here.

No page knows a person: what belongs to one comes in the address's fragment, which browsers send to nobody.
Sources: CSP Level 3, Trusted Types, Permissions Policy (W3C).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache, partial

from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import MutableHeaders
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from menshen.answers import ADVICE, ERRORS, REFUSALS
from menshen.audit.register import CONTESTED, CONTESTED_ARTICLE, GROUND_WORDS, Register
from menshen.edges.pages import published, words
from menshen.terms import Bilingual, timestamp

SECURITY_POLICY = ("default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
                   "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                   "require-trusted-types-for 'script'; trusted-types 'none'")

API_POLICY = ("default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
              "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
"""Swagger UI writes styles and pictures into the page; scripts it takes from here alone, for it is given keys."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. Only a page with `camera` may ask a browser for one."""

    path: str
    template: str
    camera: bool = False
    policy: str = SECURITY_POLICY


PAGES = (
    Page("/", "index.html"),
    Page("/kiosk", "kiosk.html", camera=True),
    Page("/my-face", "my-face.html"),
    Page("/withdraw", "withdraw.html"),
    Page("/door", "door.html", camera=True),
    Page("/docs", "api.html", policy=API_POLICY),
)

_REGISTER: Mapping[str, object] = {
    "lanes": words.LANES, "notice_words": words.NOTICE, "kinds": words.KINDS, "purposes": words.PURPOSES,
    "publications": words.PUBLICATIONS, "count_words": words.COUNTS, "known": published.DOCUMENT,
    "values": published.VALUES, "ground": GROUND_WORDS,
    "contested": CONTESTED, "contested_article": CONTESTED_ARTICLE, "china": timezone(timedelta(hours=8))}
"""The words of the register's page."""

STATIC_HEADERS = {"cache-control": "no-cache", "x-content-type-options": "nosniff"}


REGISTER = Page("/register", "register.html")
"""The one page that is made anew for every reader: from the same values as its JSON-LD."""


def mount(app: FastAPI, register: Callable[[], Register]) -> None:
    """Serve every page and its static files from `app`; `register` gives what the register says now."""
    templates = Environment(loader=PackageLoader("menshen.edges.pages"), autoescape=True, undefined=StrictUndefined,
                            trim_blocks=True, lstrip_blocks=True)
    templates.filters |= {"as_moment": as_moment, "has_han": has_han}
    said = {"answers": _answers(), "lanes": words.LANES, "notice": words.NOTICE, "promises": words.PROMISES,
            "acts": words.ACTS, "outcomes": words.OUTCOMES}
    for page in PAGES:
        _serve(app, page, cache(partial(_made, templates, page.template, said)))
    _serve(app, REGISTER, lambda: templates.get_template(REGISTER.template).render(_REGISTER, register=register()))
    static = StaticFiles(packages=[("menshen.edges.pages", "static")])
    app.mount("/static", _with_headers(static, STATIC_HEADERS), name="static")


def _made(templates: Environment, template: str, said: Mapping[str, object]) -> str:
    return templates.get_template(template).render(said)


def as_moment(said: object) -> datetime | None:
    """The moment that a text of a document names, in UTC and to the millisecond as our own are; else None."""
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return found if found.tzinfo is not None and timestamp(found) == said else None


def has_han(said: object) -> bool:
    """Whether there is a Han character in it."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in str(said))


def _serve(app: FastAPI, page: Page, html: Callable[[], str]) -> None:
    headers = _headers(page)

    def show() -> Response:
        return HTMLResponse(html(), headers=headers)

    app.add_api_route(page.path, show, methods=["GET"], include_in_schema=False)


def _answers() -> dict[str, Bilingual]:
    """What a page says to every "no", by the last part of the problem's type or by its advice."""
    errors = {kind.__name__.removesuffix("Error").lower(): answer.text for kind, answer in ERRORS.items()}
    refusals = {reason.value: answer.text for reason, answer in REFUSALS.items()}
    advice = {code.value: text for code, text in ADVICE.items()}
    return errors | refusals | advice | {"key-refused": words.KEY_REFUSED}


def _headers(page: Page) -> dict[str, str]:
    return {
        "content-security-policy": page.policy,
        "permissions-policy": f"camera=({'self' if page.camera else ''}), microphone=(), geolocation=()",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        # What a kiosk showed to one person must not come back for the next by pressing "back".
        "cache-control": "no-store",
    }


def _with_headers(app: ASGIApp, headers: Mapping[str, str]) -> ASGIApp:
    """`app`, with `headers` on each of its responses."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await app(scope, receive, sent)

    return answered
