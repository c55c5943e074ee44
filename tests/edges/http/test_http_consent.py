"""Consent over HTTP: only the answer of the person to a prompt, once, in time, alone."""

import pytest
from support.desk import Desk


def test_operator_cannot_consent(desk: Desk) -> None:
    """An answer that comes with an API key is no consent."""
    token = desk.prompt(desk.entitle()["code"])["token"]
    answer = desk.operator.post("/v1/answers", json={"token": token, "answer": "agree"})
    assert (answer.status_code, answer.json()["reason"]) == (403, "consent-by-operator")
    assert answer.json()["articles"][0]["id"] == "cn-spc-2021/2.3"


def test_operator_neither_asks_nor_enrols(desk: Desk) -> None:
    """A prompt or a permit to enrol that is asked for with an API key is refused."""
    code = desk.entitle()["code"]
    assert desk.operator.post("/v1/prompts", json={"code": code}).json()["reason"] == "consent-by-operator"
    token = desk.prompt(code)["token"]
    secret = desk.person.post("/v1/answers", json={"token": token, "answer": "agree"}).json()["secret"]
    assert desk.operator.post("/v1/enrolments", json={"secret": secret}).json()["reason"] == "consent-by-operator"
    assert "permit" in desk.person.post("/v1/enrolments", json={"secret": secret}).json()


def test_bundled_consent_is_none(desk: Desk) -> None:
    """An answer beside membership terms is no consent (art. 4(2))."""
    token = desk.prompt(desk.entitle()["code"])["token"]
    answer = desk.person.post("/v1/answers", json={"token": token, "answer": "agree", "beside": ["membership terms"]})
    assert answer.json()["articles"][0]["id"] == "cn-spc-2021/4.2"


@pytest.mark.parametrize("first", ["agree", "decline"])
def test_prompt_is_answered_once(desk: Desk, first: str) -> None:
    """A second answer to one prompt changes nothing."""
    token = desk.prompt(desk.entitle()["code"])["token"]
    desk.person.post("/v1/answers", json={"token": token, "answer": first}).raise_for_status()
    again = desk.person.post("/v1/answers", json={"token": token, "answer": "agree"})
    assert (again.status_code, again.json()["reason"]) == (409, "prompt-answered")


def test_decliner_is_not_asked_again_but_may_ask(desk: Desk) -> None:
    """After a no there is no second prompt, unless the person herself asks for one."""
    code = desk.entitle()["code"]
    desk.person.post("/v1/answers", json={"token": desk.prompt(code)["token"], "answer": "decline"}).raise_for_status()
    assert desk.prompt(code)["reason"] == "already-declined"
    assert "token" in desk.prompt(code, own_request=True)


def test_receipt_names_the_grant_and_the_notice(desk: Desk) -> None:
    """The receipt carries the grant's id, the notice's hash and the way to withdraw, and no face."""
    prompt = desk.prompt(desk.entitle()["code"])
    agreement = desk.person.post("/v1/answers", json={"token": prompt["token"], "answer": "agree"}).json()
    record = agreement["receipt"]["dpv:hasRecordOfActivity"]
    assert record["dct:identifier"] == agreement["grant"]
    assert record["dpv:hasNotice"]["dct:identifier"] == prompt["notice"]["hash"]
    assert record["dpv:hasConsentControl"][0]["dpv:isExercisedAt"].endswith(f"#{agreement['secret']}")


def test_refusal_speaks_the_callers_language(desk: Desk) -> None:
    """The same refusal comes in 中文 or in English, as the caller asks."""
    body = {"token": "x" * 43, "answer": "agree"}
    zh = desk.person.post("/v1/answers", json=body, headers={"accept-language": "zh-CN"}).json()
    en = desk.person.post("/v1/answers", json=body, headers={"accept-language": "en-GB, zh;q=0.5"}).json()
    assert "同意" in zh["title"]
    assert "consent" in en["title"]
