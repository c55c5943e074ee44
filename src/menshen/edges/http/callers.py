"""Callers: whom a request is counted against. A key that has proved good is its own caller, else the address is."""

import hashlib

from starlette.datastructures import Headers


class Callers:
    """Remembers, as hashes, the authorizations that were let through: as many as there are keys, and no more."""

    def __init__(self) -> None:
        self._proved: set[bytes] = set()

    def prove(self, authorization: str) -> None:
        """This authorization header belongs to a key that holds."""
        self._proved.add(_hash(authorization))

    def caller(self, headers: Headers, address: str) -> str:
        """Whom to count a request against: behind one address a crowd of phones does not keep a door's key out."""
        hashed = _hash(headers.get("authorization", ""))
        return hashed.hex() if hashed in self._proved else address


def _hash(authorization: str) -> bytes:
    return hashlib.sha256(authorization.encode("utf-8", "surrogateescape")).digest()
