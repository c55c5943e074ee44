"""Calls to a gate over HTTP, each with its answer and how long it took."""

import json
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from time import perf_counter
from typing import Any

import httpx

TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What a gate answered: its JSON, or the bytes of anything else."""

    status: int
    content: bytes
    body: dict[str, Any]
    ms: float

    @property
    def granted(self) -> bool:
        """Whether it is a yes."""
        return self.status < httpx.codes.BAD_REQUEST

    @property
    def reason(self) -> str:
        """Why it is a no: a refusal's reason; empty for a yes and for an error."""
        return str(self.body.get("reason", ""))

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that a refusal rests on."""
        return tuple(str(one["id"]) for one in self.body.get("articles", ()))


class Calls:
    """A client of one gate. `key` opens the operator's, desk's, door's and auditor's calls; a person shows none."""

    def __init__(self, url: str, key: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=TIMEOUT_S, headers={"accept-language": "en"})
        self._key = {"authorization": f"Bearer {key}"}

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, path: str) -> Reply:
        """Read with the key."""
        return self._timed("GET", path, headers=self._key)

    def anyone(self, path: str) -> Reply:
        """Read as anybody may, with no key."""
        return self._timed("GET", path)

    def put(self, path: str, body: object) -> Reply:
        """Declare with the key."""
        return self._timed("PUT", path, headers=self._key, json=body)

    def post(self, path: str, body: object) -> Reply:
        """Act with the key."""
        return self._timed("POST", path, headers=self._key, json=body)

    def frame(self, path: str, picture: bytes) -> Reply:
        """Send a camera's JPEG with the key."""
        return self._timed("POST", path, headers={**self._key, "content-type": "image/jpeg"}, content=picture)

    def person(self, path: str, body: object) -> Reply:
        """Act as the person, with no key."""
        return self._timed("POST", path, json=body)

    def announced(self, path: str, size: int) -> Reply:
        """What a gate says to a person's body of `size` bytes before a byte of it is sent (RFC 9110 §10.1.1)."""
        begun = perf_counter()
        with closing(HTTPConnection(self._client.base_url.host, self._client.base_url.port, timeout=TIMEOUT_S)) as line:
            line.putrequest("POST", path)
            for name, value in (("expect", "100-continue"), ("content-length", str(size)),
                                ("content-type", "application/json")):
                line.putheader(name, value)
            line.endheaders()
            response = line.getresponse()
            content = response.read()
        return _reply(response.status, response.headers.get_content_type(), content, begun)

    def _timed(self, method: str, path: str, **sent: Any) -> Reply:  # noqa: ANN401 - as httpx.Client.request
        begun = perf_counter()
        response = self._client.request(method, path, **sent)
        return _reply(response.status_code, response.headers.get("content-type", ""), response.content, begun)


def _reply(status: int, kind: str, content: bytes, begun: float) -> Reply:
    ms = (perf_counter() - begun) * 1e3
    return Reply(status, content, json.loads(content) if kind.partition(";")[0].endswith("json") else {}, ms)
