"""The rules that columns of any program share: what a cell becomes. A cell that does not hold up is always reported."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from talktag.interop.gathering import ColumnRule, Gathering, SourceColumn
from talktag.model.products.containment import place_of
from talktag.model.products.product import STATES
from talktag.model.typed.count import read_count
from talktag.model.typed.day import is_open, typed_day
from talktag.model.typed.flag import typed_flag
from talktag.model.typed.money import guessed_currency, typed_money
from talktag.model.typed.text import typed_text
from talktag.model.typed.warranty import typed_term
from talktag.model.values.currency import checked_currency
from talktag.model.values.money import Money
from talktag.model.values.serial import serial_doubt
from talktag.model.values.warranty import Duration, Term, Warranty

_MONTHS = re.compile(r"([0-9]{1,4})(?:\s*months?)?\Z", re.IGNORECASE)


def parse_fact(key: str, parse: Callable[[str], Any]) -> ColumnRule:
    """A fact that `parse` takes; its ValueError becomes the problem."""

    def take(row: Gathering, column: SourceColumn, cell: str) -> None:
        try:
            value = parse(cell)
        except ValueError as error:
            row.error(column.title, cell, str(error))
        else:
            row.put(key, value, column, cell)

    return ColumnRule(take, key)


def text(key: str) -> ColumnRule:
    """A fact that is text."""
    return parse_fact(key, typed_text)


def serial() -> ColumnRule:
    """A serial number; one that seems to be none is kept and said so."""
    plain = text("serial")

    def take(row: Gathering, column: SourceColumn, cell: str) -> None:
        plain.take(row, column, cell)
        if doubt := serial_doubt(cell):
            row.warning(column.title, cell, f'"{cell}" {doubt}')

    return ColumnRule(take, "serial")


def path(key: str = "place") -> ColumnRule:
    """A place whose parts are separated by slashes, with or without blanks around them."""
    return parse_fact(key, lambda cell: place_of(typed_text(cell)))


def state() -> ColumnRule:
    """A state talktag knows."""

    def parse(cell: str) -> str:
        if cell.casefold() not in STATES:
            raise ValueError(f'"{cell}" is none of {", ".join(STATES)}')
        return cell.casefold()

    return parse_fact("state", parse)


def label() -> ColumnRule:
    """The whole cell is one label."""
    return ColumnRule(lambda row, _, cell: row.label(cell))


def labels(separator: str) -> ColumnRule:
    """Labels with a separator between them."""

    def take(row: Gathering, _: SourceColumn, cell: str) -> None:
        for each in cell.split(separator):
            if each.strip():
                row.label(each.strip())

    return ColumnRule(take)


def field(name: str) -> ColumnRule:
    """A custom field of the owner, as text."""
    return ColumnRule(lambda row, column, cell: row.field(name, cell, column, cell))


def left_behind(reason: str) -> ColumnRule:
    """A column that talktag has no room for: each cell is reported."""
    return ColumnRule(lambda row, column, cell: row.warning(column.title, cell, reason))


def ignore() -> ColumnRule:
    """A column the person said to leave out."""
    return ColumnRule(lambda *_: None)


def currency() -> ColumnRule:
    """The currency of the amounts in the same row; taken before them."""

    def take(row: Gathering, column: SourceColumn, cell: str) -> None:
        try:
            row.put("currency", checked_currency(cell), column, cell)
        except ValueError as error:
            row.error(column.title, cell, str(error))

    return ColumnRule(take, "currency", early=True)


def price(key: str = "price") -> ColumnRule:
    """An amount of money."""

    def take(row: Gathering, column: SourceColumn, cell: str) -> None:
        try:
            row.put(key, money(row, column, cell), column, cell)
        except ValueError as error:
            row.error(column.title, cell, str(error))

    return ColumnRule(take, key)


def money(row: Gathering, column: SourceColumn, cell: str) -> Money:
    """An amount, with a warning where its sign is that of several currencies; ValueError for what is none."""
    currency = currency_of(row)
    if guess := guessed_currency(cell, currency):
        row.warning(column.title, cell, f"the sign is that of several currencies; taken as {guess}")
    return typed_money(cell, currency)


def currency_of(row: Gathering) -> str | None:
    """The currency of amounts without one in this row."""
    stated: str | None = row.facts.get("currency")
    return stated or row.options.currency


def quantity() -> ColumnRule:
    """How many, at least 1; what is no whole number is kept as a custom field and said so."""

    def take(row: Gathering, column: SourceColumn, cell: str) -> None:
        try:
            count = read_count(cell)
        except ValueError as error:
            row.error(column.title, cell, str(error))
            return
        if count:
            row.put("quantity", count, column, cell)
        elif count is None:
            row.warning(column.title, cell, 'talktag counts whole things; kept as the field "quantity", counted as 1')
            row.field("quantity", cell, column, cell)
        else:
            row.error(column.title, cell, "is no thing at all; say how many there are, or leave the row out")

    return ColumnRule(take)


def date(key: str) -> ColumnRule:
    """A day."""
    return _date_rule(lambda row, column, cell, day: row.put(key, day, column, cell), key)


def warranty_until() -> ColumnRule:
    """The last day of the warranty."""
    return _date_rule(lambda row, _, __, day: row.warranties.append(Warranty(day)))


def warranty_months() -> ColumnRule:
    """How many months the warranty lasts; 0 is none."""

    def take(row: Gathering, column: SourceColumn, cell: str) -> None:
        try:
            term = _months(cell)
        except ValueError as error:
            row.error(column.title, cell, str(error))
            return
        if term != Duration(0, "month"):
            row.warranties.append(Warranty(term))

    return ColumnRule(take)


def _months(cell: str) -> Term:
    found = _MONTHS.match(cell)
    return Duration(int(found[1]), "month") if found else typed_term(cell)


def flag(then: Callable[[Gathering], None]) -> ColumnRule:
    """Yes or no; `then` is done where it is yes."""

    def take(row: Gathering, column: SourceColumn, cell: str) -> None:
        try:
            if typed_flag(cell):
                then(row)
        except ValueError as error:
            row.error(column.title, cell, str(error))

    return ColumnRule(take)


def note() -> ColumnRule:
    """Private text, sealed into a note of the product."""
    return ColumnRule(lambda row, _, cell: row.notes.append(cell), private=True)


def _date_rule(then: Callable[[Gathering, SourceColumn, str, datetime.date], None], key: str = "") -> ColumnRule:
    def take(row: Gathering, column: SourceColumn, cell: str) -> None:
        try:
            day = typed_day(cell, day_first=column.day_first, century=row.options.century)
        except ValueError as error:
            row.error(column.title, cell, str(error))
        else:
            then(row, column, cell, day)
            if column.proof and is_open(cell):
                which = "day" if column.day_first else "month"
                row.warning(column.title, cell, f'"{cell}" is read with the {which} first, as "{column.proof}" shows')

    return ColumnRule(take, key, dated=True)
