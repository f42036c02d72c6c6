"""Everything that the log of a thing adds up to on a day, with what the owner's record and ledger say of that day.

Derived, never stored. The record is the owner's word: what state the thing is in, which warranties it has. All else is
folded from entries and shares, in whatever order they came.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.log.entry import Entry, in_order
from talktag.model.log.kinds import KINDS, PERMISSION
from talktag.model.log.meters import MeterUse, meter_values, uses_of
from talktag.model.log.schedule import Due, dues_of, standing_entries
from talktag.model.log.standing import Standing, standing_of
from talktag.model.toml.record_file import without_absent
from talktag.model.values.money import Money

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.model.sharing.share import Share
    from talktag.model.talk.conversation import Talked
    from talktag.model.talk.permission import SaidPermission
    from talktag.model.values.warranty import Warranty


class InForce(NamedTuple):
    """A permission that holds: what a `party` said that it wants, or what the owner told it, `by` whom."""

    party: str
    by: str
    said: SaidPermission


class Spent(NamedTuple):
    """What was paid to a party for the thing, and got from it, an amount for each currency; None is nobody named."""

    party: str | None
    paid: tuple[Money, ...] = ()
    got: tuple[Money, ...] = ()


class Stands(NamedTuple):
    """What stands of a thing on the day `today`, which is in `state` by its record.

    `warranties` are those that are not over, with their last days; `given` the shares that may still be kept.
    """

    today: datetime.date
    state: str
    standing: Standing
    dues: Sequence[Due] = ()
    meters: Mapping[str, MeterUse] = {}
    talk: Talked | None = None
    cases: Sequence[Entry] = ()
    warranties: Sequence[tuple[Warranty, datetime.date | None]] = ()
    given: Sequence[Share] = ()
    permissions: Sequence[InForce] = ()
    money: Sequence[Spent] = ()

    def values(self) -> dict[str, Any]:
        """All of it as JSON values; absent is absent."""
        told: dict[str, Any] = {
            "state": self.state,
            **self.standing.values(self.state),
            "dues": [each.values() for each in self.dues],
            **meter_values(self.meters),
            "warranties": [_warranty_values(*each) for each in self.warranties],
            "terms": [_terms_values(each) for each in self.given if each.terms],
            "given": [_given_values(each) for each in self.given],
            "permissions": [{"party": each.party, "by": each.by, **each.said.values()} for each in self.permissions],
            "money": [_money_values(each) for each in self.money],
        }
        if self.cases or self.talk:
            from talktag.model.talk.conversation import brief, standing_values

            told |= standing_values(self.talk, self.today) if self.talk else {}
            told["cases"] = [brief(each) for each in self.cases]
        return without_absent(told)


def stands_of(
    entries: Iterable[Entry],
    product: Product,
    shares: Iterable[Share],
    today: datetime.date,
    beside: Iterable[Entry] = (),
) -> Stands:
    """What stands by entries in their order, withdrawn ones and all, as of that day.

    `beside` is what was said with parties about no product: a permission of which may be about this one, too.
    """
    every = tuple(entries)
    log = standing_entries(every)
    return Stands(
        today,
        product.state,
        standing_of(every),
        dues=dues_of(log),
        meters=uses_of(log),
        talk=_talk(every),
        cases=_cases(every),
        warranties=tuple(_warranties(product, today)),
        given=tuple(each for each in shares if each.is_in_force(today)),
        permissions=tuple(_permissions([*every, *beside], product.id, today)),
        money=tuple(_money(log)),
    )


def _talk(every: Sequence[Entry]) -> Talked | None:
    """What was said; of a thing that nobody ever spoke of it loads nothing."""
    if not any(each.original for each in every):
        return None
    from talktag.model.talk.conversation import fold_talk

    return fold_talk(every)


def _cases(every: Sequence[Entry]) -> Sequence[Entry]:
    from talktag.model.talk.open_questions import open_cases

    return open_cases(every)


def _warranties(product: Product, today: datetime.date) -> Iterator[tuple[Warranty, datetime.date | None]]:
    """Those that are not over, a lifetime's and one whose beginning nobody knows among them."""
    for each in product.warranties:
        end = each.ends(product.purchase.date)
        if end is None or end >= today:
            yield each, end


def _permissions(every: Sequence[Entry], product: str, today: datetime.date) -> Iterator[InForce]:
    """What either side permits the other about a product, by its id, each permission once."""
    if not any(each.kind == PERMISSION for each in every):
        return
    from talktag.model.talk.permission import Consent, permissions_from, permissions_to, read_permission

    said = in_order(every)
    concerned = {each.to or each.party or "" for each in said if each.kind == PERMISSION}
    said = tuple(
        each for each in said if (read := read_permission(each)) is None or product in (read.products or [product])
    )
    for party in sorted(concerned - {""}):
        for by, found in (("owner", permissions_to(said, party)), ("party", permissions_from(said, party))):
            held = dict.fromkeys(found.values())
            yield from (
                InForce(party, by, each._replace(kinds=tuple(kind for kind in each.kinds if found[kind] == each)))
                for each in held
                if each.consent is Consent.GIVEN and not each.is_over(today)
            )


def _money(log: Iterable[Entry]) -> Iterator[Spent]:
    """What was paid to and got from each party; what was only named, such as in an offer, is no money yet."""
    sums: dict[str | None, tuple[dict[str, Decimal], dict[str, Decimal]]] = {}
    for each in log:
        kind = KINDS.get(each.kind)
        if each.cost is None or (kind and kind.names_price):
            continue
        paid, got = sums.setdefault(each.party, ({}, {}))
        into = got if kind and kind.fetches else paid
        into[each.cost.currency] = into.get(each.cost.currency, Decimal()) + each.cost.amount
    for party in sorted(sums, key=lambda slug: slug or ""):
        yield Spent(party, *(tuple(Money(each[code], code) for code in sorted(each)) for each in sums[party]))


def _warranty_values(warranty: Warranty, end: datetime.date | None) -> dict[str, Any]:
    told = {"kind": warranty.kind, "term": str(warranty.term), "provider": warranty.provider}
    return without_absent({**told, "until": end and end.isoformat()})


def _given_values(share: Share) -> dict[str, Any]:
    return without_absent({"bundle": share.bundle, "party": share.party, "until": share.until and str(share.until)})


def _terms_values(share: Share) -> dict[str, Any]:
    return {**_given_values(share), "terms": share.terms}


def _money_values(spent: Spent) -> dict[str, Any]:
    return without_absent({"party": spent.party, "paid": [*map(str, spent.paid)], "got": [*map(str, spent.got)]})
