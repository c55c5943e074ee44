"""A second, stronger look before anybody is told that no face was seen: it runs where the first finds nothing."""

from collections.abc import Sequence

from menshen.edges.engines.engine import Detection, Detector
from menshen.terms import Image


class SecondLook:
    """Two detectors as one."""

    def __init__(self, first: Detector, second: Detector) -> None:
        self._first = first
        self._second = second

    def find(self, image: Image) -> Sequence[Detection]:
        """What the first finds; what the second finds where that is nobody."""
        return self._first.find(image) or self._second.find(image)
