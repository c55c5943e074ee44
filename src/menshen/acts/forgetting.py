"""Forgetting: what a look saw and what it was compared with is overwritten before its request ends, however it ends.

This holds for the arrays that are ours. What Python and the libraries may keep of them is in `docs/security.md`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

from menshen.acts.gate import Gate
from menshen.faces.found import Look
from menshen.law.permit import Permit
from menshen.terms import Capture, Image, Template


@contextmanager
def decoded(gate: Gate, pictures: Sequence[bytes], enough_px: int = 2_048) -> Iterator[tuple[Image, ...]]:
    """The frames of `pictures`, zeroed at the end; so are those that came before one that is damaged."""
    frames: list[Image] = []
    try:
        for picture in pictures:
            frames.append(gate.frames.decode(picture, enough_px))  # noqa: PERF401 - each is zeroed if the next fails
        yield tuple(frames)
    finally:
        _zero(frames)


@contextmanager
def looked(gate: Gate, capture: Capture, permit: Permit) -> Iterator[Look]:
    """What the engine finds in `capture` under `permit`; every template of it is zeroed at the end."""
    look = gate.engine.look(capture, permit)
    try:
        yield look
    finally:
        _zero([face.template for face in chain.from_iterable(look.frames)])


@contextmanager
def forgotten(*templates: Template) -> Iterator[None]:
    """`templates` are zeroed at the end."""
    try:
        yield
    finally:
        _zero(templates)


def _zero(arrays: Sequence[Image] | Sequence[Template]) -> None:
    for array in arrays:
        array.fill(0)
