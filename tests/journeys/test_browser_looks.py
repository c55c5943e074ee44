"""What every page owes to every reader (WCAG 2.2 AA), and that nothing in it comes from elsewhere."""

import re
from urllib.parse import urlsplit

import httpx
import pytest
from support.browser import DESKTOP, PHONE, Browsers, Gate, Watched

from menshen.consent.notice import NoticeText
from menshen.edges.pages import words
from menshen.terms import Lane, Reason

pytestmark = pytest.mark.slow

PAGES = ("/", "/kiosk", "/my-face", "/withdraw", "/register", "/door")

LOW_CONTRAST = r"""
() => {
  const rgb = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const paint = rgb(getComputedStyle(at).backgroundColor);
      if (paint.length === 3) return paint;
    }
    return [255, 255, 255];
  };
  const low = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const one = texts.currentNode.parentElement;
    const style = getComputedStyle(one);
    if (!texts.currentNode.data.trim() || !one.checkVisibility() || one.closest(":disabled")) continue;
    const [dark, bright] = [light(rgb(style.color)), light(ground(one))].sort((a, b) => a - b);
    const ratio = (bright + 0.05) / (dark + 0.05);
    const size_px = parseFloat(style.fontSize);
    const large = size_px >= 24 || (size_px >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) low.push(`${ratio.toFixed(2)} ${one.textContent.trim().slice(0, 40)}`);
  }
  return low;
}
"""
"""Every visible text whose contrast with what is painted behind it is too low (WCAG 1.4.3), as `ratio text`."""

NAMELESS = r"^\s*- (button|link|textbox|img|video)( \[.*\])?:?$"
"""A line of an accessibility tree that shows a control or picture without a name."""

SMALL = """
() => [...document.querySelectorAll("button, input, .doors a")].filter((one) => one.checkVisibility())
  .filter((one) => one.getBoundingClientRect().height < 44 || one.getBoundingClientRect().width < 44)
  .map((one) => one.outerHTML.slice(0, 80))
"""

UNMARKED = """
() => {
  const own = (one) => [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data);
  return [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility())
    .filter((one) => /\\p{Script=Han}/u.test(own(one)) && !one.closest("[lang]").lang.startsWith("zh"))
    .map((one) => one.outerHTML.slice(0, 80));
}
"""
"""Every visible text in 中文 that does not say so."""


def steps(watched: Watched) -> list[str]:
    """The steps that a page can show; one nameless step where it has none."""
    names = watched.page.eval_on_selector_all("[data-step]", "(all) => all.map((one) => one.dataset.step).join(' ')")
    return sorted(set(names.split())) or [""]


def show(watched: Watched, step: str) -> None:
    """Show one step, all of it, whatever led there."""
    watched.page.evaluate("""(step) => {
      for (const one of document.querySelectorAll("[data-step]")) one.hidden = !one.matches(`[data-step~="${step}"]`);
      for (const one of document.querySelectorAll("main [data-step] [hidden]")) one.hidden = false;
    }""", step)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_every_text_can_be_read(gate: Gate, browsers: Browsers, path: str, scheme: str) -> None:
    """In daylight and in the dark every text of every step has the contrast that WCAG AA asks for."""
    for language in ("zh-CN", "en"):
        watched = browsers.open(gate.url + path, scheme=scheme, language=language)
        for step in steps(watched):
            show(watched, step)
            assert watched.page.evaluate(LOW_CONTRAST) == [], step


@pytest.mark.parametrize("size_px", [PHONE, DESKTOP])
def test_the_api_page_can_be_read(gate: Gate, browsers: Browsers, size_px: tuple[int, int]) -> None:
    """Its calls and an open one have contrast, nothing needs scrolling sideways, and scripts come from here alone."""
    watched = browsers.open(f"{gate.url}/docs", size_px=size_px)
    for shut in ("get", "post", "put", "delete"):
        watched.page.locator(f".opblock-{shut} .opblock-summary-control").first.click()
    watched.page.locator(".opblock-post .highlight-code").first.wait_for()
    assert watched.page.evaluate(LOW_CONTRAST) == []
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= size_px[0]
    assert all(address.startswith((f"{gate.url}/", "data:image/")) for address in watched.called)
    headers = httpx.get(f"{gate.url}/docs").headers
    assert "script-src" not in headers["content-security-policy"]
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("verdict", ["waiting", "opened", "again", "refused", "unreachable"])
def test_every_verdict_can_be_read(gate: Gate, browsers: Browsers, verdict: str) -> None:
    """Each verdict at a door has contrast in both schemes, and a symbol of its own beside its colour."""
    for scheme in ("light", "dark"):
        watched = browsers.open(gate.url + "/door", scheme=scheme)
        show(watched, "watching")
        watched.page.evaluate("""(verdict) => {
          document.getElementById("verdict").dataset.verdict = verdict;
          document.getElementById("words").append(document.querySelector("template").content.cloneNode(true));
        }""", verdict)
        assert watched.page.evaluate(LOW_CONTRAST) == []
        assert watched.page.locator(".symbol:visible").count() == 1


def test_low_contrast_is_found(gate: Gate, browsers: Browsers) -> None:
    """The measure finds a text that is too pale."""
    watched = browsers.open(gate.url)
    watched.page.evaluate("document.querySelector('.lead').style.color = '#b0a898'")
    assert len(watched.page.evaluate(LOW_CONTRAST)) == 1


