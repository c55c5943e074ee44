"""What the routes work with: the gate and the API keys."""

from collections.abc import Callable
from dataclasses import dataclass

from menshen.acts.access import ApiKeys
from menshen.acts.gate import Gate
from menshen.audit.register import Register
from menshen.edges.http.callers import Callers


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the HTTP edge needs."""

    gate: Gate
    keys: ApiKeys
    version: str
    callers: Callers
    register: Callable[[], Register]
