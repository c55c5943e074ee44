"""Whether what a sentence names is denied by it: "we never ask for a perpetual licence" names one and asks for none.

A denial reaches from its word to the end of its part of the sentence. Not every "not" denies: what follows "if you do
not agree" is a consequence, and who may not withdraw is bound, not freed.
"""

from menshen.audit.terms.lexicon import lexicon

NEAR = 100
"""How far after its words a denial may come."""


def denied(folded: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` of a sentence are said not to be so."""
    words = lexicon().denial
    borders = [(border.start(), border.end()) for border in words["parts"].finditer(folded)]
    begins = max((after for _, after in borders if after <= start), default=0)
    ends = min((before for before, _ in borders if before >= end), default=len(folded))
    left = words["condition"].sub(" ", folded[begins:start])
    if words["beside"].search(left) or words["after"].match(folded[end:min(ends, end + NEAR)]):
        return True
    return any(not words["right_of_persons"].match(left[no.end():]) for no in words["deny"].finditer(left))
