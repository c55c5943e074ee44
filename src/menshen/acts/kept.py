"""Kept: the references of hands-free, sealed in the store under keys in the key file, and unsealed in memory only.

Order of writes, an INVARIANT: ledger, key file, store, gallery; each without the next recognises nobody.
"""

from dataclasses import dataclass
from datetime import datetime

from menshen.acts import hands_free
from menshen.acts.forgetting import forgotten
from menshen.acts.gate import Gate
from menshen.acts.recording import record
from menshen.acts.records import KeptReference, Tie, key_name
from menshen.consent.grant import Grant
from menshen.faces.template import dequantise
from menshen.passes.claims import IV_BYTES, Binding
from menshen.passes.seal import KEY_BYTES, seal, unsealed
from menshen.terms import GrantId, ModelId, PlaceId, Refusal


@dataclass(frozen=True, slots=True)
class Kept:
    """She is enrolled for hands-free: nothing is handed to her, her receipt ends it."""

    grant: GrantId
    not_after: datetime


def keep(gate: Gate, grant: Grant, tie: Tie, reference: bytes) -> Kept | Refusal:
    """Seal and keep a reference of 128 bytes; the caller holds `moment.writing()` and knows that the grant is live."""
    refusal = hands_free.refused(gate, tie)
    if refusal is not None:
        return refusal
    key, model = gate.dice.random(KEY_BYTES), gate.engine.model
    sealed = seal(reference, pass_key=key, iv=gate.dice.random(IV_BYTES), binding=_binding(grant, model))
    record(gate, "enrolled", grant.place, grant=grant.id, model=model)
    # A grant has one reference: enrolling again destroys the earlier one, the row before the key that it needs.
    gate.gallery.erase(grant.id)
    if gate.references.of(grant.id) is not None:
        gate.references.forget(grant.id)
    gate.keys.erase(grant.id)
    gate.keys.put(key_name(grant.id), grant.id, key)
    # CRASH POINT: a key without its reference opens nothing; the next enrolment or the grant's end erases it.
    gate.references.save(KeptReference(grant.id, model, sealed))
    # CRASH POINT: the next start fills the gallery.
    _put(gate, grant, reference)
    return Kept(grant.id, grant.not_after)


def fill_gallery(gate: Gate) -> int:
    """Unseal every kept reference that the gallery lacks, once every end is carried out; how many there were.

    Another model's, and what its own key does not open, is left out: its person enrols again.
    """
    with gate.moment.writing():
        there = gate.gallery.grants()
        return sum(_unsealed_into_gallery(gate, one) for one in gate.references.all() if one.grant not in there)


def outdated(gate: Gate, place: PlaceId) -> bool:
    """Whether a reference is kept at `place` that another model made: its person enrols again."""
    others = (kept.grant for kept in gate.references.all() if kept.model != gate.engine.model)
    grants = (gate.store.grant(grant) for grant in others)
    return any(grant is not None and grant.place == place for grant in grants)


def _unsealed_into_gallery(gate: Gate, kept: KeptReference) -> bool:
    grant, key = gate.store.grant(kept.grant), gate.keys.get(key_name(kept.grant))
    if grant is None or key is None or not grant.live(gate.clock.now()) or kept.model != gate.engine.model:
        return False
    reference = unsealed(kept.sealed, pass_key=key, binding=_binding(grant, kept.model))
    if isinstance(reference, Refusal):
        return False
    _put(gate, grant, reference)
    return True


def _put(gate: Gate, grant: Grant, reference: bytes) -> None:
    """The gallery's own row is the only one that stays."""
    template = dequantise(reference)
    with forgotten(template):
        gate.gallery.put(grant, template)


def _binding(grant: Grant, model: ModelId) -> Binding:
    return Binding(grant.place, key_name(grant.id), grant.purpose, model, grant.not_after.replace(microsecond=0))
