"""A problem sent from below the application, where there is no request object yet."""

import json
from http import HTTPStatus

from starlette.types import Send

from menshen.edges.http.problems import MEDIA_TYPE


async def send_problem(send: Send, status: int, detail: str, headers: dict[str, str]) -> None:
    """Answer with a problem and close, without reading the body."""
    body = json.dumps({"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail})
    listed = {"content-type": MEDIA_TYPE, "content-length": str(len(body)), **headers}
    await send({"type": "http.response.start", "status": status,
                "headers": [(name.encode(), value.encode()) for name, value in listed.items()]})
    await send({"type": "http.response.body", "body": body.encode()})
