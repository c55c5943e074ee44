from dataclasses import replace
from datetime import timedelta

import pytest

from menshen.consent.prompt import Answer, Prompt, answered, token_hash
from menshen.terms import Reason, Refusal

MOMENT = timedelta(microseconds=1)
SEPARATE, BUNDLED = "cn-spc-2021/2.3", "cn-spc-2021/4.2"


@pytest.mark.parametrize("choice", Answer)
def test_a_prompt_in_time_takes_either_answer(prompt: Prompt, choice: Answer) -> None:
    """Up to its last moment a prompt takes a yes and a no alike, and nothing else of it changes."""
    now = prompt.expires_at - MOMENT
    assert answered(prompt, choice, now, by_operator=False, beside=()) == replace(
        prompt, answer=choice, answered_at=now)


def test_the_last_moment_is_over(prompt: Prompt) -> None:
    """At the moment a prompt ends, a yes is no consent any more."""
    assert answered(prompt, Answer.AGREE, prompt.expires_at, by_operator=False, beside=()) == Refusal(
        Reason.PROMPT_EXPIRED, (SEPARATE,))


def test_a_no_needs_no_form(prompt: Prompt) -> None:
    """A no counts late, and beside other terms; only the operator cannot give it."""
    late = answered(prompt, Answer.DECLINE, prompt.expires_at, by_operator=False, beside=("membership",))
    assert isinstance(late, Prompt)
    assert late.answer is Answer.DECLINE
    assert isinstance(answered(prompt, Answer.DECLINE, prompt.shown_at, by_operator=True, beside=()), Refusal)


@pytest.mark.parametrize("first", Answer)
@pytest.mark.parametrize("second", Answer)
def test_a_prompt_is_answered_once(prompt: Prompt, first: Answer, second: Answer) -> None:
    """The second answer is none, whatever the two are."""
    once = answered(prompt, first, prompt.shown_at, by_operator=False, beside=())
    assert isinstance(once, Prompt)
    assert answered(once, second, prompt.shown_at, by_operator=False, beside=()) == Refusal(
        Reason.PROMPT_ANSWERED, (SEPARATE,))


def test_the_operator_consents_for_nobody(prompt: Prompt) -> None:
    """An answer with an operator's credentials is no consent (art. 2(3)), alone or beside other terms."""
    for beside in ((), ("membership",)):
        assert answered(prompt, Answer.AGREE, prompt.shown_at, by_operator=True, beside=beside) == Refusal(
            Reason.CONSENT_BY_OPERATOR, (SEPARATE,))


def test_a_bundled_yes_is_no_consent(prompt: Prompt) -> None:
    """A yes beside other agreements is not separate (art. 4(2))."""
    assert answered(prompt, Answer.AGREE, prompt.shown_at, by_operator=False, beside=("membership",)) == Refusal(
        Reason.CONSENT_BUNDLED, (BUNDLED, SEPARATE))


def test_a_token_is_kept_as_its_hash() -> None:
    """The hash is SHA-256, so an old database still knows its prompts, and it differs for another token."""
    assert token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert token_hash("abd") != token_hash("abc")
