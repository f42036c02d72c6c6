"""Wishes, and offers side by side. It puts no offer before another, and decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from talktag.cli.views.view import Aside, Block, Columns, Facing, Line, Pairs, Quote
from talktag.model.values.plural import plural
from talktag.model.wishes.comparing import Met, PriceIs
from talktag.model.wishes.offer import offer_title
from talktag.model.wishes.point import WEIGHTS
from talktag.model.wishes.side_by_side import ORDERS

if TYPE_CHECKING:
    from talktag.model.wishes.comparing import ComparedPoint
    from talktag.model.wishes.side_by_side import ComparedOffer
    from talktag.model.wishes.wish import OwnWish
    from talktag.ops.wishes.add import WishWritten
    from talktag.ops.wishes.list import ListedWish, WishList, WishShown
    from talktag.ops.wishes.offer import LeavingOffer
    from talktag.ops.wishes.offers import WishOffers
    from talktag.ops.wishes.send import LeavingWish

_BESIDE = 3  # offers that a person sees beside each other
_PRICES = {
    PriceIs.WITHIN: "",
    PriceIs.ABOVE: "above the most",
    PriceIs.OTHER_CURRENCY: "another currency",
    PriceIs.NOT_SAID: "not said",
    PriceIs.UNBOUND: "",
}


def show_written(data: WishWritten) -> Iterator[Block]:
    """The wish, and which of its points a product asked for."""
    yield Line(data.wish.name, "strong")
    found = {each.point.name: each for each in data.found}
    yield Pairs(
        list(_rows(data.wish, {name: f'  (from "{each.field}" of {each.thing})' for name, each in found.items()}))
    )


def _rows(wish: OwnWish, marks: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    for weight in WEIGHTS:
        for number, point in enumerate(getattr(wish, weight)):
            yield weight if number == 0 else "and", f"{point}{marks.get(point.name, '')}"
    yield "most", wish.most
    yield "quantity", wish.quantity if wish.quantity > 1 else None
    yield "until", wish.until
    yield "text", wish.text
    if wish.order:
        yield "order", " ".join(map(str, wish.order.picks)) or "nothing yet"
        yield "comes to", wish.order.total
        yield "menu", f"{wish.order.name or 'a menu'}, {wish.order.menu[:12]}…"


def show_list(data: WishList) -> Iterator[Block]:
    """A line a wish."""
    rows = [_row(each) for each in data.wishes]
    yield Columns(("wish", "what", "most", "until", "asked", "offers", "state"), rows, ("asked", "state", "most"))


def _row(listed: ListedWish) -> tuple[str, ...]:
    wish = listed.wish
    asked = len({each.party for each in wish.sent})
    until = wish.until.isoformat() if wish.until else ""
    return wish.slug, wish.name, str(wish.most or ""), until, str(asked or ""), str(listed.offers or ""), wish.state


def show_wish(data: WishShown) -> Iterator[Block]:
    """Its points, what it has to go with, whom it was sent to, how much was offered."""
    wish = data.listed.wish
    yield Line(wish.name, "strong")
    state = wish.state if wish.closed is None else f"{wish.state} on {wish.closed}"
    yield Pairs(
        [
            ("wish", wish.slug),
            *(("fits", data.things.get(each, each)) for each in wish.fits),
            *_rows(wish, {}),
            ("state", state),
            ("chosen", wish.chosen),
            ("offers", str(data.listed.offers) if wish.sent else None),
        ]
    )
    if wish.sent:
        rows = [
            (
                each.date.isoformat(),
                data.names.get(each.party, each.party),
                " ".join(("without a name" if each.anonymous else "by name", "as a page" if each.page else "")).strip(),
            )
            for each in wish.sent
        ]
        yield Columns(("sent", "to", "as"), rows)
    if data.differing:
        unsent = [(data.names.get(each.party, each.party), str(each)) for each in data.differing]
        yield Columns(("not sent yet to", "what"), unsent)


def show_leaving(data: LeavingWish | WishWritten) -> Iterator[Block]:
    """Every word that leaves: once what all of them get alike, and then each."""
    from talktag.cli.views.talk.leaving_message import how_it_leaves, words_of
    from talktag.ops.wishes.add import WishWritten

    if isinstance(data, WishWritten):
        yield from show_written(data)
        return
    for each in data.messages:
        made = each.made
        name = ", anonymously" if made.anonymous else ""
        yield Line(f"to {made.what.to.name}{name}", "strong")
        yield from words_of(made)
        yield Pairs(
            [
                *how_it_leaves(made),
                ("by", each.by and f'the carrier "{each.by.name}"'),
                ("file", _file(each.path, by_carrier=each.by is not None)),
            ]
        )
    if any(each.made.anonymous for each in data.messages):
        yield Line("besides these words each holds the day, one-time keys and ids; nothing else of you", "faint")
    yield from (Line(each) for each in data.remarks)


def _file(path: object, *, by_carrier: bool) -> str | None:
    return None if by_carrier else str(path or "-")


def show_said(data: LeavingOffer) -> Iterator[Block]:
    """An offer before it leaves, and how it stands to each point of the wish."""
    from talktag.cli.views.talk.leaving_message import preview_message

    yield from preview_message(data.message)
    if data.points:
        rows = [(each.weight, str(each.point), _outcome_of(each)) for each in data.points]
        yield Columns(("they say", "what", "your offer"), rows)
    yield from (Line(each) for each in data.remarks)


def show_offers(data: WishOffers) -> Iterator[Block]:
    """Offers side by side, point by point; what is said in words stands below, and the order is said."""
    wish = data.wish
    yield Aside(lambda: [Line(wish.name, "strong")])
    if not data.offers:
        return
    shown = data.offers[: data.shown]
    names = ("from", "price", "valid", *(f"{weight} {point}" for weight, point in wish.points))
    rows = [_offer_row(data, each) for each in shown]
    groups = [rows[at : at + _BESIDE] for at in range(0, len(rows), _BESIDE)]
    yield Facing(Columns(("offer", *names), rows), [_beside_each_other(names, group) for group in groups])
    for each in shown:
        yield from _words(data, each)
    yield Aside(lambda: [Line(_sum(data), "faint")])


def _beside_each_other(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns:
    """A few offers beside each other, and a row for each thing in which they are compared."""
    return Columns(("offer", *(row[0] for row in rows)), list(zip(names, *(row[1:] for row in rows), strict=True)))


def _offer_row(data: WishOffers, each: ComparedOffer) -> tuple[str, ...]:
    offer = each.offer
    price = ", ".join(filter(None, (str(offer.price) if offer.price else "", _PRICES[each.price_is])))
    valid = f"{offer.valid}{', over' if each.is_over(data.today) else ''}" if offer.valid else ""
    chosen = " (chosen)" if offer.id == data.wish.chosen else ""
    name = data.names.get(offer.party, offer.party)
    return data.short.get(offer.id, offer.id), f"{name}{chosen}", price, valid, *map(_outcome_of, each.points)


def _outcome_of(point: ComparedPoint) -> str:
    """How a point is met; what is said and cannot be compared stands beside it."""
    if point.met is Met.NOT_SAID and point.said is not None:
        return f'not clear: "{point.said}"'
    return point.met.value


def _words(data: WishOffers, each: ComparedOffer) -> Iterator[Block]:
    """What is said besides, with what could not be read."""
    offer = each.offer
    if offer.entry.title == offer_title(data.wish.name) and not (offer.entry.text or offer.faults):
        return
    told = [offer.entry.title, *([offer.entry.text] if offer.entry.text else [])]
    short = data.short.get(offer.id, offer.id)

    def blocks() -> Iterator[Block]:
        yield Line(f"{short}, {data.names.get(offer.party, offer.party)}:")
        yield Quote("\n".join(told))
        yield from (Line(f"  {fault}", "faint") for fault in offer.faults)

    yield Aside(blocks)


def _sum(data: WishOffers) -> str:
    others = [each for each in ORDERS if each != data.by]
    return f"{plural(len(data.offers), 'offer')}, {ORDERS[data.by]}; or: --by {', --by '.join(others)}"
