import json

from support.browser import RESIDENT, Browsers, Gate, at_door, enrol, kiosk, receipt_link


def test_one_press_withdraws(gate: Gate, browsers: Browsers) -> None:
    """One press on the receipt's link ends the face pass, leaves the plain one, and certifies what was destroyed."""
    watched, plain = kiosk(browsers, gate, camera="resident")
    code = enrol(watched)
    link = str(watched.page.get_attribute("#withdraw", "href"))
    grant = watched.page.locator("#grant").inner_text()
    page = browsers.open(link).page
    assert page.url == f"{gate.url}/my-face"
    page.click("#withdraw")
    page.locator("#keys").wait_for()
    with page.expect_download() as download:
        page.click("#save")
    certificate = json.loads(download.value.path().read_bytes())
    shown = [page.locator(f"#{part}").inner_text() for part in ("keys", "grant", "index", "epoch")]
    assert shown == ["1", grant, str(certificate["index"]), f"epoch {certificate['epoch']}"]
    assert gate.status()["epoch"] == certificate["epoch"]
    assert gate.show(at_door(RESIDENT, code))["opened"] is None
    assert gate.show_code(plain)["opened"] == "pass"


def test_a_receipt_withdraws_once(gate: Gate, browsers: Browsers) -> None:
    """A second withdrawal says that no consent is left, and a consent without a face that there was no key."""
    watched, _ = kiosk(browsers, gate, allowed=False)
    link = receipt_link(watched)
    first, second = browsers.open(link).page, browsers.open(link).page
    first.click("#withdraw")
    first.get_by_text("there was no key to destroy").wait_for()
    second.click("#withdraw")
    second.get_by_text("No consent belongs to this receipt.").wait_for()


def test_an_old_receipt_withdraws_too(gate: Gate, browsers: Browsers) -> None:
    """The link of a receipt from before there was a page for one's history still withdraws in one press."""
    watched, _ = kiosk(browsers, gate, allowed=False)
    page = browsers.open(receipt_link(watched).replace("/my-face#", "/withdraw#")).page
    assert page.url == f"{gate.url}/withdraw"
    page.click("#withdraw")
    page.get_by_text("there was no key to destroy").wait_for()


def test_a_pasted_link_withdraws_too(gate: Gate, browsers: Browsers) -> None:
    """Whoever has the receipt on paper or in a file can paste its link, and needs the keyboard only."""
    watched, _ = kiosk(browsers, gate, allowed=False)
    link = receipt_link(watched)
    page = browsers.open(f"{gate.url}/withdraw").page
    page.keyboard.press("Tab")
    page.keyboard.insert_text(link)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#keys").wait_for()
