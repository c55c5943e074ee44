"""Threads: calls that wait, for the ledger or for pictures, never hold those that the lanes need."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from support.desk import Desk, frame

from menshen.edges.http.threads import CAPTURES, WAITING, Threads
from menshen.errors import UnavailableError

MORE_THAN_THREADS = 48
"""The framework has forty of its own."""
SOON_S = 20


@contextmanager
def held(desk: Desk) -> Iterator[None]:
    """The ledger does not get on: whoever has to write waits for this to end."""
    inside, over = threading.Event(), threading.Event()

    def hold() -> None:
        with desk.house.gate.moment.writing():
            inside.set()
            over.wait(4 * SOON_S)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_other_lanes_wait_for_nobody_who_waits(desk: Desk) -> None:
    """With more callers waiting for the ledger than there are threads, a plain pass opens, by scanner and by camera."""
    codes = [desk.entitle()["code"] for _ in range(MORE_THAN_THREADS)]
    key = {"authorization": desk.operator.headers["authorization"]}
    door = "/v1/places/court/doors/north"

    async def day() -> list[int]:
        transport = httpx.ASGITransport(desk.house.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://gate.test", timeout=4 * SOON_S) as anyone:
            with held(desk):
                waiting = [asyncio.create_task(anyone.post("/v1/prompts", json={"code": code})) for code in codes]
                await asyncio.sleep(0.5)
                async with asyncio.timeout(SOON_S):
                    scanned = await anyone.post(f"{door}/codes", json={"code": codes[0]}, headers=key)
                    shown = await anyone.post(f"{door}/frames", content=frame(codes[0]), headers=key)
                assert not any(task.done() for task in waiting)
            assert [scanned.json()["opened"], shown.json()["opened"]] == ["pass", "pass"]
            return [answer.status_code for answer in await asyncio.gather(*waiting)]

    assert asyncio.run(day()) == [201] * MORE_THAN_THREADS


def test_captures_take_turns_and_hold_nothing_else() -> None:
    """However many pictures wait to be looked at, few threads work on them, and a pass needs none of those."""
    threads, over = Threads(), threading.Event()
    under_way: list[int] = []

    def capture(number: int) -> int:
        under_way.append(number)
        over.wait(SOON_S)
        return number

    async def day() -> list[int]:
        captures = [asyncio.create_task(threads.capture(f"grant {number}", capture, number))
                    for number in range(WAITING)]
        await asyncio.sleep(0.1)
        assert len(under_way) == CAPTURES
        for act in (threads.code, threads.frame, threads.pin):
            assert await act(str, 7) == "7"
        with pytest.raises(UnavailableError, match=f"{WAITING} people"):
            await threads.capture("one more", capture, WAITING)
        over.set()
        return list(await asyncio.gather(*captures))

    assert asyncio.run(day()) == list(range(WAITING))


def test_nobody_has_two_captures_under_way() -> None:
    """On one grant the second waits for the answer to the first: one person does not keep the others from it."""
    threads, over = Threads(), threading.Event()

    async def day() -> None:
        first = asyncio.create_task(threads.capture("grant", over.wait, SOON_S))
        await asyncio.sleep(0.1)
        with pytest.raises(UnavailableError, match="before these"):
            await threads.capture("grant", over.wait, SOON_S)
        over.set()
        assert await first
        assert await threads.capture("grant", over.wait, SOON_S)

    asyncio.run(day())
