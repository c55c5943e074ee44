"""One admission over HTTP with the real engine, and what stands in its way."""

import base64
from typing import Any

import httpx2 as httpx
from support.desk import RESIDENT, Desk, frame, jpeg

from menshen.advice import Advice
from menshen.answers import ADVICE
from menshen.drawn.scene import Standing, scene

Json = dict[str, Any]
FRAMES = "/v1/places/court/doors/north/frames"


def agreed(desk: Desk) -> tuple[Json, Json]:
    """A resident with a plain pass, and her agreement."""
    plain = desk.entitle()
    token = desk.prompt(plain["code"])["token"]
    return plain, desk.person.post("/v1/answers", json={"token": token, "answer": "agree"}).json()


def enrol(desk: Desk, secret: str, pictures: list[bytes]) -> httpx.Response:
    """Spend one permit on the pictures."""
    permit = desk.person.post("/v1/enrolments", json={"secret": secret}).json()["permit"]
    frames = [base64.b64encode(picture).decode() for picture in pictures]
    return desk.person.post(f"/v1/enrolments/{permit}/frames", json={"frames": frames})


def set_lanes(desk: Desk, *, up: bool) -> None:
    """All lanes beside the face."""
    for lane in ("pass", "desk"):
        desk.operator.put(f"/v1/places/court/doors/north/lanes/{lane}", json={"up": up}).raise_for_status()


def looks(desk: Desk) -> int:
    """The engine's own counter."""
    return int(desk.operator.get("/v1/status").json()["looks"])


def test_consented_face_opens_and_tells_each_stage(desk: Desk, pictures: list[bytes]) -> None:
    """A person who agreed and enrolled is let in by her face, and the answer says how long each stage took."""
    _, agreement = agreed(desk)
    face_pass = enrol(desk, agreement["secret"], pictures).json()
    answer = desk.operator.post(FRAMES, content=frame(face_pass["code"]))
    assert answer.json()["opened"] == "face"
    assert {"decode", "read", "decide", "look", "record", "act"} <= answer.json()["stages_ms"].keys()


def test_no_pass_no_look(desk: Desk) -> None:
    """A frame without a code never reaches the engine, and the other lanes are offered."""
    before = looks(desk)
    answer = desk.operator.post(FRAMES, content=frame(None))
    assert answer.status_code == 422
    assert (answer.json()["reason"], answer.json()["lanes"]) == ("no-code", ["desk", "pass"])
    assert looks(desk) == before


def test_withdrawn_face_opens_nothing_and_the_plain_pass_still_does(desk: Desk, pictures: list[bytes]) -> None:
    """After withdrawing, the frame that opened the door opens nothing; the plain pass works as before."""
    plain, agreement = agreed(desk)
    shown = frame(enrol(desk, agreement["secret"], pictures).json()["code"])
    assert desk.operator.post(FRAMES, content=shown).json()["opened"] == "face"
    ended = desk.person.post("/v1/withdrawals", json={"secret": agreement["secret"]})
    assert ended.json()["keys_destroyed"] == 1
    assert desk.operator.post(FRAMES, content=shown).json()["opened"] is None
    assert desk.operator.post(FRAMES, content=frame(plain["code"])).json()["opened"] == "pass"


def test_a_poor_capture_is_told_what_helps(desk: Desk) -> None:
    """Who enrols from too far away is told to come closer, as a code and in words, and no figure about the face."""
    _, agreement = agreed(desk)
    far = jpeg(scene((Standing(RESIDENT, head_px=52),)))
    answer = enrol(desk, agreement["secret"], [far] * 3).json()
    assert (answer["reason"], answer["advice"], answer["hint"]) == (
        "poor-capture", "come-closer", ADVICE[Advice.COME_CLOSER].en)
    assert set(answer) == {"type", "title", "status", "reason", "articles", "advice", "hint"}


def test_pictures_without_a_permit_are_dropped_unread(desk: Desk, pictures: list[bytes]) -> None:
    """Without a permit even a body that is no JSON gets the same answer: it is not read."""
    before = looks(desk)
    for body in (b"\xff" * 1_000, pictures[0]):
        answer = desk.person.post(f"/v1/enrolments/{'0' * 32}/frames", content=body)
        assert (answer.status_code, answer.json()["reason"]) == (403, "permit-missing")
    assert looks(desk) == before


def test_permit_is_spent_once(desk: Desk, pictures: list[bytes]) -> None:
    """The permit that enrolled is worth nothing a second time."""
    _, agreement = agreed(desk)
    permit = desk.person.post("/v1/enrolments", json={"secret": agreement["secret"]}).json()["permit"]
    frames = {"frames": [base64.b64encode(picture).decode() for picture in pictures]}
    before = looks(desk)
    assert desk.person.post(f"/v1/enrolments/{permit}/frames", json=frames).status_code == 201
    assert desk.person.post(f"/v1/enrolments/{permit}/frames", json=frames).json()["reason"] == "permit-missing"
    assert looks(desk) == before + 1


def test_spoilt_frames_say_what_is_allowed_and_never_echo(desk: Desk) -> None:
    """Frames that are no base64 are refused with what is allowed, and nothing of them comes back."""
    _, agreement = agreed(desk)
    permit = desk.person.post("/v1/enrolments", json={"secret": agreement["secret"]}).json()["permit"]
    answer = desk.person.post(f"/v1/enrolments/{permit}/frames", json={"frames": ["SECRETFACE!"] * 3})
    assert answer.status_code == 400
    assert "SECRETFACE" not in answer.text


def test_face_lane_shuts_with_its_last_neighbour(desk: Desk, pictures: list[bytes]) -> None:
    """When no other lane of the door is up, the face lane refuses with article 10 and nobody is looked at."""
    _, agreement = agreed(desk)
    shown = frame(enrol(desk, agreement["secret"], pictures).json()["code"])
    set_lanes(desk, up=False)
    before = looks(desk)
    answer = desk.operator.post(FRAMES, content=shown).json()
    set_lanes(desk, up=True)
    assert (answer["reason"], answer["articles"][0]["id"]) == ("face-lane-shut", "cn-spc-2021/10")
    assert looks(desk) == before


def test_lost_pass_is_replaced_and_the_old_ones_die(desk: Desk, pictures: list[bytes]) -> None:
    """Reissuing revokes the plain pass and erases the face pass's key, in one act."""
    plain, agreement = agreed(desk)
    face_pass = enrol(desk, agreement["secret"], pictures).json()
    renewed = desk.operator.post(f"/v1/entitlements/{plain['entitlement']}/reissue").json()
    for lost in (plain["code"], face_pass["code"]):
        assert desk.operator.post(FRAMES, content=frame(lost)).json()["opened"] is None
    assert desk.operator.post(FRAMES, content=frame(renewed["code"])).json()["opened"] == "pass"
