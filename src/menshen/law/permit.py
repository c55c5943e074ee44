"""A permit: leave for one look, spent once. It decides nothing; `menshen.law.law` alone makes one.

INVARIANT: a permit is spent by the first attempt, whatever that attempt was for, and nothing un-spends it.
"""

from datetime import datetime
from threading import Lock
from typing import NoReturn

from menshen.errors import EvidenceError, UnavailableError
from menshen.terms import Act, CaptureId, Scope


class Permit:
    """Leave for the one act that `scope` names. There is exactly one of it: it can be neither copied nor pickled."""

    __slots__ = ("_scope", "_token")

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        # Taken once, without waiting, and never given back: the first of any number of threads has it.
        self._token = Lock()

    @property
    def scope(self) -> Scope:
        """What this permit is for."""
        return self._scope

    def spend(self, *, act: Act, capture: CaptureId, now: datetime) -> None:
        """Spend this permit, atomically; EvidenceError where it is spent, or for another act or capture.

        UnavailableError where it is late: its pictures had to wait too long, and nobody broke a promise.

        `now` is aware; the first moment is `scope.issued_at` and the last `scope.not_after` itself. A failed attempt
        spends the permit as well.
        """
        if not self._token.acquire(blocking=False):
            raise EvidenceError("the permit is already spent", hint="ask the law again before another look")
        if now < self._scope.issued_at:
            # A clock that was set back would let it live for as long as it was set back.
            raise EvidenceError("the permit was made later than now", hint="the machine's clock was set back: mend it")
        if now > self._scope.not_after:
            raise UnavailableError("the permit is late: a look begins within the seconds its permit names",
                                   hint="ask for another, or take another lane")
        if act is not self._scope.act:
            raise EvidenceError(f"the permit is for {self._scope.act}, not for {act}")
        if capture != self._scope.capture:
            raise EvidenceError("the permit is for another capture")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        # Python's one door to copy, deepcopy and pickle.
        raise TypeError("a permit can be neither copied nor pickled")
