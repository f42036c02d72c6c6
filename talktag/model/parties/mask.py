"""What an owner wears in an anonymous conversation: one-time keys and ids, as the store keeps them. It opens no seal.

Nothing in it is in another mask or leads to the owner, but for whoever has the store.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent

NOBODY = "anonymous customer"  # what the owner is called there


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """The one-time `key`, an OpenSSH line, and `age` recipient of the conversation whose first bundle is `channel`.

    It is with the `party` of that slug about the owner's `product`, or a `wish`, by its id; that has there the id
    `thing` and is called `name`. `sealed` are the secret halves: an armored age file to whom the store seals to.
    """

    channel: str
    party: str
    thing: str
    name: str
    made: datetime.date
    key: str
    age: str
    sealed: str
    product: str | None = None
    wish: str | None = None


_OF = ("product", "wish")
_TEXTS = ("party", "thing", "name", "key", "age", "sealed")


def read_mask(data: bytes, path: str, channel: str) -> Reading[Mask]:
    """Read the record of a mask, which is named after its channel; every problem is reported."""
    return read_record(data, path, lambda fields: _mask(fields, channel))


def _mask(fields: Fields, channel: str) -> Mask | None:
    made = fields.date("made")
    if made is None:
        fields.problem("made", "is missing", "missing")
    texts = {key: text for key in _TEXTS if (text := fields.must_have(key))}
    of = {key: fields.text(key) for key in _OF}
    if not any(of.values()):
        fields.problem("product", "is missing", "missing")
    if made is None or len(texts) < len(_TEXTS) or not any(of.values()):
        return None
    return Mask(channel=channel, made=made, product=of["product"], wish=of["wish"], **texts)


def mask_values(mask: Mask) -> dict[str, Any]:
    """The record of a mask as TOML values."""
    keys = ("party", *_OF, *_TEXTS[1:])
    return without_absent({"format": FORMAT, "made": mask.made, **{key: getattr(mask, key) for key in keys}})
