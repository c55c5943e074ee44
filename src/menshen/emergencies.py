"""Words of emergency orders and incidents, shared by every room as those of `menshen.terms` are."""

from enum import StrEnum


class Emergency(StrEnum):
    """What an emergency order may be for (cn-spc-2021 art. 5(1)): a closed list."""

    PUBLIC_HEALTH = "public-health"
    """突发公共卫生事件; those below: 紧急情况下为保护自然人的生命健康和财产安全."""
    FIRE = "fire"
    DISASTER = "disaster"
    ATTACK = "attack"
    MISSING_PERSON = "missing-person"
    """Somebody is missing, and in danger."""


class OrderEnd(StrEnum):
    """What ended an emergency order."""

    OFFICER = "officer"
    TIME = "time"
    LOOKS = "looks"
    """All that it allowed have been made."""
    UNCONFIRMED = "unconfirmed"
    """No second officer confirmed the draft in time."""
    PICTURES = "pictures"
    """They did not show one person, clearly."""
    REFUSED = "refused"
    """The law did not let its pictures be looked at."""
    LOST = "lost"
    """What it needs is gone: its pictures, its key, or its confirmation from the log."""


class Breach(StrEnum):
    """What an incident may have done to what is held (PIPL art. 57)."""

    LEAK = "leak"
    ALTERATION = "alteration"
    LOSS = "loss"
