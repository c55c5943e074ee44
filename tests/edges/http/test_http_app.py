"""An app's sign-in, PINs and necessity over HTTP, with the real engine."""

import base64
import json
from collections.abc import Mapping
from time import sleep
from typing import Any

import httpx2 as httpx
import pytest
from support.desk import PLACE, SAID, Desk, two

from menshen.consent.necessity import verify
from menshen.ledger.note import parse_vkey

Json = dict[str, Any]
APP = "/v1/places/court-app"
DOOR = f"{APP}/doors/sign-in"
NECESSITY = f"{APP}/functions/try-on/necessity"
WHOLE = {"left": 0, "top": 0, "width": 1, "height": 1}
PIN = "604173"
EVERY_MS = 130
"""Moves begin a quarter of a second apart: as quick as a head can be, so that tests wait little."""
STATED = {"statement": two("it draws glasses on the face"), "signed_by": {"role": two("officer"), "name": "Wu"},
          "alternatives": [{"what": two("a list of frames"), "why_not": two("nothing is seen on the face")}]}


@pytest.fixture(scope="module")
def app(desk: Desk) -> Desk:
    """The same desk, with an app beside the court."""
    desk.operator.put(APP, json=PLACE | {"kind": "app", "sign_shown": False}).raise_for_status()
    notice = {"version": 1, "text": {name: two(name) for name in SAID}}
    desk.operator.put(f"{APP}/notices/entry-by-pass", json=notice).raise_for_status()
    lanes = {"lanes": ["face", "pin"], "face_area": WHOLE, "code_window": WHOLE}
    desk.operator.put(DOOR, json=lanes).raise_for_status()
    return desk


def user(app: Desk) -> Json:
    """A new account with a PIN: its plain pass's code, and its number."""
    body = {"kind": "account", "label": "a-1", "age_band": "adult", "not_after": "2100-01-01T00:00:00Z"}
    made = app.operator.post(f"{APP}/entitlements", json=body).json()
    handle = app.person.post("/v1/pins", json={"code": made["code"], "pin": PIN}).json()["handle"]
    return {**made, "handle": handle}


def enrolled(app: Desk, pictures: list[bytes]) -> Json:
    """An account whose holder agreed and enrolled."""
    account = user(app)
    token = app.prompt(account["code"])["token"]
    secret = app.person.post("/v1/answers", json={"token": token, "answer": "agree"}).json()["secret"]
    permit = app.person.post("/v1/enrolments", json={"secret": secret}).json()["permit"]
    made = app.person.post(f"/v1/enrolments/{permit}/frames", json={"frames": encoded(pictures)}).json()
    return {**account, "face": made["code"], "secret": secret}


def encoded(pictures: list[bytes]) -> list[str]:
    """Pictures as they go into JSON."""
    return [base64.b64encode(picture).decode() for picture in pictures]


def look(app: Desk, account: Json, heads: Mapping[str, bytes]) -> httpx.Response:
    """Ask for a permit, and spend it on the moves that come with it, as `heads` shows them."""
    issued = asked(app, account)
    shown = making(issued, heads)
    sleep(EVERY_MS * len(shown) / 1e3)
    return frames(app, issued, account, shown)


def asked(app: Desk, account: Json) -> Json:
    """A permit, with its challenge."""
    issued: Json = app.person.post(f"{DOOR}/captures", json={"code": account["code"]}).json()
    return issued


def making(issued: Json, heads: Mapping[str, bytes]) -> list[bytes]:
    """The moves of a challenge, frame by frame."""
    return [heads["straight"], *(heads[head] for move in issued["challenge"]["moves"] for head in (move, "straight"))]


def frames(app: Desk, issued: Json, account: Json, pictures: list[bytes]) -> httpx.Response:
    """Send pictures on a permit."""
    body = {"code": account["face"], "frames": encoded(pictures),
            "at_ms": [EVERY_MS * number for number in range(len(pictures))]}
    return app.person.post(f"{DOOR}/captures/{issued['permit']}/frames", json=body)


def looks(app: Desk) -> int:
    """The engine's own counter."""
    return int(app.operator.get("/v1/status").json()["looks"])


def test_who_agreed_signs_in_by_face_and_the_app_learns_who(
    app: Desk, pictures: list[bytes], heads: Mapping[str, bytes]) -> None:
    """One permit, one look; the ticket tells the app's own server the entitlement, once."""
    account, before = enrolled(app, pictures), looks(app)
    done = look(app, account, heads).json()
    assert (done["opened"], done["lanes"], looks(app)) == ("face", ["pin"], before + 1)
    told = app.operator.post(f"{DOOR}/tickets", json={"ticket": done["ticket"]})
    assert (told.json()["entitlement"], told.json()["lane"]) == (account["entitlement"], "face")
    assert app.operator.post(f"{DOOR}/tickets", json={"ticket": done["ticket"]}).json()["reason"] == "ticket-unknown"
    assert app.person.post(f"{DOOR}/tickets", json={"ticket": done["ticket"]}).status_code == 401


