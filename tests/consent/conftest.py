from datetime import UTC, datetime, timedelta

import pytest

from menshen.consent.grant import Change, Grant, GrantState
from menshen.consent.notice import Notice, NoticeText
from menshen.consent.prompt import Answer, Prompt, token_hash
from menshen.terms import Bilingual, GrantId, PlaceId, Purpose

SHOWN = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
LAKESIDE = PlaceId("lakeside")


@pytest.fixture
def text() -> NoticeText:
    """A whole notice's words."""
    return NoticeText(*(Bilingual(f"第{part}项", f"part {part}") for part in range(9)))


@pytest.fixture
def notice(text: NoticeText) -> Notice:
    """The first version of a notice."""
    return Notice(LAKESIDE, Purpose.ENTRY_BY_PASS, 1, text)


@pytest.fixture
def prompt(notice: Notice) -> Prompt:
    """A prompt that was shown at 8 and ends ten minutes later."""
    return Prompt(id="1" * 32, token_hash=token_hash("a token"), place=LAKESIDE, purpose=notice.purpose,
                  notice_hash=notice.hash, options=(Answer.DECLINE, Answer.AGREE), own_request=False,
                  shown_at=SHOWN, expires_at=SHOWN + timedelta(minutes=10))


@pytest.fixture
def grant(notice: Notice, prompt: Prompt) -> Grant:
    """The consent that answered it, for a year."""
    return Grant(GrantId("2" * 32), LAKESIDE, notice.purpose, prompt.id, notice.hash, SHOWN + timedelta(days=365),
                 (Change(GrantState.GIVEN, SHOWN),))
