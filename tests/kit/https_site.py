"""A static site on this computer, by https or plain http, that remembers every letter it was ever sent. It answers GET.

The certificate is made here and nobody vouches for it. Ports are free ones, and the address of a site is the loopback,
or FAR for what browsers take for a name of the web.
"""

from __future__ import annotations

import contextlib
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.kit.browser import FAR

LOCAL = "127.0.0.1"


@dataclass
class Site:
    """A folder that is served; `log` is what came: the line of the request and all headers, as they were sent."""

    address: str
    log: list[str] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """What was asked for, in its order."""
        return [each.split()[1] for each in self.log]


@contextlib.contextmanager
def serve(folder: Path, certificate: Path | None = None, host: str = LOCAL) -> Iterator[Site]:
    """Serve a folder, by https where there is a certificate; `host` is the name that its address has."""
    site = Site("")
    with _Server((LOCAL, 0), partial(_Answer, site.log, directory=str(folder))) as server:
        if certificate:
            server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            server.tls.load_cert_chain(certificate)
        site.address = f"http{'s' if certificate else ''}://{host}:{server.server_port}/"
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        running.start()
        try:
            yield site
        finally:
            server.shutdown()
            running.join()


def write_certificate(path: Path) -> Path:
    """A new key and its own certificate for both names of a site, for a day, as one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test of talktag")])
    now = datetime.now(UTC)
    names = [x509.DNSName(FAR), x509.IPAddress(ipaddress.ip_address(LOCAL))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path.touch(mode=0o600)
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(secret + made.public_bytes(pem))
    return path


class _Server(ThreadingHTTPServer):
    """Shakes hands in the thread of the request, so that a browser that never ends its greeting holds nobody up."""

    daemon_threads = True  # a browser may keep a connection open for as long as it lives
    tls: ssl.SSLContext | None = None

    def finish_request(self, request: Any, client_address: Any) -> None:
        with contextlib.ExitStack() as held:
            if self.tls:
                held.enter_context(contextlib.suppress(OSError))
                request = held.enter_context(self.tls.wrap_socket(request, server_side=True))
            super().finish_request(request, client_address)


class _Answer(SimpleHTTPRequestHandler):
    """Notes a request before anything is done with it."""

    def __init__(self, log: list[str], *values: Any, **named: Any) -> None:
        self._log = log
        super().__init__(*values, **named)

    def parse_request(self) -> bool:
        is_one = super().parse_request()
        headers = str(self.headers) if is_one else ""
        self._log.append(self.raw_requestline.decode("latin-1") + headers)
        return is_one

    def log_message(self, format: str, *values: Any) -> None:  # noqa: A002 (its name in the class above)
        """What http.server would say on the terminal."""
