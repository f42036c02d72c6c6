"""What a page of a wish tells, and what came back. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.view import Block, Line, Pairs, Quote

if TYPE_CHECKING:
    from talktag.ops.wishes.pages.export_wish import WishOut
    from talktag.ops.wishes.pages.page_out import WishPage
    from talktag.ops.wishes.pages.take_offer import OffersTaken


def show_page(data: WishPage) -> Iterator[Block]:
    """Word for word what the page says, and where it goes."""
    told = data.told
    yield Line(told.name, "strong")
    if told.text:
        yield Quote(told.text, folds=True)
    facts = [(name, ", ".join(value.splitlines())) for name, value in data.facts]
    yield Pairs([*facts, ("from", told.owner or "nobody by name"), ("reached at", told.contact)])
    party = data.party.name if data.party else "anybody"
    yield Pairs([("for", party), ("file", data.path or "-"), ("mail", data.mail), ("language", data.language)])


def show_taken(data: OffersTaken) -> Iterator[Block]:
    """Each offer, as it is kept."""
    from talktag.model.wishes.offer import read_offer

    yield Pairs([("wish", data.wish.name), ("from", f"{data.party.name}, signed by nobody")])
    for entry in data.entries:
        offer = read_offer(entry)
        yield Line(entry.title, "strong")
        yield Pairs([("price", offer.price), ("holds until", offer.valid), *offer.said.items()])
        if entry.text:
            yield Quote(entry.text, folds=True)


def show_out(data: WishOut) -> Iterator[Block]:
    """Where it was written."""
    offers = None if data.offers is None else str(data.offers)
    yield Pairs([("wish", data.wish.slug), ("offers", offers), ("file", data.path or "-")])
