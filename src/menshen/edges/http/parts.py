"""What the routes work with: the gate and the API keys."""

from collections.abc import Callable
from dataclasses import dataclass, field

from menshen.acts.access import ApiKeys
from menshen.acts.gate import Gate
from menshen.audit.register import Register
from menshen.edges.http.callers import Callers
from menshen.edges.http.threads import Threads


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the HTTP edge needs."""

    gate: Gate
    keys: ApiKeys
    version: str
    callers: Callers
    register: Callable[[], Register]
    threads: Threads = field(default_factory=Threads)
