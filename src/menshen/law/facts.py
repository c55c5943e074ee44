"""The facts that the law knows: the worse value of each, who must prove it, and which facts contradict each other.

It decides nothing. Source of the burden: cn-spc-2021 art. 6 and Civil Code art. 1035. `docs/law.md` explains the table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Burden(StrEnum):
    """Who must prove a fact."""

    OPERATOR = "operator"
    CLAIMANT = "claimant"
    PLEADER = "pleader"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `worse` is the value that speaks against the act; None: it depends on the rule."""

    name: str
    worse: bool | None
    burden: Burden


def _row(worse: bool | None, burden: Burden, names: str) -> Iterator[tuple[str, Fact]]:
    return ((name, Fact(name, worse, burden)) for name in names.split())


FACTS: Mapping[str, Fact] = dict([
    *_row(False, Burden.OPERATOR, """
        consent_given consent_separate consent_explicit within_consent_scope guardian_consent consent_written
        necessary_for_service rules_published notice_given notice_specific sign_shown
        alternative_offered alternative_working alternative_equal recipient_authorised deletion_done
        emergency emergency_order_valid necessary_for_emergency public_security_basis public_interest_reporting
        within_reasonable_limits other_law_basis
        impact_assessment_done stored_on_device internet_consent filing_done"""),
    *_row(True, Burden.OPERATOR, """
        consent_withdrawn consent_expired bundled_in_terms opt_out_only asked_again_after_no conditional_on_face"""),
    *_row(True, Burden.CLAIMANT, """
        coerced nudging service_refused sole_method passive_scanning retention_exceeded shared_with_third_party
        security_failure leak_occurred irrevocable_terms unlimited_terms sublicensable_terms deletion_requested
        contrary_to_agreement against_public_morals injunction sent_over_internet filing_due"""),
    *_row(None, Burden.PLEADER, """
        minor under_14 deceased public_place private_space biometric_is_face research written_required_by_law"""),
])

_CLASHES = (
    ("under_14", "minor", False),
    *((name, "consent_given", False) for name in (
        "consent_separate", "consent_explicit", "consent_written", "consent_withdrawn", "consent_expired",
        "within_consent_scope")),
    ("alternative_working", "alternative_offered", False),
    ("alternative_equal", "alternative_offered", False),
    ("notice_specific", "notice_given", False),
    ("sole_method", "alternative_working", True),
    ("emergency_order_valid", "emergency", False),
    ("deletion_done", "deletion_requested", False),
)
"""What cannot both be: the first fact true, and the second with this value."""


def contradictions(facts: Mapping[str, bool | None]) -> tuple[str, ...]:
    """Each pair of known facts that cannot both be, in words; an unknown fact contradicts nothing."""
    return tuple(f"{premise} {'with' if value else 'without'} {other}" for premise, other, value in clashes(facts))


def clashes(facts: Mapping[str, bool | None]) -> tuple[tuple[str, str, bool], ...]:
    """Each pair of facts that cannot both be: a true one, and the other with its value."""
    return tuple(pair for pair in _CLASHES if facts.get(pair[0]) is True and facts.get(pair[1]) is pair[2])
