"""Prompts: one showing of a notice to one person, and the only thing that consent can answer.

A prompt has two options of equal weight, no default, and an end; silence, entry, signature or a ticked box elsewhere is
no answer (cn-spc-2021 arts. 2(3), 4). The token that proves who was shown the prompt is kept as a hash only.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from menshen.terms import PlaceId, Purpose, Reason, Refusal

SEPARATE_CONSENT = "cn-spc-2021/2.3"
BUNDLED_CONSENT = "cn-spc-2021/4.2"


class Answer(StrEnum):
    """The two options of every prompt."""

    AGREE = "agree"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One showing of a notice. `options` records the order in which the two buttons stood."""

    id: str
    token_hash: str
    place: PlaceId
    purpose: Purpose
    notice_hash: str
    options: tuple[Answer, Answer]
    own_request: bool
    """The person asked to be asked; a prompt after a clear no is shown only so."""
    shown_at: datetime
    expires_at: datetime
    answer: Answer | None = None
    answered_at: datetime | None = None
    guardian: str | None = None
    """For a child: the id under which it was attested that whoever was asked is the guardian. None: asked in person."""


def token_hash(token: str) -> str:
    """SHA-256 of a one-time token, hexadecimal; tokens are 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def answered(prompt: Prompt, answer: Answer, now: datetime, *, by_operator: bool, beside: tuple[str, ...]
             ) -> Prompt | Refusal:
    """The prompt with its answer, or why this is no consent at all.

    `by_operator`: the answer came with an operator's credentials. `beside`: other agreements on the same screen;
    consent is separate only where there are none. A no needs no form: it counts late, and beside anything.
    """
    if by_operator:
        return Refusal(Reason.CONSENT_BY_OPERATOR, (SEPARATE_CONSENT,))
    if beside and answer is Answer.AGREE:
        return Refusal(Reason.CONSENT_BUNDLED, (BUNDLED_CONSENT, SEPARATE_CONSENT))
    if prompt.answer is not None:
        return Refusal(Reason.PROMPT_ANSWERED, (SEPARATE_CONSENT,))
    if prompt.expires_at <= now and answer is Answer.AGREE:
        return Refusal(Reason.PROMPT_EXPIRED, (SEPARATE_CONSENT,))
    return replace(prompt, answer=answer, answered_at=now)
