"""The recogniser's library reports to nobody: no device id, no store of its own, no line out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import menshen
from menshen.edges.engines.dlib_engine import default_cache

LOOK = """
import os, sys
from pathlib import Path
import numpy as np
from menshen.edges.engines.dlib_engine import open_detector, open_recogniser
from menshen.faces.card import load
recogniser = open_recogniser(load(), Path(sys.argv[1]))
open_detector(load(), cache=Path(sys.argv[1])).find(np.zeros((480, 640, 3), np.uint8))
recogniser.describe([np.zeros((150, 150, 3), np.uint8)])
import onnxruntime
assert onnxruntime.__version__
for held in Path("/proc/self/fd").iterdir():
    try:
        print(os.readlink(held))
    except OSError:
        pass
"""


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are read from /proc")
def test_a_look_is_told_to_nobody(tmp_path: Path) -> None:
    """A program that describes a face writes no file of its library's, and holds none open, nor any line out."""
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR")}
    kept = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    ran = subprocess.run([sys.executable, "-c", LOOK, str(default_cache())], capture_output=True, text=True,
                         check=True, env={**kept, **homes, "PYTHONPATH": str(Path(menshen.__file__).parent.parent)})
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]
    assert not [held for held in ran.stdout.splitlines() if "onnxruntime" in held or held.startswith("socket:")]


def test_the_library_is_imported_at_one_place() -> None:
    """Imported anywhere else, and earlier, it would not be silent."""
    source = Path(menshen.__file__).parent
    imports = re.compile(r"^\s*(import|from) onnxruntime", re.MULTILINE)
    assert [one.name for one in source.rglob("*.py") if imports.search(one.read_text(encoding="utf-8"))] == [
        "session.py"]
