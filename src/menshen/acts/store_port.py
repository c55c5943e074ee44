"""What the acts need of the store, as a protocol: one method for each thing that is kept; `ports` has the others."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from menshen.acts.emergency import Order
from menshen.acts.incident import Incident
from menshen.acts.records import Door, Entitlement, Guardian, Pass, Place, Publication, Terms, Tie
from menshen.consent.grant import Grant
from menshen.consent.history_pin import HistoryPin
from menshen.consent.notice import Notice
from menshen.consent.prompt import Prompt
from menshen.terms import (
    DoorId,
    EntitlementId,
    GrantId,
    IncidentId,
    OrderId,
    PassId,
    PlaceId,
    Purpose,
)


class Store(Protocol):
    """The place's records. Each method is one transaction, durable on return."""

    def save_place(self, place: Place) -> None: ...
    def place(self, place: PlaceId) -> Place | None: ...
    def places(self) -> Sequence[Place]: ...

    def save_terms(self, terms: Terms) -> None:
        """Save what was found in a place's terms, in place of what was found before."""

    def terms(self, place: PlaceId) -> Terms | None: ...

    def save_door(self, door: Door) -> None: ...
    def door(self, place: PlaceId, door: DoorId) -> Door | None: ...
    def doors(self, place: PlaceId) -> Sequence[Door]: ...

    def save_notice(self, notice: Notice) -> None:
        """Publish a version; an existing (place, purpose, version) with another hash is an InputError."""

    def notice(self, place: PlaceId, purpose: Purpose) -> Notice | None:
        """The newest version."""

    def notice_by_hash(self, notice_hash: str) -> Notice | None: ...

    def save_entitlement(self, entitlement: Entitlement, plain: Pass) -> None:
        """Both or neither."""

    def entitlement(self, entitlement: EntitlementId) -> Entitlement | None: ...
    def mark_declined(self, entitlement: EntitlementId) -> None: ...

    def find_pass(self, pass_id: PassId) -> Pass | None: ...
    def passes_of(self, entitlement: EntitlementId) -> Sequence[Pass]: ...
    def revoke_pass(self, pass_id: PassId) -> None: ...

    def save_prompt(self, prompt: Prompt, entitlement: EntitlementId) -> None: ...

    def forget_prompts(self, entitlement: EntitlementId) -> None:
        """Delete the prompts that this person was shown and has not answered."""

    def prompt(self, token_hash: str) -> tuple[Prompt, EntitlementId] | None: ...

    def prompt_by_id(self, prompt_id: str) -> Prompt | None:
        """The prompt a grant is bound to; it is kept, without the person, as long as the grant is on record."""

    def answer(self, prompt: Prompt, grant: Grant | None, tie: Tie | None, guardian: Guardian | None = None) -> bool:
        """Save an answered prompt with its grant and tie if it was still unanswered; else False, and nothing saved.

        `guardian` is who gave it for a child: kept, or kept again, as long as the consent.
        """

    def grant(self, grant: GrantId) -> Grant | None: ...
    def grants(self) -> Sequence[Grant]: ...
    def save_grant(self, grant: Grant) -> None: ...

    def tie(self, grant: GrantId) -> Tie | None: ...
    def tie_of(self, entitlement: EntitlementId, purpose: Purpose) -> Tie | None: ...
    def tie_by_receipt(self, receipt_hash: str) -> Tie | None: ...

    def save_face_pass(self, face_pass: Pass) -> None:
        """Save the face pass of a tied grant, replacing an earlier one of the same grant."""

    def save_history_pin(self, grant: GrantId, pin: HistoryPin) -> bool:
        """Save the PIN that opens the history of a tied grant; False, and nothing saved, where it has one."""

    def history_pin(self, grant: GrantId) -> HistoryPin | None: ...

    def try_history_pin(self, grant: GrantId, at: datetime, *, since: datetime, most: int) -> bool:
        """Count one try at `at`, unless there were `most` after `since`: then False, and nothing is counted."""

    def forget_history_try(self, grant: GrantId, at: datetime) -> None:
        """The try at `at` was right, and counts no more."""

    def erase(self, grant: Grant) -> None:
        """Save the ended `grant`; delete tie, face passes, reference, PIN, its prompt's link to the person, guardians.

        They are gone from write-ahead log and free pages too, where the database is a file of ours.
        """

    def save_guardian(self, guardian: Guardian) -> None:
        """Save a guardian of a child, new or changed; one child knows one guardian once."""

    def guardians_of(self, child: EntitlementId) -> Sequence[Guardian]: ...
    def wards_of(self, guardian: EntitlementId) -> Sequence[Guardian]: ...

    def spend_token(self, attestation: str) -> bool:
        """Take the token from a guardian's row; False where it had none any more: of many at once one succeeds."""

    def forget_guardians(self, child: EntitlementId) -> None: ...

    def save_publication(self, publication: Publication) -> None: ...

    def publications(self) -> Sequence[Publication]:
        """All of every place, oldest first."""

    def save_order(self, order: Order) -> None: ...
    def order(self, order: OrderId) -> Order | None: ...
    def orders(self, place: PlaceId) -> Sequence[Order]: ...

    def open_orders(self) -> Sequence[Order]:
        """Those of every place that have not ended, drafts too, oldest first."""

    def save_incident(self, incident: Incident) -> None:
        """While one of its incidents is not closed, a place and its doors come back `frozen`."""

    def incident(self, incident: IncidentId) -> Incident | None: ...
    def incidents(self) -> Sequence[Incident]: ...

    def held(self, place: PlaceId) -> dict[str, int]:
        """How much of each kind of what belongs to people is kept of a place."""

    def count(self, name: str, day: str, by: int = 1) -> None:
        """Add to a daily counter (no person, no hour)."""

    def counts(self, day: str) -> dict[str, int]: ...
