"""The public register: nothing in it that is not on record."""

import pytest
from support.compound import PLACE
from support.faults import Fault
from support.world import World

from menshen.acts.publish import end_publication, publish
from menshen.errors import InputError, UnavailableError
from menshen.terms import PlaceId, PublicationKind

DOCUMENT = {"what": "a suspicion"}


def test_what_is_published_is_on_record(world: World) -> None:
    """The log has the hash of each document in the register, and its end once."""
    made = publish(world.gate, PublicationKind.INCIDENT, PLACE, DOCUMENT)
    ended = end_publication(world.gate, made.id)
    assert end_publication(world.gate, made.id) == ended == world.store.publications()[0]
    published, over = world.events()[-2:]
    assert (published["type"], published["document"], published["of"]) == ("published", made.hash, "incident")
    assert (over["type"], over["publication"]) == ("publication.ended", made.id)
    world.check()


def test_what_is_not_on_record_is_not_published(world: World) -> None:
    """Without a ledger nothing enters the register."""
    away = Fault(0, ports=frozenset({"ledger"}), lasting=True, error=lambda: UnavailableError("it is away"))
    with world.failing(away), pytest.raises(UnavailableError):
        publish(world.gate, PublicationKind.ORDER, PLACE, DOCUMENT)
    assert not world.store.publications()


def test_nothing_is_published_of_nowhere(world: World) -> None:
    """An unknown place publishes nothing, and what was never published does not end."""
    with pytest.raises(InputError, match="no place"):
        publish(world.gate, PublicationKind.ORDER, PlaceId("nowhere"), DOCUMENT)
    with pytest.raises(InputError, match="no publication"):
        end_publication(world.gate, "0" * 32)
