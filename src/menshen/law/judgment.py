"""A judgment: what the law says of an act afterwards, as a value and as a JSON document. It judges nothing.

Source: cn-spc-2021 arts. 2 (tort), 10 (another way in), 11 (void terms), 12 (contract); `docs/law.md` for the document.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum

from menshen.terms import Bilingual, Language


class Outcome(StrEnum):
    """What becomes of the claim in tort."""

    INFRINGEMENT = "infringement"
    LAWFUL = "lawful"
    UNCLEAR = "unclear"
    OUTSIDE = "outside"


class Claim(StrEnum):
    """What becomes of one claim; none where the facts raise none."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"
    OPEN = "open"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Claims:
    """The four claims that the Interpretation knows."""

    tort: Claim
    alternative: Claim = Claim.NONE
    void_term: Claim = Claim.NONE
    contract: Claim = Claim.NONE


@dataclass(frozen=True, slots=True)
class Defence:
    """One head of article 5 (`5.4`) that was pleaded, whether it holds, and why."""

    article: str
    holds: bool
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Judgment:
    """What the law says of an act. Articles stand in the statute's order, the founding pack's first.

    `articles` carry the outcome; `remedies` follow from it; `open_questions` are facts that the claimant has not shown,
    and articles whose text leaves the outcome open.
    """

    outcome: Outcome
    claims: Claims
    articles: tuple[str, ...] = ()
    defences: tuple[Defence, ...] = ()
    open_questions: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()

    def document(self, language: Language) -> dict[str, object]:
        """The judgment as JSON has it, its reasons in the language asked for."""
        return {
            "outcome": self.outcome,
            "articles": self.articles,
            "defences": [{"article": one.article, "holds": one.holds, "why": one.why[language]}
                         for one in self.defences],
            "claims": asdict(self.claims),
            "open_questions": self.open_questions,
            "remedies": self.remedies,
            "contradictions": self.contradictions,
        }
