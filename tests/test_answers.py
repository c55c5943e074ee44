"""The table of answers: complete, and in both languages."""

from menshen.advice import Advice
from menshen.answers import ADVICE, ERRORS, REFUSALS
from menshen.errors import MenshenError
from menshen.terms import Reason


def test_every_reason_has_a_row() -> None:
    """Each reason for a refusal meets its status, exit code and words."""
    assert set(REFUSALS) == set(Reason)


def test_every_error_has_a_row() -> None:
    """Each kind of error meets its status, exit code and words."""
    assert set(ERRORS) == set(MenshenError.__subclasses__())


def test_every_advice_has_words() -> None:
    """Each advice meets its words, in both languages and in no other's."""
    assert set(ADVICE) == set(Advice)
    assert all(text.zh.strip() and text.en.strip() for text in ADVICE.values())
    assert len({text.en for text in ADVICE.values()}) == len({text.zh for text in ADVICE.values()}) == len(Advice)


def test_rows_speak_both_languages_and_fail_as_they_should() -> None:
    """No row is mute in a language, is a success, or exits with 0."""
    for answer in (*REFUSALS.values(), *ERRORS.values()):
        assert answer.text.zh.strip()
        assert answer.text.en.strip()
        assert 400 <= answer.status < 600
        assert answer.exit_code > 0
