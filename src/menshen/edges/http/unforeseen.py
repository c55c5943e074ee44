"""The request loop's last resort: an error that nobody foresaw is answered as a problem, and logged without its words.

A traceback would carry what came with the request; where it happened is enough to find it.
"""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from menshen.edges.http.refused import send_problem

_LOG = logging.getLogger("menshen.http")


class Unforeseen:
    """ASGI middleware: 500 instead of a torn connection, and one line in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and answer for what was not foreseen."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as e:  # noqa: BLE001 - this is the loop that must go on
            _LOG.error("unforeseen %s at %s", type(e).__name__, _place(e))
            if not begun and scope["type"] == "http":
                await send_problem(send, 500, "an error that was not foreseen; the log says where", {})


def _place(error: Exception) -> str:
    """Where it was raised: module and line."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
