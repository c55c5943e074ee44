"""A look's day is the day in China, whatever the clock of the machine that takes it."""

from datetime import UTC, datetime, timedelta

import pytest
from support.compound import place

from menshen.acts.press_facts import pressed
from menshen.law.law import Law
from menshen.terms import PlaceKind

LAW = Law.load()


@pytest.mark.parametrize(("midnight", "before", "after"), [
    (datetime(2021, 7, 31, 16, tzinfo=UTC), {"cn-spc-2021/16"}, set()),
    (datetime(2025, 5, 31, 16, tzinfo=UTC), set(), {"cn-measures-2025/9"}),
])
def test_a_pack_speaks_from_midnight_in_china(midnight: datetime, before: set[str], after: set[str]) -> None:
    """At 16:00 UTC the day turns at the gate, and not a microsecond earlier: with it the packs that are asked."""
    unassessed = place(impact_assessed_on=None, kind=PlaceKind.RESIDENTIAL)
    for now, refused_by in ((midnight - timedelta(microseconds=1), before), (midnight, after)):
        situation = pressed(unassessed, None, now, told=True, other_way=True)
        assert set(LAW.evaluate(situation).articles) == refused_by
