"""Disclose: evidence for an auditor, and what it proves. Events that were not asked for stay bare hashes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from menshen.acts.ports import Entry, Ledger
from menshen.audit.evidence import Finding, findings
from menshen.ledger import bundle
from menshen.ledger.bundle import Disclosed, Verified
from menshen.ledger.checkpoint import Checkpoint
from menshen.ledger.note import open_note
from menshen.terms import Event, GrantId, timestamp


@dataclass(frozen=True, slots=True)
class Report:
    """What a bundle proves, and what its events show that should not be."""

    verified: Verified
    findings: tuple[Finding, ...]


def disclose(ledger: Ledger, *, grant: GrantId | None = None, since: datetime | None = None,
             until: datetime | None = None) -> bytes:
    """An evidence bundle: all events, those that belong to one grant, or those from `since` to before `until`.

    Events whose salts are gone stay closed. EvidenceError where the log does not hold what it has signed.
    """
    vkey, checkpoint = ledger.verifier_key(), ledger.checkpoint()
    entries = ledger.entries()[:Checkpoint.parse(open_note(checkpoint, [vkey])).size]
    # Of all earlier checkpoints the newest commits to the most.
    earlier = next((note for note in reversed(ledger.checkpoints()) if note != checkpoint), None)
    chosen = [Disclosed(one.index, one.salt, one.event) for one in _chosen(entries, grant, since, until)
              if one.salt is not None and one.event is not None]
    body = bundle.body([one.entry for one in entries], chosen, checkpoint, earlier, vkey)
    file = bundle.seal(body, ledger.sign_bundle(bundle.to_sign(body)))
    # Better found out here than before a court: entries that were changed make a bundle that does not hold.
    bundle.verify(file, vkey)
    return file


def of_grant(entries: Sequence[Entry], grant: GrantId) -> Iterator[Entry]:
    """The entries whose events belong to one grant: its prompt's, its own, and those of its permits."""
    return _chosen(entries, grant, None, None)


def verify_bundle(file: bytes, vkey: str | None) -> Report:
    """Verify a bundle offline, then read its events as a court would; EvidenceError where it does not hold."""
    verified = bundle.verify(file, vkey)
    return Report(verified, findings((one.index, one.event) for one in verified.events))


def _chosen(entries: Sequence[Entry], grant: GrantId | None, since: datetime | None, until: datetime | None
            ) -> Iterator[Entry]:
    named = None if grant is None else _names_of(entries, grant)
    for one in entries:
        if one.event is None:
            continue
        at = str(one.event["at"])
        in_time = (since is None or timestamp(since) <= at) and (until is None or at < timestamp(until))
        if in_time and (named is None or not named.isdisjoint(_ids(one.event))):
            yield one


def _names_of(entries: Sequence[Entry], grant: GrantId) -> set[object]:
    """The ids by which a grant's events are found.

    Its own, its prompt's, its guardian's attestation, the permits that stand on it, and the presses by which its holder
    was recognised, with their permits.
    """
    events = [one.event for one in entries if one.event is not None]
    named: set[object] = {grant}
    named |= {one["prompt"] for one in events if one["type"] == "granted" and one["grant"] == grant}
    named |= {one["permit"] for one in events if one.get("basis") == grant}
    # Whoever was asked for a child was attested before, under an id that the prompt's showing names.
    named |= {one.get("attestation") for one in events if one.get("prompt") in named}
    recognised = {one["permit"] for one in events if one["type"] == "opened" and one.get("grant") == grant}
    presses = {one["basis"] for one in events if one["type"] == "permit" and one["permit"] in recognised}
    return (named | recognised | presses) - {None}


def _ids(event: Event) -> set[object]:
    grants = ("grant", "prompt", "permit", "basis", "press")
    names = ("attestation",) if event["type"] == "guardian.attested" else grants
    return {event.get(name) for name in names} - {None}
