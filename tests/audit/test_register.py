"""The register's figures tell nothing of fewer than ten, and its JSON-LD explains itself."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from menshen.audit import register as rows
from menshen.audit.register import CONTESTED_ARTICLE, COUNTED, GROUND, figures, lane_figures, suppressed
from menshen.audit.register_jsonld import CONTEXT, jsonld
from menshen.law.law import Law
from menshen.terms import Bilingual, DoorId, Lane, PlaceId, PlaceKind, PublicationKind

COURT = PlaceId("court")
FEW = st.integers(0, 9)


def counts(openings: int, ms: int) -> dict[str, int]:
    """A day's counters of the face lane."""
    return {"opened/court/face": openings, "opened-ms/court/face": ms}


@pytest.mark.parametrize(("number", "shown"), [(0, None), (9, None), (10, 10), (19, 10), (123, 120)])
def test_below_ten_there_is_no_number(number: int, shown: int | None) -> None:
    """Ten is the smallest number that is published, each as the ten below it; zero is not told from nine."""
    assert suppressed(number) == shown


@given(FEW, FEW, st.integers(10, 10**6))
def test_nothing_published_depends_on_a_small_count(one: int, other: int, many: int) -> None:
    """Whatever number below ten a counter has, and whether it was ever begun, the register says the same."""
    for name in COUNTED:
        assert figures({name: one, "kept": many}) == figures({name: other, "kept": many}) == figures({})


@given(st.integers(10, 10**6), FEW)
def test_no_difference_of_two_figures_tells_of_fewer_than_ten(openings: int, failed: int) -> None:
    """However many were looked at beside those who came in, ten different numbers of them would read the same."""
    tens = range(openings // 10 * 10, openings // 10 * 10 + 10)
    said = told(openings, failed)
    assert len({other for other in range(20) for one in tens if told(one, other) == said}) >= 10


def told(openings: int, failed: int) -> tuple[int | None, int | None]:
    """What is published of a day's looks, and of the openings that some of them led to."""
    [looks, *_] = figures({"looks": openings + failed})
    [lane] = lane_figures(COURT, {Lane.FACE}, counts(openings, 0), [])
    return looks.number, lane.openings


@given(FEW, FEW, st.integers(0, 10**9), st.integers(0, 10**9))
def test_no_lane_tells_of_a_small_count(one: int, other: int, ms: int, other_ms: int) -> None:
    """Whatever number below ten of openings a lane has, and however long they took, the register says the same."""
    first, second = (lane_figures(COURT, {Lane.FACE}, counts(few, took), [counts(few, took)])
                     for few, took in ((one, ms), (other, other_ms)))
    assert first == second


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 1_000)), min_size=7, max_size=7))
def test_a_mean_is_of_ten_or_more(days: list[tuple[int, int]]) -> None:
    """A week's mean time is the sum of milliseconds over openings, and is given of ten openings or more."""
    week = [counts(openings, openings * each_ms) for openings, each_ms in days]
    [figure] = lane_figures(COURT, {Lane.FACE}, {}, week)
    openings = sum(one for one, _ in days)
    assert (figure.mean_ms is None) == (openings < 10)
    if figure.mean_ms is not None:
        assert figure.mean_ms == round(sum(one * each_ms for one, each_ms in days) / openings)


def test_lanes_of_another_place_do_not_count() -> None:
    """A lane's figures are its own place's and its own."""
    day = {"opened/court/face": 12, "opened/hall/face": 30, "opened/court/pass": 40}
    found = {one.lane: (one.openings, one.timed) for one in lane_figures(COURT, {Lane.FACE, Lane.DESK}, day, [day])}
    assert found == {Lane.FACE: (10, True), Lane.DESK: (None, False)}
    assert [one.name for one in figures(day)] == [*COUNTED]


def made(*, public_place: bool) -> rows.Register:
    """A register of one place, with everything in it."""
    notice = {"place": "court", "version": 1, "text": {"scope": {"zh": "一帧", "en": "one"}}}
    order = {"emergency": "a lost child", "officers": ["a", "b"], "held": None}
    hashes = [hashlib.sha256(rfc8785.dumps(one)).hexdigest() for one in (notice, order)]  # type: ignore[arg-type]
    at = datetime(2026, 5, 2, tzinfo=UTC)
    lanes = (rows.LaneEntry(Lane.FACE, up=True, down_s=0), rows.LaneEntry(Lane.PASS, up=False, down_s=61))
    place = rows.PlaceEntry(
        COURT, PlaceKind.GYM, Bilingual("院", "Court"), "Property", "desk", public_place, sign_shown=True,
        impact_assessed_on=None, injunction=False, notices=(rows.NoticeEntry("entry-by-pass", hashes[0], notice),),
        doors=(rows.DoorEntry(DoorId("north"), live=True, face_open=False, attended=True, lanes=lanes),),
        lanes=(rows.LaneFigures(Lane.FACE, timed=True, openings=12, mean_ms=None),
               rows.LaneFigures(Lane.DESK, timed=False, openings=None, mean_ms=None)),
        documents=(rows.DocumentEntry("1" * 32, PublicationKind.ORDER, at, None, hashes[1], order),))
    week = (date(2026, 4, 20), date(2026, 4, 26))
    return rows.Register("https://gate.example/v1/register", at, date(2026, 5, 1), week, GROUND, (place,),
                         figures({"looks": 11}), rows.LogEntry("menshen/log", "vkey", "note"))


def only_place(*, public_place: bool) -> Any:  # noqa: ANN401 - JSON
    """What the JSON-LD says of that place."""
    written: Any = jsonld(made(public_place=public_place))
    return written["menshen:place"][0]


def members(value: object) -> Iterator[tuple[str, object]]:
    """All members at any depth, but for those of JSON literals, which are not JSON-LD."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name, inner
            if value.get("@type") != "@json":
                yield from members(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from members(inner)


def test_every_term_is_of_a_vocabulary_that_is_named() -> None:
    """Each member and type is JSON-LD's own or has a prefix that the inline context explains, and nothing is null."""
    written = jsonld(made(public_place=True))
    assert written.pop("@context") == CONTEXT
    assert all(isinstance(meaning, str) and meaning.endswith(("/", "#", ":")) for meaning in CONTEXT.values())
    for name, inner in members(written):
        assert name.split(":")[0] in {*CONTEXT, "@id", "@type", "@value", "@language"}
        assert inner is not None
        if name == "@type":
            assert str(inner).split(":")[0] in {*CONTEXT, "@json"}


def test_hashes_are_of_what_is_shown() -> None:
    """Whoever reads a notice or document can compute its hash again."""
    place = only_place(public_place=True)
    shown = place["dpv:hasProcess"][0]["dpv:hasNotice"]
    document = place["menshen:publication"][0]
    for literal, said in ((shown["menshen:document"], shown["dct:identifier"]),
                          (document["menshen:document"], document["menshen:hash"])):
        assert hashlib.sha256(rfc8785.dumps(literal["@value"])).hexdigest() == said


@pytest.mark.parametrize("public_place", [True, False])
def test_the_contested_reading_stands_where_it_matters(*, public_place: bool) -> None:
    """In a public place, and only there, the register says that article 13 can be read otherwise."""
    assert ("menshen:contested" in only_place(public_place=public_place)) == public_place


def test_articles_of_the_register_are_in_the_packs() -> None:
    """The ground and the contested article are the law's own."""
    law = Law.load()
    assert [law.article(one).id for one in (GROUND, CONTESTED_ARTICLE)] == [GROUND, CONTESTED_ARTICLE]
