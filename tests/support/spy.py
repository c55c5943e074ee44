"""A spy that keeps every array which a call gives back, to see what has become of it when the request is over."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest


@dataclass
class Spy:
    """What was given back while it watched, by the name of who gave it."""

    kept: list[tuple[str, Any]] = field(default_factory=list)
    watching: bool = False

    def on(self, patch: pytest.MonkeyPatch, *givers: tuple[object, str]) -> "Spy":
        """Stand behind these functions, each the attribute of an object."""
        for owner, name in givers:
            patch.setattr(owner, name, self._behind(getattr(owner, name), f"{getattr(owner, '__name__', '')}.{name}"))
        return self

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Keep hold of what is given back while this lasts."""
        self.watching = True
        try:
            yield
        finally:
            self.watching = False

    def givers(self) -> set[str]:
        """Who gave anything."""
        return {name for name, _ in self.kept}

    def readable(self) -> list[str]:
        """Who gave what still holds anything but zeros."""
        return [name for name, array in self.kept if np.asarray(array).any()]

    def _behind(self, giver: Any, name: str) -> Any:  # noqa: ANN401 - any function
        def given(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it gives
            result = giver(*args, **named)
            if self.watching:
                self.kept += [(name, array) for array in _arrays(result)]
            return result
        return given


def _arrays(result: object) -> Iterator[object]:
    """The arrays in what was given, however it is wrapped; its own memory and no copy."""
    if isinstance(result, np.ndarray):
        yield result
    elif hasattr(result, "chip"):
        yield result.chip
    elif isinstance(result, list | tuple):
        for one in result:
            yield from _arrays(one)
