"""A permit is spent once, in time, for its own act and capture, and is made by the law alone."""

import copy
import pickle
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from law.situations import at, but

from menshen.errors import EvidenceError, InputError, MenshenError, UnavailableError
from menshen.law.law import Law
from menshen.law.permit import Permit
from menshen.terms import Act, CaptureId, DoorId, PermitId, PlaceId, Purpose, Reason, Refusal, Scope

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
CAPTURE, OTHER_CAPTURE = CaptureId("0" * 32), CaptureId("1" * 32)
SCOPE = Scope(
    act=Act.VERIFY, place=PlaceId("garden"), door=DoorId("gate"), purpose=Purpose.ENTRY_BY_PASS, basis="a" * 32,
    capture=CAPTURE, permit=PermitId("b" * 32), issued_at=NOON, not_after=NOON + timedelta(seconds=10))


@pytest.fixture
def permit(law: Law) -> Permit:
    """A fresh permit for `SCOPE`."""
    decided = law.decide(at(), SCOPE)
    assert isinstance(decided, Permit)
    return decided


def test_a_permit_carries_its_scope(permit: Permit) -> None:
    """What was asked for is what was permitted."""
    assert permit.scope is SCOPE


def test_a_refusal_carries_its_articles(law: Law) -> None:
    """What the law does not permit is a value that cites it."""
    assert law.decide(at(but(consent_given=None)), SCOPE) == Refusal(Reason.LAW, ("cn-spc-2021/2.3",))


def test_a_permit_is_spent_once(permit: Permit) -> None:
    """A second look on one permit is evidence of something wrong."""
    permit.spend(act=Act.VERIFY, capture=CAPTURE, now=NOON)
    with pytest.raises(EvidenceError, match="already spent"):
        permit.spend(act=Act.VERIFY, capture=CAPTURE, now=NOON)


def test_of_many_threads_one_spends(permit: Permit) -> None:
    """Of 32 threads that spend at once exactly one succeeds."""
    barrier = Barrier(32)

    def spend(_: int) -> bool:
        barrier.wait(timeout=10)
        try:
            permit.spend(act=Act.VERIFY, capture=CAPTURE, now=NOON)
        except EvidenceError:
            return False
        return True

    with ThreadPoolExecutor(32) as threads:
        assert sum(threads.map(spend, range(32))) == 1


def test_a_permit_holds_to_its_last_moment(permit: Permit) -> None:
    """The moment named is still in time."""
    permit.spend(act=Act.VERIFY, capture=CAPTURE, now=SCOPE.not_after)


def test_a_clock_that_was_set_back_makes_no_permit_last(permit: Permit) -> None:
    """A permit spent before the moment it was made is an error and is spent all the same; at that moment it is not."""
    with pytest.raises(EvidenceError, match="made later than now"):
        permit.spend(act=Act.VERIFY, capture=CAPTURE, now=SCOPE.issued_at - timedelta(microseconds=1))
    with pytest.raises(EvidenceError, match="already spent"):
        permit.spend(act=Act.VERIFY, capture=CAPTURE, now=SCOPE.issued_at)


@pytest.mark.parametrize(("act", "capture", "late", "says", "error"), [
    (Act.VERIFY, CAPTURE, timedelta(microseconds=1), "late", UnavailableError),
    (Act.IDENTIFY, CAPTURE, timedelta(0), "for verify, not for identify", EvidenceError),
    (Act.VERIFY, OTHER_CAPTURE, timedelta(0), "another capture", EvidenceError),
])
def test_a_permit_is_for_nothing_else(
    permit: Permit, act: Act, capture: CaptureId, late: timedelta, says: str, error: type[MenshenError],
) -> None:
    """A permit spent late, or for another act or capture, is an error and is spent all the same."""
    with pytest.raises(error, match=says):
        permit.spend(act=act, capture=capture, now=SCOPE.not_after + late)
    with pytest.raises(EvidenceError, match="already spent"):
        permit.spend(act=Act.VERIFY, capture=CAPTURE, now=NOON)


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, pickle.dumps])
def test_there_is_no_second_one(permit: Permit, duplicate: Callable[[Permit], object]) -> None:
    """A permit can be neither copied nor pickled."""
    with pytest.raises(TypeError, match="neither copied nor pickled"):
        duplicate(permit)


def test_a_scope_is_for_the_act_that_was_judged(law: Law) -> None:
    """A scope for another act than the situation's is an error, whatever the law would say."""
    with pytest.raises(InputError, match="the scope is for identify, the situation is about verify"):
        law.decide(at(), replace(SCOPE, act=Act.IDENTIFY))


@pytest.mark.parametrize("lifetime", [timedelta(seconds=10, microseconds=1), timedelta(0), timedelta(seconds=-1)])
def test_a_permit_lives_ten_seconds_at_most(law: Law, lifetime: timedelta) -> None:
    """A scope that lives longer than ten seconds, or not at all, is an error."""
    with pytest.raises(InputError, match="at most 10 s"):
        law.decide(at(), replace(SCOPE, not_after=NOON + lifetime))


def test_only_the_law_makes_permits(root: Path) -> None:
    """No module outside the law's room calls `Permit(`."""
    source = root / "src"
    makers = [module.relative_to(source).as_posix() for module in source.rglob("*.py")
              if re.search(r"\bPermit\(", module.read_text("utf-8"))]
    assert makers == ["menshen/law/law.py"]
