"""The store keeps prompts, grants and ties, takes one answer to a prompt, and erases what ties a person to a grant."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from edges.store.made import (
    PURPOSE,
    agree_again,
    agreed,
    ended,
    enrol,
    entitle,
    entitlement,
    face_pass,
    grant,
    name,
    open_place,
    plain,
    prompt,
    tie,
)

from menshen.acts.store_port import Store
from menshen.consent.prompt import Answer
from menshen.errors import InputError
from menshen.terms import GrantId


@pytest.fixture(autouse=True)
def _opened(store: Store) -> None:
    open_place(store)


def test_prompt_comes_back(store: Store) -> None:
    """A prompt comes back by its token with whom it was shown to, and by its id without."""
    entitle(store, "lin")
    assert store.prompt(prompt("lin").token_hash) == (prompt("lin"), entitlement("lin").id)
    assert store.prompt_by_id(prompt("lin").id) == prompt("lin")


def test_unknown_consents(store: Store) -> None:
    """What was never saved is None."""
    assert store.prompt("0" * 64) is None
    assert store.prompt_by_id("0" * 32) is None
    assert store.grant(GrantId("0" * 32)) is None
    assert store.tie(GrantId("0" * 32)) is None


def test_prompt_twice(store: Store) -> None:
    """A prompt is saved once."""
    entitle(store, "lin")
    with pytest.raises(InputError, match="the prompt is there already"):
        store.save_prompt(prompt("lin"), entitlement("lin").id)


def test_agreeing(store: Store) -> None:
    """A yes saves the answer, the grant and the tie, which is found three ways."""
    entitle(store, "lin")
    assert store.answer(agreed("lin"), grant("lin"), tie("lin"))
    assert store.prompt_by_id(prompt("lin").id) == agreed("lin")
    assert store.grant(grant("lin").id) == grant("lin")
    assert store.tie(grant("lin").id) == tie("lin")
    assert store.tie_of(entitlement("lin").id, PURPOSE) == tie("lin")
    assert store.tie_by_receipt(tie("lin").receipt_hash) == tie("lin")


def test_declining(store: Store) -> None:
    """A no saves the answer and nothing else."""
    entitle(store, "lin")
    declined = replace(agreed("lin"), answer=Answer.DECLINE)
    assert store.answer(declined, None, None)
    assert store.prompt_by_id(prompt("lin").id) == declined
    assert store.grants() == []


def test_second_answer(store: Store) -> None:
    """A second answer changes nothing."""
    entitle(store, "lin")
    declined = replace(agreed("lin"), answer=Answer.DECLINE)
    assert store.answer(declined, None, None)
    assert not store.answer(agreed("lin"), grant("lin"), tie("lin"))
    assert store.prompt_by_id(prompt("lin").id) == declined
    assert store.grants() == []
    assert store.tie_of(entitlement("lin").id, PURPOSE) is None


def test_answers_at_once(store: Store) -> None:
    """Of answers given at the same time exactly one is saved, with its own grant and tie."""
    entitle(store, "lin")

    def agree(number: int) -> bool:
        own = replace(grant("lin"), id=GrantId(name(f"grant {number}")))
        return store.answer(agreed("lin"), own, replace(tie("lin"), grant=own.id, receipt_hash=name(f"{number}", 32)))

    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(agree, range(16)))
    assert won.count(True) == 1
    winner = name(f"grant {won.index(True)}")
    assert [kept.id for kept in store.grants()] == [winner]
    kept_tie = store.tie_of(entitlement("lin").id, PURPOSE)
    assert kept_tie is not None
    assert kept_tie.grant == winner


def test_answer_without_an_answer(store: Store) -> None:
    """A prompt that holds no answer cannot be saved as answered."""
    entitle(store, "lin")
    with pytest.raises(InputError, match="no answer to save"):
        store.answer(prompt("lin"), None, None)


def test_answer_is_undone_whole(store: Store) -> None:
    """Where the tie cannot be saved, neither grant nor answer is."""
    enrol(store, "lin")
    entitle(store, "wu")
    with pytest.raises(InputError, match="the answer is there already"):
        store.answer(agreed("wu"), grant("wu"), replace(tie("wu"), receipt_hash=tie("lin").receipt_hash))
    assert store.prompt_by_id(prompt("wu").id) == prompt("wu")
    assert store.grant(grant("wu").id) is None


def test_one_tie_for_one_purpose(store: Store) -> None:
    """A person has one tie for a purpose."""
    enrol(store, "lin")
    with pytest.raises(InputError, match="the answer is there already"):
        agree_again(store, "lin")


def test_grants(store: Store) -> None:
    """All grants come by id, the ended ones with their history."""
    for who in ("lin", "wu"):
        enrol(store, who)
    store.save_grant(ended("wu"))
    assert store.grants() == sorted([grant("lin"), ended("wu")], key=lambda kept: kept.id)


def test_grant_needs_its_prompt(store: Store) -> None:
    """A grant that answers no prompt is refused."""
    with pytest.raises(InputError, match="names a record that is not"):
        store.save_grant(grant("lin"))


def test_erasing(store: Store) -> None:
    """Erasing keeps the ended grant and its prompt, and nothing that ties them to a person."""
    enrol(store, "lin")
    store.erase(ended("lin"))
    assert store.grant(grant("lin").id) == ended("lin")
    assert store.prompt_by_id(prompt("lin").id) == agreed("lin")
    assert store.prompt(prompt("lin").token_hash) is None
    assert store.tie(grant("lin").id) is None
    assert store.tie_of(entitlement("lin").id, PURPOSE) is None
    assert store.tie_by_receipt(tie("lin").receipt_hash) is None
    assert store.find_pass(face_pass("lin").id) is None


def test_erasing_keeps_the_way_in(store: Store) -> None:
    """Erasing leaves the entitlement and its plain pass as they were."""
    enrol(store, "lin")
    store.erase(ended("lin"))
    assert store.entitlement(entitlement("lin").id) == entitlement("lin")
    assert store.passes_of(entitlement("lin").id) == [plain("lin")]


def test_erasing_one_of_many(store: Store) -> None:
    """Erasing one grant takes nothing of anybody else's."""
    for who in ("lin", "wu", "zhao"):
        enrol(store, who)
    store.erase(ended("wu"))
    for who in ("lin", "zhao"):
        assert store.tie(grant(who).id) == tie(who)
        assert store.find_pass(face_pass(who).id) == face_pass(who)
        assert store.prompt(prompt(who).token_hash) == (agreed(who), entitlement(who).id)


def test_erasing_twice(store: Store) -> None:
    """Erasing what is erased changes nothing."""
    enrol(store, "lin")
    store.erase(ended("lin"))
    store.erase(ended("lin"))
    assert store.grants() == [ended("lin")]


def test_agreeing_again_after_erasing(store: Store) -> None:
    """After an erasure the same person may agree anew, to a new prompt."""
    enrol(store, "lin")
    store.erase(ended("lin"))
    assert agree_again(store, "lin")
    tied = store.tie_of(entitlement("lin").id, PURPOSE)
    assert tied is not None
    assert tied.grant == grant("lin again").id
