"""Shares: the disclosure ledger. What was given to whom, when, why, until when; one record per bundle and product.

It only grows: what was given away is never taken out of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, json_values, read_record, without_absent

TERMS_LIMIT = 500  # characters: a reference, not the agreement itself


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file as it left: its name in the bundle, the name it has in the store, and what left hashes to.

    Of one that is only `listed`, as on a print-out, its neutral name, its size and this hash left, and not the file.
    One that left `uncleaned` is a picture or film that may tell more than it shows.
    """

    path: str
    name: str
    sha256: str
    listed: bool = False
    uncleaned: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """`signed` is the SHA-256 of the signed manifest: the identity of what left.

    A print-out is signed by nobody: it has `printed`, the SHA-256 of its file, instead, and the shares of all products
    on it have the same `bundle`.

    `revoked` is the day the owner took the permission to keep it back. `terms` name what the party may do with it, by
    reference: the address or the title of an agreement. One that is `anonymous` opened a conversation in which the
    party does not know the owner. A `site` shows what other shares give, and gives nothing by itself.
    """

    bundle: str
    product: str
    party: str
    date: datetime.date
    sections: tuple[str, ...]
    signed: str | None
    sequence: int = 1
    fields: tuple[str, ...] = ()
    files: tuple[SharedFile, ...] = ()
    notes: tuple[str, ...] = ()
    purpose: str | None = None
    until: datetime.date | None = None
    revoked: datetime.date | None = None
    terms: str | None = None
    printed: str | None = None
    anonymous: bool = False
    site: bool = False

    def is_in_force(self, day: datetime.date) -> bool:
        """Whether, at the end of that day, it had been given and might be kept."""
        is_given = self.date <= day and (self.revoked is None or self.revoked > day)
        return is_given and (self.until is None or self.until >= day)

    def overdue(self, today: datetime.date) -> bool:
        """Whether the party should no longer have it, and was not asked yet to delete it."""
        return self.until is not None and self.until < today and self.revoked is None


def in_order(shares: Iterable[Share]) -> tuple[Share, ...]:
    """Shares oldest first: those of one product by their number, which no clock can disturb, the products by date.

    A share of a day before that of an earlier one of its product, made by a clock that was wrong, comes after that.
    """
    ranks: dict[str, int] = {}
    for each in (given := tuple(shares)):
        ranks.setdefault(each.product, len(ranks))
    latest: dict[str, datetime.date] = {}
    found: list[tuple[datetime.date, int, int, Share]] = []
    for each in sorted(given, key=lambda each: (each.sequence, each.date, each.bundle)):
        latest[each.product] = max(each.date, latest.get(each.product, each.date))
        found.append((latest[each.product], ranks[each.product], len(found), each))
    return tuple(each for *_, each in sorted(found, key=lambda item: item[:3]))


def check_terms(text: str) -> str:
    """A reference to terms as it may stand in a bundle; ValueError with a sentence for anything else."""
    terms = text.strip()
    if not terms or len(terms) > TERMS_LIMIT or not terms.isprintable():
        raise ValueError(f"terms are named in one line of at most {TERMS_LIMIT} characters")
    return terms


def read_share(data: bytes, path: str) -> Reading[Share]:
    """Read one record of the ledger; every problem is reported."""
    return read_record(data, path, _share)


def _share(fields: Fields) -> Share | None:
    printed = fields.text("printed")
    signed = fields.text("signed") if printed else fields.must_have("signed")
    texts = {key: fields.must_have(key) for key in ("bundle", "product", "party")}
    date = fields.date("date")
    if date is None:
        fields.problem("date", "is missing", "missing")
    files = []
    for each in fields.tables("files"):
        parts = {key: each.must_have(key) or "" for key in ("path", "name", "sha256")}
        said = {key: each.yes(key) for key in ("listed", "uncleaned")}
        each.report_unknown()
        files.append(SharedFile(**parts, listed=said["listed"], uncleaned=said["uncleaned"]))
    share = Share(
        bundle=texts["bundle"] or "",
        product=texts["product"] or "",
        party=texts["party"] or "",
        date=date or datetime.date.min,
        sections=fields.texts("sections"),
        signed=signed,
        sequence=fields.whole("sequence", 1, least=1),
        fields=fields.texts("fields"),
        files=tuple(files),
        notes=fields.texts("notes"),
        purpose=fields.text("purpose"),
        until=fields.date("until"),
        revoked=fields.date("revoked"),
        terms=fields.text("terms"),
        printed=printed,
        anonymous=fields.yes("anonymous"),
        site=fields.yes("site"),
    )
    return share if date and all(texts.values()) and (signed or printed) else None


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
            "terms": share.terms,
            "revoked": share.revoked,
            "sequence": share.sequence,
            "signed": share.signed,
            "printed": share.printed,
            "anonymous": share.anonymous or None,
            "site": share.site or None,
            "sections": list(share.sections),
            "fields": list(share.fields),
            "notes": list(share.notes),
            "files": [_file_table(each) for each in share.files],
        }
    )


def share_values(share: Share, keys: Collection[str] | None = None) -> dict[str, Any]:
    """One record of the ledger as JSON values, or those of `keys`; its format says something of the file only."""
    return json_values(
        {key: value for key, value in share_table(share).items() if key != "format" and (keys is None or key in keys)}
    )


def _file_table(file: SharedFile) -> dict[str, Any]:
    table: dict[str, Any] = {"path": file.path, "name": file.name, "sha256": file.sha256}
    return table | {key: True for key in ("listed", "uncleaned") if getattr(file, key)}
