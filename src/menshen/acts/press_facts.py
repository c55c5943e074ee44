"""The facts of a press: those of the person before the camera, of whom nothing is known but that they pressed.

They are never those of whoever is looked for: the people in the gallery stand on grants of their own.
"""

from datetime import datetime

from menshen.acts.facts import CHINA, beside_terms, beside_the_face
from menshen.acts.records import Place, Terms
from menshen.law.situation import Situation
from menshen.terms import Act


def pressed(place: Place, terms: Terms | None, now: datetime, *, told: bool, other_way: bool) -> Situation:
    """The situation of one 1:N look at whoever presses. `told`: the notice in force stood beside the button.

    `terms` are those of the place, which whoever presses may have signed, too. `other_way` is a lane that anybody at
    all can take. What would make it lawful without consent, as public security in
    a public place (Measures art. 13), is unknown here and left out.
    """
    facts = {**_consent(), **beside_terms(terms, other_way=other_way), **_telling(told=told),
             **beside_the_face(place, other_way=other_way), **_person()}
    return Situation(act=Act.IDENTIFY, on=now.astimezone(CHINA).date(), place=place.kind, facts=facts)


def _consent() -> dict[str, bool]:
    """Pressing is an act of the person's own, for this look alone, beside nothing but its notice, and over with it."""
    return {
        "consent_given": True, "consent_separate": True, "consent_explicit": True, "within_consent_scope": True,
        "contrary_to_agreement": False, "consent_withdrawn": False, "consent_expired": False,
        "retention_exceeded": False, "asked_again_after_no": False, "passive_scanning": False,
    }


def _telling(*, told: bool) -> dict[str, bool]:
    return {"rules_published": True, "notice_given": told, "notice_specific": told}


def _person() -> dict[str, bool]:
    """Whether a minor is unknown; that they are fourteen they say by pressing, as the notice's last line has it."""
    return {"under_14": False, "deceased": False}
