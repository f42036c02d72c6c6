"""What things are worth as it is told: with the names of parties and products, as JSON values. It reads nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.toml.record_file import without_absent
from talktag.model.worth.flow import Sums, expenses_of, income_of, net

if TYPE_CHECKING:
    from talktag.model.worth.flow import Flow
    from talktag.model.worth.holding import Holding
    from talktag.model.worth.keeping import Kept
    from talktag.model.worth.worth import NeededService, SumsOf, Worth


class WorthTold(NamedTuple):
    """What things are worth, the products by their ids, and the names of the parties by their slugs."""

    worth: Worth
    holdings: Mapping[str, Holding]
    names: Mapping[str, str]

    def name_of(self, party: str | None) -> str:
        """What a party is called; empty for nobody named."""
        return self.names.get(party or "", party or "")

    def slug_of(self, ident: str) -> str:
        """The slug of a product by its id."""
        return self.holdings[ident].product.slug if ident in self.holdings else ident

    def product(self, ident: str) -> Mapping[str, str]:
        """A product by its id, as JSON values."""
        if (held := self.holdings.get(ident)) is None:
            return {"id": ident}
        return {"id": ident, "slug": held.product.slug, "name": held.product.name}

    def values(self) -> Mapping[str, Any]:
        """All of it as JSON values; what is not known is absent."""
        worth, asked = self.worth, frozenset(self.worth.asked)
        told = {
            "today": worth.today.isoformat(),
            "products": [self.product(each) for each in worth.asked],
            "inside": [self.product(each) for each in worth.products if each not in asked],
            "since": _day(worth.since),
            "until": _day(worth.until),
            "years": worth.years and f"{worth.years:.2f}",
            "paid": _texts(expenses_of(worth.flows)),
            "got": _texts(income_of(worth.flows)),
            "net": _texts(net(worth.flows)),
            "per_year": _texts(worth.per_year),
            "uses": [{"meter": each.meter, "used": f"{each.used:f}", "cost": _texts(each.cost)} for each in worth.uses],
            "by_year": [{"year": each.key, **_sums(each)} for each in worth.by_year()],
            "by_what": [{"what": each.key, **_sums(each)} for each in worth.by_what()],
            "by_product": [{**self.product(each.key), **_sums(each)} for each in worth.by_product()],
            "by_party": [{**self._party(each.key), **_sums(each)} for each in worth.by_party()],
            "kept": [self._word(each) for each in worth.kept],
            "services": [self._service(each) for each in worth.services],
            "money": [self._flow(each) for each in worth.flows],
        }
        return without_absent(told)

    def _party(self, party: str | None) -> Mapping[str, str]:
        return {"party": party, "name": self.name_of(party)} if party else {}

    def _word(self, kept: Kept) -> Mapping[str, Any]:
        today = self.worth.today
        asked = [
            {"title": each.title, "day": _day(each.day), "answered": _day(each.answered), "days": each.days}
            for each in kept.asked
        ]
        promised = [
            {
                "title": each.title,
                "day": _day(each.day),
                "due": _day(each.due),
                "done": _day(each.done),
                "late": each.late(today),
            }
            for each in kept.promised
        ]
        median = None if kept.median is None else f"{kept.median:f}"
        told = {**self._party(kept.party), "median": median}
        return without_absent(
            {**told, "asked": [*map(without_absent, asked)], "promised": [*map(without_absent, promised)]}
        )

    def _service(self, needed: NeededService) -> Mapping[str, Any]:
        service = needed.service.product.service
        days = {"next": _day(needed.next), "notice": _day(needed.notice), "ends": _day(service.ends)}
        said = {"fee": service.fee and str(service.fee), "every": service.every and str(service.every)}
        stops = [{**self.product(each.product), "because": each.because} for each in needed.stops]
        return without_absent({**self.product(needed.service.product.id), **said, **days, "stops": stops})

    def _flow(self, flow: Flow) -> Mapping[str, Any]:
        told = {
            "day": _day(flow.day),
            "product": flow.product,
            "what": flow.what,
            "title": flow.title,
            "party": flow.party,
            "amount": str(flow.money),
            "got": flow.is_got or None,
            "entry": flow.entry,
            "counted": flow.is_counted or None,
            "whole": flow.whole and str(flow.whole),
        }
        return without_absent(told)


def _sums(sums: SumsOf) -> Mapping[str, Any]:
    said = {"times": sums.times, "last": _day(sums.last), "paid": _texts(sums.paid), "got": _texts(sums.got)}
    return {key: value for key, value in said.items() if value}


def _texts(sums: Sums) -> list[str]:
    return [str(each) for each in sums]


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
