"""An order as it is kept with a wish, and as it is said to the maker: the menu by its hash, choices, what they come to.

It says what was chosen, and never whether that holds: that is looked at with the menu in hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import without_absent
from talktag.model.values.money import Money, parse_money
from talktag.model.wishes.menus.order import PICKS_MOST, Pick, parse_pick

_LINE = 480  # characters of one value of an entry's data
_LINES_MOST = 20


class SavedOrder(NamedTuple):
    """What was chosen of the menu with the hash `menu`, and what that came to; `name` is what the menu calls it."""

    menu: str
    picks: tuple[Pick, ...] = ()
    total: Money | None = None
    name: str | None = None


def is_hash(text: str) -> bool:
    """Whether it is a SHA-256 in lower-case hexadecimal digits."""
    return len(text) == 64 and not text.strip("0123456789abcdef")


def read_saved_order(fields: Fields) -> SavedOrder | None:
    """The table `order` of a wish; every problem is reported, and a choice that is none is left out."""
    menu, total, name = fields.text("menu"), fields.money("total"), fields.text("name")
    picks = []
    for text in fields.texts("choices"):
        try:
            picks.append(parse_pick(text))
        except ValueError as fault:
            fields.problem("choices", str(fault))
    fields.report_unknown()
    if menu is not None and not is_hash(menu):
        fields.problem("menu", "is no SHA-256 in 64 lower-case hexadecimal digits")
        menu = None
    return SavedOrder(menu, tuple(picks[:PICKS_MOST]), total, name) if menu else None


def order_table(order: SavedOrder | None) -> dict[str, Any]:
    """The same as TOML values; nothing for none."""
    if order is None:
        return {}
    return without_absent(
        {"menu": order.menu, "name": order.name, "choices": [*map(str, order.picks)], "total": order.total}
    )


def order_data(order: SavedOrder | None) -> dict[str, str]:
    """The same as data of the entry that asks for it: choices in as many lines as they take."""
    if order is None or not order.picks:
        return {}
    told = {f"order-{number}": line for number, line in enumerate(_lines(order), 1)}
    return {"menu": order.menu, **told, **({"total": str(order.total)} if order.total else {})}


def read_order_data(data: Mapping[str, str]) -> SavedOrder | None:
    """What the data of such an entry say; None where they say no order. ValueError with a sentence for no choice."""
    menu = data.get("menu", "")
    texts = [text for number in range(1, _LINES_MOST + 1) for text in data.get(f"order-{number}", "").split()]
    if not texts or not is_hash(menu):
        return None
    try:
        total = parse_money(data["total"]) if "total" in data else None
    except ValueError:
        total = None
    return SavedOrder(menu, tuple(parse_pick(text) for text in texts[:PICKS_MOST]), total)


def _lines(order: SavedOrder) -> Iterator[str]:
    line = ""
    for pick in map(str, order.picks):
        if line and len(line) + 1 + len(pick) > _LINE:
            yield line
            line = ""
        line = f"{line} {pick}".strip()
    yield line
