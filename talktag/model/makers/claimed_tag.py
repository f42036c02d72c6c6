"""What an owner keeps of a maker's tag that is on a thing of theirs: claimed/<tag>.toml. It sends nothing.

The claim stands in it as it stands on the thing itself, in the clear; whoever has the store could read it there too.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from talktag.model.finder.sticker_code import code_bytes
from talktag.model.makers.maker_code import MakerCode
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent
from talktag.model.values.ident import parse_tag


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedTag:
    """The tag of a `product`, by its id, and the claim that is printed in its code, with the address in it.

    `maker` is how the key of the maker begins; `party` the slug of who they are here, once a description said so, which
    came as the bundle `description`. `told` is the day on which the maker was told, by the bundle `message`, whose key
    is that of a mask where it was told anonymously. `handover` is what came from an earlier owner: their signature, and
    the seed of the key that may claim next, as 64 hexadecimal digits. `passed` is the day on which it was handed on.
    """

    tag: str
    product: str
    claim: str
    maker: str
    claimed: datetime.date
    address: str = ""
    party: str | None = None
    description: str | None = None
    told: datetime.date | None = None
    message: str | None = None
    handover: str | None = None
    handover_seed: str | None = None
    passed: datetime.date | None = None

    @property
    def code(self) -> MakerCode:
        """The code that is printed on the thing."""
        return MakerCode(self.tag, self.claim, self.maker, self.address)


CLAIMED_KEYS = (
    *("tag", "product", "claim", "maker", "claimed", "address", "party", "description", "told", "message"),
    *("handover", "handover_seed", "passed"),
)
_TEXTS = ("address", "party", "description", "message", "handover", "handover_seed")
_DAYS = ("told", "passed")


def read_claimed_tag(data: bytes, path: str) -> Reading[ClaimedTag]:
    """Read the record of a claimed tag; every problem is reported."""
    return read_record(data, path, _claimed_tag)


def _claimed_tag(fields: Fields) -> ClaimedTag | None:
    texts = {key: fields.must_have(key) for key in ("tag", "product", "claim", "maker")}
    claimed = fields.date("claimed")
    if claimed is None:
        fields.problem("claimed", "is missing", "missing")
    more: dict[str, Any] = {key: fields.text(key) for key in _TEXTS}
    more |= {key: fields.date(key) for key in _DAYS}
    tag = parse_tag(texts["tag"] or "")
    if texts["tag"] and tag is None:
        fields.problem("tag", f'"{texts["tag"]}" is not a tag id, or was mistyped')
    for key in ("claim", "maker"):
        if texts[key] and code_bytes(texts[key] or "") is None:
            fields.problem(key, "is not 16 characters of a code")
            return None
    if not (tag and texts["product"] and texts["claim"] and texts["maker"] and claimed):
        return None
    more["address"] = more["address"] or ""
    given: dict[str, Any] = {key: text for key, text in texts.items() if key != "tag" and text}
    return ClaimedTag(tag=tag, claimed=claimed, **given, **more)


def claimed_tag_table(claimed: ClaimedTag) -> dict[str, Any]:
    """The record as TOML values."""
    return without_absent({"format": FORMAT, **{key: getattr(claimed, key) for key in CLAIMED_KEYS}})
