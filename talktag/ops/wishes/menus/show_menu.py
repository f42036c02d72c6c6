"""`wish menu`: what a maker lets one compose, and what an order of it comes to. It changes nothing.

The maker looks at an order that came with the same words, each with a menu of their own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, NotFoundError
from talktag.model.toml.record_file import without_absent
from talktag.model.values.money import Money
from talktag.model.wishes.menus.menu import Menu, MenuChoice, MenuOption
from talktag.model.wishes.menus.order import (
    Fault,
    OrderCost,
    Pick,
    compute_cost,
    find_faults,
    most_of,
    read_picks,
    say_unpayable,
)
from talktag.model.wishes.menus.saved_order import SavedOrder, read_order_data
from talktag.model.wishes.menus.sense import MenuSense, make_sense
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.session import Session
    from talktag.ops.wishes.menus.brought_menu import BroughtMenu


@dataclass(frozen=True, slots=True)
class MenuShown:
    """A menu, what of it can never be had, and an order of it, if any: what is wrong with it and what it comes to."""

    menu: Menu
    sense: MenuSense
    picks: Sequence[Pick] = ()
    faults: Sequence[Fault] = ()
    cost: OrderCost | None = None

    def values(self) -> Mapping[str, Any]:
        """All of the menu, and of the order."""
        order = order_values(self.picks, self.faults, self.cost) if self.cost else {}
        never = [{"choice": str(each.choice), "why": each.why} for each in self.sense.impossible]
        return {**menu_values(self.menu), "never": never, **order}


def show_menu(session: Session, brought: BroughtMenu, choices: Sequence[str], order: str | None = None) -> Outcome:
    """The menu, with what `choices` come to; `order` is the entry of a wish that came, and is held against it.

    NotFoundError where no such entry came, InvalidError where it orders nothing.
    """
    menu = brought.menu
    sense = make_sense(menu)
    saved = _order_that_came(session, order) if order else None
    picks = saved.picks if saved else read_picks(choices)
    if not picks:
        return Outcome(MenuShown(menu, sense), notices=tuple(_remarks(menu, sense, session.today)))
    faults, cost = find_faults(menu, picks, session.today), compute_cost(menu, picks)
    notices = [*_remarks(menu, sense, session.today), *(_differences(menu, saved, cost) if saved else ())]
    notices += filter(None, [say_unpayable(cost.total)])
    return Outcome(MenuShown(menu, sense, picks, faults, cost), notices=tuple(notices))


def menu_values(menu: Menu) -> dict[str, Any]:
    """A menu as JSON values."""
    return without_absent(
        {
            "name": menu.name,
            "maker": menu.maker,
            "contact": menu.contact,
            "menu": menu.sha256,
            "currency": menu.currency,
            "price": str(Money(menu.price, menu.currency)),
            "text": menu.text,
            "valid": menu.valid and menu.valid.isoformat(),
            "lead_days": menu.lead_days or None,
            "options": [_option_values(menu, each) for each in menu.options],
            "terms": [without_absent({**each._asdict(), "always": each.always or None}) for each in menu.terms],
        }
    )


def order_values(picks: Sequence[Pick], faults: Sequence[Fault], cost: OrderCost) -> dict[str, Any]:
    """An order as JSON values: its lines, what it comes to, what is wrong and what is missing."""
    lines = [
        {"name": each.name, "pieces": each.pieces, "each": str(each.each), "total": str(each.total)}
        for each in cost.lines
    ]
    return {
        "choices": [*map(str, picks)],
        "lines": lines,
        "total": str(cost.total),
        "components": dict(cost.components),
        "agreed": [*cost.terms],
        "lead": cost.lead_days,
        "faults": [each.told for each in faults if not each.is_missing],
        "missing": [each.told for each in faults if each.is_missing],
    }


def _option_values(menu: Menu, option: MenuOption) -> dict[str, Any]:
    told = {"id": option.id, "name": option.name, "text": option.text, "least": option.least, "most": option.most}
    return {**without_absent(told), "choices": [_choice_values(menu, each) for each in option.choices]}


def _choice_values(menu: Menu, choice: MenuChoice) -> dict[str, Any]:
    return without_absent(
        {
            "id": choice.id,
            "name": choice.name,
            "price": str(Money(choice.price, menu.currency)),
            "text": choice.text,
            "needs": [[*map(str, need)] for need in choice.needs],
            "excludes": [*map(str, choice.excludes)],
            "most": choice.most,
            "lead_days": choice.lead_days or None,
            "made_of": dict(choice.made_of),
            "terms": [*choice.terms],
        }
    )


def _remarks(menu: Menu, sense: MenuSense, today: datetime.date) -> Iterator[str]:
    """What of a menu is worth knowing before one chooses."""
    if menu.valid and menu.valid < today:
        yield f"the menu was valid until {menu.valid}"
    if sense.can_be_ordered is False:
        yield "nothing can be ordered of this menu: whatever is chosen excludes something that is needed"
    if most_of(menu) < 0:
        yield "nothing can be ordered of this menu: whatever is chosen comes to less than nothing"
    if sense.can_be_ordered is None:
        yield "it was too much to find out whether everything on it can be had; an order is looked at all the same"


def _order_that_came(session: Session, ident: str) -> SavedOrder:
    from talktag.ops.wishes.menus.came_order import find_entry_that_came

    entry = find_entry_that_came(session.store, ident)
    if entry is None:
        raise NotFoundError(f'no entry "{ident}" came from anybody', hints=["see what came: talktag talk"])
    try:
        saved = read_order_data(entry.data)
    except ValueError as fault:
        raise InvalidError(f"the order in that entry does not hold up: {fault}") from None
    if saved is None:
        raise InvalidError("that entry orders nothing of a menu", hints=["name one of the kind wish"])
    return saved


def _differences(menu: Menu, saved: SavedOrder, cost: OrderCost) -> Iterator[str]:
    """What is otherwise here than where the order was composed."""
    if saved.menu != menu.sha256:
        yield f"the order is of another menu, {saved.menu[:12]}…, and this one is {menu.sha256[:12]}…"
    if saved.total is not None and saved.total != cost.total:
        yield f"the order says that it comes to {saved.total}, and by this menu it is {cost.total}"
