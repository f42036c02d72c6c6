"""What a person accepted, as text: a line for each store's recipients and for each key. It is never in a store.

`recipients.pin` has "store-id sha256", the list of recipients of a store; `signers.pin` has "store-id name state
fingerprint", whose key it is and how that was checked; `signers.seen` has "store-id place commit", up to where the
history of one copy of a store was looked through for keys that were taken back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from talktag.errors import InvalidError
from talktag.model.keys.accepted_key import AcceptedKey

_ID = r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}"
_STORE = re.compile(rf"{_ID}\Z", re.ASCII)
_NAME = r"[@A-Za-z0-9_][A-Za-z0-9_.-]{0,119}"
_SIGNER = re.compile(rf"({_ID}) ({_NAME}) ([a-z]{{1,20}}) (SHA256:[A-Za-z0-9+/]{{43}})\Z", re.ASCII)
_LINE = re.compile(rf"({_ID}) ([0-9a-f]{{64}})\Z", re.ASCII)


_SEEN = re.compile(rf"({_ID}) ([0-9a-f]{{32}}) ([0-9a-f]{{40}})\Z", re.ASCII)


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


def parse_signers(data: bytes) -> frozenset[tuple[str, AcceptedKey]]:
    """Each store id with a key that was accepted in it; InvalidError names the line that is wrong."""
    found = set()
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        match = _SIGNER.match(line)
        if not match:
            raise InvalidError(f"line {number} of signers.pin is not a store id, a name, a state and a fingerprint")
        found.add((match[1], AcceptedKey(match[2], match[3], match[4])))
    return frozenset(found)


def with_signers(
    held: Iterable[tuple[str, AcceptedKey]], store_id: str, known: Mapping[str, Iterable[AcceptedKey]]
) -> bytes:
    """The file with, for each name in `known`, those keys of the store in place of any earlier ones."""
    kept = {(store, signer) for store, signer in held if store != store_id or signer.name not in known}
    wanted = kept | {(store_id, signer) for signers in known.values() for signer in signers}
    data = "".join(f"{store} {' '.join(signer)}\n" for store, signer in sorted(wanted)).encode("ascii", "replace")
    parse_signers(data)
    return data


def parse_seen(data: bytes) -> dict[tuple[str, str], str]:
    """The commit of each copy of a store; a line that is none is passed over, and then all is looked through anew."""
    lines = data.decode("utf-8", "replace").splitlines()
    return {(match[1], match[2]): match[3] for line in lines if (match := _SEEN.match(line))}


def with_seen(held: Mapping[tuple[str, str], str], store_id: str, place: str, commit: str) -> bytes:
    """The file with the line of that copy set."""
    lines = {**held, (store_id, place): commit}
    return "".join(f"{store} {where} {each}\n" for (store, where), each in sorted(lines.items())).encode("ascii")
