"""Wiring: the one place that chooses parts and reads the configuration."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from fastapi import FastAPI
from sqlalchemy import Engine as Database
from sqlalchemy import make_url

from menshen.acts.gate import Durations, Gate, PassMint
from menshen.acts.incidents import enter_incidents
from menshen.acts.order_ending import end_due_orders
from menshen.acts.pin_lane import forget_late
from menshen.acts.ports import DoorDrive
from menshen.acts.recording import catch_up
from menshen.acts.records import KeyScope
from menshen.acts.register import register
from menshen.acts.timing import keep_times
from menshen.acts.withdraw import finish, settle
from menshen.config import Config
from menshen.edges.cameras.frames import PictureDecoder
from menshen.edges.codes.qr import QrCodes
from menshen.edges.doors.answered import AnsweredDoor
from menshen.edges.engines.dlib_engine import default_cache, open_engine
from menshen.edges.http.app import create_app
from menshen.edges.http.callers import Callers
from menshen.edges.http.parts import Parts
from menshen.edges.keys.disk import make_private_folder, replace
from menshen.edges.keys.keyfile import SealedKeyFile
from menshen.edges.keys.signing import signing_key
from menshen.edges.machine.clock import SystemClock, SystemDice
from menshen.edges.machine.fresh import Fresh
from menshen.edges.machine.gallery import MemoryGallery
from menshen.edges.machine.moment import Memory
from menshen.edges.machine.rounds import Round, Rounds
from menshen.edges.pages import site
from menshen.edges.store.api_keys import ApiKeys
from menshen.edges.store.database import open_database
from menshen.edges.store.kept import SqlReferences
from menshen.edges.store.ledger import SqlLedger
from menshen.edges.store.pins import SqlPins
from menshen.edges.store.records import SqlStore
from menshen.errors import EvidenceError, InputError, UnavailableError
from menshen.faces.card import ModelCard, same_model
from menshen.faces.card import load as load_card
from menshen.faces.card import parse as parse_card
from menshen.faces.gallery import Identification
from menshen.law.law import Law
from menshen.passes.cose import key_id

_LOG = logging.getLogger("menshen.wiring")

OPERATOR_KEY = "operator.key"
OPERATOR_KEY_DAYS = 365
KIB = 1_024
CHECKPOINT_S = 600
"""Checkpoints are published every ten minutes: oftener, a small house's log would be a presence sensor."""
RECORD_S = 0.2
"""What a lane beside the face did is on record so soon after it."""
ORDERS_S = 5
"""What time has ended is on record so soon after it; it carries no look from its last second on."""
TIMES_S = 1
"""Counters of openings and their times are written so often."""
REGISTER_S = 2
"""The register is gathered no oftener, however many read it."""
ENDS_S = 5
"""An end that could not be carried out at once is tried again so often; until it is, the face lanes stay shut."""
SETTLE_S = 3_600
"""Grants that time has ended are erased within the hour; they carry no look from their last second on."""


class Closing(Protocol):
    """Something to close at the end."""

    def close(self) -> None:
        """Let go of what is held."""


@dataclass(frozen=True, slots=True)
class House:
    """A gate with everything around it."""

    gate: Gate
    app: FastAPI
    api_keys: ApiKeys
    operator_key: Path
    ended: int
    """How many withdrawals and ends were carried out at this start."""
    rounds: Rounds
    keys: Closing
    database: Database

    def close(self) -> None:
        """End the rounds, record what still waits, let go of the key file and the database."""
        self.rounds.close()
        try:
            catch_up(self.gate)
            keep_times(self.gate)
        except (UnavailableError, EvidenceError) as e:
            _LOG.error("%d events are lost: %s", len(self.gate.moment.spooled()), type(e).__name__)
        self.keys.close()
        self.database.dispose()


