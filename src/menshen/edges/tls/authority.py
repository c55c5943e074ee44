"""The local authority's folder: certificates made at the first start, and renewed before they end.

Key and certificate share a file, so that no crash parts them; `authority.crt` is the one to give away. How a tablet
comes to trust it is the pairing page's business.
"""

import os
import stat
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from menshen.edges.tls import certificate
from menshen.edges.tls.certificate import Identity
from menshen.errors import EvidenceError, UnavailableError

RENEW_BEFORE = timedelta(days=30)


class LocalCertificate(NamedTuple):
    """What a web server and a pairing page need. Certificate and key are in one file."""

    cert_path: Path
    key_path: Path
    ca_path: Path
    fingerprint: str
    """SHA-256 of the authority's certificate, as pairs of hexadecimal digits for two people to compare."""


def ensure_local_certificate(folder: Path, hostnames: Sequence[str], now: datetime) -> LocalCertificate:
    """A server certificate in `folder` that serves `hostnames` and this machine's own names for 30 days at least.

    Kept where it does; else signed anew, and by a new authority only where the old one ends or may not sign for a name:
    then tablets pair again. InputError for what is no name, EvidenceError where a file is damaged or open to others.
    """
    try:
        return _ensure(folder, certificate.names_of(hostnames), now)
    except OSError as e:
        raise UnavailableError("the TLS folder cannot be read or written", hint="check its disk and owner") from e


def _ensure(folder: Path, names: Sequence[certificate.Name], now: datetime) -> LocalCertificate:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    server_path, authority_path, public_path = (
        folder / name for name in ("server.pem", "authority.pem", "authority.crt"))
    authority, server = _load(authority_path), _load(server_path)
    until = now + RENEW_BEFORE
    if authority is None:
        authority, server = certificate.make_authority(names, now), None
    if server is None or not certificate.serves(server, authority, names, until):
        server = certificate.issue(authority, names, now)
        if not certificate.serves(server, authority, names, until):
            authority = certificate.make_authority(names, now)
            server = certificate.issue(authority, names, now)
        # CRASH POINT between the two: the server's is of the old authority, does not serve, and is made anew.
        _write(authority_path, authority.pem(), 0o600)
        _write(server_path, server.pem(), 0o600)
    _write(public_path, authority.certificate.public_bytes(Encoding.PEM), 0o644)
    fingerprint = authority.certificate.fingerprint(hashes.SHA256()).hex(":").upper()
    return LocalCertificate(server_path, server_path, public_path, fingerprint)


def _load(path: Path) -> Identity | None:
    if not path.exists():
        return None
    if mode := stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise EvidenceError(f"{path.name} has mode bits {mode:03o} for others; the limit is none",
                            hint="find out who could read it; remove it to begin anew, and pair the tablets again")
    try:
        return certificate.from_pem(path.read_bytes())
    except ValueError as e:
        raise EvidenceError(f"{path.name} does not hold a key and its certificate",
                            hint="remove it to begin anew; after the authority's, pair the tablets again") from e


def _write(path: Path, content: bytes, mode: int) -> None:
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    fresh.replace(path)
