"""A gate that really runs, and a real browser whose camera shows drawn persons: what the journeys through pages need.

Its fixtures are made known by `journeys/conftest.py`.
"""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import httpx
import numpy as np
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, Playwright, Request, sync_playwright

from menshen.drawn.scene import Standing, scene
from menshen.drawn.traits import Person, Variation, person
from menshen.drawn.video import y4m
from menshen.edges.codes.qr import QrCodes
from menshen.terms import Image

RESIDENT, SOMEBODY_ELSE = person(1), person(4)

DESKTOP, PHONE = (1280, 900), (360, 740)

FLAGS = ("--no-sandbox", "--disable-background-networking", "--use-fake-device-for-media-stream")

WATCHED = """
window.acts = [];
if (location.protocol !== "about:") {
  const camera = MediaDevices.prototype, asked = camera.getUserMedia, sent = window.fetch;
  camera.getUserMedia = function (wanted) { window.acts.push("camera"); return asked.call(this, wanted); };
  window.fetch = (path, options) => { window.acts.push(path.split("/").pop()); return sent(path, options); };
}
"""
"""Writes down, in `window.acts`, in which order a page calls the API and asks for the camera."""


NOTICE = {
    "purpose": ("核对持码人是本人，打开北门。", "To check that a pass is held by its own person."),
    "method": ("出示人脸通行码时取一帧，与码里封存的脸比对一次。",
               "When you show your face pass, one frame is compared once with the face sealed inside it."),
    "scope": ("一帧画面和由它算出的一组数；不辨认别人，不作其他分析。",
              "One frame and the numbers made from it; nobody else is identified, nothing else analysed."),
    "retention": ("画面不保存；脸只在您的通行码里，最长一年。", "No frame is kept; the face is in your pass only."),
    "recipients": ("不提供给任何人。", "Nobody."),
    "contact": ("云杉物业服务台，010 0000 0000。", "Spruce Property, at the desk, +86 10 0000 0000."),
    "necessity": ("不是必需的：普通通行码和服务台同样开门。", "Not needed: a plain pass opens the same door."),
    "effect": ("同意后可以刷脸进门；不同意，一切照旧。", "With it your face opens; without it nothing changes."),
    "rights": ("您可以查阅、复制、更正、删除，也可以随时撤回。", "You may see, copy, correct, erase and withdraw."),
}
"""What the place says before it asks, 中文 and English."""

PLACE = "/v1/places/spruce-court"
DOOR = f"{PLACE}/doors/north"

DECLARED: tuple[tuple[str, object], ...] = (
    (PLACE, {"kind": "residential", "name": {"zh": "云杉苑", "en": "Spruce Court"}, "operator": "云杉物业",
             "contact": "+86 10 0000 0000", "public_place": False, "impact_assessed_on": "2026-01-15",
             "sign_shown": True}),
    (f"{PLACE}/notices/entry-by-pass", {"version": 1, "text": {part: {"zh": zh, "en": en}
                                                               for part, (zh, en) in NOTICE.items()}}),
    (DOOR, {"lanes": ["face", "pass", "desk"], "attended": True}),
)


@dataclass(frozen=True, slots=True)
class Gate:
    """A running gate with one place and one live door, asked with the operator's key."""

    url: str
    operator: httpx.Client

    def entitle(self, **changed: object) -> dict[str, Any]:
        """A resident with a plain pass, from the desk."""
        return self._post(f"{PLACE}/entitlements", json={"kind": "residency", "label": "3-1201", "age_band": "adult",
                                                         "not_after": "2099-06-30T16:00:00Z", **changed})

    def attest(self, child: dict[str, Any]) -> str:
        """The token that the desk hands to a child's guardian."""
        return str(self._post(f"/v1/entitlements/{child['entitlement']}/guardians", json={})["token"])

    def door_link(self) -> str:
        """The link that the operator gives to the tablet at the door."""
        key = self._post("/v1/keys", json={"label": "north door", "scopes": ["door"], "expires_in_days": 1})["key"]
        return f"{self.url}/door#spruce-court/north/{key}"

    def show(self, frame: Image) -> dict[str, Any]:
        """What the door answers to one frame."""
        jpeg = cv2.imencode(".jpg", cv2.cvtColor(frame, cv2.COLOR_RGB2BGR))[1].tobytes()
        return self._post(f"{DOOR}/frames", content=jpeg, headers={"content-type": "image/jpeg"})

    def show_code(self, code: str) -> dict[str, Any]:
        """What the door answers to a code from its own scanner."""
        return self._post(f"{DOOR}/codes", json={"code": code})

    def status(self) -> dict[str, Any]:
        """The engine's own count of looks, the key file's epoch, the log's size."""
        return dict(self.operator.get("/v1/status").raise_for_status().json())

    def _post(self, path: str, **sent: Any) -> dict[str, Any]:  # noqa: ANN401 - as httpx.Client.post
        return dict(self.operator.post(path, **sent).json())


