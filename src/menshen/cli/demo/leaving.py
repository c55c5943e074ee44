"""Step 7: she withdraws. What could open her face is gone within the request, here and in every copy from before."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from menshen.cli.demo import compound, people, traces
from menshen.cli.demo.calls import Calls
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.running import running
from menshen.cli.demo.stage import Resident, Stage
from menshen.consent.prompt import token_hash
from menshen.edges.keys import sealed
from menshen.errors import EvidenceError
from menshen.terms import Bilingual, PassId, Reason

_TYING = ("SELECT count(*) FROM ties", "SELECT count(*) FROM face_passes",
          "SELECT count(*) FROM prompt_links JOIN grants USING (prompt)")


def withdraws(stage: Stage, notes: Notes) -> None:
    """Key, tie and pass are gone when the request ends; a copy of the folder from before opens nothing."""
    bai = stage.residents[people.AGREEING]
    copy = stage.folder / "before"
    shutil.copytree(stage.gate.home, copy)
    notes.holds("before it, her pass key and all that ties her to her grant were there",
                _key(copy, bai) is not None and _tied(copy) == (1, 1, 1))
    ended = notes.granted(Bilingual("她撤回同意", "She withdraws, with her receipt"),
                          stage.calls.person("/v1/withdrawals", {"secret": bai.secret}),
                          Bilingual("密钥已销毁", "her key is destroyed"))
    notes.holds("one key was destroyed, under a fresh epoch",
                ended.body["keys_destroyed"] == 1
                and ended.body["epoch"] == _epoch(copy) + 1 == _epoch(stage.gate.home))
    _erased(stage, notes, bai, copy)
    notes.refused(Bilingual("同一帧画面再送一次", "The same frame is sent again"),
                  stage.calls.frame(compound.FRAMES, bai.frame), Reason.PASS_REVOKED)
    _copy_opens_nothing(stage, notes, bai, copy)
    opened = notes.granted(Bilingual("她出示普通通行码", "She shows her plain pass"),
                           stage.calls.post(f"{compound.DOOR}/codes", {"code": bai.plain}),
                           Bilingual("通行码照常开门", "opened by the pass, as before"))
    notes.holds("her plain pass opened the door", opened.body["opened"] == "pass")


def _erased(stage: Stage, notes: Notes, bai: Resident, copy: Path) -> None:
    """Read from the files themselves, behind the gate's back."""
    home = stage.gate.home
    key = _key(copy, bai)
    notes.holds("her pass key is not in the key file", _key(home, bai) is None)
    notes.holds("nothing in the database ties her to her grant", _tied(home) == (0, 0, 0))
    notes.holds("the old epoch key opens nothing of now", _old_key_fails(home, copy))
    needles = frozenset({key[:16], key[16:]} if key else ()) | traces.of_text(token_hash(bai.secret))
    before, now = (traces.holding(needles, traces.files_under(folder)) for folder in (copy, home))
    notes.holds("no byte of her tie or her key is in any file, where the copy from before still has some",
                bool(before) and not now)


def _copy_opens_nothing(stage: Stage, notes: Notes, bai: Resident, copy: Path) -> None:
    """The copy from before, with the key file of now: the best that a thief or a restore could put together."""
    shutil.rmtree(copy / "keys")
    shutil.copytree(stage.gate.home / "keys", copy / "keys")
    with _elsewhere(copy, stage.folder / "copy.said") as calls:
        notes.refused(Bilingual("撤回前的备份，配上现在的密钥", "The whole folder from before, with the keys of now"),
                      calls.frame(compound.FRAMES, bai.frame), Reason.PASS_REVOKED)
        notes.holds("the copy opened nothing, and looked at nobody", calls.get("/v1/status").body["looks"] == 0)


@contextmanager
def _elsewhere(home: Path, said: Path) -> Iterator[Calls]:
    with running(home, said) as gate, closing(Calls(gate.url, gate.operator_key())) as calls:
        yield calls


def _epoch(home: Path) -> int:
    """The one epoch whose key is in the folder."""
    [file] = (home / "keys").glob("epoch-*.key")
    return int(file.stem.removeprefix("epoch-"))


def _key(home: Path, bai: Resident) -> bytes | None:
    """Her pass key as the key file in `home` holds it."""
    keys = sealed.decode((home / "keys" / "pass-keys.sealed").read_bytes(), _epoch_key(home))
    held = keys.get(PassId(bai.face_pass))
    return None if held is None else held.key


def _epoch_key(home: Path) -> bytes:
    return (home / "keys" / f"epoch-{_epoch(home)}.key").read_bytes()


def _old_key_fails(home: Path, copy: Path) -> bool:
    try:
        sealed.decode((home / "keys" / "pass-keys.sealed").read_bytes(), _epoch_key(copy))
    except EvidenceError:
        return True
    return False


def _tied(home: Path) -> tuple[int, ...]:
    """How many rows tie a person to a grant, table by table."""
    return counted(home, *_TYING)


def counted(home: Path, *questions: str) -> tuple[int, ...]:
    """What the database answers to each question, read from a copy of its files."""
    with _copied(home) as database:
        return tuple(database.execute(question).fetchone()[0] for question in questions)


def kept_reference(home: Path, grant: str) -> bytes:
    """The sealed reference of a grant as the database's files have it; empty where they have none."""
    with _copied(home) as database:
        row = database.execute('SELECT sealed FROM kept_references WHERE "grant" = ?', (grant,)).fetchone()
    return b"" if row is None else bytes(row[0])


@contextmanager
def _copied(home: Path) -> Iterator[sqlite3.Connection]:
    with TemporaryDirectory() as aside:
        for file in home.glob("menshen.db*"):
            shutil.copy(file, aside)
        with closing(sqlite3.connect(Path(aside) / "menshen.db")) as database:
            yield database
