"""What acts need of the API's keys, as a protocol (see `menshen.acts.ports`): who may use it, for what, how long."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from menshen.acts.records import ApiKey


class ApiKeys(Protocol):
    """Who may use the API: each key for some scopes, until a day."""

    def create(self, label: str, scopes: Collection[str], not_after: datetime) -> str:
        """A new key's text, shown here and never again; InputError for an unknown scope."""

    def verify(self, text: str, now: datetime) -> ApiKey | None:
        """The key of this text if it holds at `now`."""

    def revoke(self, key_id: str, now: datetime) -> None:
        """End a key; InputError where it is unknown, or the last that still opens everything at `now`."""

    def list(self) -> Sequence[ApiKey]:
        """All keys ever made, ended ones too."""
