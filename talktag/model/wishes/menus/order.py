"""An order composed from a menu: what was chosen, what is wrong with it and what it costs. It knows no clock.

Customer and maker look at it with the same functions, each with a copy of the menu of their own.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from talktag.errors import InvalidError
from talktag.model.values.currency import MINOR_UNITS
from talktag.model.values.foreign_text import quote
from talktag.model.values.money import Money
from talktag.model.values.plural import plural
from talktag.model.wishes.menus.menu import COUNT_MOST, Menu, MenuChoice, MenuLink, MenuOption
from talktag.model.wishes.menus.values import is_ident

PICKS_MOST = 60


class Pick(NamedTuple):
    """One choice, and how many of it; as text `battery=spare:2`."""

    option: str
    choice: str
    pieces: int = 1

    @property
    def link(self) -> MenuLink:
        """The choice alone."""
        return MenuLink(self.option, self.choice)

    def __str__(self) -> str:
        return f"{self.link}:{self.pieces}" if self.pieces != 1 else str(self.link)


class Fault(NamedTuple):
    """One thing that is wrong with an order, or `missing` from it; `told` is a sentence."""

    told: str
    option: str
    is_missing: bool = False


class OrderLine(NamedTuple):
    """What one pick adds to the price."""

    name: str
    pieces: int
    each: Money
    total: Money


class OrderCost(NamedTuple):
    """What an order comes to: every line, the sum, what it is made of, what is agreed with it, how long it takes."""

    lines: tuple[OrderLine, ...]
    total: Money
    components: Mapping[str, int]
    terms: tuple[str, ...]
    lead_days: int


def parse_pick(text: str) -> Pick:
    """What was typed as `lens=ef` or `battery=spare:2`; ValueError with a sentence for anything else."""
    option, equals, rest = text.partition("=")
    choice, colon, digits = rest.partition(":")
    is_counted = digits.isascii() and digits.isdigit() and len(digits) <= 3 and 1 <= int(digits) <= COUNT_MOST
    if not (equals and is_ident(option) and is_ident(choice) and (is_counted or not colon)):
        raise ValueError(f"{quote(text)} is no choice like lens=ef or battery=spare:2")
    return Pick(option, choice, int(digits) if colon else 1)


def read_picks(texts: Sequence[str]) -> tuple[Pick, ...]:
    """The picks of an order as it was kept or sent; InvalidError where one is none, or stands there twice."""
    if len(texts) > PICKS_MOST:
        raise InvalidError(f"the order has {len(texts)} choices, and {PICKS_MOST} is the most")
    try:
        picks = tuple(map(parse_pick, texts))
    except ValueError as fault:
        raise InvalidError(f"the order does not hold up: {fault}") from None
    double = next((link for link, count in Counter(each.link for each in picks).items() if count > 1), None)
    if double:
        raise InvalidError(f"the order does not hold up: {double} stands in it twice")
    return picks


def find_faults(menu: Menu, picks: Sequence[Pick], today: datetime.date | None = None) -> tuple[Fault, ...]:
    """All that keeps it from being an order of this menu, what is missing last; nothing where it is one."""
    known: list[tuple[Pick, MenuChoice]] = []
    faults: list[Fault] = []
    if today and menu.valid and today > menu.valid:
        faults.append(Fault(f"the menu was valid until {menu.valid}", ""))
    for pick in picks:
        option = menu.find_option(pick.option)
        choice = option.find_choice(pick.choice) if option else None
        if choice:
            known.append((pick, choice))
        else:
            faults.append(_unknown(option, pick))
    chosen = {pick.link for pick, _ in known}
    clashes = [each for pick, choice in known for each in _clashes(pick, choice, chosen)]
    faults += {each.told: each for each in clashes}.values()
    faults += [each for option in menu.options if (each := _too_many(option, known))]
    missing = [each for pick, choice in known for each in _unmet(pick, choice, chosen)]
    missing += [each for option in menu.options if (each := _too_few(option, known))]
    if not faults and not missing and (total := compute_cost(menu, picks).total).amount < 0:
        faults.append(Fault(f"it comes to {total}, which is less than nothing", ""))
    return (*faults, *missing)


def say_unpayable(total: Money) -> str | None:
    """What there is to tell of a sum with a part that its currency has no coin for; None for one that can be paid."""
    places = MINOR_UNITS.get(total.currency, 2)
    if total.amount == round(total.amount, places):
        return None
    decimals = plural(places, "decimal") if places else "no decimals"
    return f"it comes to {total}, which nobody can pay to the last digit: {total.currency} has {decimals}"


def compute_cost(menu: Menu, picks: Iterable[Pick]) -> OrderCost:
    """What it comes to, exactly; picks that are on no menu cost nothing."""
    plain = OrderLine(menu.name, 1, *(2 * (Money(menu.price + _worth(menu, menu.made_of), menu.currency),)))
    lines, components, terms = [plain], Counter(menu.made_of), [each.id for each in menu.terms if each.always]
    lead_days = menu.lead_days
    for pick in picks:
        option = menu.find_option(pick.option)
        choice = option.find_choice(pick.choice) if option else None
        if option is None or choice is None:
            continue
        each = choice.price + _worth(menu, choice.made_of)
        name = f"{option.name}: {choice.name}"
        total = Money(each * pick.pieces, menu.currency)
        lines.append(OrderLine(name, pick.pieces, Money(each, menu.currency), total))
        components.update({ident: count * pick.pieces for ident, count in choice.made_of.items()})
        terms += choice.terms
        lead_days = max(lead_days, choice.lead_days)
    total = Money(sum((line.total.amount for line in lines), Decimal(0)), menu.currency)
    return OrderCost(tuple(lines), total, dict(components), tuple(dict.fromkeys(terms)), lead_days)


def most_of(menu: Menu) -> Decimal:
    """What no order of the menu can come to more than, whatever is chosen."""
    most = menu.price + _worth(menu, menu.made_of)
    for option in menu.options:
        best = max((choice.price + _worth(menu, choice.made_of) for choice in option.choices), default=Decimal(0))
        most += best * (option.most if best > 0 else option.least)
    return most


def _worth(menu: Menu, made_of: Mapping[str, int]) -> Decimal:
    return sum((menu.components[ident].price * count for ident, count in made_of.items()), Decimal(0))


def _unknown(option: MenuOption | None, pick: Pick) -> Fault:
    if option is None:
        return Fault(f'the menu has no option "{pick.option}"', pick.option)
    offered = ", ".join(each.id for each in option.choices[:12]) + (", …" if len(option.choices) > 12 else "")
    return Fault(f'{option.id} has no choice "{pick.choice}", only {offered}', option.id)


def _clashes(pick: Pick, choice: MenuChoice, chosen: set[MenuLink]) -> Iterable[Fault]:
    """What it excludes and is chosen all the same; each pair is told once, whichever of the two says it."""
    for link in choice.excludes:
        for other in sorted(each for each in chosen if link in {each, MenuLink(each.option)}):
            one, two = sorted((str(pick.link), str(other)))
            told = f"{one} excludes itself" if one == two else f"{one} and {two} exclude each other"
            yield Fault(told, pick.option)
    if pick.pieces > choice.most:
        yield Fault(f"{pick.link} is to be had {choice.most} times at most, not {pick.pieces} times", pick.option)


def _unmet(pick: Pick, choice: MenuChoice, chosen: set[MenuLink]) -> Iterable[Fault]:
    for need in choice.needs:
        if not any(each in need or MenuLink(each.option) in need for each in chosen):
            yield Fault(f"{pick.link} needs {' or '.join(map(str, need))}", need[0].option, is_missing=True)


def _too_many(option: MenuOption, known: Sequence[tuple[Pick, MenuChoice]]) -> Fault | None:
    count = sum(pick.pieces for pick, _ in known if pick.option == option.id)
    if count <= option.most:
        return None
    return Fault(f"{option.id} takes {option.most} at most, and {count} are chosen", option.id)


def _too_few(option: MenuOption, known: Sequence[tuple[Pick, MenuChoice]]) -> Fault | None:
    count = sum(pick.pieces for pick, _ in known if pick.option == option.id)
    if count >= option.least:
        return None
    wanted = str(option.least) if option.least == option.most else f"{option.least} to {option.most}"
    said = f", and {count} chosen" if count else ""
    return Fault(f"{option.id} is missing: choose {wanted}{said}", option.id, is_missing=True)
