import json

import pytest
from playwright.sync_api import Route
from support.browser import (
    NOTICE,
    PHONE,
    RESIDENT,
    SOMEBODY_ELSE,
    Browsers,
    Gate,
    Watched,
    at_door,
    enrol,
    kiosk,
    read_code,
)

CAMERA_OFF = "document.getElementById('preview').srcObject === null"


def test_a_yes_becomes_a_pass_that_opens_the_door(gate: Gate, face_pass: str) -> None:
    """The code that the page shows opens the door with its own person's face, and not with somebody else's."""
    assert gate.show(at_door(RESIDENT, face_pass))["opened"] == "face"
    other = gate.show(at_door(SOMEBODY_ELSE, face_pass))
    assert (other["reason"], other["lanes"]) == ("not-same-person", ["desk", "pass"])


def test_the_camera_comes_after_the_yes(gate: Gate, browsers: Browsers) -> None:
    """The camera is asked for after the yes is recorded, the permit comes at the press, and then the camera is off."""
    watched, _ = kiosk(browsers, gate, camera="resident")
    assert watched.acts() == ["prompts"]
    watched.page.click('[data-answer="agree"]')
    watched.page.locator("#take:enabled").wait_for()
    assert watched.acts() == ["prompts", "answers", "camera"]
    assert not watched.page.evaluate(CAMERA_OFF)
    watched.page.click("#take")
    watched.page.locator("#qr").wait_for()
    assert watched.acts() == ["prompts", "answers", "camera", "enrolments", "frames"]
    assert watched.page.evaluate(CAMERA_OFF)


def test_a_no_is_one_step(gate: Gate, browsers: Browsers) -> None:
    """After one press the plain pass works as before, and no camera was asked for."""
    watched, code = kiosk(browsers, gate)
    watched.page.click('[data-answer="decline"]')
    watched.page.get_by_text("You will not be asked again.").wait_for()
    assert watched.heading() == "All right. Your pass works as before."
    assert watched.acts() == ["prompts", "answers"]
    assert gate.show_code(code)["opened"] == "pass"


def shared_kiosk(browsers: Browsers, gate: Gate) -> Watched:
    """A kiosk with a clock of our own, into which a pass was scanned."""
    watched = browsers.open(f"{gate.url}/withdraw")
    watched.page.clock.install()
    watched.page.goto(f"{gate.url}/kiosk")
    watched.page.fill("#code", gate.entitle()["code"])
    return watched


def test_a_kiosk_that_was_left_is_cleared(gate: Gate, browsers: Browsers) -> None:
    """Two minutes after the last touch a scanned pass is gone from the page; who answers in time keeps it."""
    page = shared_kiosk(browsers, gate).page
    page.click("#pass .act")
    page.locator("#choices").wait_for()
    page.clock.fast_forward(89_000)
    assert not page.locator("#left").is_visible()
    page.clock.fast_forward(2_000)
    assert page.locator("#left").is_visible()
    page.click("#left .act")
    assert not page.locator("#left").is_visible()
    page.clock.fast_forward(89_000)
    page.keyboard.press("Tab")
    page.clock.fast_forward(89_000)
    assert not page.locator("#left").is_visible()
    page.clock.fast_forward(2_000)
    page.clock.fast_forward(31_000)
    page.locator("#code").wait_for()
    assert not page.locator("#choices").is_visible()


def test_a_pass_that_was_scanned_and_not_sent_is_cleared(gate: Gate, browsers: Browsers) -> None:
    """A pass that stands in the field is gone from it, too."""
    page = shared_kiosk(browsers, gate).page
    page.clock.fast_forward(91_000)
    page.clock.fast_forward(31_000)
    page.wait_for_function("document.getElementById('code').value === ''")


@pytest.mark.parametrize("key", ["Enter", "Space", "Escape"])
@pytest.mark.parametrize("answer", ["agree", "decline"])
def test_saying_that_one_is_there_answers_nothing(gate: Gate, browsers: Browsers, answer: str, key: str) -> None:
    """Whatever has the focus or lies beneath, the key or tap that closes the question is no answer to the notice."""
    watched = shared_kiosk(browsers, gate)
    page = watched.page
    page.click("#pass .act")
    page.locator("#choices").wait_for()
    page.focus(f'[data-answer="{answer}"]')
    page.clock.fast_forward(91_000)
    page.keyboard.down(key)
    page.keyboard.down(key)  # held: it repeats
    page.keyboard.up(key)
    page.locator("#left").wait_for(state="hidden")
    page.clock.fast_forward(91_000)
    page.locator("#choices").evaluate("(one) => one.style = 'position: fixed; inset: 0; margin: 0'")
    page.locator("#left .act").dispatch_event("pointerdown")
    assert page.locator("#left").is_visible()
    page.click("#left .act")
    page.wait_for_timeout(100)
    assert watched.acts() == ["prompts"]
    assert page.locator("#choices").is_visible()


