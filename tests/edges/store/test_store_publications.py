"""Publications come back as they were saved, oldest first, and an end changes nothing else."""

from dataclasses import replace
from datetime import timedelta

from edges.store.made import GARDEN, NOW, name, open_place

from menshen.acts.records import Publication
from menshen.acts.store_port import Store
from menshen.terms import PublicationKind

FIRST = Publication(name("first"), PublicationKind.ORDER, GARDEN, NOW, {"why": "a lost child", "signed": ["a", "b"]})
SECOND = Publication(name("second"), PublicationKind.INCIDENT, GARDEN, NOW + timedelta(seconds=1), {"why": "一次泄露"})


def test_what_is_published_stays(store: Store) -> None:
    """Each publication comes back with its document and hash, and ended it has an end."""
    open_place(store)
    for one in (SECOND, FIRST):
        store.save_publication(one)
    assert store.publications() == [FIRST, SECOND]
    ended = replace(FIRST, ended_at=NOW + timedelta(hours=1))
    store.save_publication(ended)
    assert store.publications() == [ended, SECOND]
    assert store.publications()[0].hash == FIRST.hash
