"""Disclosing from a real ledger: which events go into a bundle, and that a log that was tampered with gives none."""

from collections.abc import Iterator

import pytest
from ledger.example_log import MORNING, day, kept, minute, named
from sqlalchemy import update

from menshen.acts.disclose import disclose, verify_bundle
from menshen.edges.store import tables
from menshen.edges.store.ledger import SqlLedger
from menshen.errors import EvidenceError
from menshen.ledger.checkpoint import Checkpoint
from menshen.ledger.encoding import canonical
from menshen.ledger.event import event
from menshen.terms import GrantId, PlaceId

OTHERS = [event("prompt.shown", MORNING, PlaceId("garden"), prompt=named("other"), notice="0b" * 32, own_request=False),
          event("declined", MORNING, PlaceId("garden"), prompt=named("other"))]


@pytest.fixture
def ledger() -> Iterator[SqlLedger]:
    """The example's day, and somebody else's no."""
    with kept([*day(), *OTHERS]) as ledger:
        yield ledger


def indexes(bundle: bytes) -> list[int]:
    """Which entries a bundle discloses."""
    return [one.index for one in verify_bundle(bundle, None).verified.events]


def test_all_events_are_disclosed_by_default(ledger: SqlLedger) -> None:
    """A bundle that nothing was asked of holds every event, and nothing is found in it."""
    report = verify_bundle(disclose(ledger), ledger.verifier_key())
    assert [one.event for one in report.verified.events] == [*day(), *OTHERS]
    assert report.findings == ()


def test_a_grants_events_are_its_own(ledger: SqlLedger) -> None:
    """By grant: its prompt, its permits with their looks and openings, its end, and nobody else's."""
    bundle = disclose(ledger, grant=GrantId(named("grant")))
    assert indexes(bundle) == [3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert verify_bundle(bundle, None).findings == ()


def test_an_unknown_grant_has_no_events(ledger: SqlLedger) -> None:
    """By a grant that was never given: a bundle that discloses nothing."""
    assert indexes(disclose(ledger, grant=GrantId(named("nobody")))) == []


def test_a_time_begins_with_its_first_moment_and_ends_before_its_last(ledger: SqlLedger) -> None:
    """By time: from `since` on, to before `until`, whichever is given."""
    assert indexes(disclose(ledger, since=minute(2), until=minute(4))) == [2, 3]
    assert indexes(disclose(ledger, since=minute(11))) == [11, 12]
    assert indexes(disclose(ledger, until=minute(1))) == [0, 13, 14]
    assert indexes(disclose(ledger, grant=GrantId(named("grant")), since=minute(11))) == [11]


def test_the_earlier_checkpoint_is_the_newest_before(ledger: SqlLedger) -> None:
    """Of the checkpoints signed before, the one that commits to the most entries is joined to the newest."""
    assert verify_bundle(disclose(ledger), None).verified.earlier == checkpoint(ledger, 0)
    ledger.append(day()[0])
    assert verify_bundle(disclose(ledger), None).verified.earlier == checkpoint(ledger, 1)


def checkpoint(ledger: SqlLedger, number: int) -> Checkpoint:
    """One of the checkpoints that were signed."""
    return Checkpoint.parse(ledger.checkpoints()[number].split("\n\n")[0] + "\n")


def test_an_event_without_its_salt_stays_closed(ledger: SqlLedger) -> None:
    """After a salt is destroyed its event is disclosed no more, and the rest is proved as before."""
    with ledger._engine.begin() as rows:
        rows.execute(update(tables.entries).where(tables.entries.c.leaf_index == 4).values(salt=None, event=None))
    bundle = disclose(ledger)
    assert indexes(bundle) == [0, 1, 2, 3, *range(5, 15)]
    assert verify_bundle(bundle, None).findings == ()


@pytest.mark.parametrize("column", [{"entry": bytes(32)}, {"salt": bytes(32)}, {"event": canonical(dict(day()[5]))}])
def test_a_tampered_log_discloses_nothing(ledger: SqlLedger, column: dict[str, bytes]) -> None:
    """Where an entry, a salt or an event in the database is not what was signed, no bundle is given out."""
    with ledger._engine.begin() as rows:
        rows.execute(update(tables.entries).where(tables.entries.c.leaf_index == 4).values(**column))
    with pytest.raises(EvidenceError, match="does not"):
        disclose(ledger)
