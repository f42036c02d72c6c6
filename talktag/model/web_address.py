"""What an address of the web may be that somebody else wrote, and is kept or shown as a link. Nothing opens it here.

A person reads the host and trusts it: so whatever makes a host look like another is no address. Its host stands in
ASCII letters (RFC 1123; RFC 5890 for what other scripts become, `xn--…`), and no name and password stand before it.
"""

from __future__ import annotations

import re

from talktag.model.values.foreign_text import escape

ADDRESS_LIMIT = 2000  # characters
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(
    rf"(?P<scheme>https?)://(?P<host>{_LABEL}(?:\.{_LABEL})*|\[[0-9A-Fa-f:.]{{2,45}}\])(?::(?P<port>[1-9][0-9]{{0,4}}))?"
    r"(?:[/?#][^\s\"'<>\\^`{|}]*)?",
    re.IGNORECASE,
)
_HOST_MOST = 253  # characters, RFC 1035


def is_web_address(text: str, *, secure: bool = False) -> bool:
    """Whether the text is one address that begins with https, or http where it need not be `secure`."""
    found = _ADDRESS.fullmatch(text) if len(text) <= ADDRESS_LIMIT else None
    if found is None or escape(text) != text or len(found["host"]) > _HOST_MOST:
        return False
    if found["host"].startswith("[") and not _is_ipv6(found["host"][1:-1]):
        return False
    return int(found["port"] or 0) <= 65_535 and (found["scheme"].lower() == "https" or not secure)


def _is_ipv6(host: str) -> bool:
    import ipaddress

    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True
