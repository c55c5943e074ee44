"""Records made for tests of the store: ids are digests of a word, so that each test can name its own."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from menshen.acts.records import Door, Entitlement, Guardian, Pass, Place, Tie
from menshen.acts.store_port import Store
from menshen.consent.grant import Change, Grant, GrantState
from menshen.consent.notice import Notice, NoticeText
from menshen.consent.prompt import Answer, Prompt
from menshen.terms import (
    AgeBand,
    Area,
    Attester,
    Bilingual,
    DoorId,
    EntitlementId,
    GrantId,
    Lane,
    PassId,
    PlaceId,
    PlaceKind,
    Purpose,
)

NOW = datetime(2026, 5, 1, 8, 0, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(days=365)
GARDEN = PlaceId("garden")
PURPOSE = Purpose.ENTRY_BY_PASS


def name(word: str, size: int = 16) -> str:
    """An identifier that belongs to `word`, as hexadecimal digits."""
    return hashlib.sha256(word.encode()).hexdigest()[:size * 2]


def place(place_id: str = GARDEN) -> Place:
    """A residential compound."""
    return Place(id=PlaceId(place_id), kind=PlaceKind.RESIDENTIAL, name=Bilingual("桂园", "Osmanthus Garden"),
                 operator="Garden Property Ltd", contact="+86 10 0000 0000", public_place=False,
                 impact_assessed_on=NOW.date(), sign_shown=True)


def door(door_id: str = "north") -> Door:
    """A live door with a face lane and a pass lane."""
    return Door(id=DoorId(door_id), place=GARDEN, lanes=frozenset({Lane.FACE, Lane.PASS}), up=frozenset({Lane.PASS}),
                live=True, code_window=Area(0.1, 0.2, 0.3, 0.7), face_area=Area(0, 0, 1, 1), attended=True)


def notice(version: int = 1, words: str = "as it says") -> Notice:
    """A notice of one version."""
    said = Bilingual("如其所言", words)
    return Notice(GARDEN, PURPOSE, version, NoticeText(*[said] * 9))


def entitlement(who: str) -> Entitlement:
    """Why `who` may pass."""
    return Entitlement(EntitlementId(name(f"{who} entitlement")), GARDEN, "residency", f"flat of {who}", AgeBand.ADULT,
                       LATER)


def plain(who: str) -> Pass:
    """The plain pass of `who`."""
    return Pass(PassId(name(f"{who} plain")), entitlement(who).id, None, None, LATER)


def prompt(who: str) -> Prompt:
    """One showing of the notice to `who`, unanswered."""
    return Prompt(id=name(f"{who} prompt"), token_hash=name(f"{who} token", 32), place=GARDEN, purpose=PURPOSE,
                  notice_hash=notice().hash, options=(Answer.DECLINE, Answer.AGREE), own_request=False, shown_at=NOW,
                  expires_at=NOW + timedelta(minutes=10))


def agreed(who: str) -> Prompt:
    """The same, answered with a yes."""
    return replace(prompt(who), answer=Answer.AGREE, answered_at=NOW + timedelta(seconds=9))


def grant(who: str) -> Grant:
    """What `who` agreed to."""
    return Grant(GrantId(name(f"{who} grant")), GARDEN, PURPOSE, prompt(who).id, notice().hash, LATER,
                 (Change(GrantState.GIVEN, NOW),))


def ended(who: str) -> Grant:
    """The same, withdrawn."""
    return grant(who).ended(GrantState.WITHDRAWN, NOW + timedelta(days=1))


def tie(who: str) -> Tie:
    """What ties `who` to that grant."""
    return Tie(grant(who).id, entitlement(who).id, PURPOSE, name(f"{who} receipt", 32))


def face_pass(who: str, number: int = 1) -> Pass:
    """A face pass of `who`."""
    return Pass(PassId(name(f"{who} face {number}")), entitlement(who).id, PURPOSE, grant(who).id, LATER)


def guardian(child: str, who: str) -> Guardian:
    """`who`, whom the desk named as one who may consent for `child`."""
    return Guardian(name(f"{who} of {child}"), entitlement(child).id, Attester.PASS, entitlement(who).id, None, LATER)


def with_token(child: str, number: int = 1) -> Guardian:
    """Whoever was handed a token for `child`."""
    return Guardian(name(f"token {number} of {child}"), entitlement(child).id, Attester.DESK, None,
                    name(f"{child} token {number}", 32), LATER)


def open_place(store: Store) -> None:
    """Save the place and its notice."""
    store.save_place(place())
    store.save_notice(notice())


def entitle(store: Store, who: str) -> None:
    """Save `who` with a plain pass, and show the prompt."""
    store.save_entitlement(entitlement(who), plain(who))
    store.save_prompt(prompt(who), entitlement(who).id)


def agree_again(store: Store, who: str) -> bool:
    """Show `who` a second prompt and take a yes to it."""
    again = f"{who} again"
    store.save_prompt(prompt(again), entitlement(who).id)
    return store.answer(agreed(again), grant(again), replace(tie(again), entitlement=entitlement(who).id))


def enrol(store: Store, who: str) -> None:
    """Take `who` from nothing to a face pass."""
    entitle(store, who)
    assert store.answer(agreed(who), grant(who), tie(who))
    store.save_face_pass(face_pass(who))
