"""One's own history over HTTP: by receipt and PIN, in words, and never an echo of either."""

from typing import Any

import pytest
from support.desk import Desk

Json = dict[str, Any]
PIN, WRONG = "480271", "735190"


@pytest.fixture
def agreed(desk: Desk) -> Json:
    """Somebody who agreed."""
    token = desk.prompt(desk.entitle()["code"])["token"]
    return dict(desk.person.post("/v1/answers", json={"token": token, "answer": "agree"}).json())


def choose(desk: Desk, agreed: Json, pin: str = PIN) -> Json:
    """Choose a PIN."""
    return dict(desk.person.post("/v1/histories/pin", json={"secret": agreed["secret"], "pin": pin}).json())


def read(desk: Desk, agreed: Json, pin: str = PIN) -> Any:  # noqa: ANN401 - a response
    """Read the history."""
    return desk.person.post("/v1/histories", json={"secret": agreed["secret"], "pin": pin})


def test_receipt_and_pin_open_it(desk: Desk, agreed: Json) -> None:
    """With both the history comes, with the receipt that came at the first, and says that nothing is held yet."""
    assert choose(desk, agreed) == {"grant": agreed["grant"]}
    told = read(desk, agreed).json()
    assert told["receipt"] == agreed["receipt"]
    assert (told["held"]["where"], told["looks"], told["grant"]) == ("nowhere", [], agreed["grant"])


def test_the_receipts_link_is_the_page(desk: Desk, agreed: Json) -> None:
    """The link of the receipt leads to the page of one's own face, the secret in its fragment."""
    path, fragment = agreed["withdraw_link"].removeprefix("http://gate.test").split("#")
    assert fragment == agreed["secret"]
    assert desk.person.get(path).status_code == 200
    assert desk.person.get("/withdraw").status_code == 200


@pytest.mark.parametrize(("pins", "pin", "status", "reason"), [
    ((), PIN, 403, "history-pin-unset"), ((PIN,), WRONG, 403, "history-pin-wrong"), ((PIN, WRONG), WRONG, 403,
                                                                                      "history-pin-wrong")])
def test_without_the_pin_it_is_refused(desk: Desk, agreed: Json, pins: tuple[str, ...], pin: str, status: int,
                                       reason: str) -> None:
    """Without a PIN, with another one, and with one that was chosen second, nothing is told."""
    for chosen in pins:
        choose(desk, agreed, chosen)
    refused = read(desk, agreed, pin)
    assert (refused.status_code, refused.json()["reason"]) == (status, reason)
    assert "looks" not in refused.json()


def test_tries_run_out(desk: Desk, agreed: Json) -> None:
    """After five wrong tries the right PIN is refused too, and withdrawing is not."""
    choose(desk, agreed)
    assert [read(desk, agreed, WRONG).status_code for _ in range(6)] == [403] * 5 + [429]
    assert read(desk, agreed).json()["reason"] == "history-pin-tries"
    assert desk.person.post("/v1/withdrawals", json={"secret": agreed["secret"]}).status_code == 200
    assert read(desk, agreed).json()["reason"] == "receipt-unknown"


@pytest.mark.parametrize("pin", ["48021", "48021x", "１２３４５６", "000000", "990131"])
def test_a_bad_pin_is_not_repeated(desk: Desk, agreed: Json, pin: str) -> None:
    """A PIN that is none is answered with what is allowed, without the PIN."""
    answer = desk.person.post("/v1/histories/pin", json={"secret": agreed["secret"], "pin": pin})
    assert answer.status_code == 422
    assert pin not in answer.text
