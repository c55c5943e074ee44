"""Weights and the graph's cache."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from menshen.edges.engines import resnet_graph, weights
from menshen.edges.engines.dlib_detector import unpacked
from menshen.errors import EvidenceError, UnavailableError
from menshen.faces import card

CARD = card.load()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the graph in it."""
    cache = tmp_path_factory.mktemp("cache")
    weights.graph(CARD, weights.folder(), cache)
    return cache


def test_the_graph_is_built_once(built: Path) -> None:
    """The cache holds the graph under its SHA-256, and nothing else; reading it needs no weights."""
    assert [path.name for path in built.iterdir()] == [f"{CARD.graph_sha256}.onnx"]
    assert weights.graph(CARD, Path("/nowhere"), built) == (built / f"{CARD.graph_sha256}.onnx").read_bytes()


def test_the_graphs_bytes_are_always_the_same(built: Path) -> None:
    """The same weights make the same graph, byte for byte."""
    content = weights.read(weights.RECOGNISER, CARD, weights.folder())
    assert resnet_graph.build(content) == (built / f"{CARD.graph_sha256}.onnx").read_bytes()


@pytest.mark.parametrize("damage", [lambda graph: graph[:-1], lambda graph: b"\0" + graph[1:], lambda _: b""])
def test_a_damaged_cache_is_built_again(built: Path, damage: object) -> None:
    """A cached graph with any byte wrong is never loaded, but replaced by the right one."""
    assert callable(damage)
    cached = built / f"{CARD.graph_sha256}.onnx"
    right = cached.read_bytes()
    cached.write_bytes(damage(right))
    assert weights.graph(CARD, weights.folder(), built) == right
    assert cached.read_bytes() == right


def test_other_weights_are_never_used(tmp_path: Path) -> None:
    """A weight file that is not the card's is evidence of tampering, and nothing is built from it."""
    for name in CARD.files_sha256:
        content = (weights.folder() / name).read_bytes()
        (tmp_path / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(EvidenceError, match="SHA-256"):
        weights.graph(CARD, tmp_path, tmp_path / "cache")
    with pytest.raises(EvidenceError, match="SHA-256"):
        weights.read(weights.LANDMARKS, CARD, tmp_path)
    assert not (tmp_path / "cache").exists()


def test_a_graph_that_the_card_does_not_name_is_never_used(tmp_path: Path) -> None:
    """Where the builder makes another graph than the card promises, nothing is cached."""
    with pytest.raises(EvidenceError, match="the graph built from the weights"):
        weights.graph(replace(CARD, graph_sha256="0" * 64), weights.folder(), tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_missing_weights_are_unavailable(tmp_path: Path) -> None:
    """Without the weight files the engine is not there yet, and the hint names their package."""
    with pytest.raises(UnavailableError) as missing:
        weights.read(weights.RECOGNISER, CARD, tmp_path)
    assert "face_recognition_models" in missing.value.hint


def test_a_cache_that_cannot_be_written_is_unavailable(tmp_path: Path) -> None:
    """Where a file stands in the cache folder's place, the engine says so."""
    (tmp_path / "cache").write_text("in the way")
    with pytest.raises(UnavailableError, match="cannot be cached"):
        weights.graph(CARD, weights.folder(), tmp_path / "cache")


def test_the_weights_package_is_never_imported() -> None:
    """Its folder is looked up, its code is never run."""
    found = "from menshen.edges.engines import weights; weights.folder()"
    shown = f"{found}; import sys; sys.exit('face_recognition_models' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", shown], check=False).returncode == 0


def test_dlibs_detector_is_unpacked_once(tmp_path: Path) -> None:
    """The cache keeps the detector that is known by its SHA-256; a damaged one is unpacked again."""
    first = weights.hog(tmp_path, unpacked)
    [cached] = tmp_path.iterdir()
    assert cached.read_bytes() == first
    assert weights.hog(tmp_path, bytes) == first
    cached.write_bytes(first[:-1])
    assert weights.hog(tmp_path, unpacked) == first


def test_another_detector_is_taken_and_not_kept(tmp_path: Path) -> None:
    """What another version of dlib holds is used as it is, and unpacked anew at every start."""
    assert weights.hog(tmp_path, lambda: b"newer") == b"newer"
    assert not list(tmp_path.iterdir())
