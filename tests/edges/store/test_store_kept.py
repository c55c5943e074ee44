"""Kept references come back as they were saved, fall with their grant, and leave no byte on SQLite."""

from dataclasses import replace
from pathlib import Path

import pytest
from edges.store.made import ended, enrol, entitle, grant, open_place
from sqlalchemy import Engine

from menshen.acts.records import KeptReference
from menshen.acts.store_port import Store
from menshen.edges.store.kept import SqlReferences
from menshen.errors import InputError
from menshen.terms import ModelId

MODEL = ModelId("dlib-resnet-1")


@pytest.fixture
def references(engine: Engine) -> SqlReferences:
    """The references of an open database."""
    return SqlReferences(engine)


def kept(who: str, mark: int = 0) -> KeptReference:
    """A sealed reference of `who`."""
    return KeptReference(grant(who).id, MODEL, who.encode() * 20 + bytes([mark]))


def test_a_reference_comes_back(store: Store, references: SqlReferences) -> None:
    """It is found by its grant and among all, and a later one takes its place."""
    open_place(store)
    for who in ("lin", "bai"):
        enrol(store, who)
        references.save(kept(who))
    references.save(kept("bai", 1))
    assert references.of(grant("lin").id) == kept("lin")
    assert references.of(grant("nobody").id) is None
    assert {one.grant: one for one in references.all()} == {grant("lin").id: kept("lin"),
                                                               grant("bai").id: kept("bai", 1)}


def test_without_a_tie_nothing_is_kept(store: Store, references: SqlReferences) -> None:
    """A reference whose grant is tied to nobody, or to nobody any more, is not saved."""
    open_place(store)
    entitle(store, "lin")
    with pytest.raises(InputError):
        references.save(kept("lin"))
    enrol(store, "bai")
    store.erase(ended("bai"))
    with pytest.raises(InputError):
        references.save(kept("bai"))
    assert references.all() == []


@pytest.mark.parametrize("way", ["erase", "forget"])
def test_it_falls_with_its_grant_or_alone(store: Store, references: SqlReferences, way: str) -> None:
    """An erasure takes the reference along; forgetting takes it alone; neither touches another's."""
    open_place(store)
    for who in ("lin", "bai"):
        enrol(store, who)
        references.save(kept(who))
    if way == "erase":
        store.erase(ended("lin"))
    else:
        references.forget(grant("lin").id)
    assert references.all() == [kept("bai")]
    assert (store.tie(grant("lin").id) is None) is (way == "erase")


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@pytest.mark.parametrize("way", ["erase", "forget"])
def test_no_byte_of_it_is_left(store: Store, references: SqlReferences, tmp_path: Path, way: str) -> None:
    """Of the sealed reference no file of a SQLite database holds a byte run any more."""
    open_place(store)
    for number in range(30):
        enrol(store, f"r{number}")
        references.save(replace(kept(f"r{number}"), sealed=bytes(f"sealed reference {number:02}!", "ascii") * 8))

    def found() -> set[int]:
        content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        return {number for number in range(30) if bytes(f"sealed reference {number:02}!", "ascii") in content}

    assert found() == set(range(30))
    for number in range(0, 30, 3):
        if way == "erase":
            store.erase(ended(f"r{number}"))
        else:
            references.forget(grant(f"r{number}").id)
    assert found() == {number for number in range(30) if number % 3}
