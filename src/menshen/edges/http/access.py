"""Access: API keys with scopes, as bearer tokens (RFC 6750). A person needs none: pass, prompt or receipt speaks."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import HTTPException, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from menshen.acts.records import ApiKey, KeyScope
from menshen.edges.http.parts import Parts

_BEARER = HTTPBearer(auto_error=False, scheme_name="key", description="An API key: `Authorization: Bearer msk_…`")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]


def requires(scope: KeyScope, parts: Parts, *others: KeyScope) -> Callable[[Request, Credentials], Awaitable[ApiKey]]:
    """A dependency that lets keys of `scope`, or of `others`, through; 401 and 403 else.

    An operator's key opens every scope but an officer's: what takes officers takes two of them, and no operator.
    """
    opening = {scope, *others} if scope is KeyScope.OFFICER else {scope, *others, KeyScope.OPERATOR}

    async def check(request: Request, credentials: Credentials) -> ApiKey:
        now = parts.gate.clock.now()
        key = None
        if credentials is not None:
            key = await parts.threads.code(parts.keys.verify, credentials.credentials, now)
        if key is None:
            raise HTTPException(401, f"a valid API key with scope {scope} is needed", {"WWW-Authenticate": "Bearer"})
        if not key.scopes & opening:
            raise HTTPException(403, f"this API key lacks the scope {scope}")
        parts.callers.prove(request.headers["authorization"])
        return key

    return check


def shows_a_key(request: Request) -> bool:
    """Whether the caller shows an operator's credentials where only the person may speak."""
    return "authorization" in request.headers