def test_pictures_without_a_permit_are_dropped_unread(app: Desk, pictures: list[bytes]) -> None:
    """Without a permit even a body that is no JSON gets the same answer, and the connection closes: it is not read."""
    before = looks(app)
    for body in (b"\xff" * 1_000, pictures[0]):
        answer = app.person.post(f"{DOOR}/captures/{'0' * 32}/frames", content=body)
        assert (answer.status_code, answer.json()["reason"]) == (403, "permit-missing")
        assert answer.json()["articles"][0]["id"] == "cn-spc-2021/2.3"
        assert answer.headers["connection"] == "close"
    assert looks(app) == before


def test_a_permit_is_used_once(app: Desk, pictures: list[bytes], heads: Mapping[str, bytes]) -> None:
    """A replay of the same permit with the same pictures looks at nobody."""
    account = enrolled(app, pictures)
    issued = asked(app, account)
    shown = making(issued, heads)
    sleep(EVERY_MS * len(shown) / 1e3)
    assert frames(app, issued, account, shown).json()["opened"] == "face"
    before = looks(app)
    assert frames(app, issued, account, shown).json()["reason"] == "permit-missing"
    assert looks(app) == before


def test_a_challenge_says_what_to_do(app: Desk, pictures: list[bytes]) -> None:
    """With a permit come three moves, in words of both languages, and how long and in how many frames to make them."""
    told = asked(app, enrolled(app, pictures))["challenge"]
    assert set(told["moves"]) <= {"left", "right", "nod"}
    assert [set(words) for words in told["say"]] == [{"zh", "en"}] * 3 == [{"zh", "en"}] * len(told["moves"])
    assert (told["within_ms"], told["most_frames"]) == (8_000, 12)


def test_a_photograph_signs_nobody_in(
    app: Desk, pictures: list[bytes], heads: Mapping[str, bytes], photograph: Mapping[str, bytes]) -> None:
    """Held still it follows nothing, and turned as was asked it is flat; each time with words to the person."""
    account = enrolled(app, pictures)
    still = look(app, account, dict.fromkeys(heads, heads["straight"]))
    assert (still.status_code, still.json()["reason"], still.json()["again"]) == (422, "challenge-not-followed", True)
    turned = look(app, account, photograph)
    assert (turned.status_code, turned.json()["reason"]) == (422, "face-flat")
    assert "Turn your head" in turned.json()["title"]
    assert not turned.json()["ticket"]


def test_times_that_have_not_passed_are_made_up(app: Desk, pictures: list[bytes], heads: Mapping[str, bytes]) -> None:
    """Frames that claim more time than has passed since their permit are refused before anything is looked at."""
    account, before = enrolled(app, pictures), looks(app)
    issued = asked(app, account)
    assert frames(app, issued, account, making(issued, heads)).json()["reason"] == "challenge-out-of-time"
    assert looks(app) == before


@pytest.mark.parametrize("at_ms", [[], [0], [0, 130, -1], [0, 130, "SECRET"], [0, 1.5, 2], [0] * 13, 10**30, None])
def test_frames_without_their_times_are_an_error(app: Desk, pictures: list[bytes], at_ms: object) -> None:
    """Every frame needs a whole number of ms; anything else is refused in our words, and is not looked at."""
    account, before = enrolled(app, pictures), looks(app)
    body = {"code": account["face"], "frames": encoded(pictures), "at_ms": at_ms}
    answer = app.person.post(f"{DOOR}/captures/{asked(app, account)['permit']}/frames", json=body)
    assert answer.status_code == 400
    assert "SECRET" not in answer.text
    assert looks(app) == before


def test_five_challenges_and_then_a_rest(app: Desk, pictures: list[bytes]) -> None:
    """Nobody asks on until the sequence comes of which there is a video: after five there is none for a while."""
    account = enrolled(app, pictures)
    assert all("permit" in asked(app, account) for _ in range(5))
    assert asked(app, account)["reason"] == "challenge-tries"


def test_nobody_is_looked_at_before_consent_or_by_an_operator(app: Desk, pictures: list[bytes]) -> None:
    """Without consent the law refuses a permit (art. 2(3)); with an API key there is none for anybody."""
    before = app.person.post(f"{DOOR}/captures", json={"code": user(app)["code"]})
    assert (before.status_code, before.json()["articles"][0]["id"]) == (403, "cn-spc-2021/2.3")
    account = enrolled(app, pictures)
    by_key = app.operator.post(f"{DOOR}/captures", json={"code": account["code"]})
    assert by_key.json()["reason"] == "consent-by-operator"


