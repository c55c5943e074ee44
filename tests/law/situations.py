"""The situations that the law's tests start from, and what each change of one fact must be answered with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from menshen.law.situation import Situation
from menshen.terms import Act, PlaceKind

Facts = Mapping[str, bool | None]

CANONICAL: Facts = {
    "consent_given": True, "consent_separate": True, "consent_explicit": True, "within_consent_scope": True,
    "consent_withdrawn": False, "consent_expired": False, "bundled_in_terms": False, "coerced": False,
    "opt_out_only": False, "asked_again_after_no": False, "conditional_on_face": False,
    "rules_published": True, "notice_given": True, "notice_specific": True,
    "alternative_offered": True, "alternative_working": True, "sole_method": False,
    "minor": False, "deceased": False, "private_space": False, "injunction": False,
    "irrevocable_terms": False, "unlimited_terms": False, "sublicensable_terms": False,
    "retention_exceeded": False, "security_failure": False, "against_public_morals": False,
    "contrary_to_agreement": False, "biometric_is_face": True,
}
"""All that a look on consent needs before the Measures."""

SINCE_2025: Facts = {**CANONICAL, "impact_assessment_done": True, "stored_on_device": True, "sign_shown": True}

ORDERED: Facts = {
    "emergency": True, "emergency_order_valid": True, "necessary_for_emergency": True, "within_reasonable_limits": True,
    "private_space": False, "injunction": False, "security_failure": False,
}
"""All that a look on an emergency order needs."""

PLEADED: Facts = {**SINCE_2025, **ORDERED}

ARTICLE_OF_FACT: Mapping[str, str] = {
    "consent_given": "2.3", "consent_separate": "2.3", "consent_explicit": "2.3", "within_consent_scope": "2.4",
    "consent_withdrawn": "2.3", "consent_expired": "2.3", "bundled_in_terms": "4.2", "coerced": "4.3",
    "opt_out_only": "2.3", "asked_again_after_no": "4.3", "conditional_on_face": "4.1",
    "rules_published": "2.2", "notice_given": "2.2", "notice_specific": "2.2",
    "alternative_offered": "10", "alternative_working": "10", "sole_method": "10",
    "minor": "2.3", "deceased": "15", "private_space": "2.7", "injunction": "9",
    "irrevocable_terms": "11", "unlimited_terms": "11", "sublicensable_terms": "11",
    "retention_exceeded": "2.8", "security_failure": "2.8", "against_public_morals": "2.7",
    "contrary_to_agreement": "2.4", "biometric_is_face": "1",
}
"""The article that refuses where one canonical fact, at a home before the Measures, is unknown or turned round."""

HOME, HOTEL, MALL, APP = PlaceKind.RESIDENTIAL, PlaceKind.HOTEL, PlaceKind.MALL, PlaceKind.APP
BEFORE, AFTER = date(2024, 5, 1), date(2026, 5, 1)


def but(facts: Facts = CANONICAL, /, **changed: bool | None) -> Facts:
    """Those facts with some changed."""
    return {**facts, **changed}


def at(facts: Facts = CANONICAL, *, act: Act = Act.VERIFY, on: date = BEFORE, place: PlaceKind = HOME,
       until: date | None = None) -> Situation:
    """A situation of those facts."""
    return Situation(act=act, on=on, place=place, facts=facts, until=until)


def turned(name: str) -> Situation:
    """The canonical situation with one fact turned round, and what would contradict that left unknown."""
    dependants = {
        "consent_given": ("consent_separate", "consent_explicit", "within_consent_scope"),
        "alternative_offered": ("alternative_working",),
        "notice_given": ("notice_specific",),
        "sole_method": ("alternative_working",),
    }
    return at(but(**{**dict.fromkeys(dependants.get(name, ()), None), name: not CANONICAL[name]}))


@dataclass(frozen=True, slots=True)
class Case:
    """One situation and all the articles that refuse it; none: it is permitted."""

    name: str
    situation: Situation
    articles: tuple[str, ...] = ()


def cases() -> Iterator[Case]:
    """Every case, one after the other."""
    for name, article in ARTICLE_OF_FACT.items():
        yield Case(f"{name} unknown", at(but(**{name: None})), (f"cn-spc-2021/{article}",))
        yield Case(f"{name} turned", turned(name), (f"cn-spc-2021/{article}",))
    yield from _acts()
    yield from _consent()
    yield from _places_and_dates()
    yield from _grounds()
    yield from _measures()


def _spc(name: str, situation: Situation, *articles: str) -> Case:
    return Case(name, situation, tuple(f"cn-spc-2021/{article}" for article in articles))


def _acts() -> Iterator[Case]:
    yield _spc("canonical", at())
    for act in (Act.COLLECT, Act.ENROL, Act.STORE, Act.IDENTIFY, Act.ANALYSE):
        yield _spc(f"{act} on consent", at(act=act))
        yield _spc(f"{act} without separate consent", at(but(consent_separate=None), act=act), "2.3")
    for act in (Act.PROVIDE, Act.DISCLOSE):
        yield _spc(f"{act} to nobody in particular", at(act=act), "2.6")
        yield _spc(f"{act} to an authorised recipient", at(but(recipient_authorised=True), act=act))
    yield _spc("shared on the side", at(but(shared_with_third_party=True)), "2.6")
    yield _spc("leaked for want of security", at(but(security_failure=True, leak_occurred=True)), "2.5")
    yield _spc("leaked in spite of security", at(but(leak_occurred=True)))
    yield _spc("deletion asked for", at(but(deletion_requested=True)), "12")
    yield _spc("deletion done, then asked anew", at(but(deletion_requested=True, deletion_done=True)))
    necessary = but(necessary_for_service=True)
    yield _spc("turning away who declined, at home", at(act=Act.REFUSE_SERVICE), "4.1", "10")
    yield _spc("turning away at home, however necessary", at(necessary, act=Act.REFUSE_SERVICE), "10")
    yield _spc("turning away from an app", at(act=Act.REFUSE_SERVICE, place=APP), "4.1")
    yield _spc("an app that cannot work without", at(necessary, act=Act.REFUSE_SERVICE, place=APP))


def _consent() -> Iterator[Case]:
    yield _spc("nothing known", at({}), "2.3", "2.4", "10", "2.2", "2.8", "2.7", "11", "9", "15", "1")
    yield _spc("necessary service", at(but(conditional_on_face=True, necessary_for_service=True)))
    yield _spc("a necessary service is no consent", at(but(consent_given=None, necessary_for_service=True)), "2.3")
    yield _spc("necessary, so it need not be known whether conditional",
               at(but(conditional_on_face=None, necessary_for_service=True)))
    yield _spc("service refused to who declined", at(but(service_refused=True)), "4.1")
    yield _spc("nudged", at(but(nudging=True)), "4.3")
    yield _spc("a teenager", at(but(minor=True, under_14=False)))
    yield _spc("a minor of unknown age", at(but(minor=True)), "2.3")
    yield _spc("a child with the guardian's consent", at(but(minor=True, under_14=True, guardian_consent=True)))
    yield _spc("a child without", at(but(minor=True, under_14=True, guardian_consent=False)), "2.3")
    yield _spc("written form asked for", at(but(written_required_by_law=True)), "2.3")
    yield _spc("written form kept", at(but(written_required_by_law=True, consent_written=True)))


def _places_and_dates() -> Iterator[Case]:
    unasked = turned("consent_given").facts
    yield _spc("no consent in a hotel", at(unasked, place=HOTEL), "2.3", "2.1")
    yield _spc("no consent in a public park", at(but(unasked, public_place=True), place=PlaceKind.OTHER), "2.3", "2.1")
    yield _spc("a customer without another way", at(but(alternative_working=False), place=HOTEL), "4.1")
    yield _spc("an app without another way known", at(but(sole_method=None), place=APP), "4.1")
    yield _spc("scanned in passing at home", at(but(passive_scanning=True)), "2.8")
    yield _spc("analysed in passing in a mall", at(but(passive_scanning=True), act=Act.ANALYSE, place=MALL),
               "2.1", "2.8")
    yield _spc("a private space by its kind", at(place=PlaceKind.PRIVATE_SPACE), "2.7")
    yield _spc("before the law", at(on=date(2021, 7, 31)), "16")
    yield _spc("on its first day", at(on=date(2021, 8, 1)))
    yield _spc("begun before the law, continued after", at(on=date(2021, 7, 31), until=date(2021, 9, 1)), "16")


def _grounds() -> Iterator[Case]:
    unconsented = but(PLEADED, consent_separate=False)
    yield _spc("emergency", at(ORDERED))
    yield _spc("emergency in a mall, for one among many", at(ORDERED, act=Act.IDENTIFY, place=MALL, on=AFTER))
    yield _spc("emergency beside valid consent", at(but(emergency=True)))
    for name, article in (("private_space", "2.7"), ("injunction", "9"), ("security_failure", "2.8")):
        for worst in (True, None):
            yield _spc(f"emergency with {name} {worst}", at(but(PLEADED, **{name: worst})), article)
    yield _spc("emergency in a private space", at(PLEADED, place=PlaceKind.PRIVATE_SPACE), "2.7")
    yield _spc("emergency after a leak", at(but(PLEADED, security_failure=True, leak_occurred=True)), "2.5")
    for name in ("emergency_order_valid", "necessary_for_emergency", "within_reasonable_limits"):
        for worst in (False, None):
            yield _spc(f"emergency with {name} {worst}", at(but(unconsented, **{name: worst})), "2.3", "5.1")
    for unpleaded in (False, None):
        yield _spc(f"an order without an emergency ({unpleaded})",
                   at(but(unconsented, emergency=unpleaded, emergency_order_valid=None)), "2.3")


def _measures() -> Iterator[Case]:
    def since(name: str, *articles: str, act: Act = Act.VERIFY, place: PlaceKind = HOME,
              **changed: bool | None) -> Case:
        return Case(name, at(but(SINCE_2025, **changed), act=act, place=place, on=AFTER), articles)

    private = ("cn-spc-2021/2.7", "cn-measures-2025/13")
    yield since("canonical since 2025")
    for worst in (False, None):
        yield since(f"impact assessment {worst}", "cn-measures-2025/9", impact_assessment_done=worst)
        yield since(f"stored on the device {worst}", "cn-measures-2025/8", stored_on_device=worst)
        yield since(f"sign {worst}, place unknown", "cn-measures-2025/13", sign_shown=worst)
        yield since(f"sign {worst} in a public place", "cn-measures-2025/13", sign_shown=worst, public_place=True)
        yield since(f"sign {worst} at home", sign_shown=worst, public_place=False)
        yield since(f"identify in a public place, security basis {worst}", "cn-measures-2025/13", act=Act.IDENTIFY,
                    place=MALL, public_place=True, public_security_basis=worst)
    yield since("stored elsewhere with consent to that", stored_on_device=False, internet_consent=True)
    yield since("sent over the Internet", "cn-measures-2025/8", sent_over_internet=True)
    yield since("identify at home", act=Act.IDENTIFY, public_place=False)
    yield since("identify where it may be public", "cn-measures-2025/13", act=Act.IDENTIFY)
    yield since("identify for public security", act=Act.IDENTIFY, public_place=True, public_security_basis=True)
    yield since("verify in a public place with a sign", place=HOTEL, public_place=True)
    yield since("a child without the guardian", "cn-spc-2021/2.3", "cn-measures-2025/7", minor=True, under_14=True)
    yield since("another way, but a worse one", "cn-measures-2025/10", alternative_equal=False)
    yield since("the only way", "cn-spc-2021/10", "cn-measures-2025/10", sole_method=True, alternative_working=False)
    yield since("a private space", *private, private_space=True)
    yield since("a private space by its kind", *private, place=PlaceKind.PRIVATE_SPACE)
    yield since("told too little", "cn-spc-2021/2.2", "cn-measures-2025/5", notice_specific=False)
    yield since("published nothing", "cn-spc-2021/2.2", rules_published=False)
    yield since("silence", "cn-spc-2021/2.3", "cn-measures-2025/6", consent_explicit=False)
    yield since("withdrawn", "cn-spc-2021/2.3", "cn-measures-2025/6", consent_withdrawn=True)
    yield since("kept too long", "cn-spc-2021/2.8", "cn-measures-2025/8", retention_exceeded=True)
    yield since("coerced", "cn-spc-2021/4.3", "cn-measures-2025/12", coerced=True)
    yield since("weak security", "cn-spc-2021/2.8", "cn-measures-2025/14", security_failure=True)
    yield since("a hundred thousand faces, not filed", "cn-measures-2025/15", filing_due=True)
    yield since("a hundred thousand faces, filed", filing_due=True, filing_done=True)
    yield since("for research", research=True, impact_assessment_done=False)
    yield Case("emergency in a private space since 2025",
               at(PLEADED, on=AFTER, place=PlaceKind.PRIVATE_SPACE), private)
    yield Case("the day before the Measures", at(on=date(2025, 5, 31)))
    yield Case("the day of the Measures", at(but(SINCE_2025, impact_assessment_done=None), on=date(2025, 6, 1)),
               ("cn-measures-2025/9",))
    yield Case("continued into the Measures",
               at(but(SINCE_2025, impact_assessment_done=None), on=date(2025, 5, 31), until=date(2025, 6, 1)),
               ("cn-measures-2025/9",))
