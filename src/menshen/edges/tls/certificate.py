"""Certificates in memory: an authority for one gate, and the server certificates it signs (RFC 5280). No files.

The authority signs no other authority (path length 0) and only for the names it was made with and private addresses
(§4.2.1.10): stolen, it can pose as this gate and as nobody else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from menshen.errors import InputError

SERVER_LIFE = timedelta(days=397)
"""The longest that browsers accept."""
AUTHORITY_LIFE = timedelta(days=3650)

_SLOW_CLOCKS = timedelta(hours=1)
_HOST_NAME = re.compile(r"(?=.{1,253}$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
                        r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*")
_OWN_NAMES = ("localhost", "127.0.0.1", "::1")
_PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8",
            "::1/128", "fc00::/7", "fe80::/10")

Name = x509.DNSName | x509.IPAddress


@dataclass(frozen=True, slots=True)
class Identity:
    """A key and its certificate."""

    key: EllipticCurvePrivateKey
    certificate: x509.Certificate

    def pem(self) -> bytes:
        """Both, key first, as web servers read them."""
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return key + self.certificate.public_bytes(Encoding.PEM)


def from_pem(pem: bytes) -> Identity:
    """What `Identity.pem` wrote; ValueError for anything else."""
    key = load_pem_private_key(pem, password=None)
    certificate = x509.load_pem_x509_certificate(pem)
    if not isinstance(key, EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise ValueError("key and certificate do not belong together")
    return Identity(key, certificate)


def names_of(hostnames: Sequence[str]) -> tuple[Name, ...]:
    """DNS names and addresses as certificates hold them, this machine's own among them, each once."""
    return tuple(_name(hostname) for hostname in dict.fromkeys((*hostnames, *_OWN_NAMES)))


def make_authority(names: Sequence[Name], now: datetime) -> Identity:
    """A fresh authority for `names`."""
    key = generate_private_key(SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Menshen local authority")])
    builder = _builder(subject, subject, key, now, AUTHORITY_LIFE).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True,
    ).add_extension(
        _key_usage(signs_certificates=True), critical=True,
    ).add_extension(
        x509.NameConstraints(permitted_subtrees=_permitted(names), excluded_subtrees=None), critical=True,
    )
    return Identity(key, builder.sign(key, hashes.SHA256()))


def issue(authority: Identity, names: Sequence[Name], now: datetime) -> Identity:
    """A fresh server certificate for `names`; whether the authority may sign for them is `serves`' question."""
    key = generate_private_key(SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Menshen")])
    issuer = authority.certificate
    builder = _builder(subject, issuer.subject, key, now, SERVER_LIFE).add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True,
    ).add_extension(
        _key_usage(signs_certificates=False), critical=True,
    ).add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False,
    ).add_extension(
        x509.SubjectAlternativeName(names), critical=False,
    ).add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False,
    )
    return Identity(key, builder.sign(authority.key, hashes.SHA256()))


def serves(server: Identity, authority: Identity, names: Sequence[Name], at: datetime) -> bool:
    """Whether a client that trusts `authority` accepts `server` at that time for each of `names`, and for no more."""
    held = server.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    if set(held) != set(names):
        return False
    policy = PolicyBuilder().store(Store([authority.certificate])).time(at)
    try:
        for name in names:
            policy.build_server_verifier(name).verify(server.certificate, [])
    except VerificationError:
        return False
    return True


def _name(hostname: str) -> Name:
    try:
        return x509.IPAddress(ip_address(hostname))
    except ValueError as e:
        if not _HOST_NAME.fullmatch(hostname):
            raise InputError("a host name is neither an address nor a name that certificates hold",
                             hint="use letters, digits, dots and inner hyphens") from e
        return x509.DNSName(hostname.lower())


def _permitted(names: Sequence[Name]) -> list[x509.GeneralName]:
    addresses = [x509.IPAddress(ip_network(str(name.value))) for name in names if isinstance(name, x509.IPAddress)]
    private = [x509.IPAddress(ip_network(network)) for network in _PRIVATE]
    return [*(name for name in names if isinstance(name, x509.DNSName)), *addresses, *private]


def _builder(subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, now: datetime,
             life: timedelta) -> x509.CertificateBuilder:
    start = now - _SLOW_CLOCKS
    return x509.CertificateBuilder(
        issuer, subject, key.public_key(), x509.random_serial_number(), start, start + life,
    ).add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, key_cert_sign=signs_certificates, crl_sign=signs_certificates,
        content_commitment=False, key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )
