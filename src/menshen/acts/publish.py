"""Publish: put a document into the public register, where anyone can check it against the log."""

from collections.abc import Mapping
from dataclasses import replace

from menshen.acts.declare import known_place
from menshen.acts.gate import Gate
from menshen.acts.recording import record
from menshen.acts.records import Publication
from menshen.errors import InputError
from menshen.terms import ID_BYTES, PlaceId, PublicationKind, hex_id


def publish(gate: Gate, kind: PublicationKind, place: PlaceId, document: Mapping[str, object]) -> Publication:
    """Record the document's hash, then publish it: what is in the register is on record."""
    known_place(gate, place)
    made = Publication(hex_id(gate.dice.random(ID_BYTES)), kind, place, gate.clock.now(), document)
    record(gate, "published", place, publication=made.id, of=kind.value, document=made.hash)
    gate.store.save_publication(made)
    return made


def end_publication(gate: Gate, publication: str) -> Publication:
    """Say that what was published no longer holds; it stays in the register, with its end."""
    known = next((one for one in gate.store.publications() if one.id == publication), None)
    if known is None:
        raise InputError("no publication of this id is in the register")
    if known.ended_at is not None:
        return known
    ended = replace(known, ended_at=gate.clock.now())
    record(gate, "publication.ended", known.place, publication=known.id)
    gate.store.save_publication(ended)
    return ended
