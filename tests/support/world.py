"""The whole gate in memory, and everybody around it: what people do, what they were told, and what can be seen outside.

Real are the acts, the law, the passes, the store (on SQLite in memory), the ledger and the short memory; simulated are
time, dice, camera, code reader, eyes, key file and door. `World.check` holds the six promises against all of it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support import hands_free, promises, scene, simulated
from support.app import APP
from support.compound import DOOR, PLACE, Opening, Resident, door, notice, place
from support.disk import disk
from support.emergencies import Emergencies
from support.faults import Fault, Port, Switch

from menshen.acts.admit import Admission, admit, admit_code
from menshen.acts.ask import Agreed, Declined, Shown, answer, ask
from menshen.acts.declare import declare_place, publish_notice, set_lane, switch_on
from menshen.acts.enrol import Enrolled, enrol, permit_enrolment, take_permit
from menshen.acts.entitle import entitle, reissue
from menshen.acts.gate import Durations, Gate, PassMint
from menshen.acts.guardian import attest
from menshen.acts.kept import Kept
from menshen.acts.recording import catch_up
from menshen.acts.records import Door, Place
from menshen.acts.timing import keep_times
from menshen.acts.withdraw import Ended, settle, withdraw
from menshen.consent.notice import Notice
from menshen.consent.prompt import Answer
from menshen.edges.machine.moment import Memory
from menshen.edges.store.kept import SqlReferences
from menshen.edges.store.ledger import SqlLedger
from menshen.edges.store.pins import SqlPins
from menshen.edges.store.records import SqlStore
from menshen.law.law import Law
from menshen.passes.cose import key_id
from menshen.terms import AgeBand, DoorId, Event, Lane, ModelId, PlaceId, Refusal, Scope

MODEL = ModelId("random-templates")
MORNING = datetime(2026, 5, 1, 0, 0, tzinfo=UTC)
FRAMES = 3


@cache
def law() -> Law:
    """The packs, read once: they hold no state."""
    return Law.load()


class World:
    """One compound. `restart` loses what is in memory and keeps what is not; `failing` makes calls fail.

    `doubts` counts the stops and failures, each of which may have kept one opening from being recorded, or carried out.
    """

    def __init__(self, seed: int = 0) -> None:
        self.clock = simulated.Clock(MORNING)
        self.dice = simulated.Dice(seed)
        self.keys = simulated.KeyFile()
        self.log_key = Ed25519PrivateKey.from_private_bytes(self.dice.random(32))
        self.pass_key = Ed25519PrivateKey.from_private_bytes(self.dice.random(32))
        self.log_name = "world-1"
        self.model = MODEL
        self.switch = Switch()
        self.eyes = simulated.Eyes()
        self.codes = simulated.Codes()
        self.residents: list[Resident] = []
        self.passers_by: set[scene.Person] = set()
        self.sights: list[simulated.Sight] = []
        self.openings: list[Opening] = []
        self.up: frozenset[Lane] = frozenset()
        self.users: list[Resident] = []
        self.app_up: frozenset[Lane] = frozenset()
        self.looks_before = self.doubts = self.proved = 0
        self.hands_free = hands_free.Lanes()
        self.read: list[Event] = []
        self.shown: str | None = None
        self.window_code: str | None = None
        self.before_camera: tuple[scene.Person, ...] = ()
        self.disk = disk()
        self.disk.holder = self
        self.disk.write(self.disk.empty)
        self.emergencies = Emergencies(self)
        self.start()

    # The machine.

    def start(self) -> None:
        """A new program over what is durable."""
        self.memory = Memory()
        self.store, self.pins = SqlStore(self.disk.database), SqlPins(self.disk.database)
        self.gallery, self.references = self.hands_free.gallery(), SqlReferences(self.disk.database)
        self.ledger = SqlLedger(self.disk.database, self.log_name, self.log_key, self.dice.random, None)
        self.engine = simulated.WatchedEngine(self.eyes, self.model, self.clock, self._see, self.sights)
        public = self.pass_key.public_key()
        port = cast("Callable[[object, str], Any]", lambda part, name: Port(part, name, self.switch))
        self.gate = Gate(
            clock=self.clock, dice=self.dice, store=port(self.store, "store"), pins=port(self.pins, "pins"),
            ledger=port(self.ledger, "ledger"), keys=port(self.keys, "keys"), engine=port(self.engine, "engine"),
            codes=self.codes, frames=simulated.Camera(), drive=port(simulated.Drive(self._watch), "drive"),
            moment=port(self.memory, "moment"), law=law(), point=hands_free.POINT,
            gallery=port(self.gallery, "gallery"), identification=hands_free.identification(),
            references=port(self.references, "references"),
            mint=PassMint(self.pass_key, key_id(public), {key_id(public): public}), durations=Durations(),
            public_url="https://gate.lakeside.example")
        hands_free.start(self.gate)

    def restart(self) -> None:
        """The program stopped, wherever it was, and starts again."""
        self.switch.fault = None
        self.doubts += 1 + len(self.memory.spooled())
        self.window_code = None
        self.looks_before += self.engine.looks()
        self.eyes.meanwhile = None
        self.start()

    def backup(self) -> bytes:
        """The whole database, as a copy made now would have it."""
        return self.disk.read()

    def restore(self, backup: bytes) -> None:
        """Put an old database in the place of the present one; key file and time stay as they are.

        The log goes on under a new name, as the old name has vouched for more; what was seen before is that log's.
        """
        self.disk.write(backup)
        self.log_name = f"{self.log_name}-restored"
        self.sights.clear()
        self.openings.clear()
        self.read, self.proved = [], 0
        self.looks_before = -self.engine.looks()
        self.restart()

    @contextmanager
    def failing(self, fault: Fault) -> Iterator[Fault]:
        """While this lasts, `fault` is armed."""
        self.switch.fault = fault
        try:
            yield fault
        finally:
            self.switch.fault = None
            self.doubts += fault.fired

    # The operator.

    def open_house(self) -> "World":
        """Declare the place, publish its notice and take its door live."""
        self.declare(place())
        self.publish(notice())
        self.switch_on(door())
        return self

    def declare(self, declared: Place) -> None:
        """Say what the place is."""
        declare_place(self.gate, declared)

    def publish(self, published: Notice) -> None:
        """Publish a notice."""
        publish_notice(self.gate, published)

    def switch_on(self, declared: Door) -> Door | Refusal:
        """Take a door live."""
        result = switch_on(self.gate, declared)
        if isinstance(result, Door):
            self.up = result.up
        return result

    def set_lane(self, lane: Lane, *, up: bool) -> None:
        """A lane breaks down or is mended, and the gate is told."""
        self.up = self.up | {lane} if up else self.up - {lane}
        set_lane(self.gate, PLACE, DOOR, lane, up=up)

    def others_down(self, _: Resident) -> None:
        """Every lane beside the face breaks down."""
        for lane in sorted(self.up - {Lane.FACE}):
            self.set_lane(lane, up=False)

    def pass_time(self, time: timedelta) -> None:
        """Time passes."""
        self.clock.moment += time

    def rounds(self) -> int:
        """What the gate does of itself from time to time."""
        keep_times(self.gate)
        return settle(self.gate)

    # A resident.

    def entitle(self, *, lasts: timedelta = timedelta(days=700), age: AgeBand = AgeBand.ADULT,
                guardians: Sequence[Resident] = ()) -> Resident:
        """Somebody new proves at the desk that she may pass; of a child the desk may name the guardians."""
        label = f"flat {700_000 + len(self.residents)}"
        entitled = entitle(self.gate, PLACE, "residency", label, age, self.clock.moment + lasts,
                           guardians=[one.entitlement for one in guardians])
        resident = Resident(scene.Person(1_000 + len(self.residents)), label, entitled.entitlement, entitled.code,
                            age=age, guardians={*guardians})
        self.residents.append(resident)
        return resident

    def reissue(self, resident: Resident) -> None:
        """She has lost all her passes, and gets a new one at the desk."""
        lost = [code for code in (resident.pass_code, resident.face_code) if code]
        resident.pass_code = resident.face_code = resident.handle = resident.pin = None
        resident.pass_code = reissue(self.gate, resident.entitlement).code
        resident.void_codes += lost
        self._ended(resident)
        for child in self.residents:
            if child.grant is not None and child.given[child.grant] is resident:
                self._ended(child)

    def attest(self, child: Resident, guardian: Resident | None = None) -> str | None:
        """The desk has seen that this is a guardian of the child; the token, where it hands out one."""
        token = attest(self.gate, child.entitlement, None if guardian is None else guardian.entitlement).token
        child.guardians.add(guardian or token or "")
        child.secrets += [token] if token else []
        return token

    def ask(self, resident: Resident, *, own_request: bool = False, guardian: Resident | str | None = None
            ) -> Shown | Refusal:
        """A prompt is shown to her, or about a child to whoever shows their own pass or a token."""
        proof = guardian.pass_code or "" if isinstance(guardian, Resident) else guardian
        shown = ask(self.gate, resident.pass_code or "", own_request=own_request, guardian=proof)
        if isinstance(shown, Shown):
            resident.token, resident.asked = shown.token, guardian
            resident.secrets.append(shown.token)
        return shown

    def answer(self, resident: Resident, choice: Answer, *, by_operator: bool = False, beside: Sequence[str] = ()
               ) -> Agreed | Declined | Refusal:
        """She answers the prompt, or somebody does in her name."""
        result = answer(self.gate, resident.token or "", choice, by_operator=by_operator, beside=tuple(beside))
        if not isinstance(result, Refusal):
            resident.declined = isinstance(result, Declined) or resident.declined
            self._ended(resident)
        if isinstance(result, Agreed):
            resident.secret, resident.grant = result.secret, result.grant.id
            resident.given[result.grant.id] = resident.asked
            resident.secrets.append(result.secret)
        return result

    def enrol(self, resident: Resident, *people: scene.Person, secret: str | None = None) -> Enrolled | Kept | Refusal:
        """She, or whoever is named, stands before the kiosk's camera."""
        seen = people or (resident.person,)
        self.passers_by.update(seen)
        waiting = permit_enrolment(self.gate, secret or resident.secret or "")
        if isinstance(waiting, Refusal):
            return waiting
        resident.secrets.append(waiting.token)
        permit = take_permit(self.gate, waiting.token)
        if isinstance(permit, Refusal):
            return permit
        enrolled = enrol(self.gate, permit, [scene.picture(people=seen)] * FRAMES)
        if isinstance(enrolled, Enrolled):
            resident.void_codes += [resident.face_code] if resident.face_code else []
            resident.face_code = enrolled.code
            resident.secrets.append(enrolled.code)
        return enrolled

    def withdraw(self, resident: Resident) -> Ended | Refusal:
        """She withdraws."""
        result = withdraw(self.gate, resident.secret or "")
        if isinstance(result, Ended):
            self._ended(resident)
        return result

    def move_in(self) -> Resident:
        """A new resident who agreed and enrolled."""
        resident = self.entitle()
        assert isinstance(self.ask(resident), Shown)
        assert isinstance(self.answer(resident, Answer.AGREE), Agreed)
        assert isinstance(self.enrol(resident), Enrolled)
        return resident

    def bring_a_child(self, guardian: Resident | None = None) -> Resident:
        """A new child, for whom a resident whom the desk had named consented, and who is enrolled."""
        consenting = guardian or self.entitle()
        child = self.entitle(age=AgeBand.UNDER_14, guardians=[consenting])
        assert isinstance(self.ask(child, guardian=consenting), Shown)
        assert isinstance(self.answer(child, Answer.AGREE), Agreed)
        assert isinstance(self.enrol(child), Enrolled)
        return child

    # The door.

    def somebody(self) -> scene.Person:
        """Somebody who was never here."""
        return scene.Person(2_000 + len(self.passers_by))

    def walk_up(self, *people: scene.Person, code: str | None = None, blurred: bool = False) -> Admission:
        """People stand before the door's camera, one of them perhaps with a code."""
        self.passers_by.update(people)
        self.before_camera, self.shown = people, code or self.window_code
        codes = [code] if code else []
        admission = admit(self.gate, PLACE, DOOR, scene.picture(codes=codes, people=people, blurred=blurred))
        if code is None or admission.again:
            self.window_code = code
        return admission

    def scan(self, code: str) -> Admission:
        """A code is held before the door's own scanner."""
        self.before_camera, self.shown = (), code
        admission = admit_code(self.gate, PLACE, DOOR, code)
        if admission.again:
            self.window_code = code
        return admission

    # What can be seen from outside.

    def events(self) -> list[Event]:
        """The log with all that waits for it; read again only where it has grown."""
        if self.switch.fault is None:
            catch_up(self.gate)
        if self.ledger.size() != len(self.read):
            self.read = [entry.event for entry in self.ledger.entries() if entry.event is not None]
        return self.read

    def check(self) -> None:
        """All promises hold."""
        assert self.disk.holder is self, "another world has begun"
        for promise in promises.ALL:
            promise(self)

    def _see(self, scope: Scope) -> simulated.Sight:
        return simulated.Sight(scope, self.clock.moment, self.ledger.size(), self._up_at(scope.place))

    def _watch(self, place: PlaceId, _door: DoorId, lane: Lane) -> None:
        self.openings.append(Opening(lane, self.ledger.size(), self._up_at(place), self.shown, self.before_camera))

    def _up_at(self, place: PlaceId) -> frozenset[Lane]:
        return self.app_up if place == APP else self.up

    def _ended(self, resident: Resident) -> None:
        resident.void_codes += [resident.face_code] if resident.face_code else []
        resident.secret = resident.grant = resident.face_code = None
