"""A compound where anything may happen in any order; after every step the six promises hold."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from support import hands_free
from support.app import APP, choose_pin, enter_pin, open_app, set_app_lane, sign_in, statement, subscribe
from support.app import LANES as APP_LANES
from support.compound import Resident, notice
from support.emergency_rules import EmergencyRules
from support.faults import Crash, Fault
from support.histories import ANOTHER, PIN, choose, read
from support.world import World

from menshen.acts.ask import Agreed, Declined, Shown
from menshen.acts.necessity import MayRefuse, end_necessity, may_refuse, state_necessity
from menshen.acts.withdraw import Ended
from menshen.consent.necessity import Necessity
from menshen.consent.prompt import Answer
from menshen.errors import UnavailableError
from menshen.terms import AgeBand, Lane, Reason, Refusal

MOST_PEOPLE = 4
MOST_USERS = 2
WHICH = st.integers(0, MOST_PEOPLE - 1)
TIMES = st.sampled_from([timedelta(seconds=5), timedelta(minutes=11), timedelta(days=30), timedelta(days=366)])


def _somebody_has_a_face_pass(compound: "Compound") -> bool:
    return any(resident.face_code for resident in compound.world.residents)


class Compound(EmergencyRules, RuleBasedStateMachine):
    """People, the operator, time and mishaps at one door."""

    residents = Bundle("residents")

    def __init__(self) -> None:
        super().__init__()
        self.world = hands_free.open_lane(World().open_house())
        self.versions = 1

    @invariant()
    def all_promises_hold(self) -> None:
        """The six promises, and that nobody with a plain pass is kept out."""
        self.world.check()

    @initialize(target=residents)
    def somebody_lives_here(self) -> Resident:
        """One resident has enrolled, so that every story can be about a face."""
        return self.world.move_in()

    # The desk and the operator.

    @precondition(lambda self: len(self.world.residents) < MOST_PEOPLE)
    @rule(target=residents, age=st.sampled_from(AgeBand), days=st.sampled_from([10, 700]))
    def entitle(self, age: AgeBand, days: int) -> Resident:
        """Somebody new."""
        return self.world.entitle(age=age, lasts=timedelta(days=days))

    @precondition(lambda self: len(self.world.residents) < MOST_PEOPLE)
    @rule(target=residents)
    def move_in(self) -> Resident:
        """Somebody new who would rather use her face."""
        resident = self.world.entitle()
        self.agree_and_enrol(resident)
        return resident

    @precondition(lambda self: len(self.world.residents) < MOST_PEOPLE)
    @rule(target=residents, guardian=residents, by=st.sampled_from(["naming", "attesting", "token", "nobody"]))
    def a_child(self, guardian: Resident, by: str) -> Resident:
        """A child moves in, with a resident who may attest, or is attested, or has a token, or with nobody."""
        return self._child(guardian, by)

    def _child(self, guardian: Resident, by: str) -> Resident:
        may = guardian.age is AgeBand.ADULT and self._entitled(guardian)
        child = self.world.entitle(age=AgeBand.UNDER_14, guardians=[guardian] if may and by == "naming" else [])
        if by == "token" or (may and by == "attesting"):
            self.world.attest(child, None if by == "token" else guardian)
        return child

    @precondition(lambda self: len(self.world.residents) < MOST_PEOPLE)
    @rule(target=residents, guardian=residents)
    def bring_a_child(self, guardian: Resident) -> Resident:
        """A child moves in whose guardian would rather that its face opened the door."""
        child = self._child(guardian, "naming")
        self.guardian_answers(child, guardian, Answer.AGREE)
        return child

    @rule(resident=residents, again=st.booleans())
    def reissue(self, resident: Resident, *, again: bool) -> None:
        """She has lost her passes, and what was consented to with them; with the new one she may agree again."""
        if self._entitled(resident):
            self.world.reissue(resident)
            if again:
                self.agree_and_enrol(resident)

    @rule(lane=st.sampled_from([Lane.FACE, Lane.PASS, Lane.DESK]), up=st.booleans())
    def set_lane(self, lane: Lane, *, up: bool) -> None:
        """A lane breaks down or is mended."""
        self.world.set_lane(lane, up=up)

    @precondition(lambda self: self.versions < 3)
    @rule()
    def publish(self) -> None:
        """The notice changes, and what was agreed to is another."""
        self.versions += 1
        self.world.publish(notice(self.versions))

    # Consent.

    @rule(resident=residents, own_request=st.booleans())
    def ask(self, resident: Resident, *, own_request: bool) -> None:
        """She is shown a prompt, or asks for one."""
        shown = self.world.ask(resident, own_request=own_request)
        if isinstance(shown, Shown):
            assert resident.age is not AgeBand.UNDER_14
            assert set(shown.prompt.options) == set(Answer)
            assert own_request or not resident.declined

    @rule(resident=residents, choice=st.sampled_from(Answer))
    def answer(self, resident: Resident, choice: Answer) -> None:
        """She answers her newest prompt, perhaps for the second time or too late."""
        before = self.world.store.grants()
        result = self.world.answer(resident, choice)
        if isinstance(result, Refusal):
            assert self.world.store.grants() == before
        assert isinstance(result, Refusal | (Agreed if choice is Answer.AGREE else Declined))

    @rule(resident=residents, beside=st.sampled_from([(), ("membership",)]), by_operator=st.booleans())
    def no_consent(self, resident: Resident, beside: tuple[str, ...], *, by_operator: bool) -> None:
        """The operator says yes for her, or yes to more than this at once: nothing changes."""
        if by_operator or beside:
            before = self.world.store.grants()
            result = self.world.answer(resident, Answer.AGREE, by_operator=by_operator, beside=beside)
            assert isinstance(result, Refusal)
            assert self.world.store.grants() == before

    @rule(resident=residents, own_request=st.booleans())
    def decline(self, resident: Resident, *, own_request: bool) -> None:
        """She is asked and says no: whatever she had agreed to before has ended."""
        if isinstance(self.world.ask(resident, own_request=own_request), Shown):
            assert isinstance(self.world.answer(resident, Answer.DECLINE), Declined)
            assert resident.face_code is None

    @rule(resident=residents)
    def agree_and_enrol(self, resident: Resident) -> None:
        """She asks for a face pass, says yes and enrols."""
        if isinstance(self.world.ask(resident, own_request=True), Shown):
            assert isinstance(self.world.answer(resident, Answer.AGREE), Agreed)
            self.world.enrol(resident)

    @rule(child=residents)
    def guardian_loses_the_pass(self, child: Resident) -> None:
        """What somebody consented to for a child ends with the pass that they showed for it."""
        grant = child.grant
        guardian = None if grant is None else child.given[grant]
        if grant is not None and isinstance(guardian, Resident) and self._entitled(guardian):
            self.world.reissue(guardian)
            assert self.world.store.tie(grant) is None

    @rule(child=residents, guardian=residents, choice=st.sampled_from(Answer))
    def guardian_answers(self, child: Resident, guardian: Resident, choice: Answer) -> None:
        """Somebody shows their own pass, and perhaps a token, beside a child's; only its guardian is asked."""
        if child.age is not AgeBand.UNDER_14:
            return
        proofs: list[Resident | str] = [guardian, *(one for one in child.guardians if isinstance(one, str))]
        for proof in proofs:
            if isinstance(self.world.ask(child, own_request=True, guardian=proof), Shown):
                assert proof in child.guardians
                answered = self.world.answer(child, choice)
                assert isinstance(answered, Agreed if choice is Answer.AGREE else Declined)
                self.world.enrol(child)

    @rule(resident=residents)
    def withdraw(self, resident: Resident) -> None:
        """She withdraws, if there is anything to withdraw."""
        held = resident.secret
        result = self.world.withdraw(resident)
        assert isinstance(result, Ended) or held is None or not self._tied(resident)

    # One's own history.

    @precondition(lambda self: any(resident.secret for resident in self.world.residents))
    @rule(which=WHICH, right=st.booleans())
    def read_history(self, which: int, *, right: bool) -> None:
        """She may choose a PIN, soon after agreeing, and reads with it; with another nobody does."""
        holders = [resident for resident in self.world.residents if resident.secret]
        resident = holders[which % len(holders)]
        choose(self.world, resident)
        pinned = bool(resident.grant and self.world.store.history_pin(resident.grant))
        result = read(self.world, resident, PIN if right else ANOTHER)
        assert isinstance(result, Refusal) or (right and pinned and result.grant.id == resident.grant)

    # Faces.

    @rule(resident=residents, with_others=st.booleans())
    def enrol(self, resident: Resident, *, with_others: bool) -> None:
        """She enrols, alone or with somebody beside her."""
        people = (resident.person, self.world.somebody()) if with_others else (resident.person,)
        result = self.world.enrol(resident, *people)
        assert isinstance(result, Refusal) or not with_others

    @precondition(_somebody_has_a_face_pass)
    @rule(which=WHICH)
    def enter_by_face(self, which: int) -> None:
        """She shows her face pass and stands there."""
        resident = self._enrolled(which)
        self.world.walk_up(resident.person, code=resident.face_code)

    @precondition(_somebody_has_a_face_pass)
    @rule(which=WHICH)
    def enter_with_somebody_elses_pass(self, which: int) -> None:
        """Somebody else shows it."""
        assert self.world.walk_up(self.world.somebody(), code=self._enrolled(which).face_code).opened is None

    @precondition(_somebody_has_a_face_pass)
    @rule(which=WHICH, company=st.integers(0, 2), blurred=st.booleans())
    def enter_badly(self, which: int, company: int, *, blurred: bool) -> None:
        """It is shown by several, by nobody, or to a camera that is not clean; then she stands there alone."""
        resident = self._enrolled(which)
        others = tuple(self.world.somebody() for _ in range(company))
        self.world.walk_up(*others, code=resident.face_code, blurred=blurred)
        self.world.walk_up(resident.person)

    @precondition(_somebody_has_a_face_pass)
    @rule(which=WHICH)
    def scan_and_step_up(self, which: int) -> None:
        """She shows the code to the scanner and then stands before the camera."""
        resident = self._enrolled(which)
        self.world.scan(resident.face_code or "")
        self.world.walk_up(resident.person)

    @precondition(_somebody_has_a_face_pass)
    @rule(which=WHICH, meanwhile=st.sampled_from([World.withdraw, World.reissue, World.others_down]))
    def change_while_entering(self, which: int, meanwhile: Callable[[World, Resident], object]) -> None:
        """While she is looked at, what her entering stands on goes away."""
        resident = self._enrolled(which)
        if self._entitled(resident):
            self.world.eyes.meanwhile = lambda: meanwhile(self.world, resident)
            assert self.world.walk_up(resident.person, code=resident.face_code).opened is None
            self.world.eyes.meanwhile = None

    @rule(resident=residents)
    def enter_by_pass(self, resident: Resident) -> None:
        """A plain pass opens whenever its lane is up and its holder entitled, whatever else is the matter."""
        if resident.pass_code and self._entitled(resident) and Lane.PASS in self.world.up:
            assert self.world.walk_up(code=resident.pass_code).opened is Lane.PASS

    @rule()
    def a_stranger(self) -> None:
        """Somebody without a pass: nobody looks."""
        looks = len(self.world.sights)
        window, ordered = self.world.window_code, self.ordered()
        admission = self.world.walk_up(self.world.somebody())
        assert admission.opened is None
        assert window is not None or ordered or len(self.world.sights) == looks

    # The app.

    @precondition(lambda self: len(self.world.users) < MOST_USERS)
    @rule()
    def subscribe(self) -> None:
        """Somebody new in the app, with a PIN and a face pass."""
        if not self.world.app_up:
            open_app(self.world)
        if self.world.app_up == APP_LANES:
            subscribe(self.world)

    @precondition(lambda self: self.world.users)
    @rule(which=WHICH, herself=st.booleans())
    def sign_in_by_face(self, which: int, *, herself: bool) -> None:
        """She signs in by her face, or somebody else tries to."""
        user = self.world.users[which % len(self.world.users)]
        person = user.person if herself else self.world.somebody()
        if user.face_code and user.pass_code:
            done = sign_in(self.world, user, person)
            assert isinstance(done, Refusal) or done.opened is None or herself

    @precondition(lambda self: self.world.users)
    @rule(which=WHICH, right=st.booleans())
    def sign_in_by_pin(self, which: int, *, right: bool) -> None:
        """She signs in by her PIN, or tries another."""
        user = self.world.users[which % len(self.world.users)]
        opened = enter_pin(self.world, user, None if right and user.pin else "604173959").opened
        assert opened is None or (right and user.pin)

    @precondition(lambda self: self.world.users)
    @rule(which=WHICH, choice=st.sampled_from(Answer))
    def change_her_mind(self, which: int, choice: Answer) -> None:
        """She is asked again at her own request; with a new yes she enrols anew."""
        user = self.world.users[which % len(self.world.users)]
        if isinstance(self.world.ask(user, own_request=True), Shown):
            assert isinstance(self.world.answer(user, choice), Agreed | Declined)
            if choice is Answer.AGREE:
                self.world.enrol(user)

    @precondition(lambda self: self.world.users)
    @rule(which=WHICH)
    def lose_a_phone(self, which: int) -> None:
        """Her pass is replaced, and her PIN gone; she sets one anew."""
        user = self.world.users[which % len(self.world.users)]
        if self._entitled(user):
            self.world.reissue(user)
            choose_pin(self.world, user)

    @precondition(lambda self: self.world.app_up)
    @rule(lane=st.sampled_from(sorted(APP_LANES)), up=st.booleans())
    def set_app_lane(self, lane: Lane, *, up: bool) -> None:
        """A lane of the sign-in breaks down or is mended."""
        set_app_lane(self.world, lane, up=up)

    @precondition(lambda self: self.world.app_up)
    @rule(then=st.sampled_from([statement, None]))
    def refuse_service(self, then: Callable[[], Necessity] | None) -> None:
        """A function may be refused while a statement stands, and not otherwise."""
        gate = self.world.gate
        if then is None:
            end_necessity(gate, APP, "try-on")
        else:
            state_necessity(gate, then())
        assert isinstance(may_refuse(gate, APP, "try-on"), Refusal if then is None else MayRefuse)

    # Hands-free.

    @rule(resident=residents, own_request=st.booleans())
    def ask_for_hands_free(self, resident: Resident, *, own_request: bool) -> None:
        """She is asked about hands-free, at her own request or not at all."""
        if self._entitled(resident):
            shown = hands_free.request(self.world, resident, own_request=own_request)
            assert own_request or shown == Refusal(Reason.ONLY_ON_REQUEST)

    @rule(resident=residents, choice=st.sampled_from(Answer))
    def answer_about_hands_free(self, resident: Resident, choice: Answer) -> None:
        """She answers, perhaps for the second time or too late."""
        hands_free.reply(self.world, resident, choice)

    @rule(resident=residents, with_others=st.booleans())
    def be_kept(self, resident: Resident, *, with_others: bool) -> None:
        """She enrols for hands-free, alone or with somebody beside her."""
        people = (resident.person, self.world.somebody()) if with_others else (resident.person,)
        result = hands_free.stand_for(self.world, resident, *people)
        assert isinstance(result, Refusal) or not with_others

    @rule(resident=residents)
    def ask_agree_and_be_kept(self, resident: Resident) -> None:
        """She wants hands-free, all at once."""
        if self._entitled(resident) and isinstance(hands_free.request(self.world, resident), Shown):
            assert isinstance(hands_free.reply(self.world, resident, Answer.AGREE), Agreed)
            hands_free.stand_for(self.world, resident)

    @rule(resident=residents)
    def withdraw_from_hands_free(self, resident: Resident) -> None:
        """She withdraws from it, and only from it."""
        face_code = resident.face_code
        hands_free.end(self.world, resident)
        assert resident.face_code == face_code

    @rule(resident=residents, company=st.integers(0, 1), blurred=st.booleans())
    def press(self, resident: Resident, company: int, *, blurred: bool) -> None:
        """She presses, alone or not, before a camera that is clean or not."""
        others = tuple(self.world.somebody() for _ in range(company))
        admission = hands_free.pressing(self.world, resident.person, *others, blurred=blurred)
        assert admission.opened is None or not (company or blurred)

    @rule()
    def a_stranger_presses(self) -> None:
        """Somebody who was never here presses."""
        assert hands_free.pressing(self.world, self.world.somebody()).opened is None

    @rule(resident=residents, call=st.integers(0, 40), after=st.booleans())
    def crash_while_pressing(self, resident: Resident, call: int, *, after: bool) -> None:
        """The program stops somewhere between press and open door."""
        self._crash(Fault(call, after=after), lambda: hands_free.pressing(self.world, resident.person))

    @rule(resident=residents, call=st.integers(0, 40), after=st.booleans())
    def crash_while_being_kept(self, resident: Resident, call: int, *, after: bool) -> None:
        """The program stops somewhere in an enrolment for hands-free."""
        self._crash(Fault(call, after=after), lambda: hands_free.stand_for(self.world, resident))

    # Time and mishaps.

    @rule(time=TIMES)
    def time_passes(self, time: timedelta) -> None:
        """Prompts, permits, windows and grants run out."""
        self.world.pass_time(time)
        self.world.rounds()

    @rule()
    def restart(self) -> None:
        """The program stops and starts."""
        self.world.restart()

    @precondition(_somebody_has_a_face_pass)
    @rule(which=WHICH, call=st.integers(0, 40), after=st.booleans())
    def crash_while_entering(self, which: int, call: int, *, after: bool) -> None:
        """The program stops somewhere in an admission."""
        resident = self._enrolled(which)
        self._crash(Fault(call, after=after), lambda: self.world.walk_up(resident.person, code=resident.face_code))

    @rule(resident=residents, call=st.integers(0, 12), after=st.booleans())
    def crash_while_withdrawing(self, resident: Resident, call: int, *, after: bool) -> None:
        """The program stops somewhere in a withdrawal."""
        self._crash(Fault(call, after=after), lambda: self.world.withdraw(resident))

    @rule(resident=residents)
    def ledger_away(self, resident: Resident) -> None:
        """While the ledger is away nothing is looked at; the pass lane opens, and whoever wants to withdraws."""
        with self.world.failing(_ledger_away()):
            if resident.face_code:
                self._refused_or_unavailable(resident)
            self.enter_by_pass(resident)
            self.withdraw(resident)

    def _enrolled(self, which: int) -> Resident:
        holders = [resident for resident in self.world.residents if resident.face_code]
        return holders[which % len(holders)]

    def _refused_or_unavailable(self, resident: Resident) -> None:
        looks = len(self.world.sights)
        try:
            admission = self.world.walk_up(resident.person, code=resident.face_code)
        except UnavailableError:
            admission = None
        assert admission is None or admission.opened is None
        assert len(self.world.sights) == looks

    def _crash(self, fault: Fault, act: Callable[[], object]) -> None:
        try:
            with self.world.failing(fault):
                act()
        except Crash:
            self.world.restart()

    def _entitled(self, resident: Resident) -> bool:
        entitlement = self.world.store.entitlement(resident.entitlement)
        return entitlement is not None and self.world.clock.moment + timedelta(seconds=2) < entitlement.not_after

    def _tied(self, resident: Resident) -> bool:
        return any(self.world.store.tie(grant.id) for grant in self.world.store.grants() if grant.id == resident.grant)


def _ledger_away() -> Fault:
    return Fault(0, ports=frozenset({"ledger"}), lasting=True, error=lambda: UnavailableError("the ledger is away"))


def test_nothing_that_happens_at_a_compound_breaks_a_promise() -> None:
    """Whatever people, operator, time and mishaps do, in any order, all six promises hold after every step."""
    run_state_machine_as_test(Compound, settings=settings(max_examples=12, stateful_step_count=30))


@pytest.mark.slow
def test_nothing_that_happens_in_a_long_time_breaks_a_promise() -> None:
    """As above, for longer."""
    run_state_machine_as_test(Compound, settings=settings(max_examples=80, stateful_step_count=50))
