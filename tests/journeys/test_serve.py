"""`menshen serve` as a program: what it prints, what it writes, and when it refuses to start."""

import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from menshen.faces import card
from menshen.faces.card import OperatingPoint
from menshen.faces.card_text import written

STARTED = re.compile(r"listening on (\S+)")


@contextmanager
def serving(home: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A server on a free port, and the lines it has printed until it said where the operator's key is."""
    command = [sys.executable, "-m", "menshen.cli.main", "serve", "--home", str(home), "--port", "0", *options]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert program.stdout is not None
    lines: list[str] = []
    while not lines or "operator's key" not in lines[-1]:
        line = program.stdout.readline()
        assert line, f"the server ended: {lines}"
        lines.append(line)
    try:
        yield program, lines
    finally:
        program.send_signal(signal.SIGINT)
        lines.extend(program.stdout)
        program.stdout.close()
        program.wait(timeout=20)


def start_and_fail(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A start that is expected to end by itself."""
    return subprocess.run([sys.executable, "-m", "menshen.cli.main", "serve", "--home", str(home), *options],
                          capture_output=True, text=True, timeout=60, check=False)


def test_first_start_makes_a_key_and_says_where(tmp_path: Path) -> None:
    """The key is in a file that its owner alone can read; no line that was printed holds it; Ctrl-C ends cleanly."""
    home = tmp_path / "home"
    with serving(home) as (program, lines):
        url = STARTED.search("".join(lines))
        assert url is not None
        key = (home / "operator.key").read_text(encoding="utf-8").strip()
        answer = httpx.get(f"{url[1]}/v1/status", headers={"authorization": f"Bearer {key}"})
        assert answer.json()["looks"] == 0
    assert program.returncode == 0
    assert key not in "".join(lines)
    assert (home / "operator.key").stat().st_mode & 0o777 == 0o600


def test_second_server_in_one_folder_is_refused(tmp_path: Path) -> None:
    """Exactly one program writes a place's log and keys."""
    with serving(tmp_path / "home"):
        second = start_and_fail(tmp_path / "home", "--port", "0")
    assert second.returncode in {4, 5}
    assert second.stderr.startswith("error: ")


def test_open_http_is_refused(tmp_path: Path) -> None:
    """Without TLS nothing but loopback is listened on."""
    refused = start_and_fail(tmp_path / "home", "--host", "192.0.2.1")
    assert refused.returncode == 2
    assert "loopback" in refused.stderr


def test_taken_port_is_said(tmp_path: Path) -> None:
    """A port that is taken is an error with a hint, not a trace."""
    with serving(tmp_path / "one") as (_, lines):
        taken = STARTED.search("".join(lines))
        assert taken is not None
        refused = start_and_fail(tmp_path / "two", "--port", taken[1].rpartition(":")[2])
    assert refused.returncode == 4
    assert "Traceback" not in refused.stderr


def test_local_authority_serves_tls_that_its_certificate_verifies(tmp_path: Path) -> None:
    """With `--tls local` a client that trusts the authority, and only it, reaches the gate."""
    home = tmp_path / "home"
    (home).mkdir(mode=0o700)
    (home / "menshen.toml").write_text("pairing_port = 0\n", encoding="utf-8")
    with serving(home, "--tls", "local") as (_, lines):
        url = STARTED.search("".join(lines))
        assert url is not None
        trusting = ssl.create_default_context(cafile=str(home / "tls" / "authority.crt"))
        assert httpx.get(f"{url[1]}/healthz", verify=trusting).json() == {"ok": True}
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{url[1]}/healthz")


def test_damaged_key_file_stops_the_start(tmp_path: Path) -> None:
    """A key file that others may read is refused before anything is served."""
    home = tmp_path / "home"
    with serving(home):
        pass
    (home / "keys" / "pass-keys.sealed").chmod(0o644)
    refused = start_and_fail(home, "--port", "0")
    assert refused.returncode == 5
    assert "listening" not in refused.stdout


@pytest.mark.parametrize(("lines", "words"), [
    ("false_match_rate = 0.0001", ["it takes 30000 impostor trials, and 11400 were made", "0.01, 0.001, 0.0003"]),
    ('model_card = "nowhere.toml"', ["model_card in menshen.toml", "menshen faces evaluate"]),
    ('model_card = "other.toml"', ["mean nothing to another"]),
])
def test_a_threshold_that_nobody_measured_cannot_be_served(tmp_path: Path, lines: str, words: list[str]) -> None:
    """A rate that the card's trials cannot support, and a card that is missing or another model's, is refused."""
    (tmp_path / "other.toml").write_text(written(card.load(card.YUNET)), encoding="utf-8")
    (tmp_path / "menshen.toml").write_text(lines.replace('"other', f'"{tmp_path}/other'), encoding="utf-8")
    failed = start_and_fail(tmp_path, "--port", "0")
    assert failed.returncode == 2
    assert all(word in failed.stderr for word in words)


def test_the_operators_own_card_is_served(tmp_path: Path) -> None:
    """A card measured on the operator's own people takes the place of the one that ships, at a rate only it holds."""
    own = replace(card.load(), operating_points=(OperatingPoint(0.4, 1e-4, 0.02, 30_000),), figures=None)
    (tmp_path / "own.toml").write_text(written(own), encoding="utf-8")
    (tmp_path / "menshen.toml").write_text(f'false_match_rate = 0.0001\nmodel_card = "{tmp_path}/own.toml"')
    with serving(tmp_path) as (program, _):
        pass
    assert program.returncode == 0


def test_help_is_quiet() -> None:
    """Asked for help, the command writes nothing beside it: no library finds leaks where there are none."""
    ran = subprocess.run([sys.executable, "-m", "menshen.cli.main", "--help"], capture_output=True, check=True)
    assert b"serve" in ran.stdout
    assert ran.stderr == b""
