"""Duties: what becomes of each clause of a regime here, read from its pack. It enforces nothing itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any

from menshen.errors import EvidenceError
from menshen.terms import Bilingual


class Status(StrEnum):
    """What becomes of a clause."""

    ENFORCED = "enforced"
    """Before an act: what breaks it is refused, or cannot be done."""
    ASSESSED = "assessed"
    """Afterwards only, in a judgment."""
    OPEN = "open"
    """Not at all, for the reason given."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One clause (`cn-spc-2021/6/2`: article 6, second paragraph). `where` names code; `why` says why there is none."""

    clause: str
    says: Bilingual
    status: Status
    where: tuple[str, ...]
    why: Bilingual | None

    @property
    def article(self) -> str:
        """The id of the article that the clause belongs to."""
        pack, number, *_ = self.clause.split("/")
        return f"{pack}/{number}"


def duties(pack: str) -> tuple[Duty, ...]:
    """Every clause of the pack, in the statute's order; EvidenceError where a row says neither where nor why."""
    text = files("menshen.law").joinpath("packs", pack, "duties.toml").read_text("utf-8")
    return tuple(_duty(pack, row) for row in tomllib.loads(text)["duty"])


def _duty(pack: str, row: Mapping[str, Any]) -> Duty:
    status, where, why = Status(row["status"]), tuple(row.get("where", ())), row.get("why")
    if bool(where) is not (status is Status.ENFORCED) or bool(why) is (status is Status.ENFORCED):
        raise EvidenceError(f"clause {row['clause']} of {pack} is {status}, and says not where or why")
    return Duty(f"{pack}/{row['clause']}", Bilingual(**row["says"]), status, where, Bilingual(**why) if why else None)
