"""Terms: read what a place has its customers sign, before anybody there is asked for anything.

Whose terms bundle a face with the rest, make it the price, or take it for ever, has asked already and asked wrongly: a
prompt beside them would be no free choice (cn-spc-2021 arts. 4, 11).
"""

import hashlib

from menshen.acts.declare import known_place
from menshen.acts.gate import Gate
from menshen.acts.recording import record
from menshen.acts.records import Terms
from menshen.audit.terms.findings import TermsFinding, terms_findings
from menshen.terms import PlaceId, Reason, Refusal


def read_terms(gate: Gate, place: PlaceId, text: str) -> tuple[Terms, tuple[TermsFinding, ...]]:
    """Read the terms that are in use at a place from now on, and keep what was found: not the text, but its hash."""
    known_place(gate, place)
    found = terms_findings(text)
    terms = Terms(place, hashlib.sha256(text.encode()).hexdigest(), gate.clock.now(),
                  tuple(dict.fromkeys(one.article for one in found)),
                  tuple(dict.fromkeys(one.kind.value for one in found)))
    record(gate, "terms.read", place, terms=terms.hash, findings=len(found), articles=list(terms.articles))
    gate.store.save_terms(terms)
    return terms, found


def refused_by_terms(gate: Gate, place: PlaceId) -> Refusal | None:
    """Why nobody may be asked at a place whose terms have findings; None where they have none, or there are none."""
    terms = gate.store.terms(place)
    return Refusal(Reason.TERMS, terms.articles) if terms is not None and terms.articles else None
