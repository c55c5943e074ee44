"""The kiosk with a child under fourteen: it asks for the guardian, calmly, and then the guardian alone."""

from typing import Any

import pytest
from support.browser import RESIDENT, Browsers, Gate, Watched, at_door, read_code

Json = dict[str, Any]


@pytest.fixture
def parent(gate: Gate) -> Json:
    """An adult who lives there."""
    return gate.entitle()


@pytest.fixture
def child(gate: Gate, parent: Json) -> Json:
    """A child of twelve, of whom the desk named the guardian."""
    return gate.entitle(age_band="under-14", guardians=[parent["entitlement"]])


def at_kiosk(browsers: Browsers, child: Json, **options: Any) -> Watched:  # noqa: ANN401 - as Browsers.open
    """The kiosk, to which a child has shown its pass."""
    watched = browsers.open(child["kiosk_link"], **options)
    watched.page.locator("#proof").wait_for()
    return watched


def show(watched: Watched, proof: str) -> None:
    """Somebody shows what makes them the guardian."""
    watched.page.fill("#proof", proof)
    watched.page.keyboard.press("Enter")


def test_a_child_alone_is_shown_no_notice(gate: Gate, browsers: Browsers, child: Json) -> None:
    """The page asks for the guardian, shows no choice and asks for no camera, and the plain pass opens as before."""
    watched = at_kiosk(browsers, child)
    assert watched.heading() == "This is for a guardian to answer"
    assert not watched.page.locator("#choices").is_visible()
    assert not watched.page.locator("#not-guardian").inner_text()
    assert watched.acts() == ["prompts"]
    assert gate.show_code(child["code"])["opened"] == "pass"


def test_the_guardian_is_asked_and_the_childs_face_opens(
        gate: Gate, browsers: Browsers, child: Json, parent: Json) -> None:
    """Their own pass brings the notice, which speaks to a guardian; after the yes the child enrols and comes in."""
    watched = at_kiosk(browsers, child, camera="resident")
    show(watched, parent["code"])
    watched.page.locator("#choices").wait_for()
    assert watched.heading() == "May your child open the door with their face?"
    assert "as the child's guardian" in watched.page.locator("#either-way").inner_text()
    watched.page.click('[data-answer="agree"]')
    watched.page.get_by_text("Now the child").wait_for()
    watched.page.click("#take")
    watched.page.locator("#qr").wait_for()
    assert watched.acts() == ["prompts", "prompts", "answers", "camera", "enrolments", "frames"]
    code = read_code(watched.page.locator("#qr").screenshot())
    assert gate.show(at_door(RESIDENT, code))["opened"] == "face"


def test_a_stranger_is_told_so_and_the_guardian_may_still_come(
        gate: Gate, browsers: Browsers, child: Json, parent: Json) -> None:
    """A neighbour's pass brings words and no notice, and leaves the page ready for the guardian's."""
    watched = at_kiosk(browsers, child)
    show(watched, gate.entitle()["code"])
    watched.page.get_by_text("Nobody has attested that this is the child's guardian").wait_for()
    assert not watched.page.locator("#choices").is_visible()
    assert watched.page.input_value("#proof") == ""
    show(watched, parent["code"])
    watched.page.locator("#choices").wait_for()


def test_a_token_from_the_desk_does_too(gate: Gate, browsers: Browsers) -> None:
    """A guardian who does not live there shows the desk's token, and declines in one step."""
    child = gate.entitle(age_band="under-14")
    watched = at_kiosk(browsers, child)
    show(watched, gate.attest(child))
    watched.page.locator("#choices").wait_for()
    watched.page.click('[data-answer="decline"]')
    watched.page.get_by_text("You will not be asked again.").wait_for()
    assert gate.show_code(child["code"])["opened"] == "pass"


def test_after_a_no_only_the_guardian_can_be_asked_again(browsers: Browsers, child: Json, parent: Json) -> None:
    """A child that asks to be asked again is led to its guardian, and the guardian is asked."""
    watched = at_kiosk(browsers, child)
    show(watched, parent["code"])
    watched.page.click('[data-answer="decline"]')
    again = browsers.open(child["kiosk_link"])
    again.page.click("[data-step=declined] [data-ask-again]")
    again.page.locator("#proof").wait_for()
    show(again, parent["code"])
    again.page.locator("#choices").wait_for()


def test_no_guardian_is_needed_to_leave(browsers: Browsers, gate: Gate, child: Json) -> None:
    """One press clears the screen, and nothing of the child or the guardian stays in the browser."""
    watched = at_kiosk(browsers, child)
    watched.page.get_by_role("button", name="No, thank you").click()
    watched.page.locator("#code").wait_for()
    assert watched.page.url == f"{gate.url}/kiosk"
    assert watched.kept() == [0, 0, []]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_guardian_reads_every_word_in_one_language(
        browsers: Browsers, child: Json, parent: Json, language: str) -> None:
    """What the page changes for a guardian it changes in both languages, and shows the reader's."""
    watched = at_kiosk(browsers, child, language=language)
    show(watched, parent["code"])
    watched.page.locator("#choices").wait_for()
    for part in ("question", "either-way", "enrolling", "keeping"):
        assert watched.page.locator(f"#{part} > span").count() == 2
        said = watched.page.locator(f"#{part}").inner_text()
        assert said
        assert any("\u4e00" <= letter <= "\u9fff" for letter in said) == (language == "zh-CN")
