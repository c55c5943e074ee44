import pytest
from playwright.sync_api import Page
from support.browser import RESIDENT, SOMEBODY_ELSE, Browsers, Gate, Watched, at_door

from menshen.drawn.scene import Standing, scene, side_by_side
from menshen.drawn.traits import Variation
from menshen.edges.codes.qr import QrCodes


def tablet(browsers: Browsers, gate: Gate, camera: str = "nobody") -> Watched:
    """The tablet at the door, started."""
    watched = browsers.open(gate.door_link(), camera=camera)
    watched.page.click("#start")
    return watched


def verdict(page: Page, name: str) -> str:
    """The words that stand beside the verdict `name`, once it is given."""
    page.locator(f'[data-verdict="{name}"]').wait_for()
    return page.locator("#words").inner_text()


def test_the_tablet_watches_only_while_it_runs(gate: Gate, browsers: Browsers) -> None:
    """With Start it asks what the door is, then camera and frames begin, one at a time; they end with Stop."""
    watched = browsers.open(gate.door_link())
    assert watched.acts() == ["press-notice"]
    watched.page.click("#start")
    assert verdict(watched.page, "waiting") == "请出示通行码\nPlease show your pass"
    watched.page.get_by_text("Desk").wait_for()
    watched.page.click("#stop")
    assert watched.page.evaluate("document.getElementById('preview').srcObject === null")
    sent = watched.acts()
    assert sent[:3] == ["press-notice", "north", "camera"]
    assert set(sent[3:]) == {"frames", "press-notice"}
    watched.page.wait_for_timeout(1_200)
    assert watched.acts() == sent


def test_a_plain_pass_opens(gate: Gate, browsers: Browsers) -> None:
    """A plain pass before the camera opens the door, and nobody's face is looked at."""
    looks = gate.status()["looks"]
    camera = browsers.film("plain", at_door(RESIDENT, gate.entitle()["code"]))
    assert verdict(tablet(browsers, gate, camera).page, "opened") == "请进\nWelcome"
    assert gate.status()["looks"] == looks


def test_a_face_pass_opens_after_one_look(gate: Gate, browsers: Browsers, face_pass: str) -> None:
    """A face pass opens by face, and while its holder stands there nobody is looked at a second time."""
    camera = browsers.film("face", at_door(RESIDENT, face_pass))
    looks = gate.status()["looks"]
    page = tablet(browsers, gate, camera).page
    verdict(page, "opened")
    page.wait_for_timeout(1_500)
    assert gate.status()["looks"] == looks + 1


def test_two_faces_are_asked_again(gate: Gate, browsers: Browsers, face_pass: str) -> None:
    """Two people before the camera are asked to step up one at a time."""
    camera = browsers.film("two", scene(side_by_side(RESIDENT, SOMEBODY_ELSE), QrCodes().matrix(face_pass)))
    assert "Please step up alone." in verdict(tablet(browsers, gate, camera).page, "again")


@pytest.mark.parametrize(("seen", "told"), [
    (Standing(RESIDENT, head_px=52), "Come a little closer."),
    (Standing(RESIDENT, Variation(blur_px=5)), "Please hold still for a moment."),
    (Standing(RESIDENT, Variation(bright=-3.5)), "Please step into more light."),
])
def test_a_poor_capture_is_told_what_helps(
    gate: Gate, browsers: Browsers, face_pass: str, seen: Standing, told: str,
) -> None:
    """Somebody far away, moving or in the dark reads the one thing that helps, and may try again at once."""
    camera = browsers.film(f"poor-{len(told)}", scene((seen,), QrCodes().matrix(face_pass)))
    assert told in verdict(tablet(browsers, gate, camera).page, "again")


def test_somebody_else_is_shown_the_other_lanes(gate: Gate, browsers: Browsers, face_pass: str) -> None:
    """Somebody else with that pass reads that it did not match, and which lanes are open."""
    camera = browsers.film("else", at_door(SOMEBODY_ELSE, face_pass))
    page = tablet(browsers, gate, camera).page
    assert "This did not match." in verdict(page, "refused")
    assert page.locator("#lanes li").all_inner_texts() == ["服务台 Desk", "通行码 Pass"]


def test_a_wrong_key_ends_the_watch(gate: Gate, browsers: Browsers) -> None:
    """A key that opens nothing turns the camera off, and the tablet asks for another."""
    page = browsers.open(f"{gate.url}/door#spruce-court/north/msk_wrong").page
    page.click("#start")
    page.get_by_text("This key is not valid.").wait_for()
    page.fill("#door-at", "spruce-court/north")
    page.fill("#door-key", gate.door_link().rpartition("/")[2])
    page.keyboard.press("Enter")
    page.click("#start")
    verdict(page, "waiting")


def test_without_a_camera_the_tablet_says_so(gate: Gate, browsers: Browsers) -> None:
    """A tablet whose browser gives no camera points to the other lanes."""
    watched = browsers.open(gate.door_link(), allowed=False)
    watched.page.click("#start")
    assert "The camera cannot be used." in verdict(watched.page, "unreachable")


def test_the_tablet_keeps_nothing(gate: Gate, browsers: Browsers) -> None:
    """Neither the key nor anything that was seen is in the address or in the browser's stores."""
    watched = tablet(browsers, gate)
    verdict(watched.page, "waiting")
    assert watched.page.url == f"{gate.url}/door"
    assert watched.kept() == [0, 0, []]
