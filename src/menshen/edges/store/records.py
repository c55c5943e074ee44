"""The store that the acts see: each method is one transaction. The rows themselves are the neighbouring modules'."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from menshen.acts.emergency import Order
from menshen.acts.incident import Incident
from menshen.acts.records import Door, Entitlement, Guardian, Pass, Place, Publication, Terms, Tie
from menshen.consent.grant import Grant
from menshen.consent.history_pin import HistoryPin
from menshen.consent.notice import Notice
from menshen.consent.prompt import Prompt
from menshen.edges.store import (
    consents,
    counts,
    emergencies,
    guardians,
    history_pins,
    holdings,
    notices,
    people,
    places,
    publications,
)
from menshen.edges.store.rewriting import empty_log
from menshen.edges.store.tables import incidents, orders, ties
from menshen.edges.store.transactions import reading, writing
from menshen.terms import DoorId, EntitlementId, GrantId, IncidentId, OrderId, PassId, PlaceId, Purpose


class SqlStore:
    """`menshen.acts.ports.Store` over a database that `open_database` has opened."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save_place(self, place: Place) -> None:
        """Save a place, new or changed."""
        with writing(self._engine, "place") as rows:
            places.save_place(rows, place)

    def place(self, place: PlaceId) -> Place | None:
        """A place by its id."""
        with reading(self._engine, "place") as rows:
            return places.place(rows, place)

    def places(self) -> Sequence[Place]:
        """All places, by id."""
        with reading(self._engine, "places") as rows:
            return places.places(rows)

    def save_terms(self, terms: Terms) -> None:
        """Save what was found in a place's terms, in place of what was found before."""
        with writing(self._engine, "terms") as rows:
            places.save_terms(rows, terms)

    def terms(self, place: PlaceId) -> Terms | None:
        """What was found in a place's terms; None where none were read."""
        with reading(self._engine, "terms") as rows:
            return places.terms(rows, place)

    def save_door(self, door: Door) -> None:
        """Save a door of a known place, new or changed."""
        with writing(self._engine, "door") as rows:
            places.save_door(rows, door)

    def door(self, place: PlaceId, door: DoorId) -> Door | None:
        """A door by its place and id."""
        with reading(self._engine, "door") as rows:
            return places.door(rows, place, door)

    def doors(self, place: PlaceId) -> Sequence[Door]:
        """All doors of a place, by id."""
        with reading(self._engine, "doors") as rows:
            return places.doors(rows, place)

    def save_notice(self, notice: Notice) -> None:
        """Publish a version, once or again; other words under the same number are an InputError."""
        with writing(self._engine, "notice's version") as rows:
            notices.save_notice(rows, notice)

    def notice(self, place: PlaceId, purpose: Purpose) -> Notice | None:
        """The newest version; EvidenceError where its words are no longer those that were published."""
        with reading(self._engine, "notice") as rows:
            return notices.notice(rows, place, purpose)

    def notice_by_hash(self, notice_hash: str) -> Notice | None:
        """The version of this hash; EvidenceError where its words are no longer those that were published."""
        with reading(self._engine, "notice") as rows:
            return notices.notice_by_hash(rows, notice_hash)

    def save_entitlement(self, entitlement: Entitlement, plain: Pass) -> None:
        """Save an entitlement, new or changed, and a new plain pass of it: both or neither. A no stays a no."""
        with writing(self._engine, "entitlement or its pass") as rows:
            people.save_entitlement(rows, entitlement, plain)

    def entitlement(self, entitlement: EntitlementId) -> Entitlement | None:
        """An entitlement by its id."""
        with reading(self._engine, "entitlement") as rows:
            return people.entitlement(rows, entitlement)

    def mark_declined(self, entitlement: EntitlementId) -> None:
        """Remember a no; InputError where the entitlement is unknown."""
        with writing(self._engine, "entitlement") as rows:
            people.mark_declined(rows, entitlement)

    def find_pass(self, pass_id: PassId) -> Pass | None:
        """A pass, plain or face, revoked or not."""
        with reading(self._engine, "pass") as rows:
            return people.find_pass(rows, pass_id)

    def passes_of(self, entitlement: EntitlementId) -> Sequence[Pass]:
        """All passes of an entitlement, the plain first."""
        with reading(self._engine, "passes") as rows:
            return people.passes_of(rows, entitlement)

    def revoke_pass(self, pass_id: PassId) -> None:
        """Mark a pass as no longer good; InputError where it is unknown."""
        with writing(self._engine, "pass") as rows:
            people.revoke_pass(rows, pass_id)

    def save_prompt(self, prompt: Prompt, entitlement: EntitlementId) -> None:
        """Save a new prompt and whom it was shown to."""
        with writing(self._engine, "prompt") as rows:
            consents.save_prompt(rows, prompt, entitlement)

    def forget_prompts(self, entitlement: EntitlementId) -> None:
        """Delete the prompts that this person was shown and has not answered."""
        with writing(self._engine, "prompts") as rows:
            consents.forget_prompts(rows, entitlement)

    def prompt(self, token_hash: str) -> tuple[Prompt, EntitlementId] | None:
        """The prompt of a token and whom it was shown to; None too where an erasure has taken that link away."""
        with reading(self._engine, "prompt") as rows:
            return consents.prompt(rows, token_hash)

    def prompt_by_id(self, prompt_id: str) -> Prompt | None:
        """The prompt a grant is bound to, without the person."""
        with reading(self._engine, "prompt") as rows:
            return consents.prompt_by_id(rows, prompt_id)

    def answer(self, prompt: Prompt, grant: Grant | None, tie: Tie | None, guardian: Guardian | None = None) -> bool:
        """Save an answered prompt with its grant and tie if it was unanswered: of concurrent answers exactly one is."""
        with writing(self._engine, "answer") as rows:
            return consents.answer(rows, prompt, grant, tie, guardian)

    def grant(self, grant: GrantId) -> Grant | None:
        """A grant by its id, given or ended."""
        with reading(self._engine, "grant") as rows:
            return consents.grant(rows, grant)

    def grants(self) -> Sequence[Grant]:
        """All grants on record, by id."""
        with reading(self._engine, "grants") as rows:
            return consents.grants(rows)

    def save_grant(self, grant: Grant) -> None:
        """Save a grant, new or changed."""
        with writing(self._engine, "grant") as rows:
            consents.save_grant(rows, grant)

    def tie(self, grant: GrantId) -> Tie | None:
        """The tie of a grant."""
        with reading(self._engine, "tie") as rows:
            return consents.tie(rows, ties.c.grant == grant)

    def tie_of(self, entitlement: EntitlementId, purpose: Purpose) -> Tie | None:
        """The one tie of a person for a purpose."""
        with reading(self._engine, "tie") as rows:
            return consents.tie(rows, ties.c.entitlement == entitlement, ties.c.purpose == purpose.value)

    def tie_by_receipt(self, receipt_hash: str) -> Tie | None:
        """The tie whose receipt's secret has this hash."""
        with reading(self._engine, "tie") as rows:
            return consents.tie(rows, ties.c.receipt_hash == receipt_hash)

    def save_face_pass(self, face_pass: Pass) -> None:
        """Save the face pass of a tied grant in place of its earlier one; InputError where the grant is not tied."""
        with writing(self._engine, "face pass") as rows:
            people.save_face_pass(rows, face_pass)

    def save_history_pin(self, grant: GrantId, pin: HistoryPin) -> bool:
        """Save the PIN of a tied grant that has none; InputError where the grant is not tied."""
        with writing(self._engine, "PIN") as rows:
            return history_pins.save_history_pin(rows, grant, pin)

    def history_pin(self, grant: GrantId) -> HistoryPin | None:
        """The PIN of a grant."""
        with reading(self._engine, "PIN") as rows:
            return history_pins.history_pin(rows, grant)

    def try_history_pin(self, grant: GrantId, at: datetime, *, since: datetime, most: int) -> bool:
        """Count one try at `at`, unless there were `most` after `since`."""
        with writing(self._engine, "try") as rows:
            return history_pins.try_history_pin(rows, grant, at, since, most)

    def forget_history_try(self, grant: GrantId, at: datetime) -> None:
        """The try at `at` counts no more."""
        with writing(self._engine, "try") as rows:
            history_pins.forget_history_try(rows, grant, at)

    def erase(self, grant: Grant) -> None:
        """Save the ended `grant` and delete all that ties it to a person; on SQLite no file holds it any more.

        May be done again: UnavailableError after the rows are gone says that a reader still held the write-ahead log.
        """
        with writing(self._engine, "grant") as rows:
            consents.erase(rows, grant)
        # CRASH POINT: the rows are gone, but not yet the log's old pages; `open_database` empties it too.
        empty_log(self._engine)

    def save_guardian(self, guardian: Guardian) -> None:
        """Save a guardian of a child, new or changed; one child knows one guardian once."""
        with writing(self._engine, "guardian") as rows:
            guardians.save_guardian(rows, guardian)

    def guardians_of(self, child: EntitlementId) -> Sequence[Guardian]:
        """All who may consent for a child, by attestation."""
        with reading(self._engine, "guardians") as rows:
            return guardians.guardians_of(rows, child)

    def wards_of(self, guardian: EntitlementId) -> Sequence[Guardian]:
        """All rows in which somebody is the guardian, by attestation."""
        with reading(self._engine, "guardians") as rows:
            return guardians.wards_of(rows, guardian)

    def spend_token(self, attestation: str) -> bool:
        """Take the token from a guardian's row, if it has one: of concurrent attempts exactly one succeeds."""
        with writing(self._engine, "guardian's token") as rows:
            return guardians.spend_token(rows, attestation)

    def forget_guardians(self, child: EntitlementId) -> None:
        """Delete all who may consent for a child."""
        with writing(self._engine, "guardians") as rows:
            guardians.forget_guardians(rows, [child])

    def save_publication(self, publication: Publication) -> None:
        """Save a publication, new or ended."""
        with writing(self._engine, "publication") as rows:
            publications.save_publication(rows, publication)

    def publications(self) -> Sequence[Publication]:
        """All of every place, oldest first."""
        with reading(self._engine, "publications") as rows:
            return publications.publications(rows)

    def save_order(self, order: Order) -> None:
        """Save an emergency order, new or changed; of one that ended no reference stays in the write-ahead log."""
        with writing(self._engine, "order") as rows:
            emergencies.save_order(rows, order)
        if order.ended_at is not None:
            empty_log(self._engine)  # CRASH POINT before, and may be done again: as in `erase`

    def order(self, order: OrderId) -> Order | None:
        """An order by its id."""
        with reading(self._engine, "order") as rows:
            return next(iter(emergencies.orders(rows, orders.c.id == order)), None)

    def orders(self, place: PlaceId) -> Sequence[Order]:
        """All orders of a place, oldest first."""
        with reading(self._engine, "orders") as rows:
            return emergencies.orders(rows, orders.c.place == place)

    def open_orders(self) -> Sequence[Order]:
        """The orders of every place that have not ended, drafts too, oldest first."""
        with reading(self._engine, "orders") as rows:
            return emergencies.orders(rows, orders.c.ended_at.is_(None))

    def save_incident(self, incident: Incident) -> None:
        """Save an incident, open or closed: while one of its incidents is open, a place and its doors are frozen."""
        with writing(self._engine, "incident") as rows:
            emergencies.save_incident(rows, incident)

    def incident(self, incident: IncidentId) -> Incident | None:
        """An incident by its id."""
        with reading(self._engine, "incident") as rows:
            return next(iter(emergencies.incidents(rows, incidents.c.id == incident)), None)

    def incidents(self) -> Sequence[Incident]:
        """All incidents of every place, oldest first."""
        with reading(self._engine, "incidents") as rows:
            return emergencies.incidents(rows)

    def held(self, place: PlaceId) -> dict[str, int]:
        """How much of each kind of what belongs to people is kept of a place."""
        with reading(self._engine, "place") as rows:
            return holdings.held(rows, place)

    def count(self, name: str, day: str, by: int = 1) -> None:
        """Add to a daily counter."""
        with writing(self._engine, "counter") as rows:
            counts.count(rows, name, day, by)

    def counts(self, day: str) -> dict[str, int]:
        """All counters of a day, by name."""
        with reading(self._engine, "counters") as rows:
            return counts.counts(rows, day)
