"""The local authority, asked by a real TLS client."""

import socket
import ssl
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from menshen.edges.tls import certificate
from menshen.edges.tls.authority import LocalCertificate, ensure_local_certificate
from menshen.errors import EvidenceError, InputError, UnavailableError

NOW = datetime.now(UTC)
NAMES = ("gate.home.arpa", "192.168.1.5")


def ensure(folder: Path, names: Sequence[str] = NAMES, later: timedelta = timedelta(0)) -> LocalCertificate:
    """The certificate, some time after now."""
    return ensure_local_certificate(folder, names, NOW + later)


def handshake(local: LocalCertificate, name: str, authority: Path | None = None) -> None:
    """A client that trusts the authority meets a server under `name`; ssl.SSLError where it does not accept it."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(local.cert_path, local.key_path)
    trusting = ssl.create_default_context(cafile=authority or local.ca_path)
    near, far = socket.socketpair()

    def answer() -> None:
        with far:
            try:
                serving.wrap_socket(far, server_side=True).close()
            except OSError:
                return  # the client went away, and says why

    server = threading.Thread(target=answer)
    server.start()
    try:
        with near, trusting.wrap_socket(near, server_hostname=name):
            pass
    finally:
        server.join()


def served(path: Path) -> x509.Certificate:
    """The server's certificate."""
    return x509.load_pem_x509_certificate(path.read_bytes())


@pytest.mark.parametrize("name", [*NAMES, "localhost", "127.0.0.1", "::1"])
def test_a_client_that_trusts_the_authority_accepts_the_server(tmp_path: Path, name: str) -> None:
    """The server is accepted under each name that was asked for, and under this machine's own."""
    handshake(ensure(tmp_path / "tls"), name)


@pytest.mark.parametrize("name", ["bank.example", "192.168.1.6", "sub.gate.home.arpa"])
def test_no_other_name_is_accepted(tmp_path: Path, name: str) -> None:
    """The server is accepted under no name that was not asked for."""
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(ensure(tmp_path / "tls"), name)


def test_another_authority_is_not_trusted(tmp_path: Path) -> None:
    """A client that trusts one gate's authority does not accept another gate."""
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(ensure(tmp_path / "one"), NAMES[0], authority=ensure(tmp_path / "other").ca_path)


@pytest.mark.parametrize("name", ["bank.example", "93.184.216.34", "2606:2800:220:1::1"])
def test_the_authority_cannot_speak_for_others(tmp_path: Path, name: str) -> None:
    """A certificate that the stolen authority signs for anybody else is refused by a client that trusts it."""
    folder = tmp_path / "tls"
    local = ensure(folder)
    authority = certificate.from_pem((folder / "authority.pem").read_bytes())
    forged = folder / "forged.pem"
    forged.write_bytes(certificate.issue(authority, certificate.names_of([name]), NOW).pem())
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        handshake(local._replace(cert_path=forged, key_path=forged), name)


def test_keys_are_their_owners_alone(tmp_path: Path) -> None:
    """Files with keys are 0600 in a folder of 0700; the file to give away holds no key."""
    local = ensure(tmp_path / "tls")
    modes = {path.name: path.stat().st_mode & 0o777 for path in local.cert_path.parent.iterdir()}
    assert modes == {"authority.pem": 0o600, "server.pem": 0o600, "authority.crt": 0o644}
    assert local.cert_path.parent.stat().st_mode & 0o777 == 0o700
    assert b"PRIVATE" not in local.ca_path.read_bytes()


def test_the_fingerprint_is_the_authoritys(tmp_path: Path) -> None:
    """The fingerprint is SHA-256 of the certificate that is given away, as two people read it out."""
    local = ensure(tmp_path / "tls")
    digest = x509.load_pem_x509_certificate(local.ca_path.read_bytes()).fingerprint(hashes.SHA256())
    assert local.fingerprint == ":".join(f"{byte:02X}" for byte in digest)


