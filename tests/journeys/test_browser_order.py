"""An emergency order as people at the door and at the kiosk read of it, from its start to its end."""

import base64
from collections.abc import Iterator

import cv2
import httpx
import pytest
from support.browser import PLACE, SOMEBODY_ELSE, Browsers, Gate, kiosk, kiosk_frames

pytestmark = pytest.mark.slow

LINE = "During an emergency this door looks for one person"


@pytest.fixture
def officers(gate: Gate) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Two officers; whatever they order is ended afterwards."""
    keys = [gate.operator.post("/v1/keys", json={"label": "officer", "scopes": ["officer"], "expires_in_days": 1})
            .json()["key"] for _ in range(2)]
    first, second = (httpx.Client(base_url=gate.url, headers={"authorization": f"Bearer {key}"}, timeout=30)
                     for key in keys)
    with first, second:
        yield first, second
        for one in first.get(f"{PLACE}/orders").json()["orders"]:
            first.post(f"/v1/orders/{one['order']}/end").raise_for_status()


def test_a_door_and_a_kiosk_say_that_an_order_runs(
    gate: Gate, browsers: Browsers, officers: tuple[httpx.Client, httpx.Client],
) -> None:
    """A tablet shows the line while the order runs, whether it was on before or not, and the kiosk shows its own."""
    page = browsers.open(gate.door_link()).page
    page.click("#start")
    page.locator('[data-verdict="waiting"]').wait_for()
    assert page.locator("#ordered").is_hidden()
    watched, _ = kiosk(browsers, gate)
    assert watched.page.locator("#ordered").is_hidden()

    pictures = [base64.b64encode(cv2.imencode(".jpg", one)[1].tobytes()).decode()
                for one in kiosk_frames(SOMEBODY_ELSE)]
    body = {"emergency": "missing-person", "why": "missing", "doors": ["north"], "sought": pictures[:3]}
    order = officers[0].post(f"{PLACE}/orders", json=body).raise_for_status().json()["order"]
    officers[1].post(f"/v1/orders/{order}/confirm").raise_for_status()
    page.locator("#ordered").wait_for()
    assert LINE in page.locator("#ordered").inner_text()
    assert "Please show your pass" in page.locator("#words").inner_text()
    another = browsers.open(gate.door_link()).page
    another.click("#start")
    another.locator("#ordered").wait_for()
    watched, _ = kiosk(browsers, gate)
    assert "Your choice has nothing to do with it." in watched.page.locator("#ordered").inner_text()

    officers[0].post(f"/v1/orders/{order}/end").raise_for_status()
    page.locator("#ordered").wait_for(state="hidden")
