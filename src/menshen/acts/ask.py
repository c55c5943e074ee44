"""Ask: show one person one prompt, and take the answer. The only way that consent comes to be."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta

from menshen.acts import hands_free
from menshen.acts.gate import Gate
from menshen.acts.guardian import UNKNOWN, asked_of, attested
from menshen.acts.holding import held_pass
from menshen.acts.recording import record, record_after
from menshen.acts.records import Entitlement, Guardian, Tie
from menshen.acts.terms import refused_by_terms
from menshen.acts.withdraw import end_grant
from menshen.consent.grant import Change, Grant, GrantState
from menshen.consent.notice import Notice
from menshen.consent.prompt import Answer, Prompt, answered, token_hash
from menshen.errors import EvidenceError, InputError
from menshen.terms import ID_BYTES, Attester, EntitlementId, GrantId, Purpose, Reason, Refusal, hex_id

TOKEN_BYTES = 32
ASKED_AGAIN = "cn-spc-2021/4.3"


@dataclass(frozen=True, slots=True)
class Shown:
    """A prompt on the person's side; `token` is the only proof of having been shown it, and is kept nowhere here."""

    token: str
    prompt: Prompt
    notice: Notice


@dataclass(frozen=True, slots=True)
class Agreed:
    """A grant, and the secret that its receipt carries: with it the person enrols, and withdraws."""

    grant: Grant
    notice: Notice
    prompt: Prompt
    secret: str


@dataclass(frozen=True, slots=True)
class Declined:
    """A clear no: nothing changes, and nobody asks again."""

    at: datetime


def ask(gate: Gate, code: str, *, own_request: bool, lasts: timedelta | None = None, guardian: str | None = None,
        purpose: Purpose = Purpose.ENTRY_BY_PASS) -> Shown | Refusal:
    """Show the holder of a plain pass the prompt for a face lane, once; again only at the person's own request.

    About a child's face the guardian is asked, who shows their own plain pass or the desk's token as `guardian`.
    The prompt for hands-free is another one, and never shown but at the person's own request.
    """
    lasting = _lasting(gate, lasts)
    # A reissue comes before this, or deletes what is shown here; and of a token shown twice one prompt is opened.
    with gate.moment.writing():
        held = held_pass(gate, code, None)
        if isinstance(held, Refusal):
            return held
        if held.record.purpose is not None:
            # A face pass speaks for a face, not for whoever carries it: with a copy somebody could enrol themselves.
            return Refusal(Reason.UNKNOWN_PASS)
        not_to_ask = hands_free.not_to_ask if purpose is Purpose.ENTRY_HANDS_FREE else _not_to_ask
        refusal = not_to_ask(gate, held.entitlement, own_request=own_request)
        if refusal is not None:
            return refusal
        notice = gate.store.notice(held.entitlement.place, purpose)
        if notice is None:
            return Refusal(Reason.NO_NOTICE, ("cn-spc-2021/2.2",))
        asked = asked_of(gate, held.entitlement, guardian)
        if isinstance(asked, Refusal):
            return asked
        return _show(gate, held.entitlement, notice, lasting, own_request=own_request, guardian=asked)


def answer(gate: Gate, token: str, choice: Answer, *, by_operator: bool, beside: tuple[str, ...]
           ) -> Agreed | Declined | Refusal:
    """Take the answer to a prompt. What is no consent is recorded as such, and changes nothing."""
    with gate.moment.writing():
        found = gate.store.prompt(token_hash(token))
        if found is None:
            return Refusal(Reason.PROMPT_UNKNOWN, ("cn-spc-2021/2.3",))
        shown, entitlement = found
        prompt = answered(shown, choice, gate.clock.now(), by_operator=by_operator, beside=beside)
        guardian = None if shown.guardian is None else attested(gate, entitlement, shown.guardian)
        if isinstance(prompt, Prompt) and choice is Answer.AGREE:
            prompt = _meanwhile(gate, shown, entitlement, guardian) or prompt
        if isinstance(prompt, Refusal):
            record(gate, "consent.refused", shown.place, prompt=shown.id, reason=prompt.reason.value,
                   articles=list(prompt.articles))
            return prompt
        earlier = gate.store.tie_of(entitlement, prompt.purpose)
        if earlier is not None:
            # The newest answer is the one that counts: a no, too, ends what an earlier yes began.
            end_grant(gate, earlier.grant, GrantState.WITHDRAWN)
        if choice is Answer.DECLINE:
            return _decline(gate, prompt, entitlement)
        return _agree(gate, prompt, entitlement, guardian)


def _meanwhile(gate: Gate, shown: Prompt, entitlement: EntitlementId, guardian: Guardian | None) -> Refusal | None:
    """Why a yes is no consent although its prompt is open: what has happened since it was shown. None: nothing has."""
    if shown.guardian is not None and guardian is None:
        # Ended meanwhile, a consent took the relation with it that this yes would stand on.
        return UNKNOWN
    known = gate.store.entitlement(entitlement)
    if known is not None and known.declined and not shown.own_request and shown.purpose is Purpose.ENTRY_BY_PASS:
        # Of two prompts she answered the other one with no: what was left open asks her again.
        return Refusal(Reason.ALREADY_DECLINED, (ASKED_AGAIN,))
    return refused_by_terms(gate, shown.place)


