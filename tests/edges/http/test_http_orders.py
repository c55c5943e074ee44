"""Orders and incidents over HTTP, with the real engine: who may call, what is looked at, what a page is told."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient
from support.desk import Desk, frame, jpeg, two

from menshen.drawn.cast import cast
from menshen.drawn.scene import Standing, scene

Json = dict[str, Any]
SOMEBODY = cast()["samuel"]
NORTH, SOUTH = "/v1/places/court/doors/north", "/v1/places/court/doors/south"
ORDERS, INCIDENTS = "/v1/places/court/orders", "/v1/places/court/incidents"
CAUSE = {"suspected": "leak", "cause": two("A tablet was stolen.")}


@dataclass(frozen=True)
class Officers:
    """A desk with two officers, and pictures of the resident, who is sought."""

    desk: Desk
    first: TestClient
    second: TestClient
    body: Json

    def looks(self) -> int:
        """The engine's own counter."""
        return int(self.desk.operator.get("/v1/status").json()["looks"])

    def pass_by(self, picture: bytes, door: str = NORTH) -> Json:
        """What the door answers to a frame without a code."""
        answer: Json = self.desk.operator.post(f"{door}/frames", content=picture).json()
        return answer

    def order(self) -> str:
        """An order in force."""
        order = str(self.first.post(ORDERS, json=self.body).json()["order"])
        self.second.post(f"/v1/orders/{order}/confirm").raise_for_status()
        return order


@pytest.fixture
def officers(desk: Desk, pictures: list[bytes]) -> Iterator[Officers]:
    """Two officers, and two doors; whatever they order is ended afterwards."""
    desk.operator.put(SOUTH, json={"lanes": ["face", "pass"], "attended": True}).raise_for_status()
    first, second = (TestClient(desk.house.app, headers={"authorization": f"Bearer {key}", "accept-language": "en"})
                     for key in (officer_key(desk), officer_key(desk)))
    sought = [base64.b64encode(one).decode() for one in pictures]
    body = {"emergency": "missing-person", "why": "A child is missing.", "doors": ["north"], "sought": sought}
    yield Officers(desk, first, second, body)
    for one in first.get(ORDERS).json()["orders"]:
        first.post(f"/v1/orders/{one['order']}/end").raise_for_status()


def officer_key(desk: Desk) -> str:
    """A new officer's key, made by the operator."""
    body = {"label": "officer", "scopes": ["officer"], "expires_in_days": 1}
    return str(desk.operator.post("/v1/keys", json=body).json()["key"])


def test_an_order_from_draft_to_end(officers: Officers) -> None:
    """Drafted by one and confirmed by another it looks at its door, tells a match, and ends at once."""
    drafted = officers.first.post(ORDERS, json=officers.body)
    assert drafted.status_code == 201
    order = drafted.json()["order"]
    looks = officers.looks()
    assert officers.pass_by(frame(None))["reason"] == "no-code"
    assert officers.looks() == looks
    alone = officers.first.post(f"/v1/orders/{order}/confirm")
    assert (alone.status_code, alone.json()["reason"]) == (403, "order-needs-two")
    assert alone.json()["articles"][0]["id"] == "cn-spc-2021/5.1"
    confirmed = officers.second.post(f"/v1/orders/{order}/confirm").json()
    assert confirmed["confirmed"]["by"] != confirmed["drafted"]["by"]
    assert officers.looks() == looks + 1
    found, passing = officers.pass_by(frame(None)), officers.pass_by(jpeg(scene((Standing(SOMEBODY),))))
    assert [one["reason"] for one in (found, passing)] == ["order-runs"] * 2
    assert found["lanes"] == ["desk", "pass"]
    assert found["opened"] is None
    known = officers.first.get(f"/v1/orders/{order}").json()
    assert (known["looks"], [one["door"] for one in known["matches"]]) == (2, ["north"])
    ended = officers.first.post(f"/v1/orders/{order}/end").json()
    assert ended["ended"]["cause"] == "officer"
    assert officers.pass_by(frame(None))["reason"] == "no-code"
    assert officers.looks() == looks + 3


def test_next_door_nothing_changes(officers: Officers) -> None:
    """At a door that the order does not name nobody is looked at, and its page is told of no order."""
    officers.order()
    looks = officers.looks()
    assert officers.pass_by(frame(None), SOUTH)["reason"] == "no-code"
    assert officers.looks() == looks
    assert [officers.desk.operator.get(door).json()["ordered"] for door in (NORTH, SOUTH)] == [True, False]


def test_an_operator_is_no_officer(officers: Officers) -> None:
    """Neither the operator's key, nor a door's, nor none, opens a call of the officers."""
    order = officers.order()
    calls = [("POST", ORDERS), ("GET", ORDERS), ("GET", f"/v1/orders/{order}"), ("POST", f"/v1/orders/{order}/confirm"),
             ("POST", f"/v1/orders/{order}/end")]
    for method, path in calls:
        body = officers.body if path == ORDERS and method == "POST" else None
        assert officers.desk.operator.request(method, path, json=body).status_code == 403
        assert officers.desk.person.request(method, path, json=body).status_code == 401
    assert officers.first.get("/v1/status").status_code == 403
    assert officers.first.get(NORTH).status_code == 403


