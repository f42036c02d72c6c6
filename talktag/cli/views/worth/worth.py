"""What things are worth, as a person reads it. Reads nothing; asks no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talktag.cli.views.view import Aside, Bars, Block, Columns, Line, Pairs
from talktag.model.values.plural import plural
from talktag.model.worth.flow import expenses_of, income_of, money_text, net

if TYPE_CHECKING:
    from talktag.model.worth.keeping import Kept, PutQuestion
    from talktag.model.worth.worth import NeededService, SumsOf
    from talktag.ops.worth.told import WorthTold
    from talktag.ops.worth.without import Stops
    from talktag.ops.worth.written import WorthFile

_GAP = Aside(lambda: [Line("")])  # for the eye only


def show_worth(data: WorthTold) -> Iterator[Block]:
    """The sums first, then how they came about, then what holds the things up."""
    worth = data.worth
    yield Aside(lambda: [Line(_title(data), "strong")])
    yield Pairs([*_sums(data)])
    yield from _tables(data)
    if worth.kept:
        yield _GAP
        rows = [_kept_row(data, each) for each in worth.kept]
        yield Columns(("party", "answers in", "open", "in time", "late", "promised"), rows)
        yield _GAP
        yield Columns(("party", "what", "said", "by", "done", "days"), [*_word_rows(data)])
    if worth.services:
        yield _GAP
        rows = [_service_row(data, each) for each in worth.services]
        yield Columns(("needs", "fee", "goes on", "notice by", "stops without it"), rows)


def _title(data: WorthTold) -> str:
    asked = data.worth.asked
    return data.holdings[asked[0]].product.name if len(asked) == 1 else plural(len(asked), "product")


def _sums(data: WorthTold) -> Iterator[tuple[str, object]]:
    worth = data.worth
    until = f" until {worth.until}" if worth.until else ""
    years = f", {worth.years:.1f} years" if worth.years else ""
    yield "had since", f"{worth.since}{until}{years}" if worth.since else None
    yield "paid", money_text(expenses_of(worth.flows))
    yield "came in", money_text(income_of(worth.flows))
    if income_of(worth.flows):
        yield "comes to", money_text(net(worth.flows))
    yield "per year", money_text(worth.per_year)
    for each in worth.uses:
        yield f"per {each.meter}", f"{money_text(each.cost)}, over {each.used:f}"


def _tables(data: WorthTold) -> Iterator[Block]:
    worth = data.worth
    for heading, sums, called in (
        ("year", worth.by_year(), str),
        ("what", worth.by_what(), str),
        ("product", worth.by_product(), data.slug_of),
        ("party", worth.by_party(), lambda party: data.name_of(party) or "nobody named"),
    ):
        if sums and (heading != "product" or len(sums) > 1):
            yield _GAP
            yield _bars(heading, [(called(each.key), *_row(each)) for each in sums], sums)


def _bars(heading: str, rows: Sequence[tuple[str, ...]], sums: Sequence[SumsOf]) -> Bars:
    """A table, with bars where all was paid in one currency; a pipe has in each row what it is by."""
    headings = (heading, "times", "last", "paid", "came in")
    told = Columns(("by", *headings), [(heading, *row) for row in rows])
    is_one = len({money.currency for each in sums for money in each.paid}) == 1
    amounts = [round(each.paid[0].amount) if is_one and each.paid else 0 for each in sums]
    return Bars(told, Columns(headings, rows, ("last", "times")), amounts)


def _row(sums: SumsOf) -> tuple[str, str, str, str]:
    return str(sums.times), str(sums.last), money_text(sums.paid), money_text(sums.got)


def _kept_row(data: WorthTold, kept: Kept) -> tuple[str, ...]:
    """The days of half of the answers, and how many questions and promises came to what."""
    late = [each.late(data.worth.today) for each in kept.promised]
    median = "" if kept.median is None else f"{kept.median:f} {'day' if kept.median == 1 else 'days'}"
    counted = (sum(each.answered is None for each in kept.asked), late.count(0), sum(1 for each in late if each))
    return data.name_of(kept.party), median, *(str(each or "") for each in (*counted, len(kept.promised)))


def _word_rows(data: WorthTold) -> Iterator[tuple[str, ...]]:
    """Every question with its answer, and every promise with what became of it."""
    for kept in data.worth.kept:
        who = data.name_of(kept.party)
        for asked in kept.asked:
            yield who, asked.title, str(asked.day), "", str(asked.answered or "open"), _days(asked)
        for promised in kept.promised:
            late = promised.late(data.worth.today)
            said = "in time" if late == 0 else f"{late} late" if late else ""
            yield who, promised.title, str(promised.day), str(promised.due or ""), str(promised.done or "open"), said


def _days(asked: PutQuestion) -> str:
    return "" if asked.days is None else str(asked.days)


def _service_row(data: WorthTold, each: NeededService) -> tuple[str, ...]:
    service = each.service.product.service
    fee = " every ".join(str(part) for part in (service.fee, service.every) if part)
    stops = ", ".join(data.slug_of(stop.product) for stop in each.stops)
    next_ = f"ends {service.ends}" if service.ends else str(each.next or "")
    return each.service.product.slug, fee, next_, str(each.notice or ""), stops


def show_stops(data: Stops) -> Iterator[Block]:
    """What ends with its fee, then what stops."""
    for each in data.ended:
        service = each.service
        fee = " every ".join(str(part) for part in (service.fee, service.every) if part)
        yield Pairs([("without", each.name), ("fee", fee)])
    if data.stops:
        rows = [
            (data.products[each.product].slug, data.products[each.product].name, data.products[each.because].slug)
            for each in data.stops
        ]
        yield Columns(("stops", "name", "because of"), rows)


def show_file(data: WorthFile) -> Iterator[Block]:
    """Where it is, and how large."""
    yield Pairs([("file", data.path or "-"), ("products", str(len(data.told.worth.asked))), ("bytes", data.size)])
