"""Waiting: a permit whose pictures are still to come, and the token that its holder sends them with.

A permit's own id is on record before the permit is handed out. It must not be what the pictures are sent with: whoever
reads the log could else be quicker, and enrol a face of their own on somebody's consent.
"""

import base64
from dataclasses import dataclass

from menshen.acts.gate import Gate
from menshen.consent.prompt import token_hash
from menshen.law.permit import Permit

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Waiting:
    """A permit that is held in memory; `token` takes it, once, and is kept nowhere here."""

    permit: Permit
    token: str


def wait(gate: Gate, permit: Permit) -> Waiting:
    """Hold a permit until its pictures come or it is late."""
    token = base64.urlsafe_b64encode(gate.dice.random(TOKEN_BYTES)).rstrip(b"=").decode()
    gate.moment.hold(token_hash(token), permit)
    return Waiting(permit, token)


def take(gate: Gate, token: str) -> Permit | None:
    """The permit of a token, once; None where there is none, or it is late."""
    return gate.moment.take(token_hash(token), gate.clock.now())


def late(gate: Gate, permit: Permit) -> bool:
    """Whether a permit has run out while its pictures came or waited for their turn: then none of them is decoded."""
    return gate.clock.now() > permit.scope.not_after
