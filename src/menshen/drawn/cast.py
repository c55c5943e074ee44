"""The cast: drawn persons with names, chosen so far apart that the recognition model never takes one for another.

Chosen by distance among 900 seeds; a test measures them again with the real engine. They prove nothing about people.
"""

from types import MappingProxyType

from menshen.drawn.traits import CALM, Person, Variation, person

SEEDS = MappingProxyType({
    "lin": 672, "bai": 203, "zhao": 523, "mia": 802, "kofi": 490, "chidi": 669, "omar": 22, "samuel": 794,
})
"""The seed of each name."""

VARIATIONS = (
    CALM, Variation(turn_deg=8), Variation(turn_deg=-8), Variation(nod_deg=5), Variation(nod_deg=-5),
    Variation(tilt_deg=6), Variation(tilt_deg=-6), Variation(light=0.6), Variation(bright=-0.6), Variation(bright=0.35),
    Variation(smile=0.9), Variation(smile=-0.6), Variation(blur_px=1.5), Variation(noise=0.8),
    Variation(turn_deg=6, tilt_deg=-5, light=0.4, smile=0.5, noise=0.4),
)
"""The pictures in which each of the cast stays recognisable."""


def cast() -> dict[str, Person]:
    """The whole cast by name: at least eight persons, always the same."""
    return {name: person(seed) for name, seed in SEEDS.items()}