def test_ones_own_phone_is_not_cleared(gate: Gate, browsers: Browsers) -> None:
    """Whoever opened the link reads the notice as long as they like."""
    page = browsers.open(f"{gate.url}/withdraw", size_px=PHONE).page
    page.clock.install()
    page.goto(gate.entitle()["kiosk_link"])
    page.locator("#choices").wait_for()
    page.clock.fast_forward(3_600_000)
    assert page.locator("#choices").is_visible()
    assert not page.locator("#left").is_visible()


def test_a_no_is_not_asked_again_but_at_ones_own_request(gate: Gate, browsers: Browsers) -> None:
    """After a no the same link asks nothing, until its person asks to be asked."""
    entitled = gate.entitle()
    first = browsers.open(entitled["kiosk_link"])
    first.page.click('[data-answer="decline"]')
    first.page.locator("[data-step=declined]").wait_for()
    again = browsers.open(entitled["kiosk_link"])
    again.page.locator("[data-step=declined]").wait_for()
    assert not again.page.locator("#choices").is_visible()
    again.page.click("[data-step=declined] [data-ask-again]")
    again.page.locator("#choices").wait_for()


@pytest.mark.parametrize("options", [["agree", "decline"], ["decline", "agree"]])
def test_both_answers_have_one_weight(gate: Gate, browsers: Browsers, options: list[str]) -> None:
    """The two answers stand in the order that was thrown, of one size and style, and neither is chosen."""
    style = "(one) => ['color', 'backgroundColor', 'font', 'border'].map((part) => getComputedStyle(one)[part])"

    def throw(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"options": options})

    for language in ("zh-CN", "en"):
        page = browsers.open(f"{gate.url}/withdraw", size_px=PHONE, language=language).page
        page.route("**/v1/prompts", throw)
        page.goto(gate.entitle()["kiosk_link"])
        page.locator("#choices").wait_for()
        buttons = page.locator("#choices button").all()
        assert [one.get_attribute("data-answer") for one in buttons] == options
        first, second = (one.bounding_box() for one in buttons)
        assert first is not None
        assert second is not None
        assert (first["width"], first["height"], first["y"]) == (second["width"], second["height"], second["y"])
        assert buttons[0].evaluate(style) == buttons[1].evaluate(style)
        assert page.locator("#choices :focus, #choices [autofocus], #choices [checked]").count() == 0


def test_the_notice_is_complete_in_both_languages(gate: Gate, browsers: Browsers) -> None:
    """Every part of the notice can be read in 中文 and in English, one at a time, and the choice of language stays."""
    watched, _ = kiosk(browsers, gate)
    for button, language in (("中文", "zh"), ("EN", "en")):
        watched.page.get_by_role("button", name=button, exact=True).click()
        shown = watched.page.locator(".notice").inner_text()
        for zh, en in NOTICE.values():
            assert (zh in shown, en in shown) == (language == "zh", language == "en")
        assert str(watched.page.locator("html").get_attribute("lang")).startswith(language)
    watched.page.get_by_role("button", name="中文", exact=True).click()
    watched.page.reload()
    assert watched.heading() == "先请出示您的通行码"


def test_a_refused_camera_costs_nothing(gate: Gate, browsers: Browsers) -> None:
    """When the browser refuses the camera, the page says so plainly, nobody is looked at, and the plain pass opens."""
    looks = gate.status()["looks"]
    watched, code = kiosk(browsers, gate, allowed=False)
    watched.page.click('[data-answer="agree"]')
    watched.page.get_by_text("Your browser did not allow the camera.").wait_for()
    assert watched.page.locator("#withdraw").is_visible()
    assert watched.acts() == ["prompts", "answers", "camera"]
    assert gate.status()["looks"] == looks
    assert gate.show_code(code)["opened"] == "pass"


def test_one_can_stop_at_the_camera(gate: Gate, browsers: Browsers) -> None:
    """Stopping turns the camera off and sends no picture; trying again turns it on."""
    watched, _ = kiosk(browsers, gate, camera="resident")
    watched.page.click('[data-answer="agree"]')
    watched.page.locator("#take:enabled").wait_for()
    watched.page.click("#stop")
    watched.page.get_by_text("You stopped, and no picture was kept.").wait_for()
    assert watched.page.evaluate(CAMERA_OFF)
    assert "frames" not in watched.acts()
    watched.page.click("#again")
    watched.page.locator("#take:enabled").wait_for()
    assert not watched.page.evaluate(CAMERA_OFF)


def test_nobody_before_the_camera_is_told_what_to_do(gate: Gate, browsers: Browsers) -> None:
    """Without a face the page says so and offers to take again, under a new permit."""
    watched, _ = kiosk(browsers, gate, camera="nobody")
    watched.page.click('[data-answer="agree"]')
    for _ in range(2):
        with watched.page.expect_response("**/frames"):
            watched.page.click("#take")
        watched.page.get_by_text("Please face the camera.").wait_for()
    assert watched.acts().count("enrolments") == watched.acts().count("frames") == 2


