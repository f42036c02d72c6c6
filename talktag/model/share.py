"""Shares: the disclosure ledger. What was given to whom, when, why, until when; one record per bundle."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from talktag.model.record import FORMAT, Reading, read_record, without_absent
from talktag.model.toml import Fields


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file as it left: its name in the bundle, the name it has in the store, and what left hashes to."""

    path: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Share:
    """`signed` is the SHA-256 of the signed manifest: the identity of what left.

    `revoked` is the day the owner took the permission to keep it back.
    """

    bundle: str
    product: str
    party: str
    date: datetime.date
    sections: tuple[str, ...]
    signed: str
    sequence: int = 1
    fields: tuple[str, ...] = ()
    files: tuple[SharedFile, ...] = ()
    notes: tuple[str, ...] = ()
    purpose: str | None = None
    until: datetime.date | None = None
    revoked: datetime.date | None = None

    def overdue(self, today: datetime.date) -> bool:
        """Whether the party should no longer have it, and was not asked yet to delete it."""
        return self.until is not None and self.until < today and self.revoked is None


def read_share(data: bytes, path: str) -> Reading[Share]:
    """Read one record of the ledger; every problem is reported."""
    return read_record(data, path, _share)


def _share(fields: Fields) -> Share | None:
    texts = {key: fields.required(key) for key in ("bundle", "product", "party", "signed")}
    date = fields.date("date")
    if date is None:
        fields.problem("date", "is missing", "missing")
    files = []
    for each in fields.tables("files"):
        parts = [each.required(key) or "" for key in ("path", "name", "sha256")]
        each.done()
        files.append(SharedFile(*parts))
    share = Share(
        bundle=texts["bundle"] or "",
        product=texts["product"] or "",
        party=texts["party"] or "",
        date=date or datetime.date.min,
        sections=fields.texts("sections"),
        signed=texts["signed"] or "",
        sequence=fields.whole("sequence", 1, least=1),
        fields=fields.texts("fields"),
        files=tuple(files),
        notes=fields.texts("notes"),
        purpose=fields.text("purpose"),
        until=fields.date("until"),
        revoked=fields.date("revoked"),
    )
    return share if date and all(texts.values()) else None


def share_table(share: Share) -> dict[str, Any]:
    """One record of the ledger as TOML values."""
    return without_absent(
        {
            "format": FORMAT,
            "bundle": share.bundle,
            "product": share.product,
            "party": share.party,
            "date": share.date,
            "purpose": share.purpose,
            "until": share.until,
            "revoked": share.revoked,
            "sequence": share.sequence,
            "signed": share.signed,
            "sections": list(share.sections),
            "fields": list(share.fields),
            "notes": list(share.notes),
            "files": [{"path": each.path, "name": each.name, "sha256": each.sha256} for each in share.files],
        }
    )
