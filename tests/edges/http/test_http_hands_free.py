"""Hands-free over HTTP with the real engine: prompt, enrolment, press, and what is refused before a byte is read."""

import base64
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from support.desk import SAID, Desk, frame, jpeg, two

from menshen.drawn.cast import cast
from menshen.drawn.portrait import portrait
from menshen.drawn.scene import Standing, scene
from menshen.drawn.traits import person
from menshen.terms import GrantId

Json = dict[str, Any]
PRESSES = "/v1/places/court/doors/north/presses"
NOTICE = "/v1/places/court/press-notice"
ASKING = {"purpose": "entry-hands-free", "own_request": True}


@pytest.fixture(scope="module")
def lane(desk: Desk) -> Desk:
    """The house, with hands-free."""
    notice = {"version": 1, "text": {name: two(name) for name in SAID}}
    desk.operator.put("/v1/places/court/notices/entry-hands-free", json=notice).raise_for_status()
    return desk


@pytest.fixture(scope="module")
def secret(lane: Desk) -> str:
    """The receipt of the resident, who is kept."""
    agreed = agree(lane)
    kept = enrol(lane, agreed["secret"])
    assert (kept["kept"], kept["grant"], "code" in kept) == (True, agreed["grant"], False)
    return str(agreed["secret"])


def agree(lane: Desk) -> Json:
    """Somebody asks for hands-free and says yes."""
    token = lane.prompt(lane.entitle()["code"], **ASKING)["token"]
    said: Json = lane.person.post("/v1/answers", json={"token": token, "answer": "agree"}).json()
    return said


def enrol(lane: Desk, secret: str) -> Json:
    """The resident stands before the kiosk."""
    permit = lane.person.post("/v1/enrolments", json={"secret": secret}).json()["permit"]
    pictures = [base64.b64encode(jpeg(portrait(person(5)))).decode()] * 3
    done: Json = lane.person.post(f"/v1/enrolments/{permit}/frames", json={"frames": pictures}).json()
    return done


def press(lane: Desk, picture: bytes, notice: str | None = None) -> Any:  # noqa: ANN401 - a response
    """Somebody presses, beside the notice in force."""
    shown = notice or lane.person.get(NOTICE).json()["hash"]
    return lane.operator.post(PRESSES, params={"notice": shown}, content=picture)


def looks(lane: Desk) -> int:
    """The engine's own counter."""
    return int(lane.operator.get("/v1/status").json()["looks"])


def test_a_place_without_hands_free_has_no_lines(desk: Desk) -> None:
    """Where no notice for hands-free is published there is no press notice."""
    desk.operator.put("/v1/places/annex", json={
        "kind": "residential", "name": two("Annex"), "operator": "Property", "contact": "desk", "public_place": False})
    answer = desk.person.get("/v1/places/annex/press-notice")
    assert (answer.status_code, answer.json()["reason"]) == (409, "no-notice")


def test_it_is_asked_about_at_her_own_request_only(lane: Desk) -> None:
    """Without her own request there is no prompt for hands-free; with it, it is that notice's."""
    code = lane.entitle()["code"]
    refused = lane.person.post("/v1/prompts", json={"code": code, "purpose": "entry-hands-free"})
    assert (refused.status_code, refused.json()["reason"]) == (409, "only-on-request")
    assert lane.prompt(code, **ASKING)["notice"]["purpose"] == "entry-hands-free"


def test_who_is_kept_presses_and_comes_in(lane: Desk, secret: str) -> None:
    """One press, one look, and the door opens by face."""
    assert secret
    before = looks(lane)
    answer = press(lane, frame(None))
    assert answer.json()["opened"] == "face", answer.text
    assert {"decode", "look", "record", "act"} <= answer.json()["stages_ms"].keys()
    assert looks(lane) == before + 1


def test_a_stranger_presses_in_vain(lane: Desk, secret: str) -> None:
    """Somebody else is not recognised, and the other lanes are offered."""
    assert secret
    answer = press(lane, jpeg(scene((Standing(cast()["samuel"]),))))
    assert (answer.status_code, answer.json()["reason"]) == (403, "not-recognised")
    assert (answer.json()["again"], answer.json()["lanes"]) == (False, ["desk", "pass"])


def test_without_a_press_the_same_frame_is_not_looked_at(lane: Desk, secret: str) -> None:
    """The frame that would open after a press is not looked at where frames go."""
    assert secret
    before = looks(lane)
    answer = lane.operator.post("/v1/places/court/doors/north/frames", content=frame(None))
    assert answer.json()["reason"] == "no-code"
    assert looks(lane) == before


def test_beside_other_words_the_picture_is_dropped_unread(lane: Desk, secret: str) -> None:
    """A press beside a notice that is not in force is refused by article 2(2), and its body is not read."""
    assert secret
    before = looks(lane)
    answer = press(lane, b"\xff" * 1_000, notice="0" * 64)
    assert (answer.status_code, answer.json()["reason"]) == (403, "law")
    assert "cn-spc-2021/2.2" in [one["id"] for one in answer.json()["articles"]]
    assert answer.headers["connection"] == "close"
    assert looks(lane) == before


@pytest.mark.parametrize("params", [{}, {"notice": "none"}, {"notice": "A" * 64}])
def test_a_press_says_beside_which_notice(lane: Desk, params: dict[str, str]) -> None:
    """A press without the hash of what was shown is no press, and says what is allowed."""
    answer = lane.operator.post(PRESSES, params=params, content=frame(None))
    assert (answer.status_code, answer.json()["errors"][0]["at"]) == (422, "query/notice")


def test_only_a_door_can_send_a_press(lane: Desk) -> None:
    """Without a door's key nobody is looked at."""
    assert lane.person.post(PRESSES, params={"notice": "0" * 64}, content=frame(None)).status_code == 401


def test_a_spoilt_picture_says_what_is_allowed(lane: Desk, secret: str) -> None:
    """What is no picture is an error of the caller's, after the press was permitted."""
    assert secret
    assert press(lane, b"no picture").status_code == 400


def test_the_cap_says_how_many_and_what_one_more_would_take(lane: Desk) -> None:
    """Where the card supports nobody more, the refusal says how many it does and what one more would take."""
    said, gallery = agree(lane), lane.house.gate.gallery
    own = lane.house.gate.store.grant(said["grant"])
    assert own is not None
    allowed = lane.house.gate.identification.most()
    extra = [replace(own, id=GrantId(f"{number:032x}")) for number in range(allowed)]
    for one in extra:
        gallery.put(one, np.ones(128, np.float32))
    answer = lane.person.post("/v1/enrolments", json={"secret": said["secret"]})
    for one in extra:
        gallery.erase(one.id)
    assert (answer.status_code, answer.json()["reason"]) == (409, "gallery-full")
    assert (answer.json()["allowed"], answer.json()["trials_needed"]) == (33, 10_200)


def test_withdrawing_ends_it_within_the_request(lane: Desk, secret: str) -> None:
    """After the withdrawal the same press opens nothing; its key is destroyed."""
    ended = lane.person.post("/v1/withdrawals", json={"secret": secret})
    assert ended.json()["keys_destroyed"] == 1
    assert press(lane, frame(None)).json()["opened"] is None
