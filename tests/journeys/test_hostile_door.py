"""Hostile pictures before a gate that really runs: each gets its answer, and the next person still comes in."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from support.desk import PLACE, frame
from support.hostile import PICTURES

from menshen.cli.demo.running import RunningGate, running

FRAMES = "/v1/places/court/doors/north/frames"
WHOLE = {"left": 0, "top": 0, "width": 1, "height": 1}
MOST_AT_ONCE_MIB = 500
"""Sixteen bodies, sixteen frames of at most 13 MB, and two that are being decoded."""
BOMBS = ("bomb: the largest PNG in 50 kB", "bomb: 16 bits, alpha, interlaced", "bomb: 900 texts of 8 MB",
         "JPEG of 10 scans, the largest", "animated PNG of 100")
REFUSED = ("empty", "truncated JPEG", "said to be 65,500 px", "bomb: a second size", "animated GIF",
           "polyglot: page and JPEG", "values that are no numbers", "JPEG of 21 scans")
NO_CODE = (*BOMBS, "CMYK", "16 bits", "palette", "held sideways, EXIF 6", "wholly transparent", "one pixel",
           "a page of 64 faces", "529 QR codes", "25,000 corners in full HD", "noise")


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGate]:
    """A gate with one door, whose code window is the whole picture."""
    folder = tmp_path_factory.mktemp("hostile")
    with running(folder / "home", folder / "said.txt") as gate:
        yield gate


@pytest.fixture(scope="module")
def door(gate: RunningGate) -> Iterator[httpx.Client]:
    """The door's tablet."""
    headers = {"authorization": f"Bearer {gate.operator_key()}", "accept-language": "en"}
    with httpx.Client(base_url=gate.url, headers=headers, timeout=60) as operator:
        operator.put("/v1/places/court", json=PLACE).raise_for_status()
        lanes = {"lanes": ["pass", "desk"], "attended": True, "code_window": WHOLE}
        operator.put("/v1/places/court/doors/north", json=lanes).raise_for_status()
        yield operator


def peak_mib(gate: RunningGate) -> int:
    """The most memory that the gate ever held, in MiB."""
    assert gate.program is not None
    status = Path(f"/proc/{gate.program.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1_024


@pytest.mark.slow
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused_in_words(door: httpx.Client, name: str) -> None:
    """It is a problem of status 400 that says what is wrong with it."""
    answer = door.post(FRAMES, content=PICTURES[name][0]())
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(PICTURES[name][1])


@pytest.mark.slow
@pytest.mark.parametrize("name", NO_CODE)
def test_a_strange_picture_without_one_code_opens_nothing(door: httpx.Client, name: str) -> None:
    """It is taken for a frame without a code: the other lanes are named, nobody is looked at."""
    answer = door.post(FRAMES, content=PICTURES[name][0]())
    assert (answer.status_code, answer.json()["reason"]) == (422, "no-code")
    assert door.get("/v1/status").json()["looks"] == 0


@pytest.mark.slow
def test_bombs_at_once_stay_within_memory_and_the_next_person_comes_in(gate: RunningGate, door: httpx.Client) -> None:
    """Of sixteen bombs sent at the same time each is answered, within 500 MiB of all; then a pass opens the door."""
    entitled = {"kind": "residency", "label": "3-1201", "age_band": "adult", "not_after": "2100-01-01T00:00:00Z"}
    code = door.post("/v1/places/court/entitlements", json=entitled).json()["code"]
    bombs = [PICTURES[BOMBS[number % len(BOMBS)]][0]() for number in range(16)]
    assert door.post(FRAMES, content=frame(code)).json()["opened"] == "pass"
    before = peak_mib(gate)
    with ThreadPoolExecutor(len(bombs)) as pool:
        answers = list(pool.map(lambda bomb: door.post(FRAMES, content=bomb).json()["reason"], bombs))
    assert answers == ["no-code"] * len(bombs)
    assert door.post(FRAMES, content=frame(code)).json()["opened"] == "pass"
    assert peak_mib(gate) - before < MOST_AT_ONCE_MIB
    assert "unforeseen" not in gate.said.read_text(encoding="utf-8")