@pytest.fixture(scope="session")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    """One gate for all journeys; each entitles a resident of its own."""
    home = tmp_path_factory.mktemp("gate") / "home"
    command = [sys.executable, "-m", "menshen.cli.main", "serve", "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().removeprefix("listening on ").strip()
            key = (home / "operator.key").read_text(encoding="ascii").strip()
            with httpx.Client(base_url=url, headers={"authorization": f"Bearer {key}"}, timeout=30) as operator:
                for path, declared in DECLARED:
                    operator.put(path, json=declared).raise_for_status()
                yield Gate(url, operator)
        finally:
            server.send_signal(signal.SIGINT)


@dataclass(slots=True)
class Watched:
    """A page with all it complained of and every address it called."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)

    def acts(self) -> list[str]:
        """What the page did, in order: calls by the last part of their path, and `camera`."""
        return list(self.page.evaluate("window.acts"))

    def heading(self) -> str:
        """The heading that is shown, in the reader's language."""
        return self.page.locator("h1:visible").inner_text()

    def kept(self) -> list[object]:
        """What the browser keeps of the page."""
        return [*self.page.evaluate("[localStorage.length, sessionStorage.length]"), self.page.context.cookies()]


class Browsers:
    """Opens pages. A browser's camera is fixed when it starts, so there is one browser for each camera."""

    def __init__(self, playwright: Playwright, chromium: Path, folder: Path) -> None:
        self._playwright, self._chromium, self._folder = playwright, chromium, folder
        self._running: dict[str, Browser] = {}
        self._pages: list[Watched] = []

    def open(self, address: str, *, camera: str = "nobody", allowed: bool = True, size_px: tuple[int, int] = DESKTOP,
             language: str = "en", scheme: Any = "light") -> Watched:  # noqa: ANN401 - one of Playwright's literals
        """`address` in a fresh context; without `allowed` the browser itself refuses the camera."""
        context = self._browser(camera).new_context(
            permissions=["camera"] if allowed else [], viewport={"width": size_px[0], "height": size_px[1]},
            locale=language, color_scheme=scheme, reduced_motion="reduce")
        context.add_init_script(WATCHED)
        watched = Watched(context.new_page())
        watched.page.set_default_timeout(15_000)
        self._watch(watched)
        watched.page.goto(address)
        self._pages.append(watched)
        return watched

    def film(self, name: str, *frames: Image) -> str:
        """The name of a new camera that shows `frames`."""
        (self._folder / f"{name}.y4m").write_bytes(y4m(frames))
        return name

    def close(self) -> list[str]:
        """Close all pages; what any of them complained of."""
        for watched in self._pages:
            watched.page.context.close()
        complaints = [complaint for watched in self._pages for complaint in watched.complaints]
        self._pages.clear()
        return complaints

    def _browser(self, camera: str) -> Browser:
        if camera not in self._running:
            film = f"--use-file-for-fake-video-capture={self._folder / camera}.y4m"
            self._running[camera] = self._playwright.chromium.launch(
                executable_path=self._chromium, args=[*FLAGS, film])
        return self._running[camera]

    @staticmethod
    def _watch(watched: Watched) -> None:
        def requested(request: Request) -> None:
            watched.called.append(request.url)

        watched.page.on("request", requested)
        watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        # A refusal's status is an answer, not a complaint.
        watched.page.on("console", lambda said: watched.complaints.append(said.text)
                        if said.type in {"error", "warning"} and "Failed to load resource" not in said.text else None)


@pytest.fixture(scope="session")
def all_browsers(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsers]:
    """Browsers that last for all journeys: with nobody, the resident, and somebody else before the camera."""
    with sync_playwright() as playwright:
        browsers = Browsers(playwright, chromium, tmp_path_factory.mktemp("films"))
        browsers.film("nobody", scene())
        browsers.film("resident", *kiosk_frames(RESIDENT))
        yield browsers


@pytest.fixture(scope="session")
def face_pass(gate: Gate, all_browsers: Browsers) -> str:
    """A face pass of the resident's, enrolled at the kiosk."""
    watched, _ = kiosk(all_browsers, gate, camera="resident")
    code = enrol(watched)
    assert all_browsers.close() == []
    return code


@pytest.fixture
def browsers(all_browsers: Browsers) -> Iterator[Browsers]:
    """Browsers for one journey; at its end no page may have complained, not even of its own content policy."""
    yield all_browsers
    assert all_browsers.close() == []


def kiosk_frames(who: Person) -> list[Image]:
    """A person before a kiosk's camera, never quite still."""
    moods = (Variation(), Variation(smile=0.5), Variation(light=0.3), Variation(tilt_deg=3))
    return [scene([Standing(who, how, eyes_px=(320, 205))]) for how in moods]


def at_door(who: Person, code: str) -> Image:
    """A person at the door, holding up a code."""
    return scene([Standing(who)], QrCodes().matrix(code))


def read_code(picture: bytes) -> str:
    """The text of the one code in a PNG picture."""
    image = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    codes = zxingcpp.read_barcodes(image)
    assert len(codes) == 1
    return codes[0].text


def kiosk(browsers: Browsers, gate: Gate, **options: Any) -> tuple[Watched, str]:  # noqa: ANN401 - as Browsers.open
    """The kiosk with a new resident's notice on it, opened by the desk's own link; and that resident's plain pass."""
    entitled = gate.entitle()
    watched = browsers.open(entitled["kiosk_link"], **options)
    watched.page.locator("#choices").wait_for()
    return watched, entitled["code"]


def receipt_link(watched: Watched) -> str:
    """From the notice to the receipt; the link on it that withdraws."""
    watched.page.click('[data-answer="agree"]')
    watched.page.locator("#withdraw").wait_for()
    return str(watched.page.get_attribute("#withdraw", "href"))


def enrol(watched: Watched) -> str:
    """From the notice to the face pass, as its person goes; the pass as the page shows it, read from its pixels."""
    watched.page.click('[data-answer="agree"]')
    watched.page.click("#take")
    code = watched.page.locator("#qr")
    code.wait_for()
    return read_code(code.screenshot())
