"""What would make an act lawful: the smallest changes that an operator can honestly bring about."""

from dataclasses import replace
from datetime import date

import pytest
from law.situations import AFTER, CANONICAL, ORDERED, PLEADED, SINCE_2025, at, but

from menshen.law.cases import every_case
from menshen.law.changes import BRING_ABOUT, ESTABLISH
from menshen.law.facts import FACTS
from menshen.law.law import Law
from menshen.law.remedy import ANOTHER_LANE
from menshen.law.situation import Situation
from menshen.terms import Act

NEVER = {
    "minor", "under_14", "emergency", "emergency_order_valid", "necessary_for_emergency", "within_reasonable_limits",
    "public_security_basis", "public_interest_reporting", "other_law_basis", "necessary_for_service", "public_place",
    "research", "written_required_by_law", "leak_occurred", "filing_due", "deletion_requested",
}


def names(law: Law, situation: Situation) -> list[set[str]]:
    """The ways, as sets of what changes."""
    return [{change.what for change in way} for way in law.lawful_if(situation)]


@pytest.mark.parametrize(("situation", "expected"), [
    (at(but(bundled_in_terms=True)), [{"bundled_in_terms"}]),
    (at(but(consent_expired=True)), [{"consent_expired"}]),
    (at(but(consent_given=False, consent_separate=None, consent_explicit=None, within_consent_scope=None)),
     [{"consent_given", "consent_separate", "consent_explicit", "within_consent_scope"}]),
    (at(but(notice_given=False, notice_specific=None)), [{"notice_given", "notice_specific"}]),
    (at(but(alternative_working=False)), [{"alternative_working"}]),
    (at(but(minor=True, under_14=True)), [{"guardian_consent"}]),
    (at(but(injunction=None)), [{"injunction"}]),
    (at(but(SINCE_2025, stored_on_device=False), on=AFTER), [{"stored_on_device"}, {"internet_consent"}]),
    (at(act=Act.PROVIDE), [{"recipient_authorised"}]),
    (at(but(shared_with_third_party=True)), [{"shared_with_third_party"}, {"recipient_authorised"}]),
    (at({**but(ORDERED, notice_given=False, alternative_offered=False, consent_given=False), "security_failure": None}),
     [{"security_failure"}]),
    (at(but(PLEADED, emergency_order_valid=False, consent_separate=False)), [{"consent_separate"}]),
])
def test_the_ways_are_the_smallest_changes(law: Law, situation: Situation, expected: list[set[str]]) -> None:
    """Each way changes what must change and nothing else, and where there are two, both are told."""
    ways = names(law, situation)
    assert sorted(map(sorted, ways)) == sorted(map(sorted, expected))


@pytest.mark.parametrize("no", ["asked_again_after_no", "consent_withdrawn", "deletion_requested"])
def test_after_a_no_the_one_remedy_is_another_lane(law: Law, no: str) -> None:
    """Who has said no, taken a yes back or asked for deletion is not asked again, whatever else could be mended."""
    for also in ({}, {"bundled_in_terms": True}, {"notice_given": None}):
        assert law.lawful_if(at(but(**{no: True, **also}))) == ((ANOTHER_LANE,),)


def test_who_had_the_face_deleted_may_be_asked_anew(law: Law) -> None:
    """A deletion that was done leaves no face and no no: only what else is amiss is to be changed."""
    deleted = but(deletion_requested=True, deletion_done=True, bundled_in_terms=True)
    assert names(law, at(deleted)) == [{"bundled_in_terms"}]


@pytest.mark.parametrize("situation", [
    at(),
    at(but(private_space=True)),
    at(but(injunction=True)),
    at(but(deceased=True)),
    at(but(biometric_is_face=False)),
    at(but(against_public_morals=True)),
    at(on=date(2021, 7, 31)),
    at(but(under_14=True)),
    at(act=Act.REFUSE_SERVICE),
])
def test_some_acts_nothing_makes_lawful(law: Law, situation: Situation) -> None:
    """A permit needs no change; and what is no operator's to change, or contradicts itself, has no way."""
    assert law.lawful_if(situation) == ()


@pytest.mark.slow
def test_every_way_permits_and_none_is_too_long(law: Law) -> None:
    """Over all cases: a way permits, without any one of its changes it does not, and it changes nobody's nature."""
    told = 0
    for case in every_case():
        for way in law.lawful_if(case.situation):
            if way == (ANOTHER_LANE,):
                continue
            changed = {change.what: change.value is True for change in way}
            assert not NEVER & changed.keys()
            facts = {**case.situation.facts, **changed}
            assert law.evaluate(replace(case.situation, facts=facts)).permitted
            for name in changed:
                less = {**facts, name: case.situation.facts.get(name)}
                assert not law.evaluate(replace(case.situation, facts=less)).permitted
            told += 1
    assert told > 150


def test_changes_are_for_the_better() -> None:
    """Every change is to the better value of its fact, and what can only be established is a fact of its own."""
    for name, deed in {**BRING_ABOUT, **ESTABLISH}.items():
        assert deed.value is (CANONICAL[name] if FACTS[name].worse is None else not FACTS[name].worse)
        assert deed.words.en.isascii()
    assert not BRING_ABOUT.keys() & ESTABLISH.keys()
    assert not NEVER & (BRING_ABOUT.keys() | ESTABLISH.keys())
