"""Which words make which finding, and what takes it back: the table that a lawyer would want to see.

Each rule has its phrases in `words.zh.toml` and `words.en.toml` under its own name. `sentence` names what in the
sentence itself makes it right, `section` what in its section, `terms` what anywhere in the agreement (`features.py`);
`unless_found` the kinds that say it already where they stand in the same sentence.
"""

from dataclasses import dataclass

from menshen.audit.terms.kinds import Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a finding of `kind` where one of the phrases called `name` stands, unless something makes it right."""

    name: str
    kind: Kind
    sentence: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    unless_found: tuple[Kind, ...] = ()


RULES: tuple[Rule, ...] = (
    Rule("accepting", Kind.BUNDLED, sentence=("asked_apart",)),
    Rule("refused", Kind.CONDITION, sentence=("declining_way", "unaffected")),
    Rule("only", Kind.ONLY_WAY, sentence=("either_way",), section=("declining_way",)),
    Rule("required_for", Kind.CONDITION, sentence=("optional", "either_way", "our_duty"), section=("other_way",),
         terms=("declining_way",)),
    Rule("required", Kind.CONDITION, sentence=("asked_apart", "optional", "either_way", "our_duty"),
         section=("other_way",), terms=("declining_way",), unless_found=(Kind.ONLY_WAY,)),
    Rule("penalty", Kind.PENALTY),
    Rule("presence", Kind.BY_DEFAULT),
    Rule("silence", Kind.BY_DEFAULT),
    Rule("preset", Kind.BY_DEFAULT),
    Rule("opt_out", Kind.BY_DEFAULT),
    Rule("without_end", Kind.WITHOUT_END),
    Rule("outlasting", Kind.WITHOUT_END, sentence=("finite",)),
    Rule("any_purpose", Kind.ANY_PURPOSE, sentence=("withdrawal",)),
    Rule("irrevocable", Kind.IRREVOCABLE, sentence=("withdrawal",)),
    Rule("transferable", Kind.TRANSFERABLE),
    Rule("agreeing", Kind.BUNDLED, sentence=("asked_apart", "conditional", "optional"), section=("asked_apart",),
         unless_found=(Kind.BY_DEFAULT,)),
    Rule("among_others", Kind.BUNDLED, sentence=("asked_apart",), terms=("asked_apart",),
         unless_found=(Kind.BY_DEFAULT,)),
)
"""In this order; what a sentence says outright comes before what it merely takes for granted."""

TAKEN_FOR_GRANTED = frozenset({"required", "agreeing", "among_others"})
"""What would be wrong in an agreement and is right in a form that asks about nothing but the face."""
