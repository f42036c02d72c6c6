"""The record of what the codes of stickers are made from, and whose page they prove: `keys/finder.toml`. Signs nothing.

Whoever has the store has the seed, and all else besides; whoever has only the page, or one sticker, cannot make it.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record

SEED_BITS = 256
_SEED = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{40,4000}={0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FinderKey:
    """The seed, 32 random bytes, `made` on that day; no two stores have the same.

    `signature` is that of the statement about `recipients` and `signer`, the OpenSSH line of the key that made it, as
    base64 on one line: it is made anew when these are no longer the owner's.
    """

    seed: bytes
    made: datetime.date
    recipients: tuple[str, ...]
    signer: str
    signature: str


def read_finder_key(data: bytes, path: str) -> Reading[FinderKey]:
    """Read the record; every problem is reported."""
    return read_record(data, path, _finder_key)


def _finder_key(fields: Fields) -> FinderKey | None:
    for key in ("made", "recipients"):
        if not fields.present(key):
            fields.problem(key, "is missing", "missing")
    seed, made, recipients = fields.must_have("seed"), fields.date("made"), fields.texts("recipients")
    signer, signature = fields.must_have("signer"), fields.must_have("signature")
    if fields.present("recipients") and not recipients:
        fields.problem("recipients", "names no recipient")
    if seed and not _SEED.fullmatch(seed):
        fields.problem("seed", "is not 64 digits of 0 to 9 and a to f")
        seed = None
    if signature and not _SIGNATURE.fullmatch(signature):
        fields.problem("signature", "is not base64 on one line")
        signature = None
    if not (seed and made and recipients and signer and signature):
        return None
    return FinderKey(bytes.fromhex(seed), made, recipients, signer, signature)


def finder_key_values(key: FinderKey) -> dict[str, Any]:
    """The record as TOML values."""
    return {
        "format": FORMAT,
        "seed": key.seed.hex(),
        "made": key.made,
        "recipients": list(key.recipients),
        "signer": key.signer,
        "signature": key.signature,
    }
