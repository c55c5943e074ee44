"""API keys are shown once, kept as a hash, for some scopes, until a day."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from edges.store.made import LATER, NOW
from sqlalchemy import Engine

from menshen.acts.records import ApiKey, KeyScope
from menshen.edges.store.api_keys import ApiKeys
from menshen.edges.store.database import open_database
from menshen.errors import InputError


@pytest.fixture
def keys(engine: Engine) -> ApiKeys:
    """The keys of one place."""
    return ApiKeys(engine, os.urandom)


def test_key_is_known(keys: ApiKeys) -> None:
    """A key is known by its text, with its label and scopes."""
    text = keys.create("north gate", ["door"], LATER)
    known = keys.verify(text, NOW)
    assert known is not None
    assert known == ApiKey(known.id, "north gate", frozenset({KeyScope.DOOR}), LATER)


def test_key_text(keys: ApiKeys) -> None:
    """A key's text is `msk_` and 43 URL-safe characters, never the same twice."""
    texts = {keys.create("desk", ["desk", "auditor"], LATER) for _ in range(20)}
    assert len(texts) == 20
    assert all(re.fullmatch(r"msk_[A-Za-z0-9_-]{43}", text) for text in texts)


def test_each_key_is_itself(keys: ApiKeys) -> None:
    """Of several keys the one is known whose text came."""
    texts = {label: keys.create(label, ["desk"], LATER) for label in ("one", "two", "three")}
    known = {label: keys.verify(text, NOW) for label, text in texts.items()}
    assert {label: key and key.label for label, key in known.items()} == {"one": "one", "two": "two", "three": "three"}


@pytest.mark.parametrize("change", [lambda text: text[:-1], lambda text: text + "A", lambda text: text.swapcase(),
                                    lambda text: text.removeprefix("msk_"), lambda _: "", lambda _: "msk_é"])
def test_other_text(keys: ApiKeys, change: Callable[[str], str]) -> None:
    """Any other text is no key."""
    assert keys.verify(change(keys.create("desk", ["desk"], LATER)), NOW) is None


def test_end(keys: ApiKeys) -> None:
    """A key holds until its end and not at it."""
    text = keys.create("desk", ["desk"], LATER)
    assert keys.verify(text, LATER - timedelta(microseconds=1)) is not None
    assert keys.verify(text, LATER) is None


def test_revoked(keys: ApiKeys) -> None:
    """A revoked key is no key any more, and still listed; another one is not touched."""
    text, other = keys.create("a", ["desk"], LATER), keys.create("b", ["door"], LATER)
    first, second = keys.list()
    keys.revoke(first.id, NOW)
    assert keys.verify(text, NOW) is None
    assert keys.verify(other, NOW) == second
    assert [key.revoked for key in keys.list()] == [True, False]


def test_revoking_what_is_not(keys: ApiKeys) -> None:
    """Revoking an unknown key is refused."""
    with pytest.raises(InputError, match="no key of this id"):
        keys.revoke("0" * 32, NOW)


@pytest.mark.parametrize("scopes", [[], ["root"], ["door", "Door"]])
def test_unknown_scopes(keys: ApiKeys, scopes: list[str]) -> None:
    """A key without a scope, or with an unknown one, is not made."""
    with pytest.raises(InputError, match="one scope or more"):
        keys.create("desk", scopes, LATER)
    assert keys.list() == []


def test_text_is_not_kept(tmp_path: Path) -> None:
    """A key's text is in no file."""
    opened = open_database(f"sqlite:///{tmp_path / 'menshen.db'}")
    text = ApiKeys(opened, os.urandom).create("a label to find", ["desk"], LATER)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"a label to find" in kept
    assert text.removeprefix("msk_").encode() not in kept
    opened.dispose()


def test_the_last_operators_key_stays(keys: ApiKeys) -> None:
    """Of the keys that open everything and still hold, the last cannot be ended; another kind can."""
    for label, scopes, not_after in (("first", ["operator"], LATER), ("second", ["operator"], LATER),
                                     ("ended", ["operator"], NOW), ("desk", ["desk"], LATER)):
        keys.create(label, scopes, not_after)
    ids = {key.label: key.id for key in keys.list()}
    keys.revoke(ids["second"], NOW)
    with pytest.raises(InputError, match="last operator"):
        keys.revoke(ids["first"], NOW)
    keys.revoke(ids["desk"], NOW)
    assert {key.label for key in keys.list() if not key.revoked} == {"first", "ended"}
