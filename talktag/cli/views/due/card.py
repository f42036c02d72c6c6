"""Today's card as blocks: what is late and what comes, then a line each for the rest. Reads nothing; asks no clock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.due.rows import due_columns
from talktag.cli.views.view import Aside, Block, Line, Pairs, View, Whole
from talktag.model.due.due_item import what_is_due
from talktag.model.values.plural import plural

if TYPE_CHECKING:
    from talktag.ops.due.found_things import FoundThings
    from talktag.ops.due.today import Start, TodayCard, Unproven

_NAMED = 3  # products that a line names


def show_start(data: Start) -> View:
    """What to type first, a line each."""
    return [Pairs([(what, Whole(command)) for what, command in data.lines])]


def show_card(data: TodayCard, most: int | None = None) -> Iterator[Block]:
    """The card with at most so many lines of what is due: the late ones first, but a half at most where more comes."""
    over, coming = data.over.items, data.coming.items
    if most is not None:
        late = min(len(over), max(most - len(coming), (most + 1) // 2))
        over, coming = over[:late], coming[: most - late]
    yield Aside(lambda: [Line(_headline(data), "strong")])
    if over or coming:
        yield due_columns((*over, *coming), data.today, data.parties)
    yield Pairs([(name, value) for name, value in _rest(data, len(over), len(coming)) if value])


def _headline(data: TodayCard) -> str:
    if not (data.products or data.lost):
        return f"{data.today}: there are no products yet"
    said = f"{plural(data.coming.total, 'thing')} due within 30 days" if data.coming.total else ""
    over = f"{data.over.total} over or late" if data.over.total else ""
    return f"{data.today}: {', '.join(filter(None, (over, said))) or 'nothing is due within 30 days'}"


def _rest(data: TodayCard, over: int, coming: int) -> Iterator[tuple[str, str]]:
    """A line each for all else that is to be said, empty where there is nothing."""
    yield "found", _finds(data.found)
    left = [(data.over.total - over, "over or late"), (data.coming.total - coming, "within 30 days")]
    more = " and ".join(f"{count} more {what}" for count, what in left if count)
    yield "more", f"{more}: talktag due" if more else ""
    yield "inbox", f"{plural(data.waiting, 'thing')} to look at: talktag inbox" if data.waiting else ""
    yield "maker", _makers(data)
    yield "asked", _questions(data)
    yield "offers", _offers(data)
    yield "lost", _some([f"{slug} ({name})" for slug, name in data.lost[:_NAMED]], len(data.lost))
    yield "no proof", _unproven(data)
    first = f"{data.later} from {data.following} on: talktag due --within 100y"
    yield "later", first if data.following else ""
    if not (data.products or data.lost):
        yield "next", "talktag add NAME"
    elif over or coming:
        yield "next", "look at one with: talktag show PRODUCT"


def _finds(found: FoundThings) -> str:
    """What somebody wrote about who found it, which comes before all else that waits."""
    if not found.messages:
        return ""
    names = [f"{slug} ({name})" for slug, name in found.products]
    what = f"somebody found {_some(names, len(names))}" if names else "somebody wrote on the page of your stickers"
    return f"{what}: talktag inbox"


def _makers(data: TodayCard) -> str:
    """What is recalled, the surest first, and what newer firmware there is, with how to look at all of it."""
    said = [f"{each.slug}: {what_is_due(each)}" for each in data.makers.items]
    return f"{_some(said, data.makers.total)}: talktag due" if said else ""


def _offers(data: TodayCard) -> str:
    """What came for which wishes, with how to look at the first of them."""
    if not data.wished:
        return ""
    said = [f"{plural(each.offers, 'offer')} for {each.name}" for each in data.wished[:_NAMED]]
    return f"{_some(said, len(data.wished))}: talktag wish offers {data.wished[0].slug}"


def _questions(data: TodayCard) -> str:
    """Who waits for an answer to what, with how to look at it."""
    if not data.asked.items:
        return ""
    first = data.asked.items[0]
    said = [what_is_due(each, data.parties.get(each.party or "")) for each in data.asked.items]
    return f"{_some(said, data.asked.total)}: talktag talk {first.slug or first.party}"


def _unproven(data: TodayCard) -> str:
    """What has no receipt or no photo, in one line, with what finds them."""
    if not data.unproven:
        return ""
    named = _some([f"{each.slug} ({_lacking(each)})" for each in data.unproven], data.unproven_count)
    worth = data.proof
    lacks = "receipt" if any("receipt" in each.lacks for each in data.unproven) else "photo"
    return f"{named}; worth more than {worth}: talktag list 'price>{worth.replace(' ', '')}' -has:{lacks}"


def _lacking(product: Unproven) -> str:
    return f"no {' or '.join(product.lacks)}"


def _some(names: list[str], count: int) -> str:
    """The first few of so many, and how many more there are."""
    rest = count - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
