"""What a pass says, and what its sealed reference is bound to. Not how it is written (`payload`) or signed (`cose`)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from menshen.errors import InputError
from menshen.terms import ID_BYTES, ModelId, PassId, PlaceId, Purpose, slug

IV_BYTES = 12
REFERENCE_BYTES = 128
TAG_BYTES = 16
SEALED_BYTES = IV_BYTES + REFERENCE_BYTES + TAG_BYTES

CARRIED: Final = frozenset({Purpose.ENTRY_BY_PASS, Purpose.ENTRY_HANDS_FREE})
"""What a reference may be sealed for. An order looks for one person, and nobody carries her reference about."""

_PASS_ID = re.compile(rf"[0-9a-f]{{{2 * ID_BYTES}}}")


@dataclass(frozen=True, slots=True)
class Binding:
    """What a sealed reference belongs to: opened for anything else, it does not open. InputError by `CARRIED`."""

    place: PlaceId
    pass_id: PassId
    purpose: Purpose
    model: ModelId
    not_after: datetime

    def __post_init__(self) -> None:
        _carried(self.purpose)


@dataclass(frozen=True, slots=True)
class Claims:
    """All that a pass says. A plain pass has neither purpose, model nor `sealed`; a face pass has all three.

    `pass_id` is 32 lower-case hexadecimal digits; times are aware and of whole seconds; `sealed` is the IV, then the
    ciphertext of the reference with its tag, 156 bytes. InputError where a field is anything else.
    """

    place: PlaceId
    pass_id: PassId
    issued_at: datetime
    not_after: datetime
    purpose: Purpose | None
    model: ModelId | None
    sealed: bytes | None

    def __post_init__(self) -> None:
        slug(self.place, "the place of a pass")
        if self.model is not None:
            slug(self.model, "the model of a pass")
        if not _PASS_ID.fullmatch(self.pass_id):
            raise InputError(f"a pass id is {2 * ID_BYTES} lower-case hexadecimal digits")
        if any(time.tzinfo is None or time.microsecond for time in (self.issued_at, self.not_after)):
            raise InputError("the times of a pass are in UTC and whole seconds", hint="drop the fraction of the second")
        if self.issued_at >= self.not_after:
            raise InputError("a pass must end after it is issued")
        if len({part is None for part in (self.purpose, self.model, self.sealed)}) > 1:
            raise InputError("a face pass has a purpose, a model and a sealed reference; a plain pass has none of them")
        if self.purpose is not None:
            _carried(self.purpose)
        if self.sealed is not None and len(self.sealed) != SEALED_BYTES:
            raise InputError(f"a sealed reference has {SEALED_BYTES} bytes, {len(self.sealed)} came")

    @property
    def binding(self) -> Binding | None:
        """What the sealed reference is bound to; None for a plain pass."""
        if self.purpose is None or self.model is None:
            return None
        return Binding(self.place, self.pass_id, self.purpose, self.model, self.not_after)


def _carried(purpose: Purpose) -> None:
    if purpose not in CARRIED:
        raise InputError(f"a reference is sealed for {' or '.join(sorted(CARRIED))}, never for {purpose}")
