"""The list of recipient files a person accepted, one line a store: "store-id sha256". It is never in a store.

It is the defence against a recipient that somebody else added to a store: what is not pinned is not written to.
"""

from __future__ import annotations

import hashlib
import re

from talktag.errors import InvalidError

_ID = r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}"
_STORE = re.compile(rf"{_ID}\Z", re.ASCII)
_LINE = re.compile(rf"({_ID}) ([0-9a-f]{{64}})\Z", re.ASCII)


def digest(recipients: bytes) -> str:
    """What is pinned of a recipients file: its SHA-256 in hex."""
    return hashlib.sha256(recipients).hexdigest()


def parse_pins(data: bytes) -> dict[str, str]:
    """The digest of each store id; InvalidError names the line that is wrong."""
    pins: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        match = _LINE.match(line)
        if not match or match[1] in pins:
            raise InvalidError(f"line {number} of recipients.pin is not a store id and a SHA-256, or says it twice")
        pins[match[1]] = match[2]
    return pins


def with_pin(pins: dict[str, str], store_id: str, recipients: bytes) -> bytes:
    """The file with the store's line set; InvalidError when the store id is none."""
    if not _STORE.match(store_id):
        raise InvalidError(f'"{store_id[:80]}" is not a store id')
    changed = pins | {store_id: digest(recipients)}
    return "".join(f"{name} {value}\n" for name, value in sorted(changed.items())).encode("ascii")
