"""`lend` and `return`: a product that is with someone else for a while. The record says so; no entry is lost."""

from __future__ import annotations

import datetime

from talktag.errors import InvalidError
from talktag.model.log import kinds
from talktag.model.plan import Write
from talktag.model.products.product import GONE
from talktag.model.toml.write import changed_text
from talktag.ops import commit_message
from talktag.ops.finding.find_product import find_product
from talktag.ops.log.own_entries import append_entry, own_entry
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.products.set import ProductsChanged
from talktag.ops.session import Session
from talktag.ops.typed import gone_by, read_day


def lend(session: Session, ref: str, to: str, due: str | None) -> Outcome:
    """A plan that marks a product as lent to a party, until `due` if that is said."""
    record = find_product(session.store, ref)
    product = record.product
    if product.state != "owned":
        way = "return" if product.state == "lent" else "set"
        again = f"if it is back: talktag {way} {product.slug}{' state=owned' if way == 'set' else ''}"
        raise InvalidError(f'"{product.slug}" is {product.state}', hints=[again])
    party = find_party(session.store, to)
    back = _due(session, due)
    entry = own_entry(session, kinds.LOAN, f"Lent to {party.name}", party=party.slug, due=back)
    return Outcome(
        ProductsChanged(session.store, product._replace(state="lent")),
        commit_message.plan(
            "lend",
            f"Lend {product.name} to {party.name}",
            Write(record.path, changed_text(record.data, {("state",): "lent"}), record.data),
            append_entry(session.store, product.slug, entry),
        ),
        notices=gone_by(back, session.today),
    )


def take_back(session: Session, ref: str) -> Outcome:
    """A plan that marks a lent product as back."""
    record = find_product(session.store, ref)
    product = record.product
    if product.state != "lent":
        gone = [f"it is {product.state}; if it is back: talktag set {product.slug} state=owned"]
        hints = gone if product.state in GONE else ["see what is: talktag list state:lent"]
        raise InvalidError(f'"{product.slug}" is not lent', hints=hints)
    entry = own_entry(session, kinds.RETURN, "Came back")
    return Outcome(
        ProductsChanged(session.store, product._replace(state="owned")),
        commit_message.plan(
            "return",
            f"Take back {product.name}",
            Write(record.path, changed_text(record.data, {("state",): None}), record.data),
            append_entry(session.store, product.slug, entry),
        ),
    )


def _due(session: Session, text: str | None) -> datetime.date | None:
    return read_day("due", text, session.today, ahead=True) if text else None
