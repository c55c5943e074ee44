"""One's own face, in a browser: with the link one withdraws, with the PIN one reads."""

import json
from typing import Any

import pytest
from support.browser import (
    PHONE,
    RESIDENT,
    SOMEBODY_ELSE,
    Browsers,
    Gate,
    Watched,
    at_door,
    enrol,
    kiosk,
    receipt_link,
)

PIN, WRONG = "480271", "735190"


def choose(watched: Watched, pin: str = PIN, again: str = PIN) -> None:
    """Fill in the kiosk's form for a PIN."""
    watched.page.fill("#history-pin", pin)
    watched.page.fill("#history-pin-again", again)
    watched.page.keyboard.press("Enter")


def read(watched: Watched, pin: str = PIN) -> None:
    """Fill in the PIN on the page of one's own face."""
    watched.page.fill("#pin", pin)
    watched.page.keyboard.press("Enter")


def link(watched: Watched) -> str:
    """The link on the receipt that the kiosk shows."""
    return str(watched.page.get_attribute("#withdraw", "href"))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_pin_from_the_kiosk_opens_the_history(gate: Gate, browsers: Browsers, language: str) -> None:
    """Chosen after agreeing, the PIN shows where the face is and every look, somebody else's try among them."""
    watched, _ = kiosk(browsers, gate, camera="resident")
    code = enrol(watched)
    choose(watched)
    watched.page.get_by_text("Your PIN is chosen.").wait_for()
    assert not watched.page.locator("#choosing").is_visible()
    for who in (RESIDENT, SOMEBODY_ELSE):
        gate.show(at_door(who, code))
    mine = browsers.open(link(watched), language=language, size_px=PHONE)
    assert mine.page.url == f"{gate.url}/my-face"
    read(mine)
    mine.page.locator("#looks tr").nth(2).wait_for()
    rows = mine.page.locator("#looks tr").all_inner_texts()
    for row, words in zip(rows, (("登记", "Enrolment"), ("门开了", "The door opened"), ("不相符", "Did not match")),
                          strict=True):
        assert words[language == "en"] in row
        assert "cn-spc-2021/2.3" in row
    assert ("只在您自己的通行码里" if language == "zh-CN" else "In your own pass") in mine.page.inner_text("#where")
    assert mine.page.inner_text("#own") == watched.page.inner_text("#grant")
    assert mine.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_link_alone_shows_no_history(gate: Gate, browsers: Browsers) -> None:
    """Whoever opens the link sees how to withdraw and nothing else, and the page has asked the gate for nothing."""
    watched, _ = kiosk(browsers, gate, allowed=False)
    mine = browsers.open(receipt_link(watched))
    assert mine.page.locator("#withdraw").is_visible()
    assert not mine.page.locator("[data-step=history]").first.is_visible()
    assert mine.acts() == []
    read(mine)
    mine.page.get_by_text("No PIN was chosen").wait_for()
    assert mine.page.locator("#withdraw").is_enabled()


def test_a_wrong_pin_is_said_in_place(gate: Gate, browsers: Browsers) -> None:
    """A wrong PIN is answered beside its field, which is emptied; the right one opens after it."""
    watched, _ = kiosk(browsers, gate, allowed=False)
    address = receipt_link(watched)
    choose(watched)
    watched.page.get_by_text("Your PIN is chosen.").wait_for()
    mine = browsers.open(address)
    read(mine, WRONG)
    mine.page.get_by_text("This is not the PIN.").wait_for()
    assert mine.page.input_value("#pin") == ""
    assert mine.page.locator("#pin").evaluate("(one) => one === document.activeElement")
    read(mine)
    mine.page.get_by_text("Your face has not been looked at.").wait_for()


def test_no_pin_is_one_press(gate: Gate, browsers: Browsers) -> None:
    """Declining a PIN takes one press on a button of the same size and style, and no call to the gate."""
    watched, _ = kiosk(browsers, gate, allowed=False)
    receipt_link(watched)
    acts = watched.acts()
    style = "(one) => ['color', 'backgroundColor', 'font', 'border'].map((part) => getComputedStyle(one)[part])"
    first, second = watched.page.locator("#choosing button").all()
    assert first.evaluate(style) == second.evaluate(style)
    watched.page.click("#no-pin")
    watched.page.get_by_text("No PIN was chosen.").wait_for()
    assert watched.acts() == acts


@pytest.mark.parametrize(("pin", "again", "said"), [
    (PIN, WRONG, "The two are not the same."), ("111111", "111111", "too easy to guess")])
def test_a_pin_that_will_not_do_can_be_chosen_again(gate: Gate, browsers: Browsers, pin: str, again: str, said: str
                                                    ) -> None:
    """A slip or an easy PIN is said beside the form, and the next one is taken."""
    watched, _ = kiosk(browsers, gate, allowed=False)
    receipt_link(watched)
    choose(watched, pin, again)
    watched.page.get_by_text(said).wait_for()
    choose(watched)
    watched.page.get_by_text("Your PIN is chosen.").wait_for()


def test_what_is_read_can_be_taken_home(gate: Gate, browsers: Browsers) -> None:
    """Receipt and history can be saved, and the receipt is the one that the kiosk gave."""
    watched, _ = kiosk(browsers, gate, allowed=False)
    address = receipt_link(watched)
    choose(watched)
    watched.page.get_by_text("Your PIN is chosen.").wait_for()
    mine = browsers.open(address)
    read(mine)
    mine.page.locator("#save-history").wait_for()
    saved: dict[int, Any] = {}
    for page, button in ((watched.page, "#save-receipt"), (mine.page, "#save-receipt"), (mine.page, "#save-history")):
        with page.expect_download() as download:
            page.click(button)
        saved[len(saved)] = json.loads(download.value.path().read_bytes())
    assert saved[0] == saved[1] == saved[2]["receipt"]


def test_the_next_person_finds_nothing(gate: Gate, browsers: Browsers) -> None:
    """Neither secret nor PIN nor history stays in the address, the browser's stores or a cleared page."""
    watched, _ = kiosk(browsers, gate, allowed=False)
    address = receipt_link(watched)
    choose(watched)
    watched.page.get_by_text("Your PIN is chosen.").wait_for()
    mine = browsers.open(address)
    read(mine)
    grant = mine.page.locator("#own")
    grant.wait_for()
    known = grant.inner_text()
    assert mine.kept() == [0, 0, []]
    assert "#" not in mine.page.url
    mine.page.get_by_role("button", name="Done: clear this screen").click()
    mine.page.locator("#link").wait_for()
    assert known not in mine.page.content()
    mine.page.go_back()
    assert not mine.page.locator("#own").is_visible()
    assert all(address.split("#")[1] not in called for called in mine.called)


def test_withdrawing_from_the_history(gate: Gate, browsers: Browsers) -> None:
    """After reading, one press withdraws, and the history cannot be read again."""
    watched, _ = kiosk(browsers, gate, allowed=False)
    address = receipt_link(watched)
    choose(watched)
    watched.page.get_by_text("Your PIN is chosen.").wait_for()
    mine, other = browsers.open(address), browsers.open(address)
    read(mine)
    mine.page.locator("#save-history").wait_for()
    mine.page.click("#withdraw")
    mine.page.get_by_text("there was no key to destroy").wait_for()
    read(other)
    other.page.get_by_text("No consent belongs to this receipt.").wait_for()