def build(home: Path, config: Config, public_url: str) -> House:
    """The gate whose folder is `home`, settled and ready to serve; made at the first call."""
    make_private_folder(home)
    clock, dice = SystemClock(), SystemDice()
    card = _card(config)
    point = card.operating_point(false_match_rate=config.false_match_rate)
    database = open_database(_database_url(home, config))
    keys = SealedKeyFile(home / "keys", dice.random)
    ledger = SqlLedger(database, f"menshen/{config.log_name}", signing_key(home / "log.key"), dice.random,
                       home / f"{config.log_name}.head")
    gate = Gate(
        clock=clock, dice=dice, store=SqlStore(database), pins=SqlPins(database), ledger=ledger, keys=keys,
        engine=open_engine(card, default_cache(), clock.now, _yunet(config)), codes=QrCodes(),
        frames=PictureDecoder(max_bytes=config.max_body_kib * KIB, max_side_px=config.max_side_px),
        drive=_drive(config), moment=Memory(), law=Law.load(), point=point, mint=_mint(home / "passes.key"),
        references=SqlReferences(database), gallery=MemoryGallery(),
        identification=_identification(card, config),
        durations=_durations(config), public_url=public_url, sign_in_moves=config.sign_in_moves)
    api_keys = ApiKeys(database, dice.random)
    operator_key = _first_key(home / OPERATOR_KEY, api_keys, gate)
    public = Fresh(lambda: register(gate), REGISTER_S, clock.stopwatch_ms)
    app = create_app(Parts(gate, api_keys, version("menshen"), Callers(), public),
                     max_body=config.max_body_kib * KIB, requests_per_minute=config.requests_per_minute)
    site.mount(app, public)
    ended = _settled(gate)
    rounds = Rounds((Round("record", RECORD_S, lambda: catch_up(gate)),
                     Round("times", TIMES_S, lambda: keep_times(gate)),
                     Round("checkpoint", CHECKPOINT_S, gate.ledger.checkpoint),
                     Round("settle", SETTLE_S, lambda: settle(gate)),
                     Round("ends", ENDS_S, lambda: finish(gate)),
                     Round("orders", ORDERS_S, lambda: end_due_orders(gate)),
                     Round("incidents", ORDERS_S, lambda: enter_incidents(gate)),
                     Round("tries", SETTLE_S, lambda: forget_late(gate))))
    rounds.start()
    return House(gate, app, api_keys, operator_key, ended, rounds, keys, database)


def _settled(gate: Gate) -> int:
    """How many ends this start carried out. Where it cannot, the face lanes stay shut and the other lanes open."""
    try:
        return settle(gate)
    except UnavailableError as e:
        _LOG.error("what has ended waits to be erased, and the face lanes with it: %s", e)
        return 0


def _card(config: Config) -> ModelCard:
    """The card that comes with the model, or the operator's own, measured with that very model."""
    if not config.model_card:
        return load_card()
    try:
        text = Path(config.model_card).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise InputError("model_card in menshen.toml does not name a file that can be read",
                         hint="menshen faces evaluate DIR --card FILE writes one") from e
    return same_model(parse_card(text), load_card())


def _identification(card: ModelCard, config: Config) -> Identification:
    """1:N never draws its line wider than 1:1 does, however few are enrolled."""
    points = tuple(point for point in card.operating_points if point.false_match_rate <= config.false_match_rate)
    return Identification(points, config.identify_false_positive_rate)


def _durations(config: Config) -> Durations:
    return Durations(prompt=timedelta(seconds=config.prompt_s), grant=timedelta(days=config.grant_days),
                     permit=timedelta(seconds=config.permit_s), window=timedelta(seconds=config.window_s))


def _drive(config: Config) -> DoorDrive:
    if not config.relay_url:
        return AnsweredDoor()
    from menshen.edges.doors.relay import RelayDoor  # noqa: PLC0415 - its HTTP client would keep every start waiting

    return RelayDoor(config.relay_url)


def _yunet(config: Config) -> Path | None:
    return Path(config.yunet_model) if config.yunet_model else None


def _mint(path: Path) -> PassMint:
    signer: Ed25519PrivateKey = signing_key(path)
    kid = key_id(signer.public_key())
    readable: Mapping[bytes, Ed25519PublicKey] = {kid: signer.public_key()}
    return PassMint(signer, kid, readable)


def _database_url(home: Path, config: Config) -> str:
    if not config.database:
        return f"sqlite:///{home / 'menshen.db'}"
    if not config.database_password_file:
        return config.database
    secret = Path(config.database_password_file).read_text(encoding="utf-8").strip()
    return make_url(config.database).set(password=secret).render_as_string(hide_password=False)


def _first_key(path: Path, api_keys: ApiKeys, gate: Gate) -> Path:
    """Where the operator's key is; where none is live, one is made into a file that its owner alone can read."""
    now = gate.clock.now()
    live = (key for key in api_keys.list() if not key.revoked and now < key.not_after)
    if not any(KeyScope.OPERATOR in key.scopes for key in live):
        not_after = now + timedelta(days=OPERATOR_KEY_DAYS)
        replace(path, (api_keys.create("operator", [KeyScope.OPERATOR], not_after) + "\n").encode())
    return path
