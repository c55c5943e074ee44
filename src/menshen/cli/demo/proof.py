"""Step 8: everything so far as an evidence bundle, verified offline; no event in it shows a face or names a person."""

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from menshen.acts.disclose import verify_bundle
from menshen.cli.demo import people, traces
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Resident, Stage
from menshen.consent.prompt import token_hash
from menshen.errors import EvidenceError
from menshen.ledger.event import check
from menshen.terms import Bilingual

FLIPS = 200
BUNDLE = "evidence.json"
DAY = {"door.refused", "door.live", "entitled", "prompt.shown", "declined", "granted", "permit", "look", "enrolled",
       "opened", "not-opened", "consent.refused", "withdrawn"}


def evidence(stage: Stage, notes: Notes) -> None:
    """The bundle holds, any flipped byte is detected, and it shows no face and names no person."""
    key = stage.calls.get("/v1/log-key").content.decode().strip()
    bundle = notes.granted(Bilingual("导出至今的全部证据", "All that happened is exported as evidence"),
                           stage.calls.post("/v1/evidence", {}), Bilingual("证据包", "a bundle")).content
    file = stage.report / BUNDLE
    file.write_bytes(bundle)
    _verified_offline(notes, file, key)
    _flips_detected(notes, bundle, key)
    events = [one.event for one in verify_bundle(bundle, key).verified.events]
    for event in events:
        check(event)
    kinds = {str(event["type"]) for event in events}
    notes.holds(f"the {len(events)} events tell the whole day, from refused door to withdrawal", kinds >= DAY)
    _names_nobody(stage, notes, bundle)


def _verified_offline(notes: Notes, file: Path, key: str) -> None:
    begun = perf_counter()
    command = [sys.executable, "-m", "menshen.cli.main", "evidence", "verify", file.name, "--key", key]
    done = subprocess.run(command, cwd=file.parent, capture_output=True, check=False)  # noqa: S603 - our own command
    notes.found(Bilingual(f"离线：menshen evidence verify {BUNDLE}", f"Offline: menshen evidence verify {BUNDLE}"),
                Bilingual("属实", "verified, nothing found"), (perf_counter() - begun) * 1e3,
                holds=done.returncode == 0)


def _flips_detected(notes: Notes, bundle: bytes, key: str) -> None:
    begun = perf_counter()
    detected = sum(_detected(bundle, len(bundle) * flip // FLIPS, key) for flip in range(FLIPS))
    notes.found(Bilingual(f"改动一个比特，试 {FLIPS} 处", f"One bit is flipped, at {FLIPS} places in turn"),
                Bilingual("每一处都被发现", "every flip is detected"), (perf_counter() - begun) * 1e3,
                holds=detected == FLIPS)


def _detected(bundle: bytes, at: int, key: str) -> bool:
    flipped = bundle[:at] + bytes([bundle[at] ^ 1]) + bundle[at + 1:]
    try:
        verify_bundle(flipped, key)
    except EvidenceError:
        return True
    return False


def _names_nobody(stage: Stage, notes: Notes, bundle: bytes) -> None:
    """What is known of the residents, looked for in the bundle."""
    known = [text for one in stage.residents.values() for text in _known_of(one)]
    notes.holds("no label, pass, receipt or entitlement of anybody is in it",
                not any(text.encode() in bundle for text in known))
    frame = stage.residents[people.AGREEING].frame
    faces = traces.of_picture(frame) | traces.of_template(people.template(frame))
    notes.holds("no part of a face is in it", not traces.in_bytes(faces, bundle))


def _known_of(resident: Resident) -> list[str]:
    given = [str(resident.entitled[name]) for name in ("entitlement", "pass_id", "code")]
    kept = [resident.face, resident.face_pass, resident.secret, token_hash(resident.secret)] if resident.secret else []
    return [resident.label, *given, *kept]
