"""Claims as deterministic CBOR and back: maps with integer keys (`docs/formats/pass.md`, RFC 8949 §4.2).

Purposes and well-known models travel as numbers, other models by their id, as COSE does with its own labels. A number
that was once given is never given to another.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import IntEnum
from typing import Final, TypeAlias

import cbor2

from menshen.errors import InputError
from menshen.passes.claims import Binding, Claims
from menshen.terms import ModelId, PassId, PlaceId, Purpose

PURPOSES: Final[Mapping[Purpose, int]] = {Purpose.ENTRY_BY_PASS: 1, Purpose.ENTRY_HANDS_FREE: 2}
MODELS: Final[Mapping[ModelId, int]] = {ModelId("dlib-resnet-1"): 1}

_Fields: TypeAlias = dict[int, str | int | bytes]
_SECONDS_END = 2**32


class Field(IntEnum):
    """The keys of the payload."""

    PLACE = 1
    PASS_ID = 2
    ISSUED_AT = 3
    NOT_AFTER = 4
    PURPOSE = 5
    MODEL = 6
    SEALED = 7


def encode(claims: Claims) -> bytes:
    """The payload of a pass. InputError for a time that 32 bits of seconds since 1970 do not hold."""
    fields = _pass_fields(claims.place, claims.pass_id, claims.not_after)
    fields |= {Field.ISSUED_AT: _seconds(claims.issued_at)}
    if claims.binding is not None and claims.sealed is not None:
        fields |= _face_fields(claims.binding) | {Field.SEALED: claims.sealed}
    return cbor2.dumps(fields, canonical=True)


def associated_data(binding: Binding) -> bytes:
    """What AES-GCM authenticates with the reference: those fields of the payload that it is bound to."""
    fields = _pass_fields(binding.place, binding.pass_id, binding.not_after) | _face_fields(binding)
    return cbor2.dumps(fields, canonical=True)


def decode(payload: bytes) -> Claims:
    """The claims in `payload`; InputError where it holds anything else.

    More than one payload may give the same claims: whoever needs the one form compares with `encode`.
    """
    try:
        fields = cbor2.loads(payload)
    except cbor2.CBORDecodeError as e:
        raise InputError("the payload of the pass is not CBOR") from e
    match fields:
        case {
            Field.PLACE: str(place), Field.PASS_ID: bytes(pass_id),
            Field.ISSUED_AT: int(issued_at), Field.NOT_AFTER: int(not_after), **face,
        }:
            purpose, model, sealed = _read_face(face) if face else (None, None, None)
            return Claims(PlaceId(place), PassId(pass_id.hex()), _moment(issued_at), _moment(not_after),
                          purpose, model, sealed)
        case _:
            raise InputError("the payload of the pass lacks a field or has one of another type")


def _pass_fields(place: PlaceId, pass_id: PassId, not_after: datetime) -> _Fields:
    return {Field.PLACE: place, Field.PASS_ID: bytes.fromhex(pass_id), Field.NOT_AFTER: _seconds(not_after)}


def _face_fields(binding: Binding) -> _Fields:
    return {Field.PURPOSE: PURPOSES[binding.purpose], Field.MODEL: MODELS.get(binding.model, binding.model)}


def _read_face(face: object) -> tuple[Purpose, ModelId, bytes]:
    purposes = {number: purpose for purpose, number in PURPOSES.items()}
    models = {number: model for model, number in MODELS.items()}
    match face:
        case {Field.PURPOSE: int(number), Field.MODEL: int(model) | str(model), Field.SEALED: bytes(sealed)}:
            purpose = purposes.get(number)
            named = ModelId(model) if isinstance(model, str) else models.get(model)
            if purpose is not None and named is not None:
                return purpose, named, sealed
    raise InputError("the face fields of the pass are incomplete, or name a purpose or model not known here")


def _seconds(moment: datetime) -> int:
    seconds = int(moment.timestamp())
    if not 0 <= seconds < _SECONDS_END:
        raise InputError(f"a pass cannot carry a time in the year {moment.year}")
    return seconds


def _moment(seconds: int) -> datetime:
    if not 0 <= seconds < _SECONDS_END:
        raise InputError("a time in the pass does not fit 32 bits")
    return datetime.fromtimestamp(seconds, UTC)
