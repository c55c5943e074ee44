"""The store keeps entitlements and passes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from edges.store.made import (
    LATER,
    agreed,
    ended,
    enrol,
    entitle,
    entitlement,
    face_pass,
    grant,
    open_place,
    plain,
    tie,
)

from menshen.acts.records import Pass
from menshen.acts.store_port import Store
from menshen.errors import InputError
from menshen.terms import EntitlementId, PassId, PlaceId


@pytest.fixture(autouse=True)
def _opened(store: Store) -> None:
    open_place(store)


def test_entitlement_comes_back(store: Store) -> None:
    """An entitlement comes back with its plain pass."""
    store.save_entitlement(entitlement("lin"), plain("lin"))
    assert store.entitlement(entitlement("lin").id) == entitlement("lin")
    assert store.find_pass(plain("lin").id) == plain("lin")
    assert store.passes_of(entitlement("lin").id) == [plain("lin")]


def test_unknown_people(store: Store) -> None:
    """What was never saved is None."""
    assert store.entitlement(EntitlementId("0" * 32)) is None
    assert store.find_pass(PassId("0" * 32)) is None
    assert store.passes_of(EntitlementId("0" * 32)) == []


def test_moments_in_any_zone(store: Store) -> None:
    """A moment comes back exact to the microsecond, in whatever zone it was said."""
    said = replace(entitlement("lin"), not_after=LATER.astimezone(timezone(timedelta(hours=8))))
    store.save_entitlement(said, plain("lin"))
    kept = store.entitlement(said.id)
    assert kept is not None
    assert (kept.not_after, kept.not_after.utcoffset()) == (LATER, timedelta())


def test_moment_without_a_zone(store: Store) -> None:
    """A time without a zone is not saved."""
    with pytest.raises(InputError, match="a value that its column does not take"):
        store.save_entitlement(replace(entitlement("lin"), not_after=LATER.replace(tzinfo=None)), plain("lin"))
    assert store.entitlement(entitlement("lin").id) is None


def test_both_or_neither(store: Store) -> None:
    """Where the pass cannot be saved, its entitlement is not either."""
    store.save_entitlement(entitlement("lin"), plain("lin"))
    with pytest.raises(InputError, match="entitlement or its pass"):
        store.save_entitlement(entitlement("wu"), replace(plain("wu"), id=plain("lin").id))
    assert store.entitlement(entitlement("wu").id) is None


def test_errors_hold_no_personal_text(store: Store) -> None:
    """No error shows the desk's note on the person it is about, nor does any error beneath it."""
    with pytest.raises(InputError) as caught:
        store.save_entitlement(replace(entitlement("wu"), place=PlaceId("elsewhere")), plain("wu"))
    error: BaseException | None = caught.value
    while error is not None:
        assert entitlement("wu").label not in str(error)
        error = error.__cause__


@pytest.mark.parametrize("wrong", [face_pass("lin"), plain("wu")])
def test_not_its_plain_pass(store: Store, wrong: Pass) -> None:
    """A face pass, or somebody else's, is no pass to entitle with."""
    with pytest.raises(InputError, match="a plain pass of its own"):
        store.save_entitlement(entitlement("lin"), wrong)
    assert store.entitlement(entitlement("lin").id) is None


def test_reissue(store: Store) -> None:
    """A second plain pass of the same entitlement stands beside the revoked first one."""
    second = replace(plain("lin"), id=PassId("f" * 32))
    store.save_entitlement(entitlement("lin"), plain("lin"))
    store.revoke_pass(plain("lin").id)
    store.save_entitlement(entitlement("lin"), second)
    assert set(store.passes_of(entitlement("lin").id)) == {replace(plain("lin"), revoked=True), second}


def test_declined_stays(store: Store) -> None:
    """A no stays a no when the entitlement is saved again from before it."""
    store.save_entitlement(entitlement("lin"), plain("lin"))
    store.mark_declined(entitlement("lin").id)
    store.save_entitlement(entitlement("lin"), replace(plain("lin"), id=PassId("f" * 32)))
    assert store.entitlement(entitlement("lin").id) == replace(entitlement("lin"), declined=True)


def test_declining_for_nobody(store: Store) -> None:
    """A no of an unknown entitlement is refused."""
    with pytest.raises(InputError, match="no such entitlement"):
        store.mark_declined(entitlement("lin").id)


def test_revoking(store: Store) -> None:
    """Revoking marks one pass, plain or face, and no other."""
    enrol(store, "lin")
    store.revoke_pass(face_pass("lin").id)
    assert store.passes_of(entitlement("lin").id) == [plain("lin"), replace(face_pass("lin"), revoked=True)]


def test_revoking_what_is_not(store: Store) -> None:
    """Revoking an unknown pass is refused."""
    with pytest.raises(InputError, match="no such pass"):
        store.revoke_pass(PassId("0" * 32))


def test_new_face_pass(store: Store) -> None:
    """A grant has one face pass: the newest."""
    enrol(store, "lin")
    store.save_face_pass(face_pass("lin", number=2))
    assert store.passes_of(entitlement("lin").id) == [plain("lin"), face_pass("lin", number=2)]
    assert store.find_pass(face_pass("lin").id) is None


def test_enrolling_at_once(store: Store) -> None:
    """Of people who enrol at the same time each gets a face pass: writers wait, though they read before they write."""
    people = [f"resident {number}" for number in range(24)]
    for who in people:
        entitle(store, who)
        assert store.answer(agreed(who), grant(who), tie(who))
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda who: store.save_face_pass(face_pass(who)), people))
    assert [store.find_pass(face_pass(who).id) for who in people] == [face_pass(who) for who in people]


def test_face_pass_without_a_tie(store: Store) -> None:
    """A face pass of a grant that is not tied, or no longer, is refused."""
    entitle(store, "lin")
    with pytest.raises(InputError, match="a grant that is tied"):
        store.save_face_pass(face_pass("lin"))
    assert store.answer(agreed("lin"), grant("lin"), tie("lin"))
    store.erase(ended("lin"))
    with pytest.raises(InputError, match="a grant that is tied"):
        store.save_face_pass(face_pass("lin"))


def test_face_pass_of_another_person(store: Store) -> None:
    """A face pass that names somebody else's grant is refused."""
    enrol(store, "lin")
    entitle(store, "wu")
    with pytest.raises(InputError, match="a grant that is tied to its entitlement"):
        store.save_face_pass(replace(face_pass("wu"), grant=grant("lin").id))