def _show(gate: Gate, entitlement: Entitlement, notice: Notice, lasting: timedelta, *, own_request: bool,
          guardian: Guardian | None) -> Shown | Refusal:
    """Open the prompt. Order: who attests, the showing, the spent token, the prompt; nothing comes of a part."""
    token = _token(gate)
    now = gate.clock.now()
    attestation = None if guardian is None else guardian.attestation
    prompt = Prompt(id=hex_id(gate.dice.random(ID_BYTES)), token_hash=token_hash(token), place=notice.place,
                    purpose=notice.purpose, notice_hash=notice.hash, options=_order(gate), own_request=own_request,
                    shown_at=now, expires_at=now + lasting, guardian=attestation)
    if guardian is not None and guardian.by is Attester.PASS:
        # Their own pass, shown beside the child's, is what attests it, every time.
        record(gate, "guardian.attested", notice.place, attestation=attestation, by=guardian.by.value)
    record(gate, "prompt.shown", notice.place, prompt=prompt.id, notice=notice.hash, own_request=own_request,
           attestation=attestation)
    if guardian is not None and guardian.token_hash is not None and not gate.store.spend_token(guardian.attestation):
        return UNKNOWN
    # CRASH POINT: a token may be spent on a prompt that nobody was given; the desk hands out another.
    gate.store.save_prompt(prompt, entitlement.id)
    return Shown(token, prompt, notice)


def _decline(gate: Gate, prompt: Prompt, entitlement: EntitlementId) -> Declined:
    # CRASH POINT: marked but unanswered is a no all the same; nobody is asked twice. About hands-free nobody is asked
    # but at their own request, so there is nothing to mark.
    if prompt.purpose is Purpose.ENTRY_BY_PASS:
        gate.store.mark_declined(entitlement)
    gate.store.answer(prompt, None, None)
    record_after(gate, "declined", prompt.place, prompt=prompt.id)
    return Declined(gate.clock.now())


def _agree(gate: Gate, prompt: Prompt, entitlement: EntitlementId, guardian: Guardian | None) -> Agreed | Refusal:
    notice = gate.store.notice_by_hash(prompt.notice_hash)
    known = gate.store.entitlement(entitlement)
    if notice is None or known is None:
        raise EvidenceError("a prompt was shown with a notice, or to a person, that is not on record")
    now = gate.clock.now()
    if known.not_after <= now:
        return Refusal(Reason.NOT_ENTITLED)
    grant = Grant(GrantId(hex_id(gate.dice.random(ID_BYTES))), prompt.place, prompt.purpose, prompt.id, notice.hash,
                  min(now + gate.durations.grant, known.not_after), (Change(GrantState.GIVEN, now),),
                  guardian=guardian is not None)
    secret = _token(gate)
    tie = Tie(grant.id, entitlement, grant.purpose, token_hash(secret))
    if not gate.store.answer(prompt, grant, tie, guardian):
        return Refusal(Reason.PROMPT_ANSWERED, ("cn-spc-2021/2.3",))
    # CRASH POINT: nobody was given the secret of a grant that is not on record, so nothing can stand on it; the next
    # answer ends it. Recorded first and not saved, one prompt would be on record with two grants.
    record(gate, "granted", prompt.place, grant=grant.id, prompt=prompt.id, notice=notice.hash,
           purpose=grant.purpose.value)
    return Agreed(grant, notice, prompt, secret)


def _not_to_ask(gate: Gate, entitlement: Entitlement, *, own_request: bool) -> Refusal | None:
    if entitlement.declined and not own_request:
        return Refusal(Reason.ALREADY_DECLINED, (ASKED_AGAIN,))
    spoilt = refused_by_terms(gate, entitlement.place)
    if spoilt is not None:
        return spoilt
    tie = gate.store.tie_of(entitlement.id, Purpose.ENTRY_BY_PASS)
    enrolled = tie is not None and tie.grant in gate.keys.grants()
    return Refusal(Reason.ALREADY_GRANTED) if enrolled and not own_request else None


def _order(gate: Gate) -> tuple[Answer, Answer]:
    """Which button stands first is thrown for every prompt, so that neither has the better place."""
    first = gate.dice.random(1)[0] % 2 == 0
    return (Answer.AGREE, Answer.DECLINE) if first else (Answer.DECLINE, Answer.AGREE)


def _lasting(gate: Gate, lasts: timedelta | None) -> timedelta:
    if lasts is None:
        return gate.durations.prompt
    if not timedelta() < lasts <= gate.durations.prompt:
        longest = gate.durations.prompt.total_seconds()
        raise InputError(f"a prompt of {lasts.total_seconds():g} s came; at most {longest:g} s")
    return lasts


def _token(gate: Gate) -> str:
    return base64.urlsafe_b64encode(gate.dice.random(TOKEN_BYTES)).rstrip(b"=").decode()
