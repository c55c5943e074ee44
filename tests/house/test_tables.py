from collections.abc import Iterator
from pathlib import Path

import pytest

from menshen.answers import ERRORS, REFUSALS, Answer
from menshen.config import reference
from menshen.errors import MenshenError
from menshen.terms import Reason


def test_every_reason_has_an_answer() -> None:
    """Every reason to refuse has exactly one row, and no row is without its reason."""
    assert set(REFUSALS) == set(Reason)


def test_every_error_has_an_answer() -> None:
    """Every kind of error that can be raised has exactly one row."""
    assert set(ERRORS) == set(_below(MenshenError))


@pytest.mark.parametrize("answer", [*REFUSALS.values(), *ERRORS.values()])
def test_an_answer_says_no_to_people_and_machines(answer: Answer) -> None:
    """Every answer is an HTTP error, an exit code that is not success, and a sentence in both languages."""
    assert 400 <= answer.status < 600
    assert answer.exit_code in {1, 2, 3, 4, 5}
    assert answer.text.zh.endswith("。")
    assert answer.text.en.endswith(".")


def test_the_config_page_is_what_config_says(root: Path) -> None:
    """`docs/config.md` is what `menshen config reference` prints."""
    assert (root / "docs/config.md").read_text("utf-8") == reference()


def _below(kind: type[MenshenError]) -> Iterator[type[MenshenError]]:
    """Every error below `kind`, however deep."""
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
