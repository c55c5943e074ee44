"""The drafts of an incident: each has all that its law asks for, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from menshen.audit.incident import BREACHES, EXPOSURE, KINDS, Suspicion, published, to_authority, to_people
from menshen.emergencies import Breach
from menshen.terms import Bilingual, Language

KNOWN = Suspicion(
    place=Bilingual("云杉苑", "Spruce Court"), operator="Spruce Property", contact="+86 10 0000 0000",
    breach=Breach.LEAK, cause=Bilingual("一台平板被盗。", "A tablet was stolen."),
    at=datetime(2026, 5, 1, 17, 30, tzinfo=UTC), held={"carried-faces": 0, "pass-keys": 41, "entitlements": 200})


@pytest.mark.parametrize("write", [to_people, to_authority])
@pytest.mark.parametrize("spoken", Language)
def test_a_notice_has_the_elements_of_article_57(write: object, spoken: Language) -> None:
    """Kinds, cause and harm; measures taken and to be taken; contact: both notices name each, on a line of its own."""
    assert callable(write)
    said = str(write(KNOWN)[spoken])
    theirs = "can do: " if write is to_people else "people can take: "
    words = {Language.ZH: ("一、", "原因：一台平板被盗。", "可能造成的危害：", "二、", "措施：", "三、联系方式："),
             Language.EN: ("1. What", "Cause: A tablet was stolen.", "Possible harm: ", "2. ", theirs, "3. Contact: ")}
    for one in (*words[spoken], KNOWN.contact, KNOWN.place[spoken], BREACHES[Breach.LEAK][spoken],
                KINDS["pass-keys"].words[spoken]):
        assert one in said, one
    assert "  " not in said
    assert said.endswith("\n")


def test_the_time_is_chinas() -> None:
    """What happened late on the first of May in UTC was found on the second."""
    assert "2026年05月02日 01:30" in to_people(KNOWN).zh
    assert "02 May 2026, 01:30 China time" in to_authority(KNOWN).en


def test_only_the_authority_gets_numbers() -> None:
    """The authority reads how many of each kind, none of the carried faces among them; the people read which kinds."""
    assert "keys of carried passes (without the pass they open no face): 41" in to_authority(KNOWN).en
    assert "(sealed in their owners' passes, not kept here): 0" in to_authority(KNOWN).en
    assert "41" not in to_people(KNOWN).en
    assert KINDS["carried-faces"].words.en not in to_people(KNOWN).en


def test_the_harm_is_that_of_what_is_held() -> None:
    """Where no face is kept the notice says so; where one is it says what that means."""
    with_face = replace(KNOWN, held={**KNOWN.held, "sought-faces": 1})
    assert "No face is kept here" in to_people(KNOWN).en
    assert "没有留存任何人脸" in to_people(KNOWN).zh
    assert "cannot be changed" in to_people(with_face).en
    assert KINDS["sought-faces"].words.zh in to_people(with_face).zh


def test_nothing_held_is_said_as_that() -> None:
    """A place that keeps nothing of anybody says none."""
    assert "1. What it concerns: none." in to_people(replace(KNOWN, held={})).en


def test_the_exposure_is_the_laws() -> None:
    """The amounts are those of PIPL art. 66 and Data Security Law art. 45, in both languages."""
    said = " ".join(one.law.en + one.words.en + one.law.zh + one.words.zh for one in EXPOSURE)
    for one in ("art. 66", "RMB 50 million or 5 % of last year's turnover",
                "五千万元以下或者上一年度营业额百分之五以下",
                "art. 45", "RMB 50,000 to 500,000", "五万元以上五十万元以下", "RMB 500,000 to 2 million",
                "五十万元以上二百万元以下"):
        assert one in said, one


def test_every_breach_has_its_words() -> None:
    """Leak, alteration and loss are each named in both languages."""
    assert set(BREACHES) == set(Breach)


@pytest.mark.parametrize(("count", "said", "of_faces"), [
    (0, "<10", "0"), (1, "<10", "<10"), (9, "<10", "<10"), (10, "10–19", "10–19"),
    (19, "10–19", "10–19"), (207, "200–209", "200–209")])
def test_few_are_published_as_few(count: int, said: str, of_faces: str) -> None:
    """A count is published as the ten it lies in, so that it names nobody; that no face is held is said as that."""
    assert published({"ties": count, "another kind": count}) == {"ties": said, "another kind": said}
    assert published({"sought-faces": count}) == {"sought-faces": of_faces}
