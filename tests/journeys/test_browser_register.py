"""The public register in a browser: on a phone, on paper, without scripts, in either language."""

from itertools import pairwise

import httpx
import pytest
from support.browser import DESKTOP, NOTICE, PHONE, Browsers, Gate


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_it_says_where_why_and_on_what_ground(gate: Gate, browsers: Browsers, language: str) -> None:
    """Door, lanes, notice, ground, counts and checkpoint can be read in one's own language, and only in that."""
    shown = browsers.open(f"{gate.url}/register", language=language).page.inner_text("main")
    mine = language == "en"
    for words in (("云杉苑", "Spruce Court"), ("单独同意", "separate consent"), ("少于10", "fewer than 10"),
                  ("从第一步到开门", "First act to open"), ("今天停用", "Down today"), *NOTICE.values()):
        assert words[mine] in shown
        assert words[not mine] not in shown
    checkpoint = httpx.get(gate.url + "/v1/checkpoint").text
    assert checkpoint.strip() in shown


def test_it_follows_what_happens(gate: Gate, browsers: Browsers) -> None:
    """A lane that breaks down stands there as down at the next visit, within moments."""
    lane = "/v1/places/spruce-court/doors/north/lanes/face"
    gate.operator.put(lane, json={"up": False}).raise_for_status()
    try:
        watched = browsers.open(f"{gate.url}/register")
        for _ in range(10):
            if watched.page.get_by_text("face recognition, shut now").count():
                break
            watched.page.wait_for_timeout(500)
            watched.page.reload()
        watched.page.get_by_text("face recognition, shut now").first.wait_for()
    finally:
        gate.operator.put(lane, json={"up": True}).raise_for_status()


@pytest.mark.parametrize("size_px", [PHONE, DESKTOP])
def test_headings_lead_through_it(gate: Gate, browsers: Browsers, size_px: tuple[int, int]) -> None:
    """Headings go down by one step at a time, and every table names its rows, so that a screen reader finds its way."""
    page = browsers.open(f"{gate.url}/register", size_px=size_px).page
    levels = page.eval_on_selector_all("h1, h2, h3, h4", "(all) => all.map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert page.locator("tbody tr").count() == page.locator("tbody tr th[scope=row]").count() > 3


def test_paper_holds_all_of_it(gate: Gate, browsers: Browsers) -> None:
    """Printed, the register loses its buttons and nothing else."""
    page = browsers.open(f"{gate.url}/register").page
    assert page.get_by_role("button", name="Print").is_visible()
    before = page.locator("main dd:visible, main td:visible").count()
    page.emulate_media(media="print")
    assert page.locator("main dd:visible, main td:visible").count() == before
    assert not page.get_by_role("button", name="Print").is_visible()
