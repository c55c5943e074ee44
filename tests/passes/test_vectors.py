"""Passes against `vectors.json`, which any reader in any language can run."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from support import pass_vectors

from menshen.passes.claims import Claims
from menshen.passes.code import issue, read
from menshen.passes.cose import key_id
from menshen.passes.seal import unseal
from menshen.terms import Reason, Refusal

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text())
KEYS = {bytes.fromhex(key["kid"]): Ed25519PublicKey.from_public_bytes(bytes.fromhex(key["public"]))
        for key in VECTORS["keys"]}


def each(kind: str) -> pytest.MarkDecorator:
    """One test for every vector of a kind, by its name."""
    return pytest.mark.parametrize("vector", VECTORS[kind], ids=lambda vector: vector["name"])


def claims_of(text: str) -> Claims:
    """What a pass says that is read."""
    claims = read(text, KEYS)
    assert isinstance(claims, Claims)
    return claims


def test_the_file_is_what_its_command_writes() -> None:
    """`vectors.json` comes out of `tests/support/pass_vectors.py` as it stands."""
    assert json.loads(json.dumps(pass_vectors.vectors())) == VECTORS


@each("accept")
def test_a_right_pass_is_read(vector: dict[str, Any]) -> None:
    """A right pass says what its vector says, and is written again as the same text."""
    claims = claims_of(vector["text"])
    said = {name: datetime.fromisoformat(value) if name in {"issued_at", "not_after"} else value
            for name, value in vector["claims"].items()}
    assert {name: value for name, value in asdict(claims).items() if name != "sealed"} == said
    signer = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["keys"][0]["private"]))
    assert issue(claims, signer, key_id(signer.public_key())) == vector["text"]


@each("accept")
def test_a_right_pass_opens(vector: dict[str, Any]) -> None:
    """A face pass opens with its key and gives its reference; a plain pass has nothing to open."""
    claims = claims_of(vector["text"])
    if "pass_key" in vector:
        assert unseal(claims, bytes.fromhex(vector["pass_key"])) == bytes.fromhex(vector["reference"])
    else:
        assert claims.sealed is None


@each("reject")
def test_a_wrong_text_is_no_pass(vector: dict[str, Any]) -> None:
    """A text with a single fault is an unknown pass."""
    assert read(vector["text"], KEYS) == Refusal(Reason.UNKNOWN_PASS)


@each("read_but_not_opened")
def test_a_reference_bound_to_something_else_stays_closed(vector: dict[str, Any]) -> None:
    """A signed pass whose reference was sealed with another key, or for something else, gives no reference."""
    claims = claims_of(vector["text"])
    assert unseal(claims, bytes.fromhex(vector["pass_key"])) == Refusal(Reason.PASS_REVOKED)
