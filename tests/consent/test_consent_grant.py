from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.consent.grant import Change, Grant, GrantState
from menshen.errors import EvidenceError, InputError
from menshen.terms import GrantId, PlaceId, Purpose

ENDS = [GrantState.WITHDRAWN, GrantState.EXPIRED]
BEGUN = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


def test_a_grant_lives_from_its_giving_to_its_end(grant: Grant) -> None:
    """It carries a look until the moment it ends, and not in that moment."""
    assert grant.live(grant.history[0].at)
    assert grant.live(grant.not_after - timedelta(microseconds=1))
    assert not grant.live(grant.not_after)


@pytest.mark.parametrize("end", ENDS)
def test_an_ended_grant_never_lives_again(grant: Grant, end: GrantState) -> None:
    """Ended once, it carries no look at any time, keeps its history, and cannot be ended or given again."""
    ended = grant.ended(end, grant.history[0].at + timedelta(days=1))
    assert ended.state is end
    assert ended.history[0] == grant.history[0]
    assert not ended.live(grant.history[0].at)
    for state in GrantState:
        with pytest.raises(EvidenceError, match=f"a {end} grant cannot become {state}"):
            ended.ended(state, grant.not_after)


def test_ending_is_not_giving(grant: Grant) -> None:
    """A given grant cannot be ended into being given."""
    with pytest.raises(EvidenceError):
        grant.ended(GrantState.GIVEN, grant.not_after)


@pytest.mark.parametrize("state", ENDS)
def test_a_history_begins_with_the_giving(grant: Grant, state: GrantState) -> None:
    """No grant without a history, and none that begins with its end."""
    with pytest.raises(InputError):
        replace(grant, history=())
    with pytest.raises(InputError):
        replace(grant, history=(Change(state, grant.history[0].at),))


@given(seconds=st.integers(1, 10**8), earlier=st.integers(0, 10**8))
def test_a_grant_begins_before_it_ends(seconds: int, earlier: int) -> None:
    """A grant lives from its beginning whenever it ends later, and is none where it does not end later."""
    assert _lasting(timedelta(seconds=seconds)).live(BEGUN)
    with pytest.raises(InputError, match="must end after it begins"):
        _lasting(-timedelta(seconds=earlier))


def _lasting(time: timedelta) -> Grant:
    return Grant(GrantId("2" * 32), PlaceId("lakeside"), Purpose.ENTRY_BY_PASS, "1" * 32, "0" * 64, BEGUN + time,
                 (Change(GrantState.GIVEN, BEGUN),))
