"""Finds the weight files, checks them against the model's card, and keeps the graph built from them in a cache.

The weights come with `face_recognition_models`, which is never imported: only its folder is looked up.
"""

import hashlib
import tempfile
from collections.abc import Callable
from importlib import import_module, util
from pathlib import Path

from menshen.errors import EvidenceError, UnavailableError
from menshen.faces.card import ModelCard

PACKAGE = "face_recognition_models"
RECOGNISER = "dlib_face_recognition_resnet_model_v1.dat"
SECOND_LOOK = "mmod_human_face_detector.dat"
LANDMARKS = "shape_predictor_5_face_landmarks.dat"
YUNET = "face_detection_yunet_2023mar.onnx"

_BUILDERS = {RECOGNISER: "menshen.edges.engines.resnet_graph", SECOND_LOOK: "menshen.edges.engines.mmod_graph",
             YUNET: "menshen.edges.engines.yunet_graph"}

HOG_SHA256 = "f3f7aa833fb4a14a46fc48689f45b98d85ef72d6dfaf8bdc012b7d3c522a5426"
"""Of dlib's HOG detector, which is inside dlib, as dlib writes it down."""


def folder() -> Path:
    """Where the weight files lie; UnavailableError where their package is not installed."""
    spec = util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise UnavailableError("the face model's weights are not installed", hint=f"install the package {PACKAGE}")
    return Path(spec.submodule_search_locations[0]) / "models"


def read(name: str, card: ModelCard, source: Path) -> bytes:
    """The content of one weight file; EvidenceError where it is not the file that the card names."""
    return _read(source / name, name, card, f"install {PACKAGE} again")


def yunet_graph(path: Path, card: ModelCard, cache: Path) -> bytes:
    """The graph of YuNet's file, wherever the operator keeps it; EvidenceError where it is another, cached or not."""
    content = _read(path, YUNET, card, "yunet_model in menshen.toml is its path; without it HOG finds the faces")
    return _graph(card, cache, YUNET, lambda: content)


def _read(path: Path, name: str, card: ModelCard, hint: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as e:
        raise UnavailableError(f"weight file {name} cannot be read", hint=hint) from e
    _check(content, card.files_sha256.get(name, ""), name)
    return content


def graph(card: ModelCard, source: Path, cache: Path, name: str = RECOGNISER) -> bytes:
    """The graph named by the card: from the cache, or built there from `name` on first use or where it is damaged."""
    return _graph(card, cache, name, lambda: read(name, card, source))


def _graph(card: ModelCard, cache: Path, name: str, content_of: Callable[[], bytes]) -> bytes:
    cached = cache / f"{card.graph_sha256}.onnx"
    try:
        content = cached.read_bytes()
    except OSError:
        content = b""
    if _sha256(content) == card.graph_sha256:
        return content
    # A builder takes onnx, which nothing else needs: a gate whose graphs are there starts without it.
    build = import_module(_BUILDERS[name]).build
    built: bytes = build(content_of())
    _check(built, card.graph_sha256, "the graph built from the weights")
    _write(cached, built)
    return built


def hog(cache: Path, unpack: Callable[[], bytes]) -> bytes:
    """The HOG detector of dlib, from the cache; else from `unpack`, which takes a quarter of a second.

    Another version of dlib may have another; that one is taken, and not kept.
    """
    cached = cache / f"{HOG_SHA256}.svm"
    try:
        content = cached.read_bytes()
    except OSError:
        content = b""
    if _sha256(content) == HOG_SHA256:
        return content
    unpacked = unpack()
    if _sha256(unpacked) == HOG_SHA256:
        _write(cached, unpacked)
    return unpacked


def _write(path: Path, content: bytes) -> None:
    # The rename makes the file appear whole or not at all; a crash before it leaves a .part file and no graph.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(content)
        # CRASH POINT: the .part file is whole, the graph is not yet there; it is built again.
        Path(part.name).replace(path)
    except OSError as e:
        raise UnavailableError("a graph cannot be cached", hint=f"is {path.parent} writable?") from e


def _check(content: bytes, expected: str, what: str) -> None:
    found = _sha256(content)
    if found != expected:
        raise EvidenceError(f"{what} has SHA-256 {found[:12]}…; the card says {expected[:12]}…",
                            hint="do not use it; install the weights again from a source you trust")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
