"""Config: one TOML file, read once; each field says its unit and what follows from it. Secrets are never in it.

Its reference page, `docs/config.md`, is made from this module by `menshen config reference`.
"""

import dataclasses
import json
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from menshen.errors import InputError

FILE = "menshen.toml"


class Tls(StrEnum):
    """Where the server's certificate comes from."""

    OFF = "off"
    OWN = "own"
    LOCAL = "local"


def _field(default: Any, words: str, low: float | None = None, high: float | None = None) -> Any:  # noqa: ANN401
    # Any, as dataclasses.field has it.
    return field(default=default, metadata={"words": words, "low": low, "high": high})


@dataclass(frozen=True, slots=True)
class Config:
    """Everything an operator can choose. Only `menshen.wiring` reads it; parts get plain values."""

    host: str = _field("127.0.0.1", "address to listen on; anything but loopback needs TLS, or tablets get no camera")
    port: int = _field(8443, "TCP port; 0 takes a free one", 0, 65_535)
    public_url: str = _field("", "where people reach the pages, as receipts print it; empty: from host and port")
    tls: str = _field("off", "`off` (loopback only), `own` (tls_certificate and tls_key) or `local` (this machine's "
                             "own authority, with a pairing page)")
    tls_certificate: str = _field("", "path of a PEM certificate chain, for tls = own")
    tls_key: str = _field("", "path of its PEM private key, for tls = own")
    pairing_port: int = _field(8080, "plain port of the pairing page, for tls = local; 0 takes a free one", 0, 65_535)
    database: str = _field("", "SQLAlchemy address of the store; empty: SQLite in the home folder")
    database_password_file: str = _field("", "path of a file with the database's password, where it has one")
    log_name: str = _field("log-1", "name of this place's log; after restoring a database choose a new one")
    relay_url: str = _field("", "address of a relay that is told to open; empty: the caller's answer opens the door")
    false_match_rate: float = _field(1e-3, "share of strangers a face lane may take for the pass's holder; the model's "
                                           "card says which rates were measured", 1e-6, 1e-1)
    identify_false_positive_rate: float = _field(1e-2, "share of strangers who press and may be taken for somebody; it "
                                                       "caps how many may enrol for hands-free (docs/faces.md)",
                                                 1e-4, 1e-1)
    model_card: str = _field("", "path of a card that `menshen faces evaluate --card` wrote: thresholds measured on "
                                 "your own people; empty: the card that comes with menshen")
    yunet_model: str = _field("", "path of YuNet's file (face_detection_yunet_2023mar.onnx): faces are found faster "
                                  "and in harder light; empty: dlib's detector, which comes with menshen")
    sign_in_moves: int = _field(3, "moves of the head that an app's sign-in asks for before it compares a face, so "
                                   "that a photograph signs nobody in (docs/faces.md); 0: none, and it may", 0, 4)
    prompt_s: int = _field(600, "seconds a prompt can be answered; then it is no consent", 10, 3_600)
    grant_days: int = _field(365, "days a grant lasts; then it ends and is erased", 1, 1_095)
    permit_s: int = _field(10, "seconds a permit can be spent", 1, 10)
    window_s: int = _field(8, "seconds in which a shown code allows one more capture", 1, 8)
    max_body_kib: int = _field(8_192, "largest request body, in KiB; more is refused before it is read", 64, 65_536)
    max_side_px: int = _field(4_096, "largest side of a picture, in px; more is refused undecoded", 320, 8_192)
    requests_per_minute: int = _field(1_200, "requests a minute from one address, or with one key; more are refused",
                                      10, 1_000_000)

    def __post_init__(self) -> None:
        for one in dataclasses.fields(self):
            value = getattr(self, one.name)
            low, high = one.metadata["low"], one.metadata["high"]
            if low is not None and not low <= value <= high:
                raise InputError(f"{one.name} is {value}; {low:g} to {high:g} is allowed")
        if self.tls not in list(Tls):
            raise InputError(f"tls is {self.tls!r}; allowed are {', '.join(Tls)}")


def load(home: Path) -> Config:
    """Read `menshen.toml` in `home`; every field is optional, an unknown one or a wrong type is an InputError."""
    file = home / FILE
    if not file.exists():
        return Config()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise InputError(f"{FILE} is not TOML: {e}") from e
    known = {one.name: one for one in dataclasses.fields(Config)}
    for name, value in table.items():
        if name not in known:
            raise InputError(f"{FILE} has a field that is not known: {name}", hint=f"known are {', '.join(known)}")
        allowed = (int, float) if isinstance(known[name].default, float) else (type(known[name].default),)
        if not isinstance(value, allowed) or isinstance(value, bool):
            raise InputError(f"{name} is a {type(value).__name__}; a {allowed[-1].__name__} is needed")
    return Config(**table)


def reference() -> str:
    """The reference page of the configuration, in Markdown."""
    lines = ["# Configuration", "", f"One file, `{FILE}`, in the home folder. Every field is optional. Made by",
             "`menshen config reference`; a test keeps it true.", "",
             "| field | default | allowed | meaning |", "|---|---|---|---|"]
    for one in dataclasses.fields(Config):
        low, high = one.metadata["low"], one.metadata["high"]
        allowed = "" if low is None else f"{low:,.7g} to {high:,.7g}"
        default = json.dumps(one.default)
        lines.append(f"| `{one.name}` | `{default}` | {allowed} | {one.metadata['words']} |")
    return "\n".join(lines) + "\n"