def test_it_is_made_once(tmp_path: Path) -> None:
    """A later start finds the same certificate and the same authority."""
    first = ensure(tmp_path / "tls")
    before = served(first.cert_path)
    assert ensure(tmp_path / "tls", later=timedelta(days=300)) == first
    assert served(first.cert_path) == before


@pytest.mark.parametrize(("names", "days", "new_server", "new_authority"), [
    (NAMES, 366, False, False), (NAMES, 368, True, False), (("192.168.1.6",), 0, True, False),
    (("gate.home.arpa",), 0, True, False), (("other.home.arpa",), 0, True, True), (NAMES, 3640, True, True),
])
def test_only_what_must_be_is_made_anew(tmp_path: Path, names: Sequence[str], days: int, new_server: bool,
                                        new_authority: bool) -> None:
    """The server's certificate follows its end and its names; the authority's stays while it may sign for them."""
    first = ensure(tmp_path / "tls")
    before = served(first.cert_path)
    second = ensure(tmp_path / "tls", names, timedelta(days=days))
    assert (served(second.cert_path) != before) == new_server
    assert (second.fingerprint != first.fingerprint) == new_authority


def test_a_server_certificate_lasts_as_long_as_browsers_allow(tmp_path: Path) -> None:
    """A server's certificate lasts 397 days, and is for serving only."""
    held = served(ensure(tmp_path / "tls").cert_path)
    assert held.not_valid_after_utc - held.not_valid_before_utc == timedelta(days=397)
    assert held.not_valid_before_utc < NOW
    assert not held.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_a_server_of_a_lost_authority_is_made_anew(tmp_path: Path) -> None:
    """After a crash between the two files, the server's certificate is signed again by the authority that is there."""
    folder, other = (ensure(tmp_path / name).ca_path.parent for name in ("tls", "other"))
    (folder / "authority.pem").write_bytes((other / "authority.pem").read_bytes())
    handshake(ensure(folder), NAMES[0])


@pytest.mark.parametrize("name", ["authority.pem", "server.pem"])
def test_a_key_open_to_others_stops(tmp_path: Path, name: str) -> None:
    """A key that others may read is not used, and what to do is said."""
    folder = ensure(tmp_path / "tls").cert_path.parent
    (folder / name).chmod(0o640)
    with pytest.raises(EvidenceError, match="mode bits 040") as refused:
        ensure(folder)
    assert "pair the tablets again" in refused.value.hint


def test_a_place_where_no_folder_can_be_is_unavailable(tmp_path: Path) -> None:
    """Where a file stands in the way of the folder, TLS is unavailable."""
    (tmp_path / "tls").write_bytes(b"")
    with pytest.raises(UnavailableError, match="cannot be read or written"):
        ensure(tmp_path / "tls")


def test_a_key_beside_anothers_certificate_stops(tmp_path: Path) -> None:
    """A file whose key and certificate do not belong together is not used."""
    one, other = (ensure(tmp_path / name).cert_path for name in ("one", "other"))
    start = b"-----BEGIN CERTIFICATE-----"
    one.write_bytes(one.read_bytes().partition(start)[0] + start + other.read_bytes().partition(start)[2])
    with pytest.raises(EvidenceError, match="does not hold"):
        ensure(one.parent)


@pytest.mark.parametrize("content", [b"", b"no certificate"])
@pytest.mark.parametrize("name", ["authority.pem", "server.pem"])
def test_a_damaged_file_stops(tmp_path: Path, name: str, content: bytes) -> None:
    """A file that holds no key and certificate is not quietly replaced."""
    folder = ensure(tmp_path / "tls").cert_path.parent
    (folder / name).write_bytes(content)
    with pytest.raises(EvidenceError, match="does not hold"):
        ensure(folder)
    assert (folder / name).read_bytes() == content


@pytest.mark.parametrize("name", ["", "a b", "*.example", "-a.example", "a..b", "x" * 64, "门.example"])
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    """A host name that certificates do not hold is refused before any file is made."""
    with pytest.raises(InputError, match="neither an address nor a name"):
        ensure(tmp_path / "tls", [name])
    assert not (tmp_path / "tls").exists()
