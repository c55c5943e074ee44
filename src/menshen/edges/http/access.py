"""Access: API keys with scopes, as bearer tokens (RFC 6750). A person needs none: pass, prompt or receipt speaks."""

from collections.abc import Callable
from typing import Annotated

from fastapi import HTTPException, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from menshen.acts.ports import ApiKeys, Clock
from menshen.acts.records import ApiKey, KeyScope

_BEARER = HTTPBearer(auto_error=False, scheme_name="key", description="An API key: `Authorization: Bearer msk_…`")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]


def requires(scope: KeyScope, keys: ApiKeys, clock: Clock) -> Callable[[Credentials], ApiKey]:
    """A dependency that lets keys of `scope` through (an operator's key opens every scope), 401 and 403 else."""

    def check(credentials: Credentials) -> ApiKey:
        key = None if credentials is None else keys.verify(credentials.credentials, clock.now())
        if key is None:
            raise HTTPException(401, f"a valid API key with scope {scope} is needed", {"WWW-Authenticate": "Bearer"})
        if not key.scopes & {scope, KeyScope.OPERATOR}:
            raise HTTPException(403, f"this API key lacks the scope {scope}")
        return key

    return check


def shows_a_key(request: Request) -> bool:
    """Whether the caller shows an operator's credentials where only the person may speak."""
    return "authorization" in request.headers
