"""A guardian's consent over HTTP: who attests, what the kiosk is shown, and what the desk cannot write down."""

from typing import Any

import pytest
from support.desk import Desk

Json = dict[str, Any]


@pytest.fixture
def parent(desk: Desk) -> Json:
    """An adult who lives there."""
    return desk.entitle()


@pytest.fixture
def child(desk: Desk, parent: Json) -> Json:
    """A child of twelve, of whom the desk named the guardian."""
    return desk.entitle(age_band="under-14", guardians=[parent["entitlement"]])


def attest(desk: Desk, child: Json, **body: object) -> Json:
    """What the desk hands out on attesting a guardian."""
    made: Json = desk.operator.post(f"/v1/entitlements/{child['entitlement']}/guardians", json=body).json()
    return made


def test_child_needs_a_guardian(desk: Desk, child: Json) -> None:
    """Nobody under fourteen is shown the prompt alone, and the refusal names both articles."""
    refused = desk.prompt(child["code"])
    assert refused["reason"] == "guardian-needed"
    assert [one["id"] for one in refused["articles"]] == ["cn-spc-2021/2.3", "cn-measures-2025/7"]


def test_the_guardians_own_pass_opens_the_prompt(desk: Desk, child: Json, parent: Json) -> None:
    """Shown beside the child's it opens the notice, which says so; a neighbour's pass opens nothing."""
    assert desk.prompt(child["code"], guardian=desk.entitle()["code"])["reason"] == "guardian-unknown"
    assert desk.prompt(child["code"], guardian=parent["code"])["guardian"] is True
    assert desk.prompt(parent["code"])["guardian"] is False


def test_the_desks_token_opens_one_prompt(desk: Desk) -> None:
    """A guardian who does not live there gets a token and its code; a second showing of it opens nothing."""
    child = desk.entitle(age_band="under-14")
    handed = attest(desk, child)
    assert handed["shows"] == "token"
    assert handed["qr_svg"].startswith("<svg")
    assert desk.prompt(child["code"], guardian=handed["token"])["guardian"] is True
    assert desk.prompt(child["code"], guardian=handed["token"])["reason"] == "guardian-unknown"


def test_the_desk_may_attest_a_resident(desk: Desk, parent: Json) -> None:
    """Whom the desk has attested shows their own pass; nothing is handed out."""
    child = desk.entitle(age_band="under-14")
    assert desk.prompt(child["code"], guardian=parent["code"])["reason"] == "guardian-unknown"
    handed = attest(desk, child, guardian=parent["entitlement"])
    assert (handed["shows"], handed["token"], handed["qr_svg"]) == ("own-pass", None, None)
    assert desk.prompt(child["code"], guardian=parent["code"])["guardian"] is True


def test_no_paper_is_written_down(desk: Desk, child: Json) -> None:
    """A number of an identity paper has no field: the call is refused, and what came is not repeated."""
    number = "110101199003070000"
    for field in ("document", "id_number", number):
        refused = attest(desk, child, **{field: number})
        assert refused["status"] == 422
        assert number not in str(refused)


def test_only_the_desk_attests(desk: Desk, child: Json) -> None:
    """Without a key, and with a door's, nobody is attested."""
    path = f"/v1/entitlements/{child['entitlement']}/guardians"
    assert desk.person.post(path, json={}).status_code == 401
    key = desk.operator.post("/v1/keys", json={"label": "door", "scopes": ["door"], "expires_in_days": 1}).json()["key"]
    refused = desk.person.post(path, json={}, headers={"authorization": f"Bearer {key}"})
    assert refused.status_code == 403


def test_an_operator_does_not_ask_for_a_guardian(desk: Desk, child: Json, parent: Json) -> None:
    """With an API key neither prompt nor answer comes to be, whatever passes are shown."""
    body = {"code": child["code"], "guardian": parent["code"]}
    assert desk.operator.post("/v1/prompts", json=body).json()["reason"] == "consent-by-operator"
    token = desk.prompt(**body)["token"]
    answer = desk.operator.post("/v1/answers", json={"token": token, "answer": "agree"}).json()
    assert answer["reason"] == "consent-by-operator"


@pytest.mark.parametrize("wrong", [{"guardians": ["nobody"]}, {"guardians": ["0" * 32]}, {"guardians": ["0" * 32] * 5}])
def test_a_wrong_guardian_is_refused_in_words(desk: Desk, wrong: Json) -> None:
    """Who is no adult resident cannot be named, nor can more than four."""
    assert desk.entitle(age_band="under-14", **wrong)["status"] in {400, 422}


def test_the_receipt_says_that_a_guardian_consented(desk: Desk, child: Json, parent: Json) -> None:
    """The guardian's receipt speaks of a child and its guardian and names neither; it withdraws, and then says so."""
    token = desk.prompt(child["code"], guardian=parent["code"])["token"]
    agreed = desk.person.post("/v1/answers", json={"token": token, "answer": "agree"}).json()
    record = agreed["receipt"]["dpv:hasRecordOfActivity"]
    assert record["dpv:hasConsentStatus"][0]["dpv:isIndicatedBy"] == "dpv:GuardianOfDataSubject"
    assert not any(known in str(record) for known in (child["entitlement"], parent["entitlement"], child["pass_id"]))
    ended = desk.person.post("/v1/withdrawals", json={"secret": agreed["secret"]})
    assert ended.json()["grant"] == agreed["grant"]
    again = desk.prompt(child["code"], guardian=parent["code"], own_request=True)
    assert again["reason"] == "guardian-unknown"
