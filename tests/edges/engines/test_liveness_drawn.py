"""Liveness with the real detector and recogniser: drawn heads that move, and photographs of them that are moved."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import permutations

import numpy as np
import pytest

from menshen.drawn.cast import cast
from menshen.drawn.moves import MOVES, making, times_ms
from menshen.drawn.photograph import Held, held
from menshen.drawn.portrait import portrait
from menshen.drawn.traits import CALM, Variation
from menshen.edges.engines.dlib_engine import default_cache, open_detector, open_recogniser
from menshen.faces import card
from menshen.faces.found import Face, Look
from menshen.faces.liveness import Answered, Move, live_probe
from menshen.faces.parallax import parallax
from menshen.faces.quality import assess
from menshen.faces.template import distance
from menshen.terms import Image, Reason, Refusal

CARD = card.load()
POINT = CARD.operating_point(false_match_rate=1e-3)
NOON = datetime(2026, 5, 1, 4, tzinfo=UTC)
LEFT_NOD = (Move.LEFT, Move.NOD)
SIZE_PX = 400


@pytest.fixture(scope="module")
def seen() -> "Seen":
    """What the engine sees of a picture, each looked at once."""
    return Seen()


class Seen:
    """Detector, recogniser and parallax, with what they made of each picture by its content."""

    def __init__(self) -> None:
        self._detector, self._recogniser = open_detector(CARD), open_recogniser(CARD, default_cache())

    def look(self, frames: Sequence[Image]) -> Look:
        """As the engine looks, without its permit."""
        found = [self._detector.find(frame) for frame in frames]
        chips = [one.chip for faces in found for one in faces]
        templates = iter(self._recogniser.describe(chips))
        return Look(tuple(tuple(
            Face(one.box_px, assess(one.chip, one.landmarks), next(templates), one.landmarks,
                 parallax(chips[0], one.chip)) for one in faces) for faces in found), NOON, {})

    def verdict(self, frames: Sequence[Image], moves: Sequence[Move] = LEFT_NOD) -> object:
        """A template, or a reason."""
        result = live_probe(self.look(frames), Answered(tuple(moves), tuple(times_ms(len(frames)))), POINT)
        return result.reason if isinstance(result, Refusal) else result


def drawn(name: str, how: Variation = CALM) -> Image:
    """One of the cast."""
    return portrait(cast()[name], how, SIZE_PX)


def moving(name: str, moves: Sequence[Move] = LEFT_NOD) -> list[Image]:
    """One of the cast, frame by frame."""
    return [drawn(name, how) for how in making(moves)]


@pytest.mark.parametrize("name", ["mia", "kofi", pytest.param("lin", marks=pytest.mark.slow),
                                  pytest.param("omar", marks=pytest.mark.slow)])
def test_a_living_head_is_recognised(seen: Seen, name: str) -> None:
    """Who makes the moves is live, and the template that comes of it is that person's."""
    probe = seen.verdict(moving(name))
    assert isinstance(probe, np.ndarray), probe
    [[face]] = seen.look([drawn(name)]).frames
    assert distance(probe, face.template) < POINT.threshold - 0.2


def test_each_move_is_told_from_the_others(seen: Seen) -> None:
    """Own left, own right and nod are three: of six sequences of two moves only the one that was made is followed."""
    straight, moved = drawn("bai"), {Move(name): drawn("bai", how) for name, how in MOVES.items()}
    for made in permutations(Move, 2):
        look = seen.look([straight, moved[made[0]], straight, moved[made[1]], straight])
        live = [asked for asked in permutations(Move, 2)
                if not isinstance(live_probe(look, Answered(asked, tuple(times_ms(5))), POINT), Refusal)]
        assert live == [made]


def test_a_photograph_held_still_follows_nothing(seen: Seen) -> None:
    """The same face in every frame makes no move."""
    assert seen.verdict([drawn("mia")] * 5) is Reason.CHALLENGE_NOT_FOLLOWED


@pytest.mark.parametrize("bent", [0.0, 0.15])
def test_a_photograph_that_is_turned_is_flat(seen: Seen, bent: float) -> None:
    """Turned, leaned, moved and bent, a print shows no nose that stands out, and is told from a head."""
    print_ = drawn("mia")
    ways = [Held(bent=bent), Held(turned_deg=28, right=0.05, bent=bent), Held(bent=bent),
            Held(leaned_deg=25, down=0.05, larger=1.1, bent=bent), Held(bent=bent)]
    assert seen.verdict([held(print_, how) for how in ways]) is Reason.FACE_FLAT


def test_two_people_who_take_turns_are_nobody(seen: Seen) -> None:
    """The owner's photograph between the moves of somebody else is not one face."""
    other, print_ = moving("omar"), drawn("mia")
    frames = [print_ if at % 2 == 0 else frame for at, frame in enumerate(other)]
    assert seen.verdict(frames) is Reason.FACE_CHANGED


def test_a_print_shows_less_parallax_than_a_small_turn() -> None:
    """In every way in which a print is held it shows a third of the least move, and less than a head turned by 10°."""
    detector, print_ = open_detector(CARD), drawn("samuel")
    [straight] = detector.find(print_)
    rng = np.random.default_rng(7)
    for _ in range(8):
        how = Held(turned_deg=rng.uniform(-30, 30), leaned_deg=rng.uniform(-25, 25), tilted_deg=rng.uniform(-10, 10),
                   away=rng.uniform(1.5, 4))
        for face in detector.find(held(print_, how)):
            moved = parallax(straight.chip, face.chip)
            assert max(abs(moved.right), abs(moved.down)) < 0.6, how
    [turned] = detector.find(drawn("samuel", Variation(turn_deg=12)))
    assert parallax(straight.chip, turned.chip).right > 1.2
