"""Model cards."""

import re
from importlib import resources

import pytest

from menshen.errors import InputError
from menshen.faces import card
from menshen.terms import ModelId

TEXT = (resources.files("menshen.faces") / "cards" / "dlib-resnet-1.toml").read_text(encoding="utf-8")


def test_the_card_says_what_it_is() -> None:
    """The model that comes with Menshen may be used commercially, and all its files are named by SHA-256."""
    model = card.load()
    assert (model.id, model.licence, model.commercial_use) == ("dlib-resnet-1", "CC0-1.0", True)
    hashes = [model.graph_sha256, *model.files_sha256.values()]
    assert len(hashes) == 3
    assert all(re.fullmatch("[0-9a-f]{64}", sha256) for sha256 in hashes)


def test_a_measured_rate_can_be_chosen() -> None:
    """The point at a measured false match rate is the one that was measured there."""
    point = card.load().operating_point(false_match_rate=0.001)
    assert (point.threshold, point.false_match_rate) == (0.475, 0.001)


def test_a_rate_that_was_not_measured_cannot_be_chosen() -> None:
    """Asking for another rate is answered with those that the card holds."""
    with pytest.raises(InputError, match=r"at false match rate 1e-05") as refusal:
        card.load().operating_point(false_match_rate=1e-5)
    assert refusal.value.hint == "choose one that was measured: 0.01, 0.001, 0.0003; " + card.MEASURE


def test_stricter_points_have_lower_thresholds() -> None:
    """A lower false match rate never comes with a wider threshold, nor with fewer people missed."""
    points = sorted(card.load().operating_points, key=lambda point: point.false_match_rate)
    assert [point.threshold for point in points] == sorted(point.threshold for point in points)
    missed = [point.false_non_match_rate for point in points]
    assert missed == sorted(missed, reverse=True)


@pytest.mark.parametrize("name", ["nobody", "../../law/packs/x"])
def test_an_unknown_model_is_refused(name: str) -> None:
    """There is a card for the model that comes with Menshen, and for no other name."""
    with pytest.raises(InputError, match="no card"):
        card.load(ModelId(name))


@pytest.mark.parametrize("text", [
    "", "id = ", TEXT.replace("licence", "license"), TEXT.replace("trials", "tries"),
    TEXT.replace("= 420", "= 420\nmade_up = 1"), TEXT.replace("threshold = 0.475", 'threshold = "wide"'),
    TEXT.replace("intervals = [[", "intervals = [7, ["),
    TEXT.replace("threshold = 0.475\n", ""),
])
def test_a_card_with_a_field_missing_is_refused(text: str) -> None:
    """What is no card is refused, and says so."""
    with pytest.raises(InputError, match="cannot be read"):
        card.parse(text)
