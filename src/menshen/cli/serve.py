"""`menshen serve`: the gate on one machine. It listens, says where, and says where the operator's key is."""

import dataclasses
import ipaddress
import logging
import socket
import ssl
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
import uvicorn

from menshen.cli.saying import said
from menshen.config import Config, Tls, load
from menshen.edges.machine.dumps import keep_memory_here
from menshen.edges.tls.authority import LocalCertificate, ensure_local_certificate
from menshen.edges.tls.pairing import pairing_app
from menshen.errors import InputError, UnavailableError
from menshen.wiring import build

HOME = Path("menshen-home")


def serve(
    home: Annotated[Path, typer.Option(envvar="MENSHEN_HOME", help="The gate's folder.")] = HOME,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one.")] = None,
    tls: Annotated[Tls | None, typer.Option(help="off, own or local.")] = None,
) -> None:
    """Start the gate."""
    given: dict[str, Any] = {"host": host, "port": port, "tls": tls}
    with said():
        config = dataclasses.replace(load(home), **{name: one for name, one in given.items() if one is not None})
        _run(home, config)


def _run(home: Path, config: Config) -> None:
    keep_memory_here()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    _refuse_open_http(config)
    listener = _listen(config.host, config.port)
    url = config.public_url or f"{'http' if config.tls == Tls.OFF else 'https'}://{_address(listener)}"
    house = build(home, config, url)
    certificate = _certificate(home, config)
    try:
        typer.echo(f"listening on {url}")
        typer.echo(f"the operator's key is in {house.operator_key}")
        settings = uvicorn.Config(house.app, access_log=False, log_level="warning", lifespan="off",
                                  proxy_headers=False, **_tls(config, certificate))
        if certificate is not None:
            _pair(config, certificate, url)
        uvicorn.Server(settings).run(sockets=[listener])
    except KeyboardInterrupt:
        # Uvicorn has already answered what was under way, and hands the signal on.
        typer.echo("stopped")
    finally:
        house.close()


def _refuse_open_http(config: Config) -> None:
    if config.tls == Tls.OFF and not _loopback(config.host):
        raise InputError("without TLS the gate listens on loopback only",
                         hint="use --tls local, or own: a browser gives no camera over plain http")


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as e:
        raise UnavailableError(f"port {port} cannot be listened on: {e.strerror}",
                               hint="--port 0 takes a free one") from e
    # Inherited by every connection: an answer's last packet would else wait 40 ms for the caller's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = socket.gethostname() if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    return f"[{shown}]:{port}" if ":" in shown else f"{shown}:{port}"


def _certificate(home: Path, config: Config) -> LocalCertificate | None:
    if config.tls != Tls.LOCAL:
        return None
    names = _own_names() if config.host in {"0.0.0.0", "::"} else [config.host]  # noqa: S104 - compared
    return ensure_local_certificate(home / "tls", names, datetime.now(UTC))


def _own_names() -> list[str]:
    """This machine's host name and the addresses it has by that name: what a tablet may call it."""
    host = socket.gethostname()
    try:
        known = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return [host]
    return [host, *sorted({str(address[0]).partition("%")[0] for *_, address in known})]


def _tls(config: Config, certificate: LocalCertificate | None) -> dict[str, Any]:
    if certificate is not None:
        return {"ssl_certfile": certificate.cert_path, "ssl_keyfile": certificate.key_path}
    if config.tls == Tls.OFF:
        return {}
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(config.tls_certificate, config.tls_key)
    except (OSError, ssl.SSLError) as e:
        raise InputError("tls_certificate and tls_key do not name a certificate and its key",
                         hint="both are paths of PEM files, in menshen.toml") from e
    return {"ssl_certfile": config.tls_certificate, "ssl_keyfile": config.tls_key}


def _pair(config: Config, certificate: LocalCertificate, url: str) -> None:
    listener = _listen(config.host, config.pairing_port)
    typer.echo(f"pairing page on http://{_address(listener)}")
    typer.echo(f"its fingerprint must read {certificate.fingerprint}")
    app = pairing_app(certificate.ca_path, certificate.fingerprint, url)
    server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning", lifespan="off"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
