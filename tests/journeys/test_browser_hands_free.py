"""The hands-free lane at the tablet: five lines, a button, and a camera that is off until somebody presses it."""

import base64

import cv2
import httpx
import pytest
from support.browser import NOTICE, PHONE, PLACE, RESIDENT, SOMEBODY_ELSE, Browsers, Gate, Watched

from menshen.drawn.portrait import portrait
from menshen.drawn.scene import Standing, scene
from menshen.terms import Image

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lane(gate: Gate) -> Gate:
    """The gate with hands-free, and the resident kept for it."""
    text = {part: {"zh": zh, "en": en} for part, (zh, en) in NOTICE.items()}
    gate.operator.put(f"{PLACE}/notices/entry-hands-free", json={"version": 1, "text": text}).raise_for_status()
    asking = {"code": gate.entitle()["code"], "purpose": "entry-hands-free", "own_request": True}
    with httpx.Client(base_url=gate.url) as person:
        token = person.post("/v1/prompts", json=asking).json()["token"]
        secret = person.post("/v1/answers", json={"token": token, "answer": "agree"}).json()["secret"]
        permit = person.post("/v1/enrolments", json={"secret": secret}).json()["permit"]
        frames = {"frames": [base64.b64encode(jpeg(portrait(RESIDENT))).decode()] * 3}
        assert person.post(f"/v1/enrolments/{permit}/frames", json=frames).json()["kept"]
    return gate


def jpeg(image: Image) -> bytes:
    """A picture as a camera sends it."""
    return cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR))[1].tobytes()


def tablet(browsers: Browsers, gate: Gate, camera: str = "nobody", *, size_px: tuple[int, int] = PHONE) -> Watched:
    """The tablet at the door, not started."""
    watched = browsers.open(gate.door_link(), camera=camera, size_px=size_px)
    watched.page.locator("#press").wait_for()
    return watched


def test_five_lines_stand_beside_the_button(lane: Gate, browsers: Browsers) -> None:
    """Before anybody presses the tablet shows five lines in both languages, and the camera is off."""
    watched = tablet(browsers, lane)
    lines = watched.page.locator("#press-lines li")
    assert lines.count() == 5
    assert "Pressing consents to one look" in lines.first.inner_text()
    assert watched.acts() == ["press-notice"]


def test_who_is_kept_presses_and_comes_in(lane: Gate, browsers: Browsers) -> None:
    """A press turns the camera on for one frame and one look; the door opens, and the camera is off again."""
    watched = tablet(browsers, lane, browsers.film("pressing", scene([Standing(RESIDENT)])))
    looks = lane.status()["looks"]
    watched.page.click("#press")
    watched.page.locator('[data-verdict="opened"]').wait_for()
    watched.page.locator("#start").wait_for()
    assert watched.page.evaluate("document.getElementById('preview').srcObject === null")
    assert [act.partition("?")[0] for act in watched.acts()] == [
        "press-notice", "north", "camera", "presses", "press-notice"]
    assert lane.status()["looks"] == looks + 1


def test_a_stranger_presses_and_reads_that_nothing_was_kept(lane: Gate, browsers: Browsers) -> None:
    """Somebody else is told that they were not recognised, and which lanes are open."""
    page = tablet(browsers, lane, browsers.film("stranger", scene([Standing(SOMEBODY_ELSE)]))).page
    page.click("#press")
    page.locator('[data-verdict="refused"]').wait_for()
    assert "nothing of you was kept" in page.locator("#words").inner_text()
    assert page.locator("#lanes li").all_inner_texts() == ["服务台 Desk", "通行码 Pass"]


def test_while_the_tablet_watches_only_a_press_looks(lane: Gate, browsers: Browsers) -> None:
    """A tablet that watches for codes looks at nobody without one, until somebody presses; then once."""
    watched = tablet(browsers, lane, browsers.film("standing", scene([Standing(RESIDENT)])))
    looks = lane.status()["looks"]
    watched.page.click("#start")
    watched.page.locator('[data-verdict="waiting"]').wait_for()
    watched.page.wait_for_timeout(1_200)
    assert lane.status()["looks"] == looks
    watched.page.click("#press")
    watched.page.locator('[data-verdict="opened"]').wait_for()
    watched.page.wait_for_timeout(1_500)
    assert lane.status()["looks"] == looks + 1
    assert sum(act.startswith("presses") for act in watched.acts()) == 1


def test_who_asks_about_it_at_the_kiosk_is_kept(lane: Gate, browsers: Browsers) -> None:
    """At her own request, and after a yes to a prompt of its own, the kiosk keeps her face and hands over a receipt."""
    watched = browsers.open(f"{lane.url}/kiosk", camera=browsers.film("enrolling", portrait(SOMEBODY_ELSE)))
    page = watched.page
    page.fill("#code", lane.entitle()["code"])
    page.click("#hands-free")
    page.locator("#choices").wait_for()
    assert watched.heading() == "May your face open the door without a pass?"
    page.click('[data-answer="agree"]')
    page.locator("#take:enabled").click()
    page.locator("[data-step=kept]").wait_for()
    assert page.locator("#withdraw").is_visible()
    assert "a template of your face is kept here" in page.locator("[data-step=kept]").inner_text()
    assert page.locator("#qr").is_hidden()


def test_nobody_is_asked_about_it_but_who_asks(lane: Gate, browsers: Browsers) -> None:
    """The ordinary way through the kiosk asks about the pass alone."""
    page = browsers.open(f"{lane.url}/kiosk").page
    page.fill("#code", lane.entitle()["code"])
    page.keyboard.press("Enter")
    page.locator("#choices").wait_for()
    assert page.locator("#question").inner_text() == "Would you like to open the door with your face?"
