"""Access and bounds: keys with scopes, bodies and rates within limits, problems everywhere."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from support.desk import PLACE, Desk

from menshen.config import Config
from menshen.wiring import build

GUARDED = [("GET", "/v1/status"), ("POST", "/v1/keys"), ("PUT", "/v1/places/court"),
           ("POST", "/v1/places/court/entitlements"), ("POST", "/v1/places/court/doors/north/frames"),
           ("POST", "/v1/evidence")]


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_nothing_is_open_without_a_key(desk: Desk, method: str, path: str) -> None:
    """Every call that is not a person's asks for a key, and says so as a problem."""
    answer = desk.person.request(method, path, json={} if method != "GET" else None)
    assert answer.status_code in {401, 422}
    assert answer.headers["content-type"] == "application/problem+json"


def test_key_opens_its_scope_only(desk: Desk) -> None:
    """A door's key reads frames and sees nothing else."""
    made = desk.operator.post("/v1/keys", json={"label": "door", "scopes": ["door"], "expires_in_days": 1}).json()
    door = {"authorization": f"Bearer {made['key']}"}
    assert desk.person.get("/v1/status", headers=door).status_code == 403
    code = desk.entitle()["code"]
    assert desk.person.post("/v1/places/court/doors/north/codes", json={"code": code}, headers=door).json()["opened"]


def test_revoked_key_opens_nothing(desk: Desk) -> None:
    """A key that was ended is unknown from then on."""
    made = desk.operator.post("/v1/keys", json={"label": "old", "scopes": ["auditor"], "expires_in_days": 1}).json()
    key_id = next(one["id"] for one in desk.operator.get("/v1/keys").json()["keys"] if one["label"] == "old")
    assert desk.operator.delete(f"/v1/keys/{key_id}").status_code == 204
    answer = desk.person.post("/v1/evidence", json={}, headers={"authorization": f"Bearer {made['key']}"})
    assert answer.status_code == 401


def test_operator_key_is_its_owners_alone_and_nowhere_else(desk: Desk) -> None:
    """The operator's key stands in one file of mode 0600, and in no other file of the house."""
    path = desk.house.operator_key
    assert path.stat().st_mode & 0o777 == 0o600
    key = path.read_bytes().strip()
    others = [file for file in path.parent.rglob("*") if file.is_file() and file != path]
    assert others
    assert not any(key in file.read_bytes() for file in others)


def test_large_body_is_refused_before_it_is_read(desk: Desk) -> None:
    """A body beyond the limit is answered with 413 and a closed connection."""
    answer = desk.person.post("/v1/prompts", content=b"x" * (1_024 * 1_024 + 1))
    assert (answer.status_code, answer.headers["connection"]) == (413, "close")


def test_undeclared_large_body_is_stopped(desk: Desk) -> None:
    """A body that declares no length is stopped where it passes the limit."""
    endless = (b"x" * 65_536 for _ in range(32))
    assert desk.person.post("/v1/prompts", content=endless).status_code == 413


def test_rate_is_limited(tmp_path: Path) -> None:
    """More requests than allowed from one address are refused until the minute is over."""
    house = build(tmp_path / "home", Config(requests_per_minute=10), "http://gate.test")
    client = TestClient(house.app)
    assert [client.get("/healthz").status_code for _ in range(12)] == [200] * 10 + [429] * 2
    house.close()


def test_a_door_behind_a_crowd_is_heard(tmp_path: Path) -> None:
    """A key that has proved good has a rate of its own; a made-up one has not."""
    house = build(tmp_path / "home", Config(requests_per_minute=10), "http://gate.test")
    key = house.operator_key.read_text(encoding="utf-8").strip()
    client = TestClient(house.app)
    good, bad = ({"authorization": f"Bearer {text}"} for text in (key, f"{key[:-1]}?"))
    assert client.get("/v1/status", headers=good).status_code == 200
    assert [client.get("/v1/status", headers=bad).status_code for _ in range(11)] == [401] * 9 + [429] * 2
    assert [client.get("/v1/status", headers=good).status_code for _ in range(11)] == [200] * 10 + [429]
    house.close()


def test_what_nobody_foresaw_is_a_problem_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:
    """An error of any other kind is answered with 500 as a problem; its words are neither sent nor logged."""
    house = build(tmp_path / "home", Config(), "http://gate.test")
    monkeypatch.setattr(type(house.api_keys), "verify", lambda *_: 1 / len("" if "Zhang" else "San"))
    answer = TestClient(house.app).get("/v1/status", headers={"authorization": "Bearer Zhang"})
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "zero" not in answer.text + caplog.text
    assert "ZeroDivisionError at " in caplog.text
    house.close()


def test_bad_input_says_what_is_allowed_and_not_what_came(desk: Desk) -> None:
    """A body that does not fit is answered with places and what is allowed there, without its contents."""
    answer = desk.operator.post("/v1/places/court/entitlements", json={"label": "Zhang San", "kind": "residency"})
    assert answer.status_code == 422
    assert {"body/age_band", "body/not_after"} == {one["at"] for one in answer.json()["errors"]}
    assert "Zhang" not in answer.text


@pytest.mark.parametrize(("contact", "status"), [("desk\n2nd floor", 200), ("  ", 422), ("\n", 422), ("desk\x00", 422)])
def test_words_can_be_read(desk: Desk, contact: str, status: int) -> None:
    """What people are to read is not blank, and holds nothing that one of the databases does not keep."""
    assert desk.operator.put("/v1/places/words", json=PLACE | {"contact": contact}).status_code == status
