"""Prompts, grants and ties, as rows; answering and erasing."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from menshen.acts.records import Guardian, Tie
from menshen.consent.grant import Change, Grant, GrantState
from menshen.consent.prompt import Answer, Prompt
from menshen.edges.store import guardians, tables
from menshen.edges.store.rewriting import rewrite
from menshen.edges.store.transactions import upsert
from menshen.errors import InputError
from menshen.terms import EntitlementId, GrantId, Purpose


def save_prompt(connection: Connection, prompt: Prompt, entitlement: EntitlementId) -> None:
    """Write a new prompt, and beside it whom it was shown to."""
    connection.execute(insert(tables.prompts).values(
        id=prompt.id, token_hash=prompt.token_hash, place=prompt.place, purpose=prompt.purpose.value,
        notice_hash=prompt.notice_hash, options=list(prompt.options), own_request=prompt.own_request,
        shown_at=prompt.shown_at, expires_at=prompt.expires_at, answer=prompt.answer, answered_at=prompt.answered_at,
        guardian=prompt.guardian))
    connection.execute(insert(tables.prompt_links).values(prompt=prompt.id, entitlement=entitlement))


def forget_prompts(connection: Connection, entitlement: EntitlementId) -> None:
    """Delete a person's prompts that have no answer, and that they were shown."""
    links = tables.prompt_links.c
    theirs = select(links.prompt).where(links.entitlement == entitlement)
    open_ones = list(connection.scalars(
        select(tables.prompts.c.id).where(tables.prompts.c.id.in_(theirs), tables.prompts.c.answer.is_(None))))
    connection.execute(delete(tables.prompt_links).where(links.prompt.in_(open_ones)))
    connection.execute(delete(tables.prompts).where(tables.prompts.c.id.in_(open_ones)))


def prompt(connection: Connection, token_hash: str) -> tuple[Prompt, EntitlementId] | None:
    """The prompt of a token with whom it was shown to; None where that has been erased."""
    row = connection.execute(
        select(tables.prompts, tables.prompt_links.c.entitlement)
        .join(tables.prompt_links, tables.prompt_links.c.prompt == tables.prompts.c.id)
        .where(tables.prompts.c.token_hash == token_hash)).one_or_none()
    return None if row is None else (_prompt(row), row.entitlement)


def prompt_by_id(connection: Connection, prompt_id: str) -> Prompt | None:
    """The prompt that a grant is bound to, without the person."""
    row = connection.execute(select(tables.prompts).where(tables.prompts.c.id == prompt_id)).one_or_none()
    return None if row is None else _prompt(row)


def answer(connection: Connection, prompt: Prompt, grant: Grant | None, tie: Tie | None,
           guardian: Guardian | None) -> bool:
    """Write an answer and what follows from it, if the prompt had none; of concurrent answers one is written."""
    if prompt.answer is None:
        raise InputError("the prompt that came has no answer to save")
    column = tables.prompts.c
    # Compare and set in one statement: the database holds the row's lock from here to the commit.
    first = connection.execute(update(tables.prompts).where(column.id == prompt.id, column.answer.is_(None))
                               .values(answer=prompt.answer.value, answered_at=prompt.answered_at)).rowcount == 1
    if first and grant is not None:
        save_grant(connection, grant)
    if first and tie is not None:
        connection.execute(insert(tables.ties).values(grant=tie.grant, entitlement=tie.entitlement,
                                                      purpose=tie.purpose.value, receipt_hash=tie.receipt_hash))
    if first and guardian is not None:
        guardians.save_guardian(connection, guardian)
    return first


def save_grant(connection: Connection, grant: Grant) -> None:
    """Write the grant, new or ended."""
    upsert(connection, tables.grants, {
        "id": grant.id, "place": grant.place, "purpose": grant.purpose.value, "prompt": grant.prompt,
        "notice_hash": grant.notice_hash, "not_after": grant.not_after,
        "history": [[change.state.value, change.at.astimezone(UTC).isoformat()] for change in grant.history],
        "guardian": grant.guardian,
    })


def grant(connection: Connection, grant_id: GrantId) -> Grant | None:
    """One grant."""
    row = connection.execute(select(tables.grants).where(tables.grants.c.id == grant_id)).one_or_none()
    return None if row is None else _grant(row)


def grants(connection: Connection) -> Sequence[Grant]:
    """All grants, ended ones too, by id."""
    return [_grant(row) for row in connection.execute(select(tables.grants).order_by(tables.grants.c.id))]


def tie(connection: Connection, *of: ColumnElement[bool]) -> Tie | None:
    """The one tie that fits; each way of asking is unique by constraint."""
    row = connection.execute(select(tables.ties).where(*of)).one_or_none()
    return None if row is None else Tie(grant=row.grant, entitlement=row.entitlement, purpose=Purpose(row.purpose),
                                        receipt_hash=row.receipt_hash)


def erase(connection: Connection, grant: Grant) -> None:
    """Write the ended grant, and take away everything that ties it to a person."""
    save_grant(connection, grant)
    guardians.forget_guardians(connection, select(tables.ties.c.entitlement).where(tables.ties.c.grant == grant.id))
    connection.execute(delete(tables.ties).where(tables.ties.c.grant == grant.id))
    connection.execute(delete(tables.face_passes).where(tables.face_passes.c.grant == grant.id))
    connection.execute(delete(tables.prompt_links).where(tables.prompt_links.c.prompt == grant.prompt))
    connection.execute(delete(tables.history_pins).where(tables.history_pins.c.grant == grant.id))
    connection.execute(delete(tables.kept_references).where(tables.kept_references.c.grant == grant.id))
    for table in (tables.ties, tables.face_passes, tables.prompt_links, tables.guardians, tables.history_pins,
                  tables.kept_references):
        rewrite(connection, table)


def _prompt(row: Row[Any]) -> Prompt:
    first, second = map(Answer, row.options)
    return Prompt(id=row.id, token_hash=row.token_hash, place=row.place, purpose=Purpose(row.purpose),
                  notice_hash=row.notice_hash, options=(first, second), own_request=row.own_request,
                  shown_at=row.shown_at, expires_at=row.expires_at, answer=row.answer and Answer(row.answer),
                  answered_at=row.answered_at, guardian=row.guardian)


def _grant(row: Row[Any]) -> Grant:
    history = tuple(Change(GrantState(state), datetime.fromisoformat(at)) for state, at in row.history)
    return Grant(id=row.id, place=row.place, purpose=Purpose(row.purpose), prompt=row.prompt,
                 notice_hash=row.notice_hash, not_after=row.not_after, history=history, guardian=row.guardian)
