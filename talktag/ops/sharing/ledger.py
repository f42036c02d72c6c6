"""The ledger of what was given away: its lines as they are made, written and shown. It decides nothing that leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from talktag.errors import InvalidError
from talktag.model.parties.party import Party
from talktag.model.plan import Write
from talktag.model.products.product import Product
from talktag.model.sharing.share import Share, SharedFile, check_terms, share_table
from talktag.model.sharing.table import Row, Table, always_rows
from talktag.model.toml.write import new_text
from talktag.model.typed.day import typed_day
from talktag.ops.files.files_out import Outgoing
from talktag.ops.session import Session
from talktag.ops.typed import read_flag
from talktag.store import layout


def share_of(
    session: Session,
    product: Product,
    party: Party,
    document: Mapping[str, Any],
    table: Table,
    files: Sequence[Outgoing],
    signed: str,
) -> Share:
    """The line of the ledger that remembers what left; `signed` is the hash of its manifest."""
    owner = document["signer"]
    leaving = leaving_rows(owner["name"], owner["contact"], product, table, owner.get("age"))
    return Share(
        bundle=document["bundle"],
        product=product.id,
        party=party.slug,
        date=session.today,
        sections=table.shared,
        signed=signed,
        sequence=document["sequence"],
        fields=tuple(dict.fromkeys(row.field for row in leaving if row.field != "file")),
        files=tuple(SharedFile(each.path, each.name, each.sha256, uncleaned=each.uncleaned) for each in files),
        notes=tuple(each["note"] for each in document.get("notes", ())),
        purpose=document.get("purpose"),
        until=parse_until(document.get("until"), session),
        terms=document.get("terms"),
    )


def share_write(product: Product, share: Share) -> Write:
    """The change that puts a share of a product into the ledger."""
    return Write(layout.share(share.date.isoformat(), product.slug, share.bundle), new_text(share_table(share)))


def preview_values(rows: Sequence[Row]) -> dict[str, Any]:
    """Both sides of a preview as JSON values; the values of what stays are left out."""
    return {
        "leaves": [
            {"section": row.section, "field": row.field, "value": row.value, "reason": row.reason}
            for row in rows
            if row.leaves
        ],
        "stays": [{"section": row.section, "field": row.field, "reason": row.reason} for row in rows if not row.leaves],
    }


def leaving_rows(owner: str, contact: str, product: Product, table: Table, age: str | None = None) -> tuple[Row, ...]:
    """The rows that leave, those that every bundle holds first."""
    return (*always_rows(owner, contact, product, age), *(row for row in table.rows if row.leaves))


def parse_until(text: str | None, session: Session) -> Any:
    """The date until which a share is meant; InvalidError for one that has passed."""
    if text is None:
        return None
    until = read_flag("until", lambda: typed_day(text, session.today, ahead=True), "write it like: --until 2027-01-31")
    if until < session.today:
        raise InvalidError(f"until: {until} has passed", hints=["write a date to come, like: --until 2027-01-31"])
    return until


def chosen_terms(session: Session, text: str | None) -> str | None:
    """The terms that a bundle leaves under: as typed, else those of the store's settings; an empty text is none."""
    if text is None:
        return session.store.settings.terms
    try:
        return check_terms(text) if text.strip() else None
    except ValueError as error:
        raise InvalidError(str(error), hints=['give an address or a title, like: --terms "https://…"']) from None
