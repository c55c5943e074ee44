"""Notices: what a person is told before being asked, complete in both languages, versioned and hashed.

What a notice must say: cn-spc-2021 art. 2(2); PIPL arts. 17 and 30; Measures 2025 art. 5. Publishing is not done here.
"""

import hashlib
from dataclasses import dataclass, fields
from typing import Any

import rfc8785

from menshen.errors import InputError
from menshen.terms import Bilingual, PlaceId, Purpose

MAX_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The nine things every notice says, each in 中文 and English."""

    purpose: Bilingual
    method: Bilingual
    scope: Bilingual
    retention: Bilingual
    recipients: Bilingual
    contact: Bilingual
    necessity: Bilingual
    effect: Bilingual
    rights: Bilingual

    def __post_init__(self) -> None:
        for field in fields(self):
            text: Bilingual = getattr(self, field.name)
            for language, words in (("zh", text.zh), ("en", text.en)):
                if not words.strip():
                    raise InputError(f"the notice says nothing about {field.name} in {language}",
                                     hint="art. 2(2) asks for purpose, method and scope; PIPL 17 and 30 for the rest")
                if len(words) > MAX_TEXT:
                    raise InputError(f"the notice's {field.name} has {len(words)} characters; the limit is {MAX_TEXT}")


@dataclass(frozen=True, slots=True)
class Notice:
    """One published version of a notice, for one purpose at one place."""

    place: PlaceId
    purpose: Purpose
    version: int
    text: NoticeText

    @property
    def hash(self) -> str:
        """SHA-256, hexadecimal, of the notice's RFC 8785 form: what a prompt and a grant are bound to."""
        return hashlib.sha256(rfc8785.dumps(self.document())).hexdigest()

    def document(self) -> dict[str, Any]:
        """The notice as JSON values."""
        return {"place": self.place, "purpose": self.purpose.value, "version": self.version,
                "text": {field.name: {"zh": getattr(self.text, field.name).zh, "en": getattr(self.text, field.name).en}
                         for field in fields(NoticeText)}}
