"""The register over HTTP: a page and JSON-LD of the same values, for everybody."""

import hashlib
import re
from html import unescape

import pytest
import rfc8785
from support.desk import PLACE, Desk, two

from menshen.acts.publish import publish
from menshen.audit.incident import KINDS as HELD
from menshen.audit.register import CONTESTED
from menshen.edges.pages import published, words
from menshen.edges.pages.site import as_moment
from menshen.emergencies import Breach, Emergency, OrderEnd
from menshen.ledger.event import OUTCOME
from menshen.terms import Act, Lane, PlaceId, PlaceKind, PublicationKind, Purpose


@pytest.fixture(scope="module")
def told(desk: Desk) -> Desk:
    """A gate with a public place beside the other, an order and an incident, and a resident."""
    desk.operator.put("/v1/places/hall", json=PLACE | {"public_place": True, "kind": "gym"}).raise_for_status()
    gate = desk.house.gate
    publish(gate, PublicationKind.ORDER, PlaceId("court"),
            {"emergency": "missing-person", "officers": ["one", "two"], "why": two("a lost child"), "unheard-of": [1]})
    publish(gate, PublicationKind.INCIDENT, PlaceId("hall"), {"suspected": "leak", "held": {"passes": "fewer than 10"},
                                                              "cause": "<script>alert(1)</script>"})
    desk.entitle(label="Zhang San 3-1201")
    return desk


def test_everybody_reads_it(told: Desk) -> None:
    """Page and JSON-LD need no key, and say the same of places, notices, documents and the log."""
    answer = told.person.get("/v1/register")
    assert answer.headers["content-type"] == "application/ld+json"
    register = answer.json()
    page = unescape(told.person.get("/register").text)
    assert [one["dct:identifier"] for one in register["menshen:place"]] == ["court", "hall"]
    for place in register["menshen:place"]:
        notices = [one["dpv:hasNotice"] for one in place["dpv:hasProcess"]]
        documents = place["menshen:publication"]
        for literal, said in [(one["menshen:document"], one["dct:identifier"]) for one in notices] + \
                [(one["menshen:document"], one["menshen:hash"]) for one in documents]:
            assert hashlib.sha256(rfc8785.dumps(literal["@value"])).hexdigest() == said
            assert said in page
    assert register["menshen:log"]["menshen:checkpoint"] in page
    assert told.person.get("/v1/checkpoint").text == register["menshen:log"]["menshen:checkpoint"]
    assert told.person.get("/v1/log-key").text.strip() == register["menshen:log"]["menshen:verifierKey"]


def test_the_page_needs_no_script(told: Desk) -> None:
    """As it is served the page holds everything in both languages, and hides none of it behind a script."""
    page = told.person.get("/register").text
    for text in ("人脸识别公示", "Public register", "用人脸识别，现在开着", "face recognition, live", "有人走失",
                 "is missing", "a lost child", "unheard-of", "由人开门，不计时", "少于10", "fewer than 10"):
        assert text in page
    assert "hidden" not in re.sub(r"aria-hidden", "", page)
    assert page.count("<h1") == 1
    assert page.count(CONTESTED.zh) == page.count(CONTESTED.en) == 1


def test_what_is_published_is_text_and_no_markup(told: Desk) -> None:
    """A document whose words look like markup is shown as its words."""
    page = told.person.get("/register").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(("said", "moment"), [
    ("2026-05-01T08:00:00.000Z", True), ("2026-05-01", False), ("2026-05-01T08:00:00", False), ("a lost child", False),
    ("20260501", False), (7, False), ("2026-05-01T08:00:00.000+08:00", False)])
def test_a_moment_is_known_by_its_form(said: object, *, moment: bool) -> None:
    """What is written as our own moments are is shown as one, and nothing else is."""
    assert (as_moment(said) is not None) == moment


def test_nothing_of_anybody_is_on_it(told: Desk) -> None:
    """The desk's label of a resident is neither on the page nor in the JSON-LD."""
    for path in ("/register", "/v1/register"):
        assert "Zhang" not in told.person.get(path).text


def test_both_are_kept_for_moments_only(told: Desk) -> None:
    """The page is stored by no browser, and the JSON-LD for two seconds."""
    assert told.person.get("/register").headers["cache-control"] == "no-store"
    assert told.person.get("/v1/register").headers["cache-control"] == "public, max-age=2"


def test_the_pages_have_words_for_what_they_may_show() -> None:
    """Every kind of place, lane, purpose and published document has its words in both languages."""
    for table, kind in ((words.KINDS, PlaceKind), (words.LANES, Lane), (words.PURPOSES, Purpose),
                        (words.PUBLICATIONS, PublicationKind)):
        assert set(table) == set(kind)
    assert {*Emergency, *OrderEnd, *Breach} <= set(published.VALUES)
    assert set(HELD) <= set(published.DOCUMENT)
    assert set(OUTCOME.words.removeprefix("one of ").split(", ")) <= set(words.OUTCOMES)
    assert {Act.ENROL, Act.VERIFY, Act.IDENTIFY} <= set(words.ACTS)
