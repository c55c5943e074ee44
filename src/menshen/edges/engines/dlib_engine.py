"""Puts the dlib engine together: HOG and five landmarks, dlib's ResNet as a graph, both checked against the card."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import platformdirs

from menshen.edges.engines import weights
from menshen.edges.engines.dlib_detector import DlibDetector
from menshen.edges.engines.engine import Engine
from menshen.edges.engines.recogniser import GraphRecogniser
from menshen.faces.card import ModelCard


def default_cache() -> Path:
    """The user's cache folder for graphs."""
    return platformdirs.user_cache_path("menshen")


def open_detector(card: ModelCard) -> DlibDetector:
    """The detector, with its landmark predictor checked against `card`."""
    source = weights.folder()
    weights.read(weights.LANDMARKS, card, source)
    return DlibDetector(source / weights.LANDMARKS)


def open_recogniser(card: ModelCard, cache: Path) -> GraphRecogniser:
    """The recogniser, its graph built in `cache` on first use and checked against `card` every time."""
    return GraphRecogniser(weights.graph(card, weights.folder(), cache))


def open_engine(card: ModelCard, cache: Path, clock: Callable[[], datetime]) -> Engine:
    """The engine that `card` describes; UnavailableError without weights, EvidenceError where they are not its own."""
    return Engine(open_detector(card), open_recogniser(card, cache), card.id, clock)
