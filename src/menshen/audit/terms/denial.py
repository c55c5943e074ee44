"""Whether what a sentence names is denied by it: "we never ask for a perpetual licence" names one and asks for none.

A denial reaches from its word to the end of its part of the sentence. Not every "not" denies: what follows "if you do
not agree" is a consequence, and who may not withdraw is bound, not freed.
"""

from menshen.audit.terms.lexicon import DENIAL

DENY, BESIDE, PARTS, AFTER = DENIAL["deny"], DENIAL["beside"], DENIAL["parts"], DENIAL["after"]
RIGHT_OF_PERSONS, CONDITION = DENIAL["right_of_persons"], DENIAL["condition"]

NEAR = 100
"""How far after its words a denial may come."""


def denied(folded: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` of a sentence are said not to be so."""
    borders = [(border.start(), border.end()) for border in PARTS.finditer(folded)]
    begins = max((after for _, after in borders if after <= start), default=0)
    ends = min((before for before, _ in borders if before >= end), default=len(folded))
    left = CONDITION.sub(" ", folded[begins:start])
    if BESIDE.search(left) or AFTER.match(folded[end:min(ends, end + NEAR)]):
        return True
    return any(not RIGHT_OF_PERSONS.match(left[no.end():]) for no in DENY.finditer(left))
