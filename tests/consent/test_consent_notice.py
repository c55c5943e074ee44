from dataclasses import fields, replace

import pytest

from menshen.consent.notice import MAX_TEXT, Notice, NoticeText
from menshen.errors import InputError
from menshen.terms import Bilingual, PlaceId, Purpose

PARTS = [field.name for field in fields(NoticeText)]


def test_a_notice_says_nine_things(text: NoticeText) -> None:
    """All that art. 2(2) and PIPL 17 and 30 ask for is a part of every notice, and a whole one is taken."""
    asked = ["purpose", "method", "scope", "retention", "recipients", "contact", "necessity", "effect", "rights"]
    assert asked == PARTS
    assert replace(text) == text


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("words", "language"), [(Bilingual(" \n", "said"), "zh"), (Bilingual("说了", ""), "en")])
def test_nothing_is_left_unsaid(text: NoticeText, part: str, words: Bilingual, language: str) -> None:
    """A part that is empty in either language makes no notice."""
    with pytest.raises(InputError, match=f"says nothing about {part} in {language}"):
        replace(text, **{part: words})


def test_a_part_has_a_limit(text: NoticeText) -> None:
    """2,000 characters are taken, one more is not."""
    assert replace(text, scope=Bilingual("字" * MAX_TEXT, "a" * MAX_TEXT)).scope.zh == "字" * MAX_TEXT
    with pytest.raises(InputError, match="2001 characters"):
        replace(text, scope=Bilingual("字" * (MAX_TEXT + 1), "a"))


def test_the_hash_of_a_notice_never_moves(notice: Notice) -> None:
    """The hash is pinned: prompts, grants and ledgers of earlier releases are bound to it."""
    assert notice.hash == "b6230c98e40141c2ff1505560eb06c0d6a626959cab9d96a308aeef5c0a94e26"


def test_the_hash_covers_every_word(notice: Notice) -> None:
    """Whatever differs in place, purpose, version or one language of one part, the hash differs."""
    others = [replace(notice, place=PlaceId("other")), replace(notice, purpose=Purpose.ENTRY_HANDS_FREE),
              replace(notice, version=2)]
    for part in PARTS:
        said: Bilingual = getattr(notice.text, part)
        changed = [replace(said, zh="别的"), replace(said, en="other")]
        others += [replace(notice, text=replace(notice.text, **{part: words})) for words in changed]
    hashes = {one.hash for one in others}
    assert len(hashes) == len(others)
    assert notice.hash not in hashes


def test_a_notice_is_json(notice: Notice) -> None:
    """The document holds both languages of each part."""
    document = notice.document()
    assert document["text"] == {part: {"zh": f"第{at}项", "en": f"part {at}"} for at, part in enumerate(PARTS)}
