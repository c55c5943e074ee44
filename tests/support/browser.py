"""A gate that really runs, and a real browser whose camera shows drawn persons: what the journeys through pages need.

A test module asks for these fixtures with `pytest_plugins = ["support.browser"]`.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, Playwright, Request, sync_playwright

from menshen.cli.demo import compound
from menshen.cli.demo.calls import Calls, Reply
from menshen.cli.demo.running import running
from menshen.drawn.scene import Standing, scene
from menshen.drawn.traits import Person, Variation, person
from menshen.drawn.video import y4m
from menshen.edges.codes.qr import QrCodes
from menshen.terms import Image

RESIDENT, SOMEBODY_ELSE = person(5), person(7)

DESKTOP, PHONE = (1280, 900), (360, 740)

FLAGS = ("--no-sandbox", "--disable-background-networking", "--use-fake-device-for-media-stream")

WATCHED = """
window.acts = [];
const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices), sent = window.fetch;
navigator.mediaDevices.getUserMedia = (wanted) => { window.acts.push("camera"); return asked(wanted); };
window.fetch = (path, options) => { window.acts.push(path.split("/").pop()); return sent(path, options); };
"""
"""Writes down, in `window.acts`, in which order a page calls the API and asks for the camera."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A running gate with one place and one live door."""

    url: str
    calls: Calls
    door_key: str

    def entitle(self) -> dict[str, Any]:
        """A resident with a plain pass, from the desk."""
        return self.calls.post(f"{compound.PLACE}/entitlements", compound.entitlement("3-1201")).body

    def show(self, frame: Image) -> Reply:
        """What the door answers to one frame."""
        return self.calls.frame(f"{compound.DOOR}/frames", jpeg(frame))

    def show_code(self, code: str) -> Reply:
        """What the door answers to a code from its own scanner."""
        return self.calls.post(f"{compound.DOOR}/codes", {"code": code})

    def log_size(self) -> int:
        """How many entries the log holds."""
        return int(self.calls.get("/v1/status").body["log"]["size"])

    def looks(self) -> int:
        """The engine's own counter."""
        return int(self.calls.get("/v1/status").body["looks"])


@pytest.fixture(scope="session")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    """One gate for all journeys; each entitles a resident of its own."""
    folder = tmp_path_factory.mktemp("gate")
    with running(folder / "home", folder / "said") as started, closing(Calls(started.url, started.operator_key())) as calls:
        assert calls.put(compound.PLACE, compound.DECLARED).granted
        assert calls.put(compound.NOTICE, compound.WORDS).granted
        assert calls.put(compound.DOOR, compound.LANES).granted
        key = calls.post("/v1/keys", {"label": "north door", "scopes": ["door"], "expires_in_days": 1}).body["key"]
        yield Gate(started.url, calls, key)


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


class Browsers:
    """Opens pages. A browser's camera is fixed when it starts, so there is one browser for each camera."""

    def __init__(self, playwright: Playwright, chromium: Path, folder: Path) -> None:
        self._playwright, self._chromium, self._folder = playwright, chromium, folder
        self._running: dict[str, Browser] = {}
        self._pages: list[Watched] = []

    def open(self, address: str, *, camera: str = "nobody", allowed: bool = True, size_px: tuple[int, int] = DESKTOP,
             language: str = "en", scheme: Any = "light") -> Watched:  # noqa: ANN401 - one of Playwright's literals
        """A page at `address` in a fresh context; without `allowed` the browser itself refuses the camera."""
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


def jpeg(image: Image) -> bytes:
    """A picture as a camera sends it."""
    return cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR))[1].tobytes()


def read_code(picture: bytes) -> str:
    """The text of the one code in a PNG picture."""
    image = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    codes = zxingcpp.read_barcodes(image)
    assert len(codes) == 1
    return codes[0].text
