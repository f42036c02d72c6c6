"""`wish compose`: choices of a maker's menu become the order of a wish. What contradicts itself is not kept.

What is still missing is said, and may be chosen later. Nothing leaves by it: the order goes with the wish.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.model.plan import Change, Write
from talktag.model.values.foreign_text import quote
from talktag.model.wishes.asked import asked_data
from talktag.model.wishes.menus.menu import Menu
from talktag.model.wishes.menus.order import (
    Fault,
    OrderCost,
    Pick,
    compute_cost,
    find_faults,
    parse_pick,
    say_unpayable,
)
from talktag.model.wishes.menus.saved_order import SavedOrder, order_table
from talktag.model.wishes.menus.sense import can_complete, make_sense, still_goes
from talktag.model.wishes.wish import OwnWish, wish_table
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome
from talktag.ops.wishes.add import add, wish_values
from talktag.ops.wishes.find_wish import change_wish, open_wish
from talktag.ops.wishes.menus.brought_menu import BroughtMenu, kept_menu
from talktag.ops.wishes.menus.show_menu import order_values
from talktag.ops.wishes.typed_wish import WishRequest
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.ops.session import Session

_DATA_MOST = 40  # values of one entry, which a whole wish has to go into
_TRIED = 12  # choices that are named as those that still go


@dataclass(frozen=True, slots=True)
class WishComposed:
    """A wish with its order: what it comes to, what is missing, and which choices still go at each missing option."""

    wish: OwnWish
    menu: Menu
    cost: OrderCost
    missing: Sequence[Fault] = ()
    goes: Mapping[str, Sequence[str]] | None = None

    def values(self) -> Mapping[str, Any]:
        """The wish, and the order of it."""
        picks = self.wish.order.picks if self.wish.order else ()
        goes = {name: [*choices] for name, choices in (self.goes or {}).items()}
        return {**wish_values(self.wish), **order_values(picks, self.missing, self.cost), "goes": goes}


def compose(session: Session, ref: str, choices: Sequence[str], brought: BroughtMenu | None, *, new: bool) -> Outcome:
    """A plan that keeps an order with a wish, which `new` makes; without `brought` it is of the menu of before.

    InvalidError with all that is wrong where it contradicts itself or is on no menu; UsageError without a menu.
    """
    wish, made = _wish_for(session, ref, new=new)
    brought = brought or _menu_of(session, wish)
    before = wish.order.picks if wish.order and wish.order.menu == brought.menu.sha256 else ()
    picks = _apply(brought.menu, before, choices)
    faults = find_faults(brought.menu, picks, session.today)
    _check(brought.menu, picks, faults)
    cost = compute_cost(brought.menu, picks)
    order = SavedOrder(brought.menu.sha256, picks, cost.total, brought.menu.name)
    composed = replace(wish, order=order)
    if len(asked_data(composed, composed.id, "x", "x")) > _DATA_MOST:
        raise InvalidError("with its points the order is too long to be sent", hints=["leave out what counts least"])
    goes = {each.option: _name_going(brought.menu, picks, each.option) for each in faults}
    data = WishComposed(composed, brought.menu, cost, faults, goes)
    if composed.order == wish.order and not made:
        return Outcome(data, notices=(*_notices(data, session), "nothing was changed"))
    changes = (_record(session, composed, is_new=bool(made)), *_keep(session, brought))
    plan = commit_message.plan("wish compose", f"Compose {brought.menu.name} for {wish.name}", *changes)
    step = (
        f"talktag wish compose {wish.slug} OPTION=CHOICE" if faults else f"talktag wish send {wish.slug} --to PARTY",
    )
    return Outcome(data, plan, notices=tuple(_notices(data, session)), done=(f"next: {step[0]}",))


def _wish_for(session: Session, ref: str, *, new: bool) -> tuple[OwnWish, Outcome | None]:
    if not new:
        try:
            return open_wish(session.store, ref), None
        except NotFoundError as error:
            begin = f"or begin one with it: talktag wish compose {shlex.quote(ref)} --new --menu FILE OPTION=CHOICE"
            raise NotFoundError(error.message, hints=[*error.hints[:-1], begin]) from None
    made = add(session, WishRequest(name=ref))
    return made.data.wish, made  # type: ignore[attr-defined] # what `add` answers


def _menu_of(session: Session, wish: OwnWish) -> BroughtMenu:
    if wish.order is None:
        raise UsageError(
            "it is not said of which menu", hints=["name its file, or the message it came with: --menu FILE"]
        )
    return kept_menu(session.store, wish.order.menu)


def _apply(menu: Menu, before: Sequence[Pick], choices: Sequence[str]) -> tuple[Pick, ...]:
    """What was chosen before with what was typed now, in the order of the menu.

    `cloth=` takes a whole option back. Where an option takes one, the new choice is in place of the old one.
    """
    picks = {pick.link: pick for pick in before}
    for text in choices:
        option, equals, rest = text.partition("=")
        if equals and not rest:
            picks = {link: pick for link, pick in picks.items() if pick.option != option}
            continue
        try:
            pick = parse_pick(text)
        except ValueError as fault:
            raise InvalidError(str(fault), hints=["see what there is with: talktag wish menu FILE"]) from None
        known = menu.find_option(pick.option)
        if known and known.most == 1:
            picks = {link: each for link, each in picks.items() if each.option != pick.option}
        picks[pick.link] = pick
    places = {(option.id, choice.id): place for place, (option, choice) in enumerate(menu.each_choice())}
    last = len(places)
    return tuple(sorted(picks.values(), key=lambda each: (places.get((each.option, each.choice), last), str(each))))


def _check(menu: Menu, picks: Sequence[Pick], faults: Sequence[Fault]) -> None:
    """InvalidError for what cannot become an order, whatever is chosen besides."""
    wrong = [each.told for each in faults if not each.is_missing]
    if not wrong and can_complete(menu, [pick.link for pick in picks]) is False:
        wrong = ["nothing on the menu makes it whole: " + "; ".join(each.told for each in faults)]
    if not wrong:
        return
    sense = make_sense(menu)
    chosen = {pick.link for pick in picks}
    why = [f"{each.choice} can never be had: {each.why}" for each in sense.impossible if each.choice in chosen]
    named = [each.option for each in faults if not each.is_missing] + [each.option for each in picks]
    back = f"; choose otherwise, or take a whole option back, like: {named[0]}=" if named else ""
    hint = f"nothing was changed{back}"
    raise InvalidError(f"that is no order of {quote(menu.name)}", details=[*wrong, *why], hints=[hint])


def _name_going(menu: Menu, picks: Sequence[Pick], option: str) -> list[str]:
    found = still_goes(menu, [pick.link for pick in picks], option)
    chosen = {pick.link for pick in picks}
    return [each.choice or "" for each in found if each not in chosen][:_TRIED]


def _record(session: Session, wish: OwnWish, *, is_new: bool) -> Write:
    from talktag.model.toml.write import new_text

    if is_new:
        return Write(layout.wish(wish.slug), new_text(wish_table(wish)))
    return change_wish(session.store, wish, {("order",): order_table(wish.order)})


def _keep(session: Session, brought: BroughtMenu) -> tuple[Change, ...]:
    """The menu as it came, once."""
    path = layout.menu(brought.menu.sha256)
    return () if session.store.has(path) else (Write(path, brought.data),)


def _notices(data: WishComposed, session: Session) -> Iterator[str]:
    for each in data.missing:
        going = ", ".join((data.goes or {}).get(each.option, ()))
        yield f"{each.told}{f' ({going})' if going else ''}"
    most, total = data.wish.most, data.cost.total
    if unpayable := say_unpayable(total):
        yield unpayable
    if most and most.currency != total.currency:
        yield f"the menu is in {total.currency}, and your most in {most.currency}: nothing is converted"
    elif most and total.amount > most.amount:
        yield f"{total} is more than your most of {most}"
    if data.menu.valid:
        days = (data.menu.valid - session.today).days
        yield f"the menu is valid until {data.menu.valid}" + (", today" if days == 0 else "")
