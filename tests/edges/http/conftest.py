"""A whole gate over HTTP in this process: real store, real engine, real pages, no network."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from support.desk import PLACE, RESIDENT, SAID, Desk, jpeg, two

from menshen.config import Config
from menshen.drawn.moves import MOVES
from menshen.drawn.photograph import Held, held
from menshen.drawn.portrait import portrait
from menshen.drawn.traits import CALM
from menshen.wiring import build


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A house for each module; every test entitles residents of its own."""
    house = build(tmp_path_factory.mktemp("gate") / "home", Config(requests_per_minute=100_000, max_body_kib=1_024), "http://gate.test")
    key = house.operator_key.read_text(encoding="utf-8").strip()
    operator = TestClient(house.app, headers={"authorization": f"Bearer {key}", "accept-language": "en"})
    anyone = TestClient(house.app, headers={"accept-language": "en"})
    operator.put("/v1/places/court", json=PLACE).raise_for_status()
    notice = {"version": 1, "text": {name: two(name) for name in SAID}}
    operator.put("/v1/places/court/notices/entry-by-pass", json=notice).raise_for_status()
    lanes = {"lanes": ["face", "pass", "desk"], "attended": True}
    operator.put("/v1/places/court/doors/north", json=lanes).raise_for_status()
    yield Desk(house, operator, anyone)
    house.close()


@pytest.fixture(scope="session")
def pictures() -> list[bytes]:
    """Three pictures of the resident, to enrol with."""
    return [jpeg(portrait(RESIDENT)) for _ in range(3)]


@pytest.fixture(scope="session")
def heads() -> dict[str, bytes]:
    """The resident, straight and at the end of each move."""
    return {name: jpeg(portrait(RESIDENT, how)) for name, how in {"straight": CALM, **MOVES}.items()}


@pytest.fixture(scope="session")
def photograph() -> dict[str, bytes]:
    """A photograph of the resident, straight and held as each move would have it."""
    print_ = portrait(RESIDENT)
    ways = {"straight": Held(), "left": Held(turned_deg=28), "right": Held(turned_deg=-28), "nod": Held(leaned_deg=24)}
    return {name: jpeg(held(print_, how)) for name, how in ways.items()}
