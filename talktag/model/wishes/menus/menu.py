"""A maker's menu: what can be composed, of what, on which terms, for how much. It knows no order and no customer."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

FORMAT = "talktag-menu/1"
MENU_LIMIT = 1_000_000  # bytes
OPTIONS_MOST = 200
CHOICES_MOST = 2_000  # of all options together
LINKS_MOST = 10_000  # needs and excludes together
COMPONENTS_MOST = 1_000
TERMS_MOST = 100
COUNT_MOST = 999  # of one choice, of one component
DAYS_MOST = 3_650
NAME_LIMIT = 200  # characters
TEXT_LIMIT = 2_000
_NOTHING: Mapping[str, int] = MappingProxyType({})


class MenuLink(NamedTuple):
    """What a choice needs or excludes: one choice of an option, or any of it."""

    option: str
    choice: str | None = None

    def __str__(self) -> str:
        return f"{self.option}={self.choice}" if self.choice else self.option


class MenuChoice(NamedTuple):
    """One of what an option offers.

    Each of `needs` is met by any one of its links. `most` is how many of it one order may have, `made_of` the
    components of one by their ids, `terms` the ids of what is agreed with it.
    """

    id: str
    name: str
    price: Decimal = Decimal(0)
    text: str | None = None
    needs: tuple[tuple[MenuLink, ...], ...] = ()
    excludes: tuple[MenuLink, ...] = ()
    most: int = 1
    lead_days: int = 0
    made_of: Mapping[str, int] = _NOTHING
    terms: tuple[str, ...] = ()


class MenuOption(NamedTuple):
    """A point at which one chooses: at least `least` and at most `most`, counted by the piece."""

    id: str
    name: str
    choices: tuple[MenuChoice, ...]
    text: str | None = None
    least: int = 1
    most: int = 1

    def find_choice(self, ident: str) -> MenuChoice | None:
        """The choice of that id."""
        return next((each for each in self.choices if each.id == ident), None)


class MenuComponent(NamedTuple):
    """What choices are made of, and what one costs wherever it is used."""

    id: str
    name: str
    price: Decimal = Decimal(0)
    gtin: str | None = None


class MenuTerms(NamedTuple):
    """What is agreed: with every order where it is `always` so, else with a choice; `sha256` is that of the text."""

    id: str
    name: str
    always: bool = False
    sha256: str | None = None


class Menu(NamedTuple):
    """All of it. `sha256` is the hash of the bytes that it was read from: by it both sides mean the same menu.

    `price` is what the plain thing costs before anything is chosen, `valid` the last day on which an order holds.
    """

    sha256: str
    name: str
    maker: str
    currency: str
    options: tuple[MenuOption, ...]
    price: Decimal = Decimal(0)
    contact: str | None = None
    text: str | None = None
    valid: datetime.date | None = None
    lead_days: int = 0
    made_of: Mapping[str, int] = _NOTHING
    components: Mapping[str, MenuComponent] = MappingProxyType({})
    terms: tuple[MenuTerms, ...] = ()

    def find_option(self, ident: str) -> MenuOption | None:
        """The option of that id."""
        return next((each for each in self.options if each.id == ident), None)

    def each_choice(self) -> Iterator[tuple[MenuOption, MenuChoice]]:
        """Every choice with its option, in the maker's order."""
        return ((option, choice) for option in self.options for choice in option.choices)