def test_an_officers_key_is_for_nothing_else(desk: Desk) -> None:
    """A key cannot be an operator's and an officer's at once."""
    body = {"label": "both", "scopes": ["officer", "operator"], "expires_in_days": 1}
    answer = desk.operator.post("/v1/keys", json=body)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:menshen:error:input")


def test_pictures_are_never_echoed(officers: Officers) -> None:
    """A draft that does not fit is answered with what is allowed, and nothing of its pictures comes back."""
    for sought in (["SECRETFACE!"] * 3, ["SECRETFACE"] * 2, ["SECRETFACE!"] * 13):
        answer = officers.first.post(ORDERS, json={**officers.body, "sought": sought})
        assert answer.status_code in {400, 422}
        assert "SECRETFACE" not in answer.text


@pytest.mark.parametrize("changed", [
    {"emergency": "shoplifting"}, {"doors": []}, {"doors": ["nowhere"]}, {"most_looks": 0}, {"why": ""},
    {"until": "2020-01-01T00:00:00Z"}, {"until": "2100-01-01T00:00:00Z"}, {"until": "2100-01-01T00:00:00"}])
def test_an_order_beyond_what_is_allowed_is_not_drafted(officers: Officers, changed: Json) -> None:
    """Another emergency than the law's, no door, no reason or too long a time: an error that says what is allowed."""
    orders = officers.first.get(ORDERS).json()
    answer = officers.first.post(ORDERS, json=officers.body | changed)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    assert officers.first.get(ORDERS).json() == orders


def test_a_pass_opens_beside_an_order(officers: Officers) -> None:
    """Whoever shows a plain pass is let in as before and not looked at; a prompt says that an order is in force."""
    officers.order()
    plain = officers.desk.entitle()
    looks = officers.looks()
    assert officers.pass_by(frame(plain["code"]))["opened"] == "pass"
    assert officers.looks() == looks
    assert officers.desk.prompt(plain["code"])["ordered"] is True


def test_an_incident_freezes_and_tells(officers: Officers) -> None:
    """A suspicion shuts every face lane, names what is held, what to tell whom and what it may cost; closing thaws."""
    desk = officers.desk
    plain = desk.entitle()
    agreed = desk.person.post("/v1/answers", json={"token": desk.prompt(plain["code"])["token"], "answer": "agree"})
    officers.order()
    looks = officers.looks()
    opened = desk.operator.post(INCIDENTS, json=CAUSE)
    assert opened.status_code == 201
    incident = opened.json()
    assert {one["kind"]: one["count"] for one in incident["held"]}["carried-faces"] == 0
    assert "Contact: Property, desk." in incident["notices"]["people"]["en"]
    assert "art. 57" in incident["notices"]["authority"]["en"]
    assert len(incident["exposure"]) == 3
    refused = desk.person.post("/v1/enrolments", json={"secret": agreed.json()["secret"]})
    assert (refused.status_code, refused.json()["reason"]) == (409, "face-lane-frozen")
    assert refused.json()["articles"][0]["id"] == "cn-measures-2025/14"
    door = desk.operator.get(NORTH).json()
    assert (door["face_open"], door["frozen"]) == (False, True)
    officers.pass_by(frame(None))
    assert officers.pass_by(frame(plain["code"]))["opened"] == "pass"
    assert officers.looks() == looks
    assert officers.first.get(f"/v1/incidents/{incident['incident']}").json() == incident
    closed = officers.first.post(f"/v1/incidents/{incident['incident']}/close", json={"found": two("Nothing.")}).json()
    assert (closed["frozen"], closed["closed"]["found"]["en"]) == (False, "Nothing.")
    assert desk.operator.get(NORTH).json()["face_open"]


def test_an_incident_asks_for_an_operator_or_an_officer(desk: Desk) -> None:
    """A door's key and no key freeze nothing."""
    made = desk.operator.post("/v1/keys", json={"label": "door", "scopes": ["door"], "expires_in_days": 1}).json()
    for headers, status in (({}, 401), ({"authorization": f"Bearer {made['key']}"}, 403)):
        assert desk.person.post(INCIDENTS, json=CAUSE, headers=headers).status_code == status
    assert not desk.operator.get(NORTH).json()["frozen"]


def test_what_is_unknown_is_an_error(officers: Officers) -> None:
    """An order, an incident or a place that nobody knows is answered as one."""
    for answer in (officers.first.get(f"/v1/orders/{'0' * 32}"), officers.first.post(f"/v1/orders/{'0' * 32}/end"),
                   officers.second.post(f"/v1/orders/{'0' * 32}/confirm"), officers.first.get("/v1/places/no/orders"),
                   officers.first.get(f"/v1/incidents/{'0' * 32}"),
                   officers.first.post("/v1/places/no/incidents", json=CAUSE)):
        assert (answer.status_code, answer.json()["type"]) == (400, "urn:menshen:error:input")
