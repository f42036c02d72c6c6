"""What an assistant may read: products, logs, what is due, a table as a party has it. Notes and keys are never read.

Each answer is bounded, and says how much more there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from talktag.assistant.foreign import find_last_owner, mark, marked_entry, marked_values
from talktag.errors import InvalidError
from talktag.model.log.entry import Entry
from talktag.model.log.schedule import standing_entries
from talktag.model.products.product import Product
from talktag.model.products.product_json import product_values
from talktag.model.toml.record_file import without_absent
from talktag.ops.due.due import list_due
from talktag.ops.finding.choose_products import choose
from talktag.ops.finding.find_product import find_product
from talktag.ops.session import Session
from talktag.ops.talk.their_side.show import TheirSide, show_their_side
from talktag.store.collections import PARTIES

MOST = 100  # things of one answer
_LISTED = ("slug", "name", "maker", "model", "place", "state", "quantity", "bought", "entries")
_FORMAL = ("id", "slug", "gtin", "quantity", "purchase", "warranties", "state")
_OWN = (*_FORMAL, "name", "maker", "model", "serial", "place", "labels", "fields", "condition")


def read_products(session: Session, query: Sequence[str] = (), start: int = 0) -> dict[str, Any]:
    """Products that all words of a query hold for, those that are gone only where it asks for them."""
    found = choose(session, query).found
    part = found[max(start, 0) : max(start, 0) + MOST]
    told = []
    for each in part:
        facts = without_absent({key: getattr(each, key) for key in _LISTED})
        last = find_last_owner(_log(session, each.slug))
        texts = (
            marked_values({key: facts[key] for key in ("name", "maker", "model") if key in facts}, last) if last else {}
        )
        told.append({**facts, **texts})
    return {"products": told, "all": len(found), "start": start}


def read_product(session: Session, ref: str) -> dict[str, Any]:
    """One product: its record, and the last entries of its log. Files and notes are counted, and not shown."""
    product = find_product(session.store, ref).product
    log = _log(session, product.slug)
    entries = standing_entries(log)
    last = find_last_owner(log)
    record = _record(product, last)
    told = [marked_entry(each) for each in entries[-MOST:]]
    return {"product": record, "files": len(product.files), "entries": told, "all_entries": len(entries)}


def _record(product: Product, last_owner: str | None) -> dict[str, Any]:
    values = product_values(product, 0, 0)
    if last_owner is None:
        return {key: values[key] for key in _OWN if values.get(key) not in (None, [], {})}
    formal = {key: values[key] for key in ("id", "slug", "gtin", "quantity", "state") if values.get(key) is not None}
    more = {key: values[key] for key in _OWN if key not in formal and values.get(key) not in (None, [], {})}
    return {**formal, **marked_values(more, last_owner)}


def read_due(session: Session, query: Sequence[str] = (), within: str | None = None) -> dict[str, Any]:
    """What is due within so long; what a party said of it is marked."""
    outcome = list_due(session, query, within)
    items = outcome.data.due.items  # type: ignore[attr-defined]
    told = []
    for each in items[:MOST]:
        plain = {"kind": each.kind, "slug": each.slug, "date": each.date and each.date.isoformat(), "entry": each.entry}
        by = each.party if each.entry else None
        said = {"title": mark(each.title, by) if by else each.title, "party": each.party}
        told.append(without_absent({**plain, **said}))
    return {"today": session.today.isoformat(), "due": told, "all": len(items)}


def read_table(session: Session, ref: str, party: str) -> dict[str, Any]:
    """A product as a party has it: the names of what it was given, and what was said both ways."""
    side = show_their_side(session, ref, party).data
    if not isinstance(side, TheirSide):
        raise InvalidError("that product was given to nobody")
    values = side.values()
    given = [_values_of_share(each) for each in values["given"]]
    said = [marked_entry(each) for each in side.said[-MOST:]]
    return {"slug": side.product.slug, "as": side.party.slug, "given": given, "said": said, "all_said": len(side.said)}


def _values_of_share(values: Mapping[str, Any]) -> dict[str, Any]:
    """One share by the names of what left: the texts in it are in the product, or somebody else's."""
    kept = {key: values[key] for key in ("bundle", "date", "purpose", "until", "terms") if values.get(key) is not None}
    return {**kept, "told": sorted(values["told"]), "files": [each["kind"] for each in values["files"]]}


def read_parties(session: Session) -> dict[str, Any]:
    """The parties that something can be said to: slug and role. What they are called may be their own words."""
    found = [each.value for each in session.store.all(PARTIES) if each.value]
    return {"parties": [{"slug": each.slug, "role": each.role} for each in found[:MOST]], "all": len(found)}


def _log(session: Session, slug: str) -> Sequence[Entry]:
    return session.store.entries(slug).value or ()
