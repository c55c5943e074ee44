from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from house.source import (
    LOOPS,
    Module,
    broad_excepts,
    clocks_and_dice,
    empty_names,
    modules,
    parse,
    permit_makers,
    too_long,
    unclaimed_tests,
    without_docstring,
)

Rule = Callable[[Module], Iterator[str]]

PURE = ("acts", "audit", "consent", "drawn", "faces", "law", "ledger", "passes")


def complaints(rule: Rule, *trees: tuple[Module, ...]) -> list[str]:
    """Everything that a rule finds."""
    return [complaint for tree in trees for module in tree for complaint in rule(module)]


@pytest.mark.parametrize("rule", [too_long, without_docstring, empty_names, broad_excepts, permit_makers])
def test_source_keeps_the_rules(root: Path, rule: Rule) -> None:
    """Every module of the package keeps every rule of the house."""
    assert complaints(rule, modules(root, "src")) == []


def test_rooms_and_acts_are_given_time_and_randomness(root: Path) -> None:
    """No room and no act reads a clock or throws dice of its own."""
    assert complaints(clocks_and_dice, *(modules(root, f"src/menshen/{name}") for name in PURE)) == []


def test_every_test_makes_one_claim(root: Path) -> None:
    """The docstring of every test is one sentence."""
    assert complaints(unclaimed_tests, modules(root, "tests")) == []


@pytest.mark.parametrize(("rule", "text"), [
    (too_long, "\n" * 300),
    (too_long, "def f():\n" + "    x = 1\n" * 39),
    (without_docstring, "x = 1"),
    (empty_names, "class FaceManager: ..."),
    (empty_names, "def process_frame(): ..."),
    (empty_names, "def f(data): ..."),
    (empty_names, "raw_data = 1"),
    (broad_excepts, "try: f()\nexcept Exception: pass"),
    (broad_excepts, "try: f()\nexcept (ValueError, BaseException): pass"),
    (broad_excepts, "try: f()\nexcept: pass"),
    (clocks_and_dice, "datetime.now(UTC)"),
    (clocks_and_dice, "date.today()"),
    (clocks_and_dice, "np.random.default_rng()"),
    (clocks_and_dice, "np.random.normal(0, 1)"),
    (unclaimed_tests, "def test_x(): ..."),
    (unclaimed_tests, 'def test_x():\n    """One claim. And another."""'),
])
def test_each_rule_finds_its_breach(rule: Rule, text: str) -> None:
    """A rule that is broken says so."""
    assert list(rule(parse(text)))


@pytest.mark.parametrize(("rule", "text"), [
    (too_long, "def f():\n" + "    x = 1\n" * 38),
    (without_docstring, '"""What it is."""'),
    (empty_names, "metadata = dated = processor = 1"),
    (empty_names, "REFUSE_SERVICE = 'refuse_service'"),
    (broad_excepts, "try: f()\nexcept ValueError: pass"),
    (permit_makers, "Permit(scope)"),
    (clocks_and_dice, "np.random.default_rng(seed).normal(0, 1)\nclock.now()"),
    (unclaimed_tests, 'def test_x():\n    """One claim (cn-spc-2021 art. 4(2)), over\n    two lines."""'),
])
def test_no_rule_finds_what_is_allowed(rule: Rule, text: str) -> None:
    """A rule that is kept says nothing."""
    assert not list(rule(parse(text)))


def test_a_permit_made_elsewhere_is_found() -> None:
    """Only in the law's own folder may a permit be made."""
    assert list(permit_makers(parse("law.Permit(scope)", "src/menshen/acts/admit.py")))


def test_the_loops_that_may_catch_everything_exist(root: Path) -> None:
    """No exemption outlives the loop that it was made for."""
    assert [path for path in LOOPS if "except Exception" not in (root / path).read_text(encoding="utf-8")] == []
