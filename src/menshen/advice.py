"""Advice: what would help the next capture of a face, as codes; their words stand in `menshen.answers`."""

from enum import StrEnum


class Advice(StrEnum):
    """The one thing that would help most, never why: a code says nothing about the face."""

    COME_CLOSER = "come-closer"
    MORE_LIGHT = "more-light"
    LESS_LIGHT = "less-light"
    FACE_CAMERA = "face-camera"
    HOLD_STILL = "hold-still"
    CLEAR_VIEW = "clear-view"
    STEP_UP_ALONE = "step-up-alone"
