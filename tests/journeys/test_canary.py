"""A thousand strangers before a gate that really runs; then every file that it could have written is searched for them.

Needles are taken from what was sent, from what the gate decodes and cuts out of it, and from the templates that its
engine makes of that, computed here once more. What would be kept compressed or enciphered is not found this way.
"""

import base64
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import httpx
import numpy as np
import pytest
from support.desk import PLACE, RESIDENT, SAID, jpeg, two

from menshen.cli.demo import traces
from menshen.cli.demo.running import RunningGate
from menshen.drawn.portrait import portrait
from menshen.drawn.traits import person
from menshen.edges.cameras.frames import PictureDecoder
from menshen.edges.engines.dlib_engine import default_cache, open_detector, open_recogniser
from menshen.faces import card
from menshen.faces.template import quantise

LOOKS = 1_000
STRANGERS = range(100, 140)
SIDE_PX = 160
STRIDE_BYTES = 512
"""From one needle of a picture to the next: whoever kept a picture, or a dozen rows of it, kept one of them."""
FACE_OF_EVERY = 5
"""Of so many strangers one's crop and templates are looked for, too: to make them takes as long as the look itself."""
SYSTEM_FOLDERS = (Path("/dev/shm"), Path("/var/tmp"))  # noqa: S108 - searched, not written


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGate]:
    """A gate with a hands-free door and one person kept; its temporary folder is its own."""
    folder = tmp_path_factory.mktemp("canary")
    (folder / "home").mkdir(mode=0o700)
    (folder / "tmp").mkdir()
    (folder / "home" / "menshen.toml").write_text("requests_per_minute = 1_000_000\n", encoding="utf-8")
    running = RunningGate("", folder / "home", folder / "said.txt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder / "tmp"))
        running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def door(gate: RunningGate) -> Iterator[httpx.Client]:
    """The door's tablet, after a resident was enrolled for hands-free."""
    headers = {"authorization": f"Bearer {gate.operator_key()}"}
    with httpx.Client(base_url=f"{gate.url}/v1", headers=headers, timeout=30) as operator, \
            httpx.Client(base_url=f"{gate.url}/v1", timeout=30) as anyone:
        operator.put("/places/court", json=PLACE).raise_for_status()
        notice = {"version": 1, "text": {name: two(name) for name in SAID}}
        operator.put("/places/court/notices/entry-hands-free", json=notice).raise_for_status()
        lanes = {"lanes": ["face", "pass", "desk"], "attended": True}
        operator.put("/places/court/doors/north", json=lanes).raise_for_status()
        entitled = {"kind": "residency", "label": "3-1201", "age_band": "adult", "not_after": "2100-01-01T00:00:00Z"}
        code = sent(operator, "/places/court/entitlements", entitled)["code"]
        token = sent(anyone, "/prompts", {"code": code, "purpose": "entry-hands-free", "own_request": True})["token"]
        secret = sent(anyone, "/answers", {"token": token, "answer": "agree"})["secret"]
        permit = sent(anyone, "/enrolments", {"secret": secret})["permit"]
        frames = [base64.b64encode(jpeg(portrait(RESIDENT))).decode()] * 3
        assert sent(anyone, f"/enrolments/{permit}/frames", {"frames": frames})["kept"]
        yield operator


def sent(client: httpx.Client, path: str, body: object) -> Any:  # noqa: ANN401 - what was answered
    """An answer that is no refusal."""
    return client.post(path, json=body).raise_for_status().json()


def strangers() -> Iterator[bytes]:
    """A thousand pictures of forty drawn persons, no two with the same noise."""
    drawn = [portrait(person(number), size_px=SIDE_PX) for number in STRANGERS]
    for number in range(LOOKS):
        noise = np.random.default_rng(number).integers(-9, 10, drawn[0].shape)
        yield jpeg(np.clip(drawn[number % len(drawn)] + noise, 0, 255).astype(np.uint8))


class Canaries:
    """What must be found nowhere."""

    def __init__(self) -> None:
        self._decoder = PictureDecoder(max_bytes=1 << 20, max_side_px=SIDE_PX)
        self._detector = open_detector(card.load())
        self._recogniser = open_recogniser(card.load(), default_cache())
        self._found: set[bytes] = set()
        self.faces = 0

    @property
    def needles(self) -> frozenset[bytes]:
        """All of them."""
        return frozenset(self._found)

    def add(self, picture: bytes) -> None:
        """Some bytes of a picture as it was sent, and of its pixels in each order of colours."""
        frame = self._decoder.decode(picture)
        gray = np.asarray(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), np.uint8)
        self._some(picture, base64.b64encode(picture), frame.tobytes(), frame[..., ::-1].tobytes(), gray.tobytes())

    def add_face(self, picture: bytes) -> None:
        """Some bytes of the crop of its face, and all of its template, in each form that it could be kept in."""
        for found in self._detector.find(self._decoder.decode(picture)):
            self.faces += 1
            self._some(found.chip.tobytes())
            self._found.update(traces.of_template(self._recogniser.describe([found.chip])[0]))

    def _some(self, *contents: bytes) -> None:
        for raw in contents:
            cuts = (raw[at:at + traces.NEEDLE_BYTES] for at in range(0, len(raw), STRIDE_BYTES))
            self._found.update(cut for cut in cuts if len(cut) == traces.NEEDLE_BYTES
                               and len(set(cut)) >= traces.DISTINCT_BYTES)


def written(gate: RunningGate, since: float) -> list[Path]:
    """All files that the gate has or could have written since then."""
    system = [file for folder in SYSTEM_FOLDERS for file in traces.files_under(folder)
              if file.stat().st_mtime >= since and os.access(file, os.R_OK)]
    core = [file for file in Path.cwd().iterdir() if re.match(r"core(\.|$)", file.name)]
    return traces.files_under(gate.home.parent) + system + core


@pytest.mark.slow
def test_a_thousand_strangers_leave_nothing(gate: RunningGate, door: httpx.Client) -> None:
    """No byte pattern of a stranger's picture, frame, crop or template is in any file, while the gate runs or after."""
    canaries, began = Canaries(), time.time()
    notice = door.get("/places/court/press-notice").json()["hash"]
    for number, picture in enumerate(strangers()):
        canaries.add(picture)
        if number % FACE_OF_EVERY == 0:
            canaries.add_face(picture)
        answer = door.post("/places/court/doors/north/presses", params={"notice": notice}, content=picture)
        assert answer.json()["opened"] is None
    assert door.get("/status").json()["looks"] == 1 + LOOKS
    assert canaries.faces > LOOKS / FACE_OF_EVERY * 0.9
    assert (gate.home / "menshen.db-wal").stat().st_size > 0
    assert traces.holding(canaries.needles, written(gate, began)) == []
    gate.stop()
    assert traces.holding(canaries.needles, written(gate, began)) == []


def test_a_canary_would_be_found(tmp_path: Path) -> None:
    """A picture, its frame or crop, or its template in any form is found in a file, wherever it stands there."""
    canaries, picture = Canaries(), next(strangers())
    canaries.add(picture)
    canaries.add_face(picture)
    frame = canaries._decoder.decode(picture)
    [found] = canaries._detector.find(frame)
    [template] = canaries._recogniser.describe([found.chip])
    kept = [picture, base64.b64encode(picture), frame.tobytes(), found.chip.tobytes(), template.tobytes(),
            quantise(template), quantise(template).hex().encode()]
    for number, content in enumerate(kept):
        (tmp_path / f"{number}").write_bytes(b"before" + content + b"after")
    assert len(traces.holding(canaries.needles, traces.files_under(tmp_path))) == len(kept)
