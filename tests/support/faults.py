"""Faults: every call of every port can be made to fail, before it is carried out or after."""

from collections.abc import Callable
from dataclasses import dataclass, field


class Crash(Exception):  # noqa: N818 - it is no error of anybody's: the program stopped here
    """The program stopped; nothing handles this, and memory is lost."""


@dataclass
class Fault:
    """The call, counted from 0 while armed, at which something fails; without a call it only counts."""

    at: int = -1
    after: bool = False
    error: Callable[[], Exception] = Crash
    ports: frozenset[str] = frozenset()
    """Only the calls of these ports count; empty: of all."""
    lasting: bool = False
    """Every call from that one on fails, not that one alone."""
    calls: list[str] = field(default_factory=list)
    fired: int = 0

    def before_call(self, port: str, method: str) -> bool:
        """Count a call, and fail before it where that is due; whether it shall fail after."""
        if self.ports and port not in self.ports:
            return False
        number = len(self.calls)
        self.calls.append(f"{port}.{method}")
        due = self.at >= 0 and (number >= self.at if self.lasting else number == self.at)
        self.fired += due
        if due and not self.after:
            raise self.error()
        return due


@dataclass
class Switch:
    """Holds the present fault, if there is one."""

    fault: Fault | None = None


class Port:
    """Stands before a part and lets its calls fail as the switch says."""

    def __init__(self, part: object, name: str, switch: Switch) -> None:
        self._part = part
        self._name = name
        self._switch = switch

    def __getattr__(self, method: str) -> object:
        attribute = getattr(self._part, method)
        if not callable(attribute):
            return attribute

        def call(*args: object, **kwargs: object) -> object:
            fault = self._switch.fault
            fails_after = fault is not None and fault.before_call(self._name, method)
            answer: object = attribute(*args, **kwargs)
            if fault is not None and fails_after:
                raise fault.error()
            return answer

        return call
