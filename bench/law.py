"""How long the law takes: one decision and one judgment, beside the bare call into Cedar, in the same run.

    python bench/law.py [ROUNDS]

Both packs are in force. Figures are medians, one thread; the bare call asks the same rules the same question, from
values that are ready made. Exits 1 where a decision takes more than 300 µs or a judgment more than 2 ms.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter

from cedarpy import Entities, PolicySet, is_authorized

from menshen.law.cases import bases
from menshen.law.law import Law
from menshen.law.situation import Situation
from menshen.terms import Act, CaptureId, DoorId, PermitId, PlaceId, PlaceKind, Purpose, Scope

NOON = datetime(2026, 5, 1, 4, tzinfo=UTC)
SCOPE = Scope(act=Act.VERIFY, place=PlaceId("spruce-court"), door=DoorId("gate"), purpose=Purpose.ENTRY_BY_PASS,
              basis="0" * 32, capture=CaptureId("1" * 32), permit=PermitId("2" * 32), issued_at=NOON,
              not_after=NOON + timedelta(seconds=10))
ROUNDS = 2000
DECIDE_US, ASSESS_US = 300, 2000


def timed(rounds: int, work: Callable[[], object]) -> float:
    """The median of its microseconds, after a tenth of the rounds to warm up."""
    taken = []
    for _ in range(rounds // 10):
        work()
    for _ in range(rounds):
        begun = perf_counter()
        work()
        taken.append((perf_counter() - begun) * 1e6)
    return median(taken)


def bare(law: Law, situation: Situation) -> Callable[[], object]:
    """The same question to Cedar itself: every rule of both packs, and a request that is ready made."""
    text = "\n".join(article.rule for pack in law.packs for article in pack.articles.values())
    policies, entities = PolicySet.from_str(text), Entities.from_json_str("[]", law.schema)
    request = {"principal": 'Ground::"consent"', "action": f'Action::"{situation.act}"',
               "resource": f'Place::"{situation.place}"', "context": dict(situation.facts)}
    return lambda: is_authorized(request, policies, entities)


def main(rounds: int) -> int:
    """Print the medians, and what they are worth against their limits."""
    law = Law.load()
    known = bases()
    on = NOON.date()
    permitted = Situation(Act.VERIFY, on, PlaceKind.RESIDENTIAL, known["consent-2025"])
    infringing = Situation(Act.VERIFY, on, PlaceKind.HOTEL, {"consent_given": True})
    decide = timed(rounds, lambda: law.decide(permitted, SCOPE))
    assess = timed(rounds, lambda: law.assess(infringing))
    for name, taken in (
        ("Cedar alone", timed(rounds, bare(law, permitted))),
        ("decide, permitted", decide),
        ("decide, refused", timed(rounds, lambda: law.decide(infringing, SCOPE))),
        ("assess, lawful", timed(rounds, lambda: law.assess(permitted))),
        ("assess, infringing", assess),
        ("lawful_if, refused", timed(max(rounds // 50, 10), lambda: law.lawful_if(infringing))),
    ):
        print(f"{name:20} {taken:8.0f} µs")
    return int(decide > DECIDE_US or assess > ASSESS_US)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
