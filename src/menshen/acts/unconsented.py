"""Unconsented: a look at somebody who has agreed to nothing, put to the law like any other, so that the law says no."""

from datetime import datetime

from menshen.acts.facts import CHINA, place_facts
from menshen.acts.gate import Gate
from menshen.acts.records import Entitlement, Place
from menshen.law.situation import Situation
from menshen.terms import Act, AgeBand, Purpose, Reason, Refusal


def without_consent(gate: Gate, act: Act, place: Place, person: Entitlement, *, other_way: bool) -> Refusal:
    """The refusal of a look that nobody agreed to, with the articles that all else known of it leaves."""
    told = gate.store.notice(place.id, Purpose.ENTRY_BY_PASS) is not None
    decision = gate.law.evaluate(_situation(act, place, person, gate.clock.now(), told=told, other_way=other_way))
    return Refusal(Reason.LAW, decision.articles)


def _situation(act: Act, place: Place, person: Entitlement, now: datetime, *, told: bool, other_way: bool) -> Situation:
    """Everything that does not hang on consent is as it would be with it; a notice is public, asked or not."""
    minor, under_14 = person.age_band is not AgeBand.ADULT, person.age_band is AgeBand.UNDER_14
    facts = {
        **place_facts(place),
        "consent_given": False, "contrary_to_agreement": False, "retention_exceeded": False,
        "rules_published": told, "notice_given": told, "notice_specific": told,
        "alternative_offered": other_way, "alternative_working": other_way, "sole_method": not other_way,
        "conditional_on_face": not other_way, "bundled_in_terms": False, "opt_out_only": False, "coerced": False,
        "irrevocable_terms": False, "unlimited_terms": False, "sublicensable_terms": False,
        "minor": minor, "under_14": under_14, "deceased": False,
    }
    return Situation(act=act, on=now.astimezone(CHINA).date(), place=place.kind, facts=facts)
