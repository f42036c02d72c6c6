"""What an assistant may read: products, logs, what is due, a table as a party has it. Notes and keys are never read.

Each answer is bounded, and says how much more there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from talktag.assistant.authors import author_of, authorship_of, whom_it_repeats, whose_entry
from talktag.assistant.foreign import mark, marked_entry, marked_pairs, marked_values
from talktag.errors import InvalidError
from talktag.model.due.due_item import DueItem
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
        author = author_of(session.store, each.slug, each.id)
        said = {key: facts[key] for key in ("name", "maker", "model", "place") if key in facts}
        texts = marked_values(said, author) if author else {}
        told.append({**facts, **texts})
    return {"products": told, "all": len(found), "start": start}


def read_product(session: Session, ref: str) -> dict[str, Any]:
    """One product: its record, and the last entries of its log. Files and notes are counted, and not shown."""
    product = find_product(session.store, ref).product
    log = session.store.entries(product.slug).value or ()
    entries = standing_entries(log)
    written = authorship_of(session.store, product.slug, product.id)
    record = _record(product, written.author)
    told = _entry_values(session, log, entries[-MOST:])
    answer = {"product": record, "files": len(product.files), "entries": told, "all_entries": len(entries)}
    return {**answer, "why_unknown": written.why_unknown} if written.why_unknown else answer


def _entry_values(session: Session, log: Sequence[Entry], entries: Sequence[Entry]) -> list[dict[str, Any]]:
    return [marked_entry(each, whom_it_repeats(session.store, log, each)) for each in entries]


def _record(product: Product, author: str | None) -> dict[str, Any]:
    values = product_values(product, 0, 0)
    if author is None:
        return {key: values[key] for key in _OWN if values.get(key) not in (None, [], {})}
    formal = {key: values[key] for key in ("id", "slug", "gtin", "quantity", "state") if values.get(key) is not None}
    more = {key: values[key] for key in _OWN if key not in formal and values.get(key) not in (None, [], {})}
    fields = {"fields": marked_pairs(more.pop("fields"), author)} if "fields" in more else {}
    return {**formal, **marked_values(more, author), **fields}


def read_due(session: Session, query: Sequence[str] = (), within: str | None = None) -> dict[str, Any]:
    """What is due within so long; what a party said of it is marked."""
    outcome = list_due(session, query, within)
    items = outcome.data.due.items  # type: ignore[attr-defined]
    logs = {slug: session.store.entries(slug).value or () for slug in {each.slug for each in items[:MOST]} if slug}
    told = [_due_values(session, each, logs.get(each.slug, ())) for each in items[:MOST]]
    return {"today": session.today.isoformat(), "due": told, "all": len(items)}


def _due_values(session: Session, item: DueItem, log: Sequence[Entry]) -> dict[str, Any]:
    """One thing that is due: the owner's own words, or marked as those of the entry, or of the record, it is from."""
    plain = {"kind": item.kind, "slug": item.slug, "date": item.date and item.date.isoformat(), "entry": item.entry}
    if item.entry:
        by = whose_entry(session.store, log, item.entry, item.party)
    else:
        by = author_of(session.store, item.slug, item.product) if item.slug else None
    if by is None:
        return without_absent({**plain, "title": item.title, "party": item.party})
    named = item.party and (item.party if item.party == by else mark(item.party, by))
    return without_absent({**plain, "title": mark(item.title, by), "party": named})


def read_table(session: Session, ref: str, party: str) -> dict[str, Any]:
    """A product as a party has it: the names of what it was given, and what was said both ways."""
    side = show_their_side(session, ref, party).data
    if not isinstance(side, TheirSide):
        raise InvalidError("that product was given to nobody")
    values = side.values()
    author = author_of(session.store, side.product.slug, side.product.id)
    given = [_values_of_share(each, author) for each in values["given"]]
    said = _entry_values(session, session.store.entries(side.product.slug).value or (), side.said[-MOST:])
    return {"slug": side.product.slug, "as": side.party.slug, "given": given, "said": said, "all_said": len(side.said)}


def _values_of_share(values: Mapping[str, Any], author: str | None) -> dict[str, Any]:
    """One share by the names of what left: the texts in it are in the product, or somebody else's."""
    kept = {key: values[key] for key in ("bundle", "date", "purpose", "until", "terms") if values.get(key) is not None}
    told = sorted(values["told"])
    return {**kept, "told": marked_values(told, author) if author else told, "files": _kinds(values["files"])}


def _kinds(files: Sequence[Mapping[str, str]]) -> list[str]:
    return [each["kind"] for each in files]


def read_parties(session: Session) -> dict[str, Any]:
    """The parties that something can be said to: slug and role. What they are called may be their own words."""
    found = [each.value for each in session.store.all(PARTIES) if each.value]
    return {"parties": [{"slug": each.slug, "role": each.role} for each in found[:MOST]], "all": len(found)}
