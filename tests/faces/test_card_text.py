"""Cards that are written, and cards that are chosen."""

from dataclasses import replace
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.errors import InputError
from menshen.faces import card
from menshen.faces.card import Figures, OperatingPoint
from menshen.faces.card_text import written
from menshen.terms import ModelId

OURS = card.load()


@given(st.text(), st.text(min_size=1), st.booleans())
def test_a_written_card_reads_as_it_was(words: str, name: str, commercial: bool) -> None:
    """Whatever words a card holds, it reads as it was written."""
    made = replace(OURS, measured_on=words, licence=words, commercial_use=commercial, files_sha256={name: words})
    assert card.parse(written(made)) == made


def test_points_and_figures_survive_to_the_last_digit() -> None:
    """Thresholds, rates and intervals come back exactly, and a card without points stays without them."""
    made = replace(OURS, operating_points=(OperatingPoint(0.1 + 0.2, 1 / 3e2, 1 / 7, 12_345),),
                   figures=Figures("hog", 20, 200, 1 / 3, 420, ((0.1, 1 / 3),)))
    assert card.parse(written(made)) == made
    assert card.parse(written(replace(OURS, operating_points=(), figures=None))).operating_points == ()


def test_the_card_that_ships_was_written_by_the_command() -> None:
    """Reading the card that ships and writing it again gives the same text."""
    source = resources.files("menshen.faces") / "cards" / f"{card.DEFAULT}.toml"
    assert written(OURS) == source.read_text(encoding="utf-8")


def test_a_refusal_says_how_many_trials_it_would_take() -> None:
    """A rate that the trials cannot support is refused with how many it takes and how many there were."""
    with pytest.raises(InputError, match="it takes 30000 impostor trials, and 11400 were made"):
        OURS.operating_point(false_match_rate=1e-4)


def test_a_rate_between_two_points_is_not_called_too_strict() -> None:
    """A rate that the trials would support, but at which nothing was measured, is refused without a number."""
    with pytest.raises(InputError) as refusal:
        OURS.operating_point(false_match_rate=5e-3)
    assert "it takes" not in str(refusal.value)


def test_a_card_of_nothing_says_so() -> None:
    """A card without points refuses every rate, and says how to measure."""
    with pytest.raises(InputError) as refusal:
        replace(OURS, operating_points=()).operating_point(false_match_rate=1e-2)
    assert "there is none" in refusal.value.hint
    assert "menshen faces evaluate" in refusal.value.hint


@pytest.mark.parametrize("change", [
    {"threshold": 0.0}, {"threshold": float("inf")}, {"threshold": float("nan")}, {"false_match_rate": 0.0},
    {"false_match_rate": 1e-4}, {"false_match_rate": 1.5}, {"false_non_match_rate": -0.1}, {"trials": 299},
])
def test_a_point_that_its_trials_cannot_support_is_no_point(change: dict[str, float]) -> None:
    """A card that promises more than it measured, or holds what is no rate, is refused whole."""
    point = replace(OperatingPoint(0.5, 1e-2, 0.0, 300), **change)  # type: ignore[arg-type]  # on purpose
    text = written(replace(OURS, operating_points=(point,), figures=None))
    with pytest.raises(InputError):
        card.parse(text)


def test_another_models_card_is_refused() -> None:
    """A card of another model, or of the same with other weights, is not taken; one of the same model is."""
    mine = replace(OURS, operating_points=OURS.operating_points[:1])
    assert card.same_model(mine, OURS) is mine
    with pytest.raises(InputError, match="model another"):
        card.same_model(replace(OURS, id=ModelId("another")), OURS)
    for other in (replace(OURS, graph_sha256="0" * 64), replace(OURS, files_sha256={})):
        with pytest.raises(InputError, match="other weights"):
            card.same_model(other, OURS)
