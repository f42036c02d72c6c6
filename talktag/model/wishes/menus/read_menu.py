"""A menu out of JSON that anybody may have written: whole and within bounds, or refused. It guesses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

from talktag.errors import InvalidError
from talktag.model.foreign_json import ForeignJsonError, read_foreign_json
from talktag.model.values.currency import is_currency
from talktag.model.values.foreign_text import quote
from talktag.model.values.gtin import parse_gtin
from talktag.model.wishes.menus import menu as limits
from talktag.model.wishes.menus.menu import Menu, MenuChoice, MenuComponent, MenuLink, MenuOption, MenuTerms
from talktag.model.wishes.menus.values import MenuValues, is_ident

_DEPTH = 8
_DIGITS = 6
_TOTAL_MOST = Decimal(10) ** 15


def read_menu(data: bytes, sha256: str) -> Menu:
    """The menu in `data`, whose hash is `sha256`; InvalidError with one sentence where it does not hold up."""
    values = read_foreign_json(
        data, "the menu", limits.MENU_LIMIT, depth=_DEPTH, digits=_DIGITS, read_fraction=_refuse_fraction
    )
    top = MenuValues(values)
    form = top.take("format")
    if form != limits.FORMAT:
        raise InvalidError(f"it is no menu: its format is {quote(str(form), 40)} and not {limits.FORMAT}")
    currency = top.must_have("currency", 3)
    if not is_currency(currency):
        top.refuse("currency", f"is {quote(currency)}, which is no currency of ISO 4217")
    maker = MenuValues(top.take("maker"), "maker")
    components = {each.id: each for each in _components(top, currency)}
    menu = Menu(
        sha256=sha256,
        name=top.must_have("name", limits.NAME_LIMIT),
        maker=maker.must_have("name", limits.NAME_LIMIT),
        contact=maker.text("contact", limits.NAME_LIMIT),
        currency=currency,
        price=top.price("price", currency),
        text=top.text("text", limits.TEXT_LIMIT, lines=True),
        valid=top.day("valid"),
        lead_days=top.whole("lead_days", 0, 0, limits.DAYS_MOST),
        components=components,
        made_of=_counts(top, components),
        terms=_terms(top),
        options=(),
    )
    maker.refuse_others()
    menu = menu._replace(options=_options(top, menu))
    top.refuse_others()
    _check_links(menu)
    _check_total(menu)
    return menu


def _refuse_fraction(text: str) -> NoReturn:
    raise ForeignJsonError(f'has the number {quote(text, 20)}, and a price is a text like "19.90"')


def _components(top: MenuValues, currency: str) -> list[MenuComponent]:
    found = []
    for ident, value in top.members("components", limits.COMPONENTS_MOST).items():
        each = MenuValues(value, f"components.{ident}")
        name, price = each.must_have("name", limits.NAME_LIMIT), each.price("price", currency)
        found.append(MenuComponent(ident, name, price, _gtin(each)))
        each.refuse_others()
    return found


def _gtin(values: MenuValues) -> str | None:
    text = values.text("gtin", 40)
    if text is None:
        return None
    try:
        return parse_gtin(text)
    except ValueError as fault:
        values.refuse("gtin", str(fault))


def _terms(top: MenuValues) -> tuple[MenuTerms, ...]:
    found = []
    for ident, value in top.members("terms", limits.TERMS_MOST).items():
        each = MenuValues(value, f"terms.{ident}")
        name, sha256 = each.must_have("name", limits.NAME_LIMIT), each.text("sha256", 64)
        if sha256 is not None and (len(sha256) != 64 or sha256.strip("0123456789abcdef")):
            each.refuse("sha256", "is no SHA-256 in 64 lower-case hexadecimal digits")
        found.append(MenuTerms(ident, name, each.yes("always"), sha256))
        each.refuse_others()
    return tuple(found)


def _options(top: MenuValues, menu: Menu) -> tuple[MenuOption, ...]:
    options: list[MenuOption] = []
    for values in top.objects("options", limits.OPTIONS_MOST):
        least = values.whole("least", 1, 0, limits.COUNT_MOST)
        option = MenuOption(
            id=values.ident("id"),
            name=values.must_have("name", limits.NAME_LIMIT),
            text=values.text("text", limits.TEXT_LIMIT, lines=True),
            least=least,
            most=values.whole("most", max(1, least), max(1, least), limits.COUNT_MOST),
            choices=(),
        )
        if any(each.id == option.id for each in options):
            values.refuse("id", f"is {quote(option.id)}, as another has it")
        room = limits.CHOICES_MOST - sum(len(each.choices) for each in options)
        options.append(option._replace(choices=_choices(values, option, menu, room)))
        values.refuse_others()
    if not options:
        top.refuse("options", "is empty: there is nothing to choose")
    return tuple(options)


def _choices(values: MenuValues, option: MenuOption, menu: Menu, room: int) -> tuple[MenuChoice, ...]:
    choices: list[MenuChoice] = []
    for each in values.objects("choices", room):
        choice = _choice(each, option, menu)
        if any(other.id == choice.id for other in choices):
            each.refuse("id", f"is {quote(choice.id)}, as another has it")
        choices.append(choice)
        each.refuse_others()
    if not choices:
        values.refuse("choices", "is empty: there is nothing to choose")
    return tuple(choices)


def _choice(values: MenuValues, option: MenuOption, menu: Menu) -> MenuChoice:
    return MenuChoice(
        id=values.ident("id"),
        name=values.must_have("name", limits.NAME_LIMIT),
        price=values.price("price", menu.currency),
        text=values.text("text", limits.TEXT_LIMIT, lines=True),
        needs=tuple(_need(values, each) for each in values.list_items("needs", limits.LINKS_MOST)),
        excludes=tuple(_link(values, "excludes", each) for each in values.list_items("excludes", limits.LINKS_MOST)),
        most=min(option.most, values.whole("most", option.most, 1, limits.COUNT_MOST)),
        lead_days=values.whole("lead_days", 0, 0, limits.DAYS_MOST),
        made_of=_counts(values, menu.components),
        terms=_known_terms(values, menu),
    )


def _need(values: MenuValues, said: Any) -> tuple[MenuLink, ...]:
    """One need: a link, or a list of links of which any one will do."""
    if not isinstance(said, list):
        return (_link(values, "needs", said),)
    if not said:
        values.refuse("needs", "has an empty list: nothing could meet it")
    return tuple(_link(values, "needs", each) for each in said)


def _link(values: MenuValues, key: str, said: Any) -> MenuLink:
    if not isinstance(said, str):
        values.refuse(key, 'has what is no text like "lens=ef"')
    option, equals, choice = said.partition("=")
    if not is_ident(option) or (equals and not is_ident(choice)):
        values.refuse(key, f'has {quote(said)}, and one is written like "lens=ef" or "lens"')
    return MenuLink(option, choice or None)


def _counts(values: MenuValues, components: Mapping[str, MenuComponent]) -> Mapping[str, int]:
    counts = values.members("made_of", limits.COMPONENTS_MOST)
    inner = MenuValues(counts, f"{values.place}.made_of".lstrip("."))
    for ident in counts:
        if ident not in components:
            values.refuse("made_of", f"names {quote(ident)}, which is no component of this menu")
    return {ident: inner.whole(ident, 1, 1, limits.COUNT_MOST) for ident in counts}


def _known_terms(values: MenuValues, menu: Menu) -> tuple[str, ...]:
    known = {each.id for each in menu.terms}
    listed = values.list_items("terms", limits.TERMS_MOST)
    for each in listed:
        if not isinstance(each, str) or each not in known:
            values.refuse("terms", f"names {quote(str(each))}, which are no terms of this menu")
    return tuple(listed)


def _check_links(menu: Menu) -> None:
    """Refuse links to what is not there, and more of them than can be looked through."""
    known = {MenuLink(option.id, choice.id) for option, choice in menu.each_choice()}
    known |= {MenuLink(option.id) for option in menu.options}
    count = 0
    for option, choice in menu.each_choice():
        links = [*(link for need in choice.needs for link in need), *choice.excludes]
        count += len(links)
        if count > limits.LINKS_MOST:
            raise InvalidError(f"the menu does not hold up: it has more than {limits.LINKS_MOST} needs and excludes")
        for link in links:
            if link not in known:
                name = f"{option.id}={choice.id}"
                raise InvalidError(f"the menu does not hold up: {name} names {quote(str(link))}, which is not in it")


def _check_total(menu: Menu) -> None:
    """Refuse prices that no order may add up to, so that every sum of it is exact."""
    most = abs(menu.price) + _worth(menu, menu.made_of)
    for option, choice in menu.each_choice():
        most += option.most * (abs(choice.price) + _worth(menu, choice.made_of))
    if most >= _TOTAL_MOST:
        raise InvalidError("the menu does not hold up: its prices add up to more than an amount can be")


def _worth(menu: Menu, made_of: Mapping[str, int]) -> Decimal:
    return sum((abs(menu.components[ident].price) * count for ident, count in made_of.items()), Decimal(0))
