"""What things cost and fetched, by year, by use, by whom it was earned, and what they depend on: the sums. Pure.

It never adds two currencies, and counts nothing twice, such as an insurance of several things.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.log.meters import steps_of
from talktag.model.products.product import SERVICE
from talktag.model.worth.flow import Flow, Sums, divide, expenses_of, flow_order, income_of, net
from talktag.model.worth.flows import flows_of, is_of_another
from talktag.model.worth.keeping import Kept, kept_words
from talktag.model.worth.needs import Stop, stops_without
from talktag.model.worth.portions import Owners, portion

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.worth.holding import Holding

_YEAR = Decimal("365.2425")  # days
_FIRST_DAYS = 31  # within which a reading tells what a meter showed when the thing came


class SumsOf(NamedTuple):
    """What was paid and came in of one year, sort, product or party, which is `key`: how often, and when last."""

    key: Any
    times: int
    last: datetime.date
    paid: Sums
    got: Sums


class PerUse(NamedTuple):
    """How much a meter rose since the thing was had, and what each of its units came to."""

    meter: str
    used: Decimal
    cost: Sums


class NeededService(NamedTuple):
    """A service that something asked for needs, when it goes on next and notice ends, and what stops where it does."""

    service: Holding
    next: datetime.date | None
    notice: datetime.date | None
    stops: tuple[Stop, ...]


class Worth(NamedTuple):
    """What the products of `asked` are worth as of `today`, with all that is inside of them (`products`).

    `flows` is every sum of money in it, by day. `since` and `until` are from when to when they were had.
    """

    today: datetime.date
    asked: tuple[str, ...]
    products: tuple[str, ...]
    flows: tuple[Flow, ...]
    since: datetime.date | None = None
    until: datetime.date | None = None
    uses: tuple[PerUse, ...] = ()
    kept: tuple[Kept, ...] = ()
    services: tuple[NeededService, ...] = ()

    @property
    def years(self) -> Decimal | None:
        """How long they were had, in years; at least one, so that a new thing is not told as the dearest there is."""
        if self.since is None:
            return None
        return max(Decimal(1), Decimal(((self.until or self.today) - self.since).days) / _YEAR)

    @property
    def per_year(self) -> Sums:
        """What they came to in a year."""
        return divide(net(self.flows), self.years) if self.years else ()

    def by_year(self) -> tuple[SumsOf, ...]:
        """Each year of the calendar in which anything was paid or came in."""
        return _sums_by(self.flows, lambda each: each.day.year)

    def by_what(self) -> tuple[SumsOf, ...]:
        """Each sort: `purchase`, `fee`, and the kinds of entries; the one that was met first before the others."""
        return _sums_by(self.flows, lambda each: each.what)

    def by_product(self) -> tuple[SumsOf, ...]:
        """Each product, by its id; of a service that others have, too, the portion."""
        return _sums_by(self.flows, lambda each: each.product)

    def by_party(self) -> tuple[SumsOf, ...]:
        """Each party, None for nobody named."""
        return _sums_by(self.flows, lambda each: each.party)

    def parties(self) -> frozenset[str]:
        """Everybody that is named, by slug or name."""
        return frozenset({each.party for each in self.flows if each.party} | {each.party for each in self.kept})


def worth_of(
    holdings: Mapping[str, Holding], asked: Sequence[str], today: datetime.date, beside: Iterable[Entry] = ()
) -> Worth:
    """What the products with the ids `asked` are worth.

    `holdings` has them, all that is inside of them, what they need and what needs them, and what needs the same;
    `beside` is what was said about no product.
    """
    inner = within(holdings, asked)
    chosen = [holdings[each] for each in inner]
    ends = [each.until for each in chosen]
    flows = _flows(holdings, inner, today)
    return Worth(
        today,
        asked=tuple(asked),
        products=inner,
        flows=flows,
        since=min((each.since for each in chosen if each.since), default=None),
        until=max((end for end in ends if end), default=None) if all(ends) else None,
        uses=tuple(_uses(holdings[asked[0]], flows)) if len(asked) == 1 else (),
        kept=kept_words([*(entry for each in chosen for entry in each.entries), *beside]),
        services=tuple(_services(holdings, inner, today)),
    )


def with_parties(worth: Worth, called: Mapping[str, str]) -> Worth:
    """The same with each party named as in `called`, so that one that was named in two ways is one."""
    flows = tuple(each._replace(party=called.get(each.party or "", each.party)) for each in worth.flows)
    merged: dict[str, Kept] = {}
    for each in worth.kept:
        name = called.get(each.party, each.party)
        held = merged.get(name, Kept(name))
        merged[name] = Kept(name, (*held.asked, *each.asked), (*held.promised, *each.promised))
    return worth._replace(flows=flows, kept=tuple(merged[name] for name in sorted(merged)))


def within(holdings: Mapping[str, Holding], asked: Iterable[str]) -> tuple[str, ...]:
    """The products asked for and everything inside of them, each once, however they hold each other."""
    inside: dict[str, list[str]] = {}
    for ident, each in holdings.items():
        if each.product.inside:
            inside.setdefault(each.product.inside, []).append(ident)
    found: dict[str, None] = {}
    waiting = [each for each in reversed([*asked]) if each in holdings]
    while waiting:
        ident = waiting.pop()
        if ident not in found:
            found[ident] = None
            waiting += sorted(inside.get(ident, ()), reverse=True)
    return tuple(found)


def _flows(holdings: Mapping[str, Holding], inner: Sequence[str], today: datetime.date) -> tuple[Flow, ...]:
    """The money of those products, and their portions of what they share with each other and with others."""
    owners, found, own = Owners(holdings), [], frozenset(inner)
    for ident, each in holdings.items():
        for flow in flows_of(each, today):
            told = flow if ident in own else portion(flow, owners.on(ident, flow.day), own)
            if told:
                found.append(told)
    return tuple(sorted(found, key=flow_order))


def _uses(holding: Holding, flows: Sequence[Flow]) -> Iterator[PerUse]:
    """What each meter rose by since the thing was had, and what each of that came to."""
    entries = [each for each in holding.entries if each.meter]
    for meter in dict.fromkeys(name for each in entries for name in each.meter):
        used = _rise_of(holding, entries, meter)
        if used > 0:
            yield PerUse(meter, used, divide(net(flows), used, 4))


def _rise_of(holding: Holding, entries: Sequence[Entry], meter: str) -> Decimal:
    """From what was read in its first days, else from what the last owner read at the end, else from nought."""
    steps = steps_of(entries, meter)
    own = [each for each in steps if not is_of_another(holding, entries[each.place])]
    if own and holding.since and (own[0].date - holding.since).days <= _FIRST_DAYS:
        return sum((each.used for each in own[1:]), Decimal())
    before = Decimal() if len(own) < len(steps) or not own else own[0].number
    return sum((each.used for each in own), before)


def _services(holdings: Mapping[str, Holding], inner: Sequence[str], today: datetime.date) -> Iterator[NeededService]:
    """The services that they need, directly or by what they need."""
    needs = {each.product.id: each.product.needs for each in sorted(holdings.values(), key=_slug_of)}
    waiting, met = list(inner), set(inner)
    while waiting:
        for ident in needs.get(waiting.pop(), ()):
            if ident not in met and ident in holdings:
                met.add(ident)
                waiting.append(ident)
    for ident in sorted(met, key=lambda each: _slug_of(holdings[each])):
        service = holdings[ident]
        if service.product.kind == SERVICE:
            said = service.product.service
            days, notices = said.renewals(), said.notices()
            stops = stops_without([ident], needs)
            yield NeededService(service, days and days.next(today), notices and notices.next(today), stops)


def _slug_of(holding: Holding) -> str:
    return holding.product.slug


def _sums_by(flows: Sequence[Flow], key: Callable[[Flow], Any]) -> tuple[SumsOf, ...]:
    found: dict[Any, list[Flow]] = {}
    for each in flows:
        found.setdefault(key(each), []).append(each)
    return tuple(
        SumsOf(name, len(each), each[-1].day, expenses_of(each), income_of(each)) for name, each in found.items()
    )
