"""A situation's document: what is read, and what is refused with words that help."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law.situations import CANONICAL

from menshen.errors import InputError
from menshen.law.facts import FACTS, contradictions
from menshen.law.situation import parse
from menshen.terms import Act, PlaceKind

JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)
MEMBERS = st.sampled_from(("act", "date", "until", "place", "facts"))
NEARLY = st.sampled_from(
    ("verify", "2024-05-01", "hotel", "2024-05-01T00:00:00+08:00", "２０２４-05-01", {"minor": True}, {"minor": 1}))

DOCUMENT = {"act": "verify", "date": "2024-05-01", "place": "residential", "facts": dict(CANONICAL)}


def test_a_document_is_read_as_it_stands() -> None:
    """Act, dates, place and facts arrive as stated, a null fact as unknown."""
    situation = parse({**DOCUMENT, "until": "2024-05-02", "facts": {"minor": None, "deceased": False}})
    assert (situation.act, situation.place) == (Act.VERIFY, PlaceKind.RESIDENTIAL)
    assert (situation.on, situation.until) == (date(2024, 5, 1), date(2024, 5, 2))
    assert situation.facts == {"minor": None, "deceased": False}


def test_the_documented_example_is_read(root: Path) -> None:
    """The situation shown in docs/law.md is the canonical one."""
    example = re.search(r"```json\n(\{\"act\".*?)```", root.joinpath("docs", "law.md").read_text("utf-8"), re.DOTALL)
    assert example is not None
    assert parse(json.loads(example[1])).facts == CANONICAL


@pytest.mark.parametrize(("change", "says"), [
    ({"act": "analyze"}, "act is 'analyze'"),
    ({"act": ["verify"]}, "act is ['verify']"),
    ({"place": "moon"}, "place is 'moon'"),
    ({"place": None}, "place is None"),
    ({"date": "20240501"}, "date is '20240501'"),
    ({"date": "2024-02-30"}, "date is '2024-02-30'"),
    ({"date": 20240501}, "date is 20240501"),
    ({"date": None}, "date is None"),
    ({"until": "2024-04-30"}, "the act ends on 2024-04-30, before its date 2024-05-01"),
    ({"until": "soon"}, "until is 'soon'"),
    ({"facts": ["minor"]}, "facts are a JSON object, ['minor'] came"),
    ({"facts": {"consent": True}}, "'consent' is not a fact that the law knows"),
    ({"facts": {"minor": 0}}, "fact 'minor' is 0"),
    ({"facts": {"minor": "false"}}, "fact 'minor' is 'false'"),
    ({"when": "2024-05-01"}, "a situation has no member 'when'"),
])
def test_what_is_not_allowed_is_named(change: dict[str, object], says: str) -> None:
    """An unknown name, act, place, type or date is an error that says what came."""
    with pytest.raises(InputError, match=f"^{re.escape(says)}$"):
        parse({**DOCUMENT, **change})


@pytest.mark.parametrize("member", ["act", "date", "place"])
def test_a_missing_member_is_named(member: str) -> None:
    """A situation without its act, date or place is an error that says which."""
    with pytest.raises(InputError, match=f"^a situation needs {member}$"):
        parse({name: value for name, value in DOCUMENT.items() if name != member})


@pytest.mark.parametrize("document", [None, [], "verify", 1])
def test_only_an_object_is_a_situation(document: object) -> None:
    """Anything but a JSON object is an error."""
    with pytest.raises(InputError, match="a situation is a JSON object"):
        parse(document)


def test_a_hint_names_the_nearest_fact() -> None:
    """A misspelt fact is answered with the one that was meant."""
    with pytest.raises(InputError) as refused:
        parse({**DOCUMENT, "facts": {"consent_seperate": True}})
    assert refused.value.hint == "did you mean consent_separate?"


def test_a_long_value_is_not_echoed_whole() -> None:
    """A message quotes at most a line of what came."""
    with pytest.raises(InputError) as refused:
        parse({**DOCUMENT, "act": "x" * 10_000})
    assert len(str(refused.value)) < 80


@pytest.mark.parametrize(("facts", "named"), [
    ({"under_14": True, "minor": False}, "under_14 without minor"),
    ({"consent_separate": True, "consent_given": False}, "consent_separate without consent_given"),
    ({"consent_explicit": True, "consent_given": False}, "consent_explicit without consent_given"),
    ({"consent_written": True, "consent_given": False}, "consent_written without consent_given"),
    ({"consent_withdrawn": True, "consent_given": False}, "consent_withdrawn without consent_given"),
    ({"consent_expired": True, "consent_given": False}, "consent_expired without consent_given"),
    ({"within_consent_scope": True, "consent_given": False}, "within_consent_scope without consent_given"),
    ({"alternative_working": True, "alternative_offered": False}, "alternative_working without alternative_offered"),
    ({"alternative_equal": True, "alternative_offered": False}, "alternative_equal without alternative_offered"),
    ({"notice_specific": True, "notice_given": False}, "notice_specific without notice_given"),
    ({"sole_method": True, "alternative_working": True}, "sole_method with alternative_working"),
    ({"emergency_order_valid": True, "emergency": False}, "emergency_order_valid without emergency"),
    ({"deletion_done": True, "deletion_requested": False}, "deletion_done without deletion_requested"),
])
def test_facts_that_cannot_both_be_are_named(facts: dict[str, bool | None], named: str) -> None:
    """Each implication that is broken is named, and neither of its facts unknown breaks it."""
    assert contradictions(facts) == (named,)
    for unknown in facts:
        assert contradictions({**facts, unknown: None}) == ()


def test_the_fact_table_knows_every_canonical_fact() -> None:
    """Every canonical fact that has a worse value states the better one."""
    assert all(FACTS[name].worse in (None, not value) for name, value in CANONICAL.items())


@given(JSON | st.dictionaries(MEMBERS, JSON | NEARLY))
def test_any_document_is_a_situation_or_an_error(document: object) -> None:
    """Whatever JSON comes is read, or refused in a message of at most three lines that says what is allowed."""
    try:
        said = parse(document).act.value
    except InputError as refused:
        said = str(refused)
    assert 0 < len(said) <= 240
