"""Officers: whose keys make emergency orders. An operator makes their keys, and the log shows every one of them.

So an operator can pretend to be two officers. It cannot do so unseen: the log says when each officer's key was made and
which two keys an order stands on, and the register says so to everybody.
"""

from collections.abc import Collection
from datetime import datetime

from menshen.acts.access import ApiKeys
from menshen.acts.gate import Gate
from menshen.acts.recording import record, record_after
from menshen.acts.records import KeyScope
from menshen.errors import EvidenceError, InputError


def make_key(gate: Gate, api_keys: ApiKeys, label: str, scopes: Collection[str], not_after: datetime) -> str:
    """The text of a new API key. An officer's key is for nothing else, and on record before anybody holds it."""
    if KeyScope.OFFICER not in scopes:
        return api_keys.create(label, scopes, not_after)
    if set(scopes) != {KeyScope.OFFICER}:
        raise InputError("an officer's key is for nothing else", hint="make another key for the other scopes")
    places = gate.store.places()
    if not places:
        raise InputError("an officer answers for a place, and none is declared", hint="declare the place first")
    text = api_keys.create(label, scopes, not_after)
    made = api_keys.verify(text, gate.clock.now())
    if made is None:
        raise EvidenceError("a key that was just made is not known")
    # CRASH POINT: a key that is not on record was given to nobody.
    for place in places:
        record(gate, "officer.made", place.id, officer=made.id)
    return text


def end_key(gate: Gate, api_keys: ApiKeys, key: str) -> None:
    """End an API key now; InputError where it is unknown or the last of its operator."""
    officers = {one.id for one in api_keys.list() if KeyScope.OFFICER in one.scopes}
    api_keys.revoke(key, gate.clock.now())
    if key in officers:
        for place in gate.store.places():
            record_after(gate, "officer.ended", place.id, officer=key)
