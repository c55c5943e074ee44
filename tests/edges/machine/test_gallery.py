"""The gallery in memory against a second, simpler one; and what is left of a row that was erased."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.simulated import ListedGallery

from menshen.consent.grant import Change, Grant, GrantState
from menshen.edges.machine.gallery import SPARE, MemoryGallery, zeros
from menshen.faces.gallery import Rows
from menshen.faces.template import LENGTH, dequantise, quantise, steps_of
from menshen.terms import GrantId, PlaceId, Purpose, Template

NOW = datetime(2026, 5, 1, tzinfo=UTC)
PLACES = (PlaceId("garden"), PlaceId("court"))


def grant(number: int, place: int = 0, notice: str = "a", days: int = 1) -> Grant:
    """A live grant for hands-free."""
    return Grant(GrantId(f"{number:032x}"), PLACES[place], Purpose.ENTRY_HANDS_FREE, "p", notice,
                 NOW + timedelta(days=days), (Change(GrantState.GIVEN, NOW),))


def template(number: int) -> Template:
    """Random features as a pass carries them, by number."""
    features = np.random.default_rng(number).normal(0, 0.1, LENGTH).astype(np.float32)
    return dequantise(quantise(features))


CHANGES = st.lists(st.tuples(st.booleans(), st.integers(0, 24), st.integers(0, 1), st.sampled_from("ab")), max_size=60)


@given(CHANGES)
def test_it_holds_what_a_simple_one_holds(changes: list[tuple[bool, int, int, str]]) -> None:
    """Whatever is put and erased in whatever order, size, search, ends and grants are those of a plain list."""
    gallery, simple = MemoryGallery(), ListedGallery()
    for put, number, place, notice in changes:
        for each in (gallery, simple):
            if put:
                each.put(grant(number, place, notice, days=number + 1), template(number))
            else:
                each.erase(grant(number).id)
    assert gallery.grants() == simple.grants()
    assert set(gallery.overdue(NOW + timedelta(days=12))) == set(simple.overdue(NOW + timedelta(days=12)))
    for at in PLACES:
        for words in "abc":
            assert gallery.size(at, words) == simple.size(at, words)
            for number in range(25):
                found = gallery.near(at, words, template(number), 0.5)
                assert set(found) == set(simple.near(at, words, template(number), 0.5))


def test_an_erased_row_is_nowhere_in_any_buffer() -> None:
    """Of a row that was erased, moved or outgrown no byte is left in any buffer that the gallery ever had."""
    buffers: list[Rows] = []

    def allocate(shape: tuple[int, int]) -> Rows:
        buffers.append(zeros(shape))
        return buffers[-1]

    gallery = MemoryGallery(allocate)
    many = 3 * SPARE
    for number in range(many):
        gallery.put(grant(number), template(number))
    assert len(buffers) == 3
    for number in range(0, many, 2):
        gallery.erase(grant(number).id)
    memory = b"".join(buffer.tobytes() for buffer in buffers)
    rows = [steps_of(template(number)).tobytes() for number in range(many)]
    assert [number for number in range(many) if rows[number][64:72] in memory] == [*range(1, many, 2)]
    assert sum(memory.count(rows[number]) for number in range(1, many, 2)) == many // 2


@pytest.mark.skipif(sys.platform != "linux", reason="a program's memory is read from /proc/self/mem")
def test_nothing_of_whom_it_compared_is_left_in_memory(root: Path) -> None:
    """Of a probe that is near nobody, and of an erased reference, no form is left in any memory of the program."""
    told = subprocess.check_output([sys.executable, "-m", "support.traces"], cwd=root / "tests")
    there, left = map(json.loads, told.splitlines())
    assert there["probe itself"]
    assert there["reference as bytes"]
    assert not any(left.values()), left


def test_who_agreed_to_other_words_is_not_compared() -> None:
    """A probe is compared with those of its place and notice, and with nobody else."""
    gallery = MemoryGallery()
    gallery.put(grant(1, notice="a"), template(1))
    gallery.put(grant(2, place=1, notice="b"), template(1))
    assert gallery.near(PLACES[0], "a", template(1), 0.5) == (grant(1).id,)
    assert gallery.near(PLACES[0], "b", template(1), 0.5) == ()
    assert gallery.near(PLACES[1], "a", template(1), 0.5) == ()


def test_enrolling_again_leaves_one_row() -> None:
    """A second reference of one grant takes the place of the first, under another notice too."""
    gallery = MemoryGallery()
    gallery.put(grant(1), template(1))
    gallery.put(grant(1, notice="b"), template(2))
    assert gallery.size(PLACES[0], "a") == 0
    assert gallery.near(PLACES[0], "b", template(2), 0.5) == (grant(1).id,)
    assert gallery.near(PLACES[0], "b", template(1), 0.5) == ()