def test_paper_is_light(gate: Gate, browsers: Browsers) -> None:
    """What is printed is dark ink on light paper, also from a screen in the dark."""
    page = browsers.open(gate.url + "/kiosk", scheme="dark").page
    ink = "getComputedStyle(document.documentElement).color"
    on_screen = page.evaluate(ink)
    page.emulate_media(media="print", color_scheme="dark")
    printed = page.evaluate(ink)
    page.emulate_media(media="screen", color_scheme="light")
    assert printed == page.evaluate(ink) != on_screen


@pytest.mark.parametrize("size_px", [PHONE, DESKTOP])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits(gate: Gate, browsers: Browsers, path: str, size_px: tuple[int, int]) -> None:
    """No step of a page needs scrolling sideways, each has one heading, and every control suits a thumb."""
    for language in ("zh-CN", "en"):
        watched = browsers.open(gate.url + path, size_px=size_px, language=language)
        for step in steps(watched):
            show(watched, step)
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= size_px[0], step
            assert watched.page.locator("h1:visible").count() == (step != "watching"), step
            assert watched.page.evaluate(SMALL) == [], step


@pytest.mark.parametrize("path", PAGES)
def test_everything_has_a_name_in_its_language(gate: Gate, browsers: Browsers, path: str) -> None:
    """Every control and picture has a name that a screen reader can say, and every text says its language."""
    watched = browsers.open(gate.url + path, language="en")
    for step in steps(watched):
        show(watched, step)
        tree = watched.page.locator("body").aria_snapshot()
        assert not re.search(NAMELESS, tree, re.MULTILINE), tree
        assert watched.page.evaluate(UNMARKED) == [], step


def test_what_is_wrong_is_found(gate: Gate, browsers: Browsers) -> None:
    """The measures find a button without a name, one too small for a thumb, and words in 中文 that pass for English."""
    watched = browsers.open(gate.url)
    watched.page.evaluate("""() => {
      const small = Object.assign(document.createElement("button"), { textContent: "开" });
      small.style.cssText = "min-height: 0; padding: 0";
      document.querySelector("main").append(small, document.createElement("button"));
    }""")
    assert re.search(NAMELESS, watched.page.locator("body").aria_snapshot(), re.MULTILINE)
    assert len(watched.page.evaluate(SMALL)) == 1
    assert len(watched.page.evaluate(UNMARKED)) == 1


@pytest.mark.parametrize("path", PAGES)
def test_focus_follows_the_page_and_can_be_seen(gate: Gate, browsers: Browsers, path: str) -> None:
    """The Tab key goes through a page in the order of reading, and every stop is outlined."""
    watched = browsers.open(gate.url + path)
    page, tops = watched.page, []
    stops = page.locator("a:visible, button:visible, input:visible").count()
    page.evaluate("() => { document.body.tabIndex = -1; document.body.focus(); }")
    for _ in range(stops):
        page.keyboard.press("Tab")
        outline, top = page.evaluate("""() => {
          const one = document.activeElement, {outlineStyle, outlineWidth} = getComputedStyle(one);
          return [outlineStyle === "solid" ? parseFloat(outlineWidth) : 0, one.getBoundingClientRect().top + scrollY];
        }""")
        assert outline >= 3
        tops.append(round(top / 24))
    assert tops == sorted(tops)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_comes_from_elsewhere(gate: Gate, browsers: Browsers, path: str) -> None:
    """A page calls its own server only, and none but kiosk and door may ask for a camera."""
    watched = browsers.open(gate.url + path)
    watched.page.wait_for_load_state("networkidle")
    assert {f"http://{urlsplit(address).netloc}" for address in watched.called} == {gate.url}
    headers = httpx.get(gate.url + path).headers
    assert "unsafe" not in headers["content-security-policy"]
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert ("camera=(self)" in headers["permissions-policy"]) == (path in {"/kiosk", "/door"})


def test_an_inline_script_does_not_run(gate: Gate, browsers: Browsers) -> None:
    """The content policy stops a script that somebody got into a page."""
    watched = browsers.open(gate.url)
    watched.page.evaluate("""() => {
      const script = document.createElement("script");
      try { script.textContent = "window.ran = true"; } catch { return; }
      document.body.append(script);
    }""")
    assert watched.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in complaint or "Trusted" in complaint for complaint in watched.complaints)
    watched.complaints.clear()


def test_without_scripts_both_languages_are_read(gate: Gate) -> None:
    """The index as it is served holds every promise in both languages."""
    html = httpx.get(gate.url).text
    assert 'class="both"' in html
    for promise, meaning in words.PROMISES:
        assert all(text in html for text in (promise.zh, promise.en, meaning.zh, meaning.en))


def test_the_pages_have_a_word_for_everything(gate: Gate) -> None:
    """Every reason for a refusal, every lane and every part of a notice has its words on the pages that show it."""
    kiosk, door = (httpx.get(gate.url + path).text for path in ("/kiosk", "/door"))
    for name in [*Reason, "input", "unavailable", "evidence", "key-refused"]:
        assert f'data-phrase="{name}"' in kiosk
        assert f'data-phrase="{name}"' in door
    assert all(f'data-phrase="lane-{lane}"' in door for lane in Lane)
    assert list(words.NOTICE) == list(NoticeText.__dataclass_fields__)
