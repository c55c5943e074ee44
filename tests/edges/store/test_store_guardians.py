"""The store keeps who may consent for a child, spends a token once, and forgets them with the consent."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from edges.store.made import (
    agree_again,
    agreed,
    ended,
    enrol,
    entitle,
    entitlement,
    grant,
    guardian,
    open_place,
    prompt,
    tie,
    with_token,
)

from menshen.acts.records import Guardian
from menshen.acts.store_port import Store
from menshen.errors import InputError
from menshen.terms import Attester


@pytest.fixture(autouse=True)
def _opened(store: Store) -> None:
    open_place(store)
    entitle(store, "lin")


def rows(store: Store, child: str = "lin") -> list[Guardian]:
    """All who may consent for a child."""
    return list(store.guardians_of(entitlement(child).id))


def test_guardians_come_back(store: Store) -> None:
    """Guardians come back by their child, and by whoever they are."""
    kept = [guardian("lin", "wu"), guardian("lin", "zhao"), with_token("lin"), guardian("mia", "wu")]
    for one in kept:
        store.save_guardian(one)
    assert rows(store) == sorted(kept[:3], key=lambda one: one.attestation)
    assert set(store.wards_of(entitlement("wu").id)) == {kept[0], kept[3]}
    assert store.wards_of(entitlement("lin").id) == []


def test_a_guardian_changes(store: Store) -> None:
    """What the desk had only named it may attest, under the same id."""
    store.save_guardian(guardian("lin", "wu"))
    seen = replace(guardian("lin", "wu"), by=Attester.DESK, not_after=guardian("lin", "wu").not_after + timedelta(1))
    store.save_guardian(seen)
    assert rows(store) == [seen]


def test_one_child_knows_one_guardian_once(store: Store) -> None:
    """A second row of the same two is refused; tokens may be many."""
    store.save_guardian(guardian("lin", "wu"))
    with pytest.raises(InputError, match="the guardian is there already"):
        store.save_guardian(replace(guardian("lin", "wu"), attestation="f" * 32))
    for number in (1, 2):
        store.save_guardian(with_token("lin", number))
    assert len(rows(store)) == 3


@pytest.mark.parametrize("changed", [{"token_hash": "0" * 64}, {"guardian": entitlement("lin").id}])
def test_what_is_no_guardian(changed: dict[str, str]) -> None:
    """Nobody shows both a pass and a token, and nobody is their own guardian."""
    with pytest.raises(InputError):
        replace(guardian("lin", "wu"), **changed)  # type: ignore[arg-type]


def test_a_token_is_spent_once(store: Store) -> None:
    """Of attempts at the same time exactly one spends the token, and the row stays without it."""
    store.save_guardian(with_token("lin"))
    with ThreadPoolExecutor(8) as threads:
        spent = list(threads.map(lambda _: store.spend_token(with_token("lin").attestation), range(16)))
    assert spent.count(True) == 1
    assert rows(store) == [replace(with_token("lin"), token_hash=None)]


def test_spending_what_is_no_token(store: Store) -> None:
    """Somebody who shows their own pass has no token to spend, and neither has nobody."""
    store.save_guardian(guardian("lin", "wu"))
    assert not store.spend_token(guardian("lin", "wu").attestation)
    assert not store.spend_token("0" * 32)


def test_forgetting(store: Store) -> None:
    """Forgetting a child's guardians takes nobody else's."""
    for child in ("lin", "mia"):
        store.save_guardian(guardian(child, "wu"))
    store.forget_guardians(entitlement("lin").id)
    assert rows(store) == []
    assert rows(store, "mia") == [guardian("mia", "wu")]


def test_a_prompt_and_a_grant_remember_a_guardian(store: Store) -> None:
    """That a guardian was asked, and gave it, comes back with prompt and grant; else they say that nobody was."""
    entitle(store, "mia")
    asked = replace(prompt("mia"), id="a" * 32, token_hash="b" * 64, guardian=guardian("mia", "wu").attestation)
    store.save_prompt(asked, entitlement("mia").id)
    assert store.prompt_by_id(asked.id) == asked
    said = replace(asked, answer=agreed("mia").answer, answered_at=agreed("mia").answered_at)
    given = replace(grant("mia"), prompt=asked.id, guardian=True)
    assert store.answer(said, given, tie("mia"), guardian("mia", "wu"))
    assert store.grant(given.id) == given
    assert rows(store, "mia") == [guardian("mia", "wu")]
    assert store.prompt_by_id(prompt("lin").id) == prompt("lin")


def test_an_answer_that_is_not_taken_keeps_no_guardian(store: Store) -> None:
    """A second answer brings no row back."""
    assert store.answer(agreed("lin"), grant("lin"), tie("lin"))
    assert not store.answer(agreed("lin"), grant("lin"), tie("lin"), guardian("lin", "wu"))
    assert rows(store) == []


def test_a_guardian_goes_with_the_consent(store: Store) -> None:
    """Erasing takes all guardians of that child and of no other; agreeing anew keeps the one who did."""
    enrol(store, "mia")
    for one in (guardian("mia", "wu"), with_token("mia"), guardian("lin", "wu")):
        store.save_guardian(one)
    store.erase(ended("mia"))
    assert rows(store, "mia") == []
    assert rows(store) == [guardian("lin", "wu")]
    assert agree_again(store, "mia")
