"""What may come of a file, by a model far simpler than the program: who gave whom leave, and whose key is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from talktag.content import content_of
from talktag.model.log.kinds import written_by
from talktag.ops.bundles.open_foreign import in_the_clear, signed_in
from tests.conversations.people import OWNER, PARTIES, Person


class Parcel(NamedTuple):
    """A file on its way: from whom, to whom, and what the bundle in it says, with the fingerprint of its key."""

    path: Path
    sender: str
    to: str
    bundle: str
    kind: str
    channel: str
    says: tuple[str, ...]
    key: str | None


def read_parcel(path: Path, sender: Person, to: Person) -> Parcel:
    """The file at `path`, opened with the keys of whom it is for."""
    clear = in_the_clear(to.bench.session(), path, content_of(path.read_bytes()))
    document = signed_in(path, clear).contents.document
    told = [*(each for product in document.products for each in product.entries or ()), *(document.entries or ())]
    says = tuple(each.kind or "" for each in told) if document.kind != "table" else ()
    answered = document.in_reply_to.bundle if document.in_reply_to and document.kind == "reply" else None
    channel = document.channel or answered or document.bundle
    signed = document.signer.fingerprint
    return Parcel(path, sender.slug, to.slug, document.bundle, document.kind, channel, says, signed)


@dataclass
class Agreed:
    """Leave that was given and taken back, kinds by who gave it to whom, and the keys that were accepted.

    `keys` has the fingerprint of the key that everybody has of each person at the start.
    """

    keys: dict[str, str]
    allowed: set[tuple[str, str, str]] = field(default_factory=set)
    muted: set[tuple[str, str, str]] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)
    accepted: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def allow(self, who: str, other: str, kind: str) -> None:
        self.allowed.add((who, other, kind))
        self.muted.discard((who, other, kind))

    def mute(self, who: str, other: str, kind: str) -> None:
        self.muted.add((who, other, kind))
        self.allowed.discard((who, other, kind))

    def may_come(self, parcel: Parcel, new_key: str | None) -> bool:
        """Whether it may come in; `new_key` is what its sender reads out now, to somebody who knows whom to ask."""
        kept = self.accepted.get((parcel.to, parcel.sender), self.keys[parcel.sender])
        if parcel.kind == "table":
            return True
        if parcel.key != kept and (parcel.kind == "reply" or parcel.key != new_key):
            return False
        role = PARTIES[parcel.sender] if parcel.to == OWNER else "customer"
        kinds = {*written_by(role)} | {kind for *pair, kind in self.allowed if pair == [parcel.to, parcel.sender]}
        kinds -= {kind for *pair, kind in self.muted if pair == [parcel.to, parcel.sender]}
        is_closed = parcel.to == OWNER and parcel.kind == "message" and parcel.channel in self.revoked
        return {*parcel.says} <= kinds and not is_closed
