import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from menshen.consent.grant import Grant, GrantState
from menshen.consent.notice import Notice
from menshen.consent.prompt import Prompt
from menshen.consent.receipt import APPLICABLE_LAW, UNDER_FOURTEEN, receipt
from menshen.errors import EvidenceError
from menshen.law.law import Law

LINK = "https://gate.lakeside.example/withdraw#secret"


def _members(value: object) -> Iterator[str]:
    """The names of all members at any depth."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _members(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _members(inner)


def _receipt(grant: Grant, notice: Notice, prompt: Prompt) -> dict[str, object]:
    return receipt(grant, notice, prompt, operator="Lakeside Property", withdraw_link=LINK,
                   created=grant.history[0].at)


def test_a_receipt_names_the_grant_and_how_to_end_it(grant: Grant, notice: Notice, prompt: Prompt) -> None:
    """A receipt is JSON that names the grant, the notice's hash, the operator and where to withdraw."""
    written = json.dumps(_receipt(grant, notice, prompt))
    for said in (grant.id, notice.hash, prompt.id, "Lakeside Property", LINK, "dpv:ConsentGiven"):
        assert said in written


def test_every_term_of_a_receipt_is_of_a_vocabulary_it_names(grant: Grant, notice: Notice, prompt: Prompt) -> None:
    """Each member of a receipt is JSON-LD's own or has a prefix that the receipt's context explains."""
    written = _receipt(grant, notice, prompt)
    context = written.pop("@context")
    assert isinstance(context, dict)
    assert {term.split(":")[0] for term in _members(written)} <= {*context, "@type", "@value", "@language"}


def test_a_receipt_says_who_consented(grant: Grant, notice: Notice, prompt: Prompt) -> None:
    """A guardian's receipt says so of the giving alone, and cites the article on children; another's says nothing."""
    given = replace(grant, guardian=True)
    ended = _receipt(given.ended(GrantState.WITHDRAWN, grant.not_after - timedelta(days=1)), notice, prompt)
    record = ended["dpv:hasRecordOfActivity"]
    assert isinstance(record, dict)
    assert [one.get("dpv:isIndicatedBy") for one in record["dpv:hasConsentStatus"]] == [
        "dpv:GuardianOfDataSubject", None]
    assert record["dpv:hasDataSubject"] == "dpv:Child"
    assert UNDER_FOURTEEN in record["dpv:hasApplicableLaw"]
    own = json.dumps(_receipt(grant, notice, prompt))
    assert not [said for said in ("Guardian", "Child", UNDER_FOURTEEN) if said in own]


def test_a_receipt_cites_articles_that_are_there() -> None:
    """Every article that a receipt names is in the packs."""
    law = Law.load()
    cited = [*APPLICABLE_LAW, UNDER_FOURTEEN]
    assert [law.article(article).id for article in cited] == cited


def test_a_receipt_is_bound_to_its_own_words(grant: Grant, notice: Notice, prompt: Prompt) -> None:
    """Another notice, or another prompt, than those of the grant makes no receipt."""
    with pytest.raises(EvidenceError):
        _receipt(grant, replace(notice, version=2), prompt)
    with pytest.raises(EvidenceError):
        _receipt(grant, notice, replace(prompt, id="3" * 32))


def test_a_receipt_tells_the_whole_history(grant: Grant, notice: Notice, prompt: Prompt) -> None:
    """After the end the receipt says when it was given and when it ended, in the terms of the vocabulary."""
    later = grant.history[0].at + timedelta(days=3)
    record = _receipt(grant.ended(GrantState.WITHDRAWN, later), notice, prompt)["dpv:hasRecordOfActivity"]
    assert isinstance(record, dict)
    assert [(one["@type"], one["dpv:isIndicatedAtTime"]) for one in record["dpv:hasConsentStatus"]] == [
        ("dpv:ConsentGiven", "2026-05-01T08:00:00.000Z"), ("dpv:ConsentWithdrawn", "2026-05-04T08:00:00.000Z")]


def test_a_receipt_says_how_it_was_asked(grant: Grant, notice: Notice, prompt: Prompt) -> None:
    """The order in which the two options stood is on the receipt, and that there was no default."""
    record = _receipt(grant, notice, prompt)["dpv:hasRecordOfActivity"]
    assert isinstance(record, dict)
    assert record["menshen:prompt"] == {
        "dct:identifier": prompt.id, "menshen:shown": "2026-05-01T08:00:00.000Z",
        "menshen:options": ["decline", "agree"], "menshen:default": None, "menshen:beside": []}
