"""Who holds a tag that a maker printed, as its desk keeps it: the first key that claimed it, or that it went to.

Judges nothing. It goes when the channel of the holder is forgotten, and then the tag can be claimed anew.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent
from talktag.model.toml.write import new_text
from talktag.model.values.ident import parse_tag

_NAMESPACE = "talktag-held-tag-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagHolder:
    """The `channel` that a `tag` belongs to, and the fingerprint of its `key`; `before` is the channel it went from.

    `used` are the fingerprints of the keys of hand-overs that were used, each of which is good once.
    """

    tag: str
    channel: str
    key: str
    before: str | None = None
    used: tuple[str, ...] = ()


def lock_of(tag: str) -> str:
    """What is held while it is settled whose a tag is, in the form of the id of a channel, which it is none of."""
    return hashlib.sha256(f"{_NAMESPACE}\0{tag}".encode()).hexdigest()[:32]


def holder_values(holder: TagHolder) -> dict[str, Any]:
    """It as TOML and JSON values."""
    keys = ("tag", "channel", "key", "before")
    return without_absent({"format": FORMAT, **{key: getattr(holder, key) for key in keys}, "used": list(holder.used)})


def holder_bytes(holder: TagHolder) -> bytes:
    """Its file."""
    return new_text(holder_values(holder))


def read_holder(data: bytes, path: str) -> Reading[TagHolder]:
    """Read its file; every problem is reported."""
    return read_record(data, path, _holder)


def _holder(fields: Fields) -> TagHolder | None:
    tag, channel, key = (fields.must_have(each) for each in ("tag", "channel", "key"))
    before, used = fields.text("before"), tuple(fields.texts("used"))
    if not (tag and channel and key and parse_tag(tag)):
        return None
    return TagHolder(tag=tag, channel=channel, key=key, before=before, used=used)
