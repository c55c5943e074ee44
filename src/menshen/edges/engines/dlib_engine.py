"""Puts the engine together: HOG or YuNet, a second look, landmarks, and dlib's ResNet, all checked by their cards."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import platformdirs

from menshen.edges.engines import weights
from menshen.edges.engines.crop import Cropper
from menshen.edges.engines.dlib_detector import DlibDetector, unpacked
from menshen.edges.engines.engine import Detector, Engine
from menshen.edges.engines.mmod_detector import MmodDetector
from menshen.edges.engines.recogniser import GraphRecogniser
from menshen.edges.engines.second_look import SecondLook
from menshen.edges.engines.yunet_detector import YunetDetector
from menshen.faces.card import SECOND_LOOK, YUNET, ModelCard, load


def default_cache() -> Path:
    """The user's cache folder for graphs."""
    return platformdirs.user_cache_path("menshen")


def open_cropper(card: ModelCard) -> Cropper:
    """The landmark predictor, checked against `card`."""
    source = weights.folder()
    weights.read(weights.LANDMARKS, card, source)
    return Cropper(source / weights.LANDMARKS)


def open_detector(card: ModelCard, yunet: Path | None = None, cache: Path | None = None) -> Detector:
    """The detector: YuNet where its file is given and is the one that its own card names, else HOG; then MMOD.

    Their graphs are built in `cache` (the user's own, if None) on first use.
    """
    cropper, kept = open_cropper(card), cache or default_cache()
    second = open_second_look(cropper, kept)
    if yunet is None:
        return SecondLook(DlibDetector(weights.hog(kept, unpacked), cropper), second)
    return SecondLook(open_yunet(yunet, cropper, kept), second)


def open_yunet(file: Path, cropper: Cropper, cache: Path) -> YunetDetector:
    """YuNet from its file, its graph built in `cache` on first use; both checked against its own card every time."""
    return YunetDetector(weights.yunet_graph(file, load(YUNET), cache), cropper)


def open_second_look(cropper: Cropper, cache: Path) -> MmodDetector:
    """The stronger detector, its graph built in `cache` on first use and checked against its own card every time."""
    graph = weights.graph(load(SECOND_LOOK), weights.folder(), cache, weights.SECOND_LOOK)
    return MmodDetector(graph, cropper)


def open_recogniser(card: ModelCard, cache: Path) -> GraphRecogniser:
    """The recogniser, its graph built in `cache` on first use and checked against `card` every time."""
    return GraphRecogniser(weights.graph(card, weights.folder(), cache))


def open_engine(card: ModelCard, cache: Path, clock: Callable[[], datetime], yunet: Path | None = None) -> Engine:
    """The engine that `card` describes; UnavailableError without weights, EvidenceError where they are not its own."""
    return Engine(open_detector(card, yunet, cache), open_recogniser(card, cache), card.id, clock)
