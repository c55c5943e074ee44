"""API keys: made once, shown once, kept as a hash; each is for some scopes, until a day, and can be revoked.

A key is 256 random bits, so nobody guesses it and SHA-256 is hash enough: slow hashes are for what people choose.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, insert, select, update

from menshen.acts.records import ApiKey, KeyScope
from menshen.edges.store.tables import api_keys
from menshen.edges.store.transactions import reading, writing
from menshen.errors import InputError
from menshen.terms import ID_BYTES, hex_id

PREFIX = "msk_"
"""So that a key that has strayed into a text is found by who searches for it."""

KEY_BYTES = 32


class ApiKeys:
    """The keys of one place, in a database that `open_database` has opened. `dice(n)` gives n random bytes."""

    def __init__(self, engine: Engine, dice: Callable[[int], bytes]) -> None:
        self._engine = engine
        self._dice = dice

    def create(self, label: str, scopes: Collection[str], not_after: datetime) -> str:
        """A new key's text: `msk_` and 43 URL-safe characters. It is shown here and never again."""
        known = _scopes(scopes)
        text = PREFIX + base64.urlsafe_b64encode(self._dice(KEY_BYTES)).rstrip(b"=").decode()
        with writing(self._engine, "key") as rows:
            rows.execute(insert(api_keys).values(
                id=hex_id(self._dice(ID_BYTES)), label=label, scopes=sorted(known), hash=_hash(text),
                not_after=not_after, revoked=False))
        return text

    def verify(self, text: str, now: datetime) -> ApiKey | None:
        """The key of this text if it holds at `now`: known, not revoked, not at its end."""
        hashed = _hash(text)
        with reading(self._engine, "key") as rows:
            # Each key is compared, in constant time: a place has few, and the time taken then tells nothing.
            found = [_key(row) for row in rows.execute(select(api_keys)) if hmac.compare_digest(row.hash, hashed)]
        return next((key for key in found if not key.revoked and now < key.not_after), None)

    def revoke(self, key_id: str, now: datetime) -> None:
        """End a key; InputError where it is unknown, or the last that still opens everything at `now`."""
        with writing(self._engine, "key") as rows:
            # All rows are locked: of two last keys, two calls at once would else end both.
            live = {key.id: key for key in map(_key, rows.execute(select(api_keys).with_for_update()))}
            if key_id not in live:
                raise InputError("there is no key of this id")
            others = (key for key in live.values() if key.id != key_id and not key.revoked and now < key.not_after)
            if KeyScope.OPERATOR in live[key_id].scopes and not any(KeyScope.OPERATOR in key.scopes for key in others):
                raise InputError("this is the last operator's key; without one nobody could run this gate",
                                 hint="POST /v1/keys makes another one first")
            rows.execute(update(api_keys).where(api_keys.c.id == key_id).values(revoked=True))

    def list(self) -> Sequence[ApiKey]:
        """All keys ever made, ended ones too, by label."""
        with reading(self._engine, "keys") as rows:
            return [_key(row) for row in rows.execute(select(api_keys).order_by(api_keys.c.label, api_keys.c.id))]


def _scopes(scopes: Collection[str]) -> frozenset[KeyScope]:
    unknown = set(scopes) - {scope.value for scope in KeyScope}
    if unknown or not scopes:
        raise InputError(f"a key is for one scope or more; {len(scopes)} came, {len(unknown)} of them unknown",
                         hint=f"scopes are {', '.join(KeyScope)}")
    return frozenset(map(KeyScope, scopes))


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _key(row: Row[Any]) -> ApiKey:
    return ApiKey(row.id, row.label, frozenset(map(KeyScope, row.scopes)), row.not_after, revoked=row.revoked)