def test_spoilt_frames_say_what_is_allowed_and_never_echo(app: Desk, pictures: list[bytes]) -> None:
    """Frames that are no base64, or too many, are refused with what is allowed, and nothing of them comes back."""
    account = enrolled(app, pictures)
    for spoilt in (["SECRETFACE!"], ["SECRETFACE="] * 13, []):
        permit = app.person.post(f"{DOOR}/captures", json={"code": account["code"]}).json()["permit"]
        answer = app.person.post(f"{DOOR}/captures/{permit}/frames", json={"code": account["face"], "frames": spoilt})
        assert answer.status_code == 400
        assert "1 to 12" in answer.text
        assert "SECRETFACE" not in answer.text


def test_a_pin_signs_in_who_declined(app: Desk) -> None:
    """Who says no has the same service by PIN, and nobody is looked at."""
    account, before = user(app), looks(app)
    token = app.prompt(account["code"])["token"]
    app.person.post("/v1/answers", json={"token": token, "answer": "decline"}).raise_for_status()
    done = app.person.post(f"{DOOR}/sign-ins", json={"handle": account["handle"], "pin": PIN}).json()
    assert (done["opened"], looks(app)) == ("pin", before)
    told = app.operator.post(f"{DOOR}/tickets", json={"ticket": done["ticket"]}).json()
    assert (told["entitlement"], told["lane"]) == (account["entitlement"], "pin")


def test_a_wrong_pin_and_an_unknown_number_get_one_answer(app: Desk) -> None:
    """Nothing in it says which of the two was wrong, up to the sixth try, and no PIN comes back in it."""
    known, answers = user(app)["handle"], []
    unknown = "99999999" if known != "99999999" else "99999998"
    for handle in (known, unknown):
        tried = [app.person.post(f"{DOOR}/sign-ins", json={"handle": handle, "pin": "604174"}) for _ in range(6)]
        assert "604174" not in "".join(one.text for one in tried)
        answers.append([(one.status_code, {**one.json(), "stages_ms": None}) for one in tried])
    assert answers[0] == answers[1]
    assert [status for status, _ in answers[0]] == [403] * 5 + [429]


def test_a_pin_is_ones_own(app: Desk) -> None:
    """A guessable one, one that is no PIN, and one that an operator sends are refused, and none is echoed."""
    code = user(app)["code"]
    assert app.person.post("/v1/pins", json={"code": code, "pin": "123456"}).json()["reason"] == "pin-guessable"
    for pin in ("60417", "60417x"):
        answer = app.person.post("/v1/pins", json={"code": code, "pin": pin})
        assert answer.status_code == 422
        assert pin not in answer.text
    assert app.operator.post("/v1/pins", json={"code": code, "pin": PIN}).status_code == 400


def test_a_keypad_opens_its_door(app: Desk) -> None:
    """At a building a number and a PIN come from the door's own keypad; nobody opens it from afar."""
    lanes = {"lanes": ["pin", "pass"], "attended": False}
    app.operator.put("/v1/places/court/doors/garage", json=lanes).raise_for_status()
    handle = app.person.post("/v1/pins", json={"code": app.entitle()["code"], "pin": PIN}).json()["handle"]
    known = {"handle": handle, "pin": PIN}
    assert app.operator.post("/v1/places/court/doors/garage/pins", json=known).json()["opened"] == "pin"
    assert app.person.post("/v1/places/court/doors/garage/pins", json=known).status_code == 401
    assert app.person.post("/v1/places/court/doors/garage/sign-ins", json=known).status_code == 400


def test_necessity_is_stated_published_and_taken_back(app: Desk) -> None:
    """Service is owed, then may be refused on a signed statement that anybody can read, then is owed again."""
    refusals = f"{APP}/functions/try-on/refusals"
    assert app.operator.post(refusals).json()["articles"][0]["id"] == "cn-spc-2021/4.1"
    assert app.person.get(NECESSITY).status_code == 400
    made = app.operator.put(NECESSITY, json=STATED).json()
    read = app.person.get(NECESSITY).json()
    assert read == made
    log_key = app.person.get("/v1/log-key").text.strip()
    verify(json.loads(json.dumps(read["document"])), parse_vkey(log_key).key)
    assert app.operator.post(refusals).json() == {"function": "try-on", "may_refuse": True, "statement": made}
    assert app.operator.delete(NECESSITY).json()["ended"][0]["publication"] == made["publication"]
    assert app.operator.post(refusals).status_code == 403


def test_for_a_door_no_statement_is_accepted(app: Desk) -> None:
    """Neither a building's door nor an app's sign-in needs the face."""
    there = app.operator.put("/v1/places/court/functions/north/necessity", json=STATED)
    assert (there.status_code, there.json()["reason"]) == (409, "necessity-not-here")
    assert [one["id"] for one in there.json()["articles"]] == ["cn-spc-2021/10", "cn-spc-2021/4.1"]
    sign_in = app.operator.put(f"{APP}/functions/sign-in/necessity", json=STATED)
    assert [one["id"] for one in sign_in.json()["articles"]] == ["cn-spc-2021/4.1"]
    assert app.person.put(NECESSITY, json=STATED).status_code == 401