def test_the_whole_way_by_keyboard(gate: Gate, browsers: Browsers) -> None:
    """From the pass to the face pass no mouse is needed, and the heading of each step is where the reader is taken."""
    watched = browsers.open(f"{gate.url}/kiosk", camera="resident")
    page = watched.page
    page.keyboard.press("Tab")
    assert page.locator("#code").evaluate("(one) => one === document.activeElement")
    page.keyboard.insert_text(gate.entitle()["code"])
    page.keyboard.press("Enter")
    page.locator("#choices").wait_for()
    for button, step in (('[data-answer="agree"]', "notice"), ("#take", "camera")):
        page.locator(f"{button}:enabled").wait_for()
        assert page.locator(f"[data-step={step}] h1").evaluate("(one) => one === document.activeElement")
        for _ in range(3):
            page.keyboard.press("Tab")
            if page.locator(button).evaluate("(one) => one === document.activeElement"):
                break
        page.keyboard.press("Enter")
    page.locator("#qr").wait_for()
    page.keyboard.press("Tab")
    assert page.locator("#save-png").evaluate("(one) => one === document.activeElement")


def test_what_a_person_takes_home(gate: Gate, browsers: Browsers) -> None:
    """The saved pictures hold the same code as the page, and the saved receipt holds the link that withdraws."""
    watched, _ = kiosk(browsers, gate, camera="resident")
    code = enrol(watched)
    saved = {}
    for button in ("#save-png", "#save-svg", "#save-receipt"):
        with watched.page.expect_download() as download:
            watched.page.click(button)
        saved[download.value.suggested_filename] = download.value.path().read_bytes()
    assert sorted(saved) == ["menshen-pass.png", "menshen-pass.svg", "menshen-receipt.json"]
    assert read_code(saved["menshen-pass.png"]) == code
    assert saved["menshen-pass.svg"].startswith(b"<svg ")
    record = json.loads(saved["menshen-receipt.json"])["dpv:hasRecordOfActivity"]
    link = record["dpv:hasConsentControl"][0]["dpv:isExercisedAt"]
    assert link == watched.page.get_attribute("#withdraw", "href")


def test_the_next_person_finds_nothing(gate: Gate, browsers: Browsers) -> None:
    """No secret is in the address, the history or the browser's stores, and a cleared screen stays clear."""
    watched, _ = kiosk(browsers, gate, camera="resident")
    assert watched.page.url == f"{gate.url}/kiosk"
    enrol(watched)
    watched.page.get_by_role("button", name="Done: clear this screen").click()
    watched.page.locator("#code").wait_for()
    assert watched.kept() == [0, 0, []]
    watched.page.go_back()
    assert not watched.page.locator("#qr").is_visible()


def test_a_pass_from_elsewhere_is_refused_in_words(gate: Gate, browsers: Browsers) -> None:
    """A text that is no pass of this place is answered in words, with a way to start over."""
    watched = browsers.open(f"{gate.url}/kiosk#MS1:NONSENSE")
    watched.page.get_by_text("This pass was not issued here.").wait_for()
    watched.page.get_by_role("button", name="Start over").click()
    watched.page.locator("#code").wait_for()


def test_an_expired_prompt_can_be_shown_again(gate: Gate, browsers: Browsers) -> None:
    """An answer that came too late is no consent, and the page offers to ask once more."""
    watched = browsers.open(f"{gate.url}/kiosk")
    watched.page.route("**/v1/prompts", lambda route: route.continue_(
        post_data=json.dumps(json.loads(route.request.post_data or "{}") | {"lasts_s": 0.3})), times=1)
    watched.page.fill("#code", gate.entitle()["code"])
    watched.page.keyboard.press("Enter")
    watched.page.locator("#choices").wait_for()
    watched.page.wait_for_timeout(400)
    watched.page.click('[data-answer="agree"]')
    watched.page.get_by_text("This prompt has expired").wait_for()
    assert "camera" not in watched.acts()
    watched.page.click("#ask-again")
    watched.page.locator("#choices").wait_for()


def test_a_failure_after_the_yes_keeps_the_receipt(gate: Gate, browsers: Browsers) -> None:
    """When enrolling fails the page says why, still shows the link that withdraws, and can try once more."""
    watched, _ = kiosk(browsers, gate, camera="resident")
    page = watched.page
    page.route("**/v1/enrolments", lambda route: route.abort(), times=1)
    page.click('[data-answer="agree"]')
    page.click("#take")
    page.get_by_text("Not available now.").wait_for()
    assert watched.heading() == "Not this time"
    assert page.locator("#withdraw").is_visible()
    assert page.evaluate(CAMERA_OFF)
    page.click("[data-step=unfinished] [data-look-again]")
    page.click("#take")
    page.locator("#qr").wait_for()


def test_a_failure_before_the_yes_shows_no_receipt(gate: Gate, browsers: Browsers) -> None:
    """What fails while nothing was agreed to is told without a receipt, for there is none."""
    watched, _ = kiosk(browsers, gate)
    watched.page.route("**/v1/answers", lambda route: route.abort(), times=1)
    watched.page.click('[data-answer="agree"]')
    watched.page.get_by_text("Not available now.").wait_for()
    assert not watched.page.locator("#withdraw").is_visible()
    assert "camera" not in watched.acts()
