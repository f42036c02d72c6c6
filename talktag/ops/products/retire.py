"""`retire`: a product one no longer has. Its record stays, with the reason; its tags still resolve."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from talktag.errors import UsageError
from talktag.model.log import kinds
from talktag.model.plan import Write
from talktag.model.products.product import GONE
from talktag.model.toml.write import changed_text
from talktag.model.values.money import Money
from talktag.ops import commit_message
from talktag.ops.finding.find_product import find_product
from talktag.ops.finding.who_needs import say_gone
from talktag.ops.log.own_entries import append_entry, own_entry
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.products.set import ProductsChanged
from talktag.ops.session import Session
from talktag.ops.typed import guessed_money, read_day, read_money
from talktag.store.store import Record

WAYS = GONE


class Parting(NamedTuple):
    """What is said of a product that goes: one of WAYS, what it fetched, why, to which party and on which day."""

    how: str | None
    price: str | None = None
    reason: str | None = None
    to: str | None = None
    date: str | None = None


def fetched_price(session: Session, text: str | None) -> Money | None:
    """What a product fetched, as typed; InvalidError where that does not hold up."""
    return read_money("price", text, session.store.settings.currency) if text else None


def _day(session: Session, text: str | None) -> datetime.date:
    return read_day("date", text, session.today) if text else session.today


def retire(session: Session, ref: str, parting: Parting) -> Outcome:
    """A plan that marks a product as gone, with what is said of that."""
    how = parting.how
    if how is None:
        ways = f"--how {', '.join(WAYS[:-1])} or {WAYS[-1]}"
        raise UsageError("how it went is not said", hints=[f"say it with {ways}", f"talktag retire {ref} --how sold"])
    if how not in WAYS:
        raise UsageError(f'"{how}" is not a way to part with a product', hints=[f"use one of: {', '.join(WAYS)}"])
    record = find_product(session.store, ref)
    product = record.product
    if product.state == how and not any(parting[1:]):
        more = f"more can be said of it, such as: talktag retire {product.slug} --how {how} --price MONEY"
        return Outcome(ProductsChanged(session.store, product), notices=(f'"{product.slug}" is {how} already', more))
    fetched, day = fetched_price(session, parting.price), _day(session, parting.date)
    party = find_party(session.store, parting.to).slug if parting.to else None
    entry = own_entry(session, kinds.RETIRED, how.capitalize(), parting.reason or None, party=party, cost=fetched)
    entry = entry._replace(date=day)
    live = [each.id for each in product.tags if each.retired is None and how != "lost"]
    return Outcome(
        ProductsChanged(session.store, product._replace(state=how)),
        commit_message.plan(
            "retire",
            f"Retire {product.name}: {how}",
            *([] if product.state == how else [_in_state(record, how)]),
            append_entry(session.store, product.slug, entry),
        ),
        notices=(
            *guessed_money(parting.price, session.store.settings.currency),
            *say_gone(session.store, product),
            *(f"a tag on it still leads to you; when it is gone: talktag tag {tag} --retire" for tag in live),
        ),
    )


def _in_state(record: Record, state: str) -> Write:
    return Write(record.path, changed_text(record.data, {("state",): state}), record.data)
