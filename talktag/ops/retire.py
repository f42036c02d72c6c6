"""`retire`: a product one no longer has. Its record stays, with the reason; its tags still resolve."""

from __future__ import annotations

from talktag.errors import UsageError
from talktag.model.money import Money
from talktag.model.plan import Write
from talktag.model.toml_write import changed_text
from talktag.model.typed.money import typed_money
from talktag.ops import changes
from talktag.ops.entries import append_entry, own_entry
from talktag.ops.outcome import Outcome
from talktag.ops.products import find_product
from talktag.ops.session import Session
from talktag.ops.set import Changed
from talktag.ops.typed import typed

WAYS = ("sold", "lost", "given", "recycled")


def fetched_price(session: Session, text: str | None) -> Money | None:
    """What a product fetched, as typed; InvalidError where that does not hold up."""
    if not text:
        return None
    currency = session.store.settings.currency
    return typed("price", lambda: typed_money(text, currency), 'write it like: --price "120 EUR"')


def retire(session: Session, ref: str, how: str, price: str | None, reason: str | None) -> Outcome:
    """A plan that marks a product as gone, `how` being one of WAYS, with the price it fetched and why, if said."""
    if how not in WAYS:
        raise UsageError(f'"{how}" is not a way to part with a product', hints=[f"use one of: {', '.join(WAYS)}"])
    record = find_product(session.store, ref)
    product = record.product
    if product.state == how:
        return Outcome(Changed(session.store, product), notices=(f'"{product.slug}" is {how} already',))
    fetched = fetched_price(session, price)
    entry = own_entry(session, "retired", how.capitalize(), reason or None, cost=fetched)
    live = [each.id for each in product.tags if each.retired is None and how != "lost"]
    return Outcome(
        Changed(session.store, product._replace(state=how)),
        changes.plan(
            "retire",
            f"Retire {product.name}: {how}",
            Write(record.path, changed_text(record.data, {("state",): how}), record.data),
            append_entry(session.store, product.slug, entry),
        ),
        notices=tuple(f"a tag on it still leads to you; when it is gone: talktag tag {tag} --retire" for tag in live),
    )
