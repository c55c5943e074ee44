"""The gate: all the parts that the acts work with, chosen once by `menshen.wiring`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from menshen.acts.kept_port import Gallery, References
from menshen.acts.pin_port import Pins
from menshen.acts.ports import (
    Clock,
    CodeReader,
    Dice,
    DoorDrive,
    FaceEngine,
    Frames,
    KeyFile,
    Ledger,
    Moment,
)
from menshen.acts.store_port import Store
from menshen.faces.card import OperatingPoint
from menshen.faces.gallery import Identification
from menshen.law.law import Law


@dataclass(frozen=True, slots=True)
class Durations:
    """How long things last, as the operator set them."""

    prompt: timedelta = timedelta(minutes=10)
    grant: timedelta = timedelta(days=365)
    permit: timedelta = timedelta(seconds=10)
    window: timedelta = timedelta(seconds=8)
    guardian_token: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class PassMint:
    """The key that signs this place's passes, and all keys whose passes are still read (`kid` to public key)."""

    signer: Ed25519PrivateKey
    kid: bytes
    readable: Mapping[bytes, Ed25519PublicKey]


@dataclass(frozen=True, slots=True)
class Gate:
    """One place's gate. The acts are functions over it; it holds no state of its own."""

    clock: Clock
    dice: Dice
    store: Store
    pins: Pins
    ledger: Ledger
    keys: KeyFile
    engine: FaceEngine
    codes: CodeReader
    frames: Frames
    drive: DoorDrive
    moment: Moment
    law: Law
    point: OperatingPoint
    """Where 1:1 comparison draws the line, from the model's card by the operator's false match rate."""
    references: References
    gallery: Gallery
    identification: Identification
    """Where 1:N comparison draws the line, by how many are enrolled."""
    mint: PassMint
    durations: Durations
    public_url: str
    """Where people reach this gate's pages; receipts link there."""
    sign_in_moves: int = 3
    """How many moves an app's sign-in asks for before it compares a face; 0: none."""
