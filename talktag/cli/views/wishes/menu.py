"""A maker's menu, and an order of it, line by line. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talktag.cli.views.view import Block, Columns, Line, Pairs, Quote
from talktag.model.values.plural import plural

if TYPE_CHECKING:
    from talktag.model.wishes.menus.menu import Menu, MenuChoice, MenuOption
    from talktag.model.wishes.menus.order import Fault, OrderCost
    from talktag.ops.wishes.menus.compose import WishComposed
    from talktag.ops.wishes.menus.show_menu import MenuShown


def show_menu(data: MenuShown) -> Iterator[Block]:
    """The menu as a whole; with an order only that, as whoever has chosen wants to know what it comes to."""
    menu = data.menu
    yield Line(menu.name, "strong")
    yield Pairs(_about(menu))
    if data.cost:
        yield from _show_order(menu, data.cost, data.faults)
        return
    if menu.text:
        yield Quote(menu.text, folds=True, bounded=True)
    never = {str(each.choice): each.why for each in data.sense.impossible}
    rows = [_row(menu, option, choice, never) for option, choice in menu.each_choice()]
    yield Columns(("choice", "name", "price", "choose", "besides"), rows, ("name", "choose"))
    yield from (Line(f"{choice} can never be had: {why}") for choice, why in never.items())


def show_composed(data: WishComposed) -> Iterator[Block]:
    """The order as it is kept."""
    yield Line(data.wish.name, "strong")
    yield Pairs([("wish", data.wish.slug), ("menu", f"{data.menu.name}, {data.menu.maker}")])
    yield from _show_order(data.menu, data.cost, ())  # what is missing is told with the choices that still go


def _about(menu: Menu) -> list[tuple[str, object]]:
    from talktag.model.values.money import Money

    always = [each.name for each in menu.terms if each.always]
    return [
        ("maker", ", ".join(filter(None, (menu.maker, menu.contact)))),
        ("price", f"{Money(menu.price, menu.currency)}, and what is chosen"),
        ("valid until", menu.valid),
        ("takes", plural(menu.lead_days, "day") if menu.lead_days else None),
        ("terms", "; ".join(always)),
        ("menu", menu.sha256),
    ]


def _row(menu: Menu, option: MenuOption, choice: MenuChoice, never: dict[str, str]) -> tuple[str, ...]:
    from talktag.model.values.money import Money

    typed = f"{option.id}={choice.id}"
    price = "never" if typed in never else str(Money(choice.price, menu.currency))
    return typed, choice.name, price, _say_count(option), "; ".join(_besides(option, choice))


def _say_count(option: MenuOption) -> str:
    if option.least == option.most:
        return str(option.least)
    return f"{option.least} to {option.most}"


def _besides(option: MenuOption, choice: MenuChoice) -> Iterator[str]:
    yield from (f"needs {' or '.join(map(str, need))}" for need in choice.needs)
    yield from (f"excludes {each}" for each in choice.excludes)
    if choice.most < option.most:
        yield f"{choice.most} at most"
    if choice.lead_days:
        yield f"takes {plural(choice.lead_days, 'day')}"
    if choice.terms:
        yield f"terms {', '.join(choice.terms)}"


def _show_order(menu: Menu, cost: OrderCost, faults: Sequence[Fault]) -> Iterator[Block]:
    rows = [(each.name, str(each.pieces), str(each.each), str(each.total)) for each in cost.lines]
    yield Columns(("what", "pieces", "each", "comes to"), [*rows, ("all together", "", "", str(cost.total))], ("each",))
    names = {each.id: each.name for each in menu.terms}
    parts = [f"{count} × {menu.components[ident].name}" for ident, count in cost.components.items()]
    yield Pairs(
        [
            ("made of", ", ".join(parts)),
            ("terms", "; ".join(names[each] for each in cost.terms)),
            ("takes", plural(cost.lead_days, "day") if cost.lead_days else None),
            *(("missing" if each.is_missing else "wrong", each.told) for each in faults),
        ]
    )
