"""Rules for a machine that plays a compound: officers order, end and dismiss; somebody suspects a leak; time passes."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from support.compound import DOOR
from support.emergencies import LOST_CHILD, NEXT_DOOR
from support.faults import Crash, Fault
from support.world import World

from menshen.acts.emergency import Order
from menshen.errors import UnavailableError
from menshen.terms import Refusal

WHICH = st.integers(0, 3)
PEOPLE = st.sampled_from(["sought", "stranger", "both", "nobody"])


class EmergencyRules:
    """What officers do at one place with two doors."""

    world: World

    @rule(by=st.integers(0, 2), confirmed_by=st.integers(0, 2), most_looks=st.integers(1, 3),
          wide=st.booleans(), hours=st.sampled_from([1, 24]))
    def order(self, by: int, confirmed_by: int, most_looks: int, hours: int, *, wide: bool) -> None:
        """An officer drafts, and one confirms: only another one can."""
        officers = self.world.emergencies
        if wide:
            officers.open_next_door()
        try:
            drafted = officers.draft(by=by, most_looks=most_looks, lasts=timedelta(hours=hours),
                                     doors=(DOOR, NEXT_DOOR) if wide else (DOOR,))
        except UnavailableError:
            return  # too many drafts wait
        confirmed = officers.confirm(drafted, by=confirmed_by)
        assert isinstance(confirmed, Refusal) or by != confirmed_by

    @rule(who=PEOPLE, next_door=st.booleans())
    def pass_by(self, who: str, *, next_door: bool) -> None:
        """People stand before a camera without a code: they are looked at on an order in force there, and not else."""
        people = {"sought": (LOST_CHILD,), "stranger": (self.world.somebody(),), "nobody": (),
                  "both": (LOST_CHILD, self.world.somebody())}[who]
        if next_door:
            self.world.emergencies.open_next_door()
        window = None if next_door else self.world.window_code
        looks, ordered = len(self.world.sights), self.ordered()
        admission = self.world.emergencies.pass_by(*people, door=NEXT_DOOR if next_door else DOOR)
        assert window is not None or admission.opened is None
        assert window is not None or ordered or len(self.world.sights) == looks

    @precondition(lambda self: self.world.emergencies.drafts)
    @rule(which=WHICH)
    def end_order(self, which: int) -> None:
        """An officer ends an order, or confirms an old draft."""
        order = self._order(which)
        if order.confirmed_at is None:
            self.world.emergencies.confirm(order)
        else:
            assert self.world.emergencies.end(order).ended_at is not None

    @precondition(lambda self: self.world.emergencies.drafts)
    @rule(which=WHICH, call=st.integers(0, 30), after=st.booleans(), ending=st.booleans())
    def crash_on_order(self, which: int, call: int, *, after: bool, ending: bool) -> None:
        """The program stops somewhere while somebody is looked at on an order, or while it ends."""
        order = self._order(which)
        try:
            with self.world.failing(Fault(call, after=after)):
                if ending:
                    self.world.emergencies.end(order)
                else:
                    self.world.emergencies.pass_by(LOST_CHILD)
        except Crash:
            self.world.restart()

    @rule()
    def suspect(self) -> None:
        """A leak is suspected, or what was suspected is looked into to its end."""
        open_ones = [one.incident for one in self.world.emergencies.freezes if one.until is None]
        if open_ones:
            self.world.emergencies.thaw(open_ones[0])
        else:
            self.world.emergencies.freeze()

    @rule(minutes=st.sampled_from([1, 16, 61]))
    def minutes_pass(self, minutes: int) -> None:
        """Drafts and orders run out."""
        self.world.pass_time(timedelta(minutes=minutes))
        self.world.emergencies.rounds()

    def ordered(self) -> bool:
        """Whether any order is in force."""
        return any(one.in_force(self.world.clock.moment) for one in self.world.store.open_orders())

    def _order(self, which: int) -> Order:
        drafts = list(self.world.emergencies.drafts.values())
        return self.world.emergencies.now(drafts[which % len(drafts)])
