"""How long an erasure takes in the database, by how many people are tied to a grant: `python bench/withdrawing.py`."""

import hashlib
import statistics
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import insert

from menshen.acts.records import Place
from menshen.consent.grant import Change, Grant, GrantState
from menshen.consent.notice import Notice, NoticeText
from menshen.consent.prompt import Answer
from menshen.edges.store import tables
from menshen.edges.store.database import open_database
from menshen.edges.store.records import SqlStore
from menshen.terms import Bilingual, GrantId, PlaceId, PlaceKind, Purpose

PEOPLE = (100, 1_000, 10_000)
RUNS = 9
NOW = datetime(2026, 5, 1, tzinfo=UTC)
PLACE = PlaceId("garden")
PURPOSE = Purpose.ENTRY_BY_PASS


def name(word: str) -> str:
    """An id."""
    return hashlib.sha256(word.encode()).hexdigest()[:32]


def filled(folder: Path, people: int) -> SqlStore:
    """A store with a place, its notice, and so many people who have agreed and enrolled."""
    database = open_database(f"sqlite:///{folder / f'{people}.db'}")
    store = SqlStore(database)
    store.save_place(Place(PLACE, PlaceKind.RESIDENTIAL, Bilingual("园", "Garden"), "Garden Ltd", "desk",
                           public_place=False, impact_assessed_on=date(2026, 1, 1), sign_shown=True))
    notice = Notice(PLACE, PURPOSE, 1, NoticeText(*[Bilingual("词", "words")] * 9))
    store.save_notice(notice)
    who = [str(number) for number in range(people)]
    common = {"place": PLACE, "purpose": PURPOSE.value, "notice_hash": notice.hash}
    with database.begin() as rows:
        rows.execute(insert(tables.prompts), [
            {"id": name(f"p{one}"), "token_hash": name(f"t{one}"), **common, "options": list(Answer),
             "own_request": False, "shown_at": NOW, "expires_at": NOW, "answer": "agree", "answered_at": NOW}
            for one in who])
        rows.execute(insert(tables.grants), [
            {"id": name(f"g{one}"), "prompt": name(f"p{one}"), **common, "not_after": NOW + timedelta(days=365),
             "guardian": False,
             "history": [["given", NOW.isoformat()]]} for one in who])
        rows.execute(insert(tables.prompt_links),
                     [{"prompt": name(f"p{one}"), "entitlement": name(f"e{one}")} for one in who])
        rows.execute(insert(tables.ties), [
            {"grant": name(f"g{one}"), "entitlement": name(f"e{one}"), "purpose": PURPOSE.value,
             "receipt_hash": name(f"r{one}")} for one in who])
        rows.execute(insert(tables.face_passes), [
            {"id": name(f"f{one}"), "entitlement": name(f"e{one}"), "purpose": PURPOSE.value, "grant": name(f"g{one}"),
             "not_after": NOW + timedelta(days=365), "revoked": False} for one in who])
    return store


def erasing_ms(store: SqlStore, number: int) -> float:
    """How long it takes to erase one of them."""
    grant = store.grant(GrantId(name(f"g{number}")))
    if grant is None:
        raise LookupError("the grant was never saved")
    ended: Grant = replace(grant, history=(*grant.history, Change(GrantState.WITHDRAWN, NOW)))
    begun = perf_counter()
    store.erase(ended)
    return (perf_counter() - begun) * 1e3


def main() -> None:
    """Print the median and the longest of several erasures for each size."""
    with tempfile.TemporaryDirectory() as folder:
        for people in PEOPLE:
            store = filled(Path(folder), people)
            times_ms = [erasing_ms(store, number) for number in range(RUNS)]
            print(f"{people:>6} people: {statistics.median(times_ms):.1f} ms, at most {max(times_ms):.1f} ms")


if __name__ == "__main__":
    main()
