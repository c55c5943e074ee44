"""A start on a key folder that cannot be written, after a withdrawal that could not be carried out."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi.testclient import TestClient
from support.desk import PLACE, SAID, Desk, frame, two

from menshen.acts.withdraw import finish
from menshen.config import Config
from menshen.wiring import build

DOOR = "/v1/places/court/doors/north"


@contextmanager
def started(home: Path) -> Iterator[Desk]:
    """A program over `home`."""
    house = build(home, Config(max_body_kib=1_024), "http://gate.test")
    key = house.operator_key.read_text(encoding="utf-8").strip()
    try:
        yield Desk(house, TestClient(house.app, headers={"authorization": f"Bearer {key}"}), TestClient(house.app))
    finally:
        house.close()


def declare(desk: Desk) -> None:
    """A place with both notices and a live door."""
    desk.operator.put("/v1/places/court", json=PLACE).raise_for_status()
    notice = {"version": 1, "text": {name: two(name) for name in SAID}}
    for purpose in ("entry-by-pass", "entry-hands-free"):
        desk.operator.put(f"/v1/places/court/notices/{purpose}", json=notice).raise_for_status()
    lanes = {"lanes": ["face", "pass", "desk"], "attended": True}
    desk.operator.put(DOOR, json=lanes).raise_for_status()


def enrolled(desk: Desk, code: str, purpose: str, pictures: list[bytes]) -> str:
    """Somebody agrees to `purpose` and enrols; her receipt's secret."""
    token = desk.prompt(code, purpose=purpose, own_request=True)["token"]
    secret: str = desk.person.post("/v1/answers", json={"token": token, "answer": "agree"}).json()["secret"]
    permit = desk.person.post("/v1/enrolments", json={"secret": secret}).json()["permit"]
    body = {"frames": [base64.b64encode(one).decode() for one in pictures]}
    desk.person.post(f"/v1/enrolments/{permit}/frames", json=body).raise_for_status()
    return secret


def test_a_start_that_cannot_erase_opens_the_other_lanes(tmp_path: Path, pictures: list[bytes]) -> None:
    """A pass opens, no face lane does, who withdrew is not unsealed; once it can be written everything is erased."""
    home = tmp_path / "home"
    with started(home) as desk:
        declare(desk)
        gone, stays = desk.entitle()["code"], desk.entitle()["code"]
        secret = enrolled(desk, gone, "entry-hands-free", pictures)
        enrolled(desk, stays, "entry-hands-free", pictures)
        # Where the sealed file is to be written stands something that is no file: nothing can be erased.
        (home / "keys" / "pass-keys.sealed.new").mkdir()
        assert desk.person.post("/v1/withdrawals", json={"secret": secret}).status_code == 503
    with started(home) as desk:
        gate = desk.house.gate
        assert (desk.house.ended, gate.moment.settled(), gate.gallery.grants()) == (0, False, frozenset())
        assert desk.operator.post(f"{DOOR}/codes", json={"code": gone}).json()["opened"] == "pass"
        notice = desk.person.get("/v1/places/court/press-notice").json()["hash"]
        pressing = f"{DOOR}/presses?notice={notice}"
        assert desk.operator.post(pressing, content=frame(None)).status_code == 503
        (home / "keys" / "pass-keys.sealed.new").rmdir()
        assert finish(gate) == 1
        assert (len(gate.keys.grants()), len(gate.gallery.grants()), len(gate.references.all())) == (1, 1, 1)
        assert desk.operator.post(pressing, content=frame(None)).json()["opened"] == "face"
