"""Bounds: how large a body may be and how many requests a caller may send, checked before anything is read."""

from fastapi import HTTPException
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from menshen.edges.http.callers import Callers
from menshen.edges.http.refused import send_problem


class Bounds:
    """ASGI middleware: 429 beyond `requests_per_minute` of one caller, 413 beyond `max_body` bytes."""

    def __init__(self, app: ASGIApp, *, max_body: int, requests_per_minute: int, callers: Callers) -> None:
        self._app = app
        self._callers = callers
        self._max_body = max_body
        self._rate = parse(f"{requests_per_minute}/minute")
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if it keeps within the bounds."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        caller = self._callers.caller(headers, (scope.get("client") or ("unknown",))[0])
        if not self._limiter.hit(self._rate, caller):
            await send_problem(send, 429, f"more than {self._rate} from one address or key", {"retry-after": "60"})
            return
        declared = headers.get("content-length", "0")
        if not declared.isdigit() or int(declared) > self._max_body:
            await send_problem(send, 413, f"the body is larger than {self._max_body} bytes", {"connection": "close"})
            return
        await self._app(scope, self._counted(receive), send)

    def _counted(self, receive: Receive) -> Receive:
        """`receive`, which stops a body that was declared small, or not at all, and grows too large."""
        came = 0

        async def bounded() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > self._max_body:
                raise HTTPException(413, f"the body is larger than {self._max_body} bytes")
            return message

        return bounded


