"""The demo as a program: its steps, its report, and how it fails before a gate that breaks its word."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from menshen.cli.demo import chart, picture
from menshen.cli.demo.calls import Calls, Reply
from menshen.cli.demo.notes import BrokenPromiseError, Notes
from menshen.cli.demo.running import RunningGate
from menshen.cli.demo.stage import Stage
from menshen.cli.demo.story import STEPS, play
from menshen.terms import Bilingual, Reason

ASKED = Bilingual("问", "asked")
DECIDED = Bilingual("答", "decided")


@dataclass(frozen=True, slots=True)
class Ran:
    """A demo that has ended."""

    code: int
    objects: list[dict[str, Any]]
    report: Path


def run_demo(folder: Path, **environment: str) -> Ran:
    """One day, played for real."""
    report = folder / "report"
    command = [sys.executable, "-m", "menshen.cli.main", "demo", "--once", "--json", "--report", str(report)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False,
                          env={**os.environ, **environment})
    return Ran(done.returncode, [json.loads(line) for line in done.stdout.splitlines()], report)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A day that ends well."""
    return run_demo(tmp_path_factory.mktemp("demo"))


@pytest.mark.slow
def test_every_step_holds(ran: Ran) -> None:
    """Every step of the story is an object of five fields, all ok, with the articles that the gate named."""
    assert ran.code == 0
    steps = ran.objects[:-1]
    assert [step["step"] for step in steps] == [step.number for step in STEPS]
    assert all(set(step) == {"step", "title", "ok", "articles", "ms"} and step["ok"] for step in steps)
    assert steps[0]["articles"] == ["cn-spc-2021/10"]
    assert {"cn-spc-2021/2.3", "cn-spc-2021/4.2"} <= set(steps[5]["articles"])


@pytest.mark.slow
def test_last_object_has_the_times(ran: Ran) -> None:
    """Totals, the two waits side by side, and one admission's time by stage, whose parts do not exceed the whole."""
    last = ran.objects[-1]
    assert last["ok"]
    assert last["totals"]["steps"] == len(STEPS)
    assert set(last["first_act_to_open_ms"]) == {"declining", "agreeing"}
    stages = last["admission_ms"]
    parts = [stages[name] for name in ("decode", "read", "decide", "look", "record", "act")]
    assert 0 < sum(parts) <= stages["total"]


@pytest.mark.slow
def test_report_holds_all_it_shows(ran: Ran) -> None:
    """The report loads nothing from elsewhere, shows pictures and charts, and lies beside its evidence."""
    html = (ran.report / "index.html").read_text(encoding="utf-8")
    loaded = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?([^"')\s>]+)""", html)
    assert loaded
    assert all(one.startswith(("data:image/", "#step-")) for one in loaded)
    assert [one for one in loaded if one.startswith("#")] == [f"#step-{step.number}" for step in STEPS]
    assert all(f'id="step-{step.number}"' in html for step in STEPS)
    said = unescape(html)
    assert all(step.title.zh in said and step.title.en in said for step in STEPS)
    assert html.count('class="bar"') == 3
    assert html.count('class="key"') == 2
    assert (ran.report / "evidence.json").stat().st_size > 1_000


KEEPS_FRAMES = """
import sys
from pathlib import Path
from menshen.edges.cameras.frames import PictureDecoder

decode = PictureDecoder.decode

def keep(self, picture, *enough_px):
    folder = Path(sys.argv[sys.argv.index("--home") + 1])
    (folder / "menshen.cache").write_bytes(picture[1_000:1_100])
    return decode(self, picture, *enough_px)

PictureDecoder.decode = keep
"""


@pytest.mark.slow
def test_a_gate_that_keeps_a_stranger_is_found_out(tmp_path: Path) -> None:
    """A hundred bytes of a stranger's frame in the gate's folder end the demo at step 2, with exit code 1."""
    (tmp_path / "sitecustomize.py").write_text(KEEPS_FRAMES, encoding="utf-8")
    broken = run_demo(tmp_path, PYTHONPATH=str(tmp_path))
    assert broken.code == 1
    assert [one["ok"] for one in broken.objects] == [True, False, False]
    assert "no trace" in broken.objects[1]["broken"]


class YesGate(BaseHTTPRequestHandler):
    """A gate that says yes to everything."""

    def do_PUT(self) -> None:
        """Yes."""
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Nothing is said."""


@pytest.fixture
def yes_stage(tmp_path: Path) -> Iterator[Stage]:
    """A stage before a gate that says yes to everything."""
    with ThreadingHTTPServer(("127.0.0.1", 0), YesGate) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        with closing(Calls(url, "msk_none")) as calls:
            yield Stage(RunningGate(url, tmp_path, tmp_path / "said"), calls, tmp_path, tmp_path)
        server.shutdown()


def test_a_gate_that_says_yes_breaks_the_day(yes_stage: Stage) -> None:
    """The first check that fails is named, and no step is played after it."""
    day = list(play(yes_stage, lambda _: None, lambda _: None))
    assert [told.step.number for told in day] == [1]
    assert "face lane only" in day[0].broken
    assert "face-lane-only" in day[0].broken


def reply(status: int, **body: object) -> Reply:
    """An answer of a gate."""
    return Reply(status, b"", body, 1.0)


@pytest.mark.parametrize("other", [
    reply(200, opened="face"), reply(403, reason="unknown-pass"), reply(500, title="stopped"),
    reply(403, reason="grant-ended", articles=[{"id": "cn-spc-2021/10"}]),
])
def test_another_answer_is_no_such_refusal(other: Reply) -> None:
    """A yes, another reason, an error and other articles each break a promised refusal."""
    with pytest.raises(BrokenPromiseError, match="grant-ended"):
        Notes(lambda _: None).refused(ASKED, other, Reason.GRANT_ENDED, "cn-spc-2021/2.3")


def test_the_refusal_that_was_promised_holds() -> None:
    """The promised refusal is noted with its articles and its time."""
    notes = Notes(lambda _: None)
    notes.refused(ASKED, reply(403, reason="grant-ended", articles=[{"id": "cn-spc-2021/2.3"}]), Reason.GRANT_ENDED,
                  "cn-spc-2021/2.3")
    assert (notes.articles, notes.ms, len(notes.checks)) == (("cn-spc-2021/2.3",), 1.0, 1)


def test_a_no_is_no_yes() -> None:
    """A refusal breaks a promised yes."""
    with pytest.raises(BrokenPromiseError, match="decided"):
        Notes(lambda _: None).granted(ASKED, reply(403, reason="law"), DECIDED)


def test_an_admission_s_parts_make_the_whole() -> None:
    """What the gate's stopwatch does not cover is shown as the network's, so that the bar is the whole."""
    row = chart.of_admission({"decode": 2.0, "read": 1.0, "decide": 3.0, "look": 40.0, "look.detect": 25.0,
                              "look.embed": 10.0, "record": 4.0, "act": 0.0, "total": 60.0})
    assert row.parts_ms["compare"] == 5.0
    assert row.parts_ms["http"] == 10.0
    assert row.total_ms == 60.0


@pytest.mark.slow
def test_the_picture_is_the_one_that_is_drawn(root: Path) -> None:
    """The README's picture is made by the demo, small, and loads nothing; its pixels may differ by machine."""
    kept = (root / "docs" / "images" / "door.svg").read_text(encoding="utf-8")
    pixels = re.compile(r"base64,[^\"]+")
    assert pixels.sub("", kept) == pixels.sub("", picture.draw())
    assert len(kept) < 400_000
    assert all(one.startswith("data:") for one in re.findall(r'href="([^"]+)"', kept))
