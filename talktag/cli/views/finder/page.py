"""The page for finders: what becomes public by it, what differs of one, what a finder sees. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from talktag.cli.views.view import Block, Columns, Line, Pairs, Whole
from talktag.disk.sizes import size_text

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.ops.finder.build import PageBuilt
    from talktag.ops.finder.check import PageChecked
    from talktag.ops.finder.compare import PageDifference
    from talktag.ops.finder.gather import Told
    from talktag.ops.finder.show import SeenByFinder

_NOTHING = "-"


def show_built(data: PageBuilt) -> Iterator[Block]:
    """What is told with every thing and of single ones, and what of it is new."""
    from talktag.ops.finder.build import say_counts

    yield Line(f"page for finders: {data.path}", "strong")
    yield Line(say_counts(data))
    if data.is_same:
        return
    yield Line("Anybody who opens it can read:", "strong")
    yield Pairs(list(_block(data.content.block)))
    if data.content.told:
        yield Line("Whoever holds the sticker of the thing can read:", "strong")
        rows = [(each.product.slug, _what_of(each), _state(each.product)) for each in data.content.told]
        yield Columns(("thing", "what is told", "state"), rows)
    yield from _changes(data)


def _changes(data: PageBuilt) -> Iterator[Block]:
    if data.is_first:
        new = [_row(each) for each in data.more if each.about != "owner"]
        if new:
            yield Line("New:", "strong")
            yield Columns(("thing", "what", "from now on"), [(about, what, text) for about, what, _, text in new])
    elif told := data.changes:
        yield Line("What changes:", "strong")
        yield Columns(("thing", "what", "now public", "from now on"), [_row(each) for each in told], ("now public",))


def _what_of(told: Told) -> str:
    """What is told of a thing, by name."""
    return ", ".join((*(key.replace("_", " ") for key in told.texts), *(("photo",) if told.photo else ())))


def _state(product: Product) -> str:
    """The state that a sticker tells: whether a thing is lent, say, is nobody's business."""
    from talktag.ops.finder.compare import STATES
    from talktag.ops.finder.gather import state_of

    return STATES[state_of(product)]


def _row(each: PageDifference) -> tuple[str, str, str, str]:
    key = each.key.replace("_", " ")
    return each.about, key, each.page or _NOTHING, each.store or _NOTHING


def show_checked(data: PageChecked) -> Iterator[Block]:
    """Whether it is as it would be built, else each thing that is not."""
    from talktag.ops.finder.check import FINDINGS

    yield Line(str(data.path), "strong")
    if data.is_as_built:
        yield Line("is, to the byte, what the store says")
    yield from (Line(FINDINGS[name]) for name in data.findings)
    if data.differences:
        rows = [_row(each) for each in data.differences]
        yield Columns(("thing", "what", "published", "the store says"), rows)


def show_seen(data: SeenByFinder) -> Iterator[Block]:
    """What is told of it, what with every thing, and the address of each sticker."""
    product, told = data.product, data.told
    yield Line(f"what a finder of {product.name} sees", "strong")
    yield Pairs([("state", _state(product)), *((key.replace("_", " "), text) for key, text in told.texts.items())])
    if told.photo:
        yield Pairs([("photo", f"{product.finder.photo}, made small: {size_text(len(told.photo))}")])
    yield Line("with every thing:")
    yield Pairs(list(_block(data.block)))
    for tag, address in data.addresses.items():
        yield Pairs([(tag, Whole(address))])


def _block(block: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((key.replace("_", " "), text) for key, text in block.items())
