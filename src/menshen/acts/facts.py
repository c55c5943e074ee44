"""Facts: what the gate itself knows of a look, put to the law. What it leaves out is unknown, and unknown refuses."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from menshen.acts.records import Door, Entitlement, Place, Terms
from menshen.audit.terms.kinds import Kind
from menshen.consent.grant import Grant, GrantState
from menshen.consent.notice import Notice
from menshen.consent.prompt import Answer, Prompt
from menshen.law.situation import Situation
from menshen.terms import Act, AgeBand, PlaceKind

CHINA = timezone(timedelta(hours=8))
"""Dates in the law are dates in China."""


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a look on consent stands on. `notice` is the newest of its place and purpose."""

    place: Place
    grant: Grant
    prompt: Prompt
    notice: Notice
    entitlement: Entitlement
    door: Door | None
    """None at a kiosk, where people enrol."""
    other_way: bool
    """This person has another live way through: a lane that is up, and whatever it takes to use it."""
    terms: Terms | None
    """What was found in the agreement that people here sign, where one was read."""


def situation(act: Act, ground: Ground, now: datetime, *, covered: bool) -> Situation:
    """The situation of a look that stands on a grant; `covered`: `act` is what the grant's purpose takes."""
    facts = {**_consent(ground, now, covered=covered), **_asking(ground), **_telling(ground),
             **beside_the_face(ground.place, other_way=ground.other_way),
             **_person(ground)}
    return Situation(act=act, on=now.astimezone(CHINA).date(), place=ground.place.kind, facts=facts)


def _consent(ground: Ground, now: datetime, *, covered: bool) -> dict[str, bool]:
    """Consent is what a prompt was answered with, to the words that are still the notice's."""
    grant, prompt = ground.grant, ground.prompt
    agreed = prompt.answer is Answer.AGREE and prompt.id == grant.prompt
    unchanged = grant.notice_hash == prompt.notice_hash == ground.notice.hash
    within = covered and agreed and unchanged and grant.place == ground.place.id
    return {
        "consent_given": agreed,
        "consent_separate": agreed,
        "consent_explicit": agreed,
        # Only a prompt that was opened with a guardian's proof has one; a child's own answer never does.
        "guardian_consent": agreed and prompt.guardian is not None and grant.guardian,
        "within_consent_scope": within,
        "contrary_to_agreement": not within,
        "consent_withdrawn": grant.state is GrantState.WITHDRAWN,
        "consent_expired": grant.state is GrantState.EXPIRED or grant.not_after <= now,
        "retention_exceeded": grant.not_after <= now,
    }


def _asking(ground: Ground) -> dict[str, bool]:
    """How it was asked. A prompt has no default, stands alone and ends; the place's terms may spoil it."""
    return {
        **beside_terms(ground.terms, other_way=ground.other_way),
        "asked_again_after_no": ground.entitlement.declined and not ground.prompt.own_request,
    }


def beside_terms(terms: Terms | None, *, other_way: bool) -> dict[str, bool]:
    """How free a consent is beside what people at its place sign; `other_way` as in `beside_the_face`."""
    agreed_to = frozenset(terms.kinds) if terms is not None else frozenset()
    return {
        "bundled_in_terms": Kind.BUNDLED in agreed_to,
        "opt_out_only": Kind.BY_DEFAULT in agreed_to,
        "coerced": Kind.PENALTY in agreed_to,
        # Who has signed that the face is the only way in was offered no other, whatever the door has.
        "conditional_on_face": not other_way or bool(agreed_to & {Kind.CONDITION, Kind.ONLY_WAY}),
        "irrevocable_terms": Kind.IRREVOCABLE in agreed_to,
        "unlimited_terms": bool(agreed_to & {Kind.WITHOUT_END, Kind.ANY_PURPOSE}),
        "sublicensable_terms": Kind.TRANSFERABLE in agreed_to,
    }


def _telling(ground: Ground) -> dict[str, bool]:
    """A notice that exists is complete (it refuses to be made otherwise), published, and was shown by the prompt."""
    shown = ground.prompt.notice_hash == ground.notice.hash
    return {"rules_published": True, "notice_given": shown, "notice_specific": shown}


def beside_the_face(place: Place, *, other_way: bool) -> dict[str, bool]:
    """What is known of the place; `other_way`: the person before the camera has another live way through."""
    return {
        **place_facts(place),
        "alternative_offered": other_way,
        "alternative_working": other_way,
        "sole_method": not other_way,
    }


def place_facts(place: Place) -> dict[str, bool]:
    """What is known of any look at this place, whatever it stands on."""
    return {
        "private_space": place.kind is PlaceKind.PRIVATE_SPACE,
        "public_place": place.public_place,
        "sign_shown": place.sign_shown,
        "impact_assessment_done": place.impact_assessed_on is not None,
        # The reference is in the person's pass, or sealed under a key of this machine's, which no frame ever leaves.
        "stored_on_device": True,
        "injunction": place.injunction,
        # A leak that is only suspected is doubt, and doubt refuses.
        "security_failure": place.frozen,
        "against_public_morals": False,
        "biometric_is_face": True,
    }


def _person(ground: Ground) -> dict[str, bool]:
    band = ground.entitlement.age_band
    return {"minor": band is not AgeBand.ADULT, "under_14": band is AgeBand.UNDER_14, "deceased": False}
