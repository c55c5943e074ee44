"""What residents do with their own history, and what everybody may read of the gate."""

import json
from typing import TYPE_CHECKING

from support.compound import Resident

from menshen.acts.history import History, choose_pin, history
from menshen.acts.register import register
from menshen.audit.register_jsonld import jsonld
from menshen.terms import GrantId, Refusal

if TYPE_CHECKING:
    from support.world import World

PIN, ANOTHER = "480216359172", "735190284618"
"""Long enough to stand nowhere by chance."""


def choose(world: "World", resident: Resident, pin: str = PIN) -> GrantId | Refusal:
    """She chooses the PIN of her history."""
    return choose_pin(world.gate, resident.secret or "", pin)


def read(world: "World", resident: Resident, pin: str = PIN) -> History | Refusal:
    """She, or whoever found her receipt, reads what there is."""
    return history(world.gate, resident.secret or "", pin)


def published(world: "World") -> str:
    """The public register as it goes out."""
    return json.dumps(jsonld(register(world.gate)), ensure_ascii=False)
