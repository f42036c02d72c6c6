"""`--map COLUMN=KEY`: which columns are meant, and what they become. It takes no near name for another."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence

from talktag.errors import InvalidError
from talktag.interop.cut_text import cut_title
from talktag.interop.gathering import ColumnRule
from talktag.interop.grid import Grid
from talktag.model.queries.help import near_keys
from talktag.model.typed.day import typed_day
from talktag.model.typed.money import typed_money
from talktag.model.values.currency import is_currency
from talktag.model.values.fold import fold

# Beginnings of the words that head a column of names, folded.
_NAMES = ("name", "item", "product", "title", "thing", "objet", "object", "artik", "artic", "bezeich", "nombre", "nom")
_TITLES, _TYPED = 40, 60  # titles that a message repeats, and letters of one that is to be typed
_FURTHER = {"note": ("notes", "nota", "notas", "remarks", "comment", "comments"), "field.NAME": ("field", "custom")}


def map_columns(
    columns: Sequence[ColumnRule],
    grid: Grid,
    mapping: Mapping[str, str],
    rule_of: Callable[[str], ColumnRule | None],
    keys: Sequence[str],
) -> list[ColumnRule]:
    """The rules with those of the columns that `mapping` names put in: by title, by title told apart, or as `#3`.

    Case and accents of a title do not count where that leaves one. Raises InvalidError, with near names, for a column
    that is not there and for a key that does not exist.
    """
    chosen = list(columns)
    for title, key in mapping.items():
        rule = rule_of(key)
        if rule is None:
            raise InvalidError(f'"{key}" is not what a column can be', hints=_near_key(key, keys))
        for place in _places(grid, title):
            chosen[place] = rule
    return chosen


def _places(grid: Grid, title: str) -> list[int]:
    """Where the columns stand that `title` names."""
    titles = grid.titles()
    names = [
        {told, plain, f"#{number}"} for number, (told, plain) in enumerate(zip(titles, grid.header, strict=True), 1)
    ]
    if exact := [place for place, known in enumerate(names) if title in known]:
        return exact
    folded = [place for place, told in enumerate(titles) if fold(told) == fold(title)]
    if len(folded) == 1:
        return folded
    near = [told for told in titles if fold(told) in near_keys(fold(title), list(map(fold, titles)))]
    hints = [f"did you mean: --map {shlex.quote(each)}=…" for each in near[:1]]
    raise InvalidError(f'there is no column "{title}"', hints=[*hints, f"the columns are: {list_titles(titles)}"])


def _near_key(key: str, keys: Sequence[str]) -> list[str]:
    word = key.casefold()
    near = [name for name, words in _FURTHER.items() if word in words] or near_keys(word, keys)
    meant = [f"did you mean {', or '.join(near)}?"] if near else []
    return [*meant, f"use one of: {', '.join(keys)}"]


def list_titles(titles: Sequence[str]) -> str:
    """Titles as a message repeats them: long ones cut, and of many how many more there are."""
    more = [f"and {len(titles) - _TITLES} more"] if len(titles) > _TITLES else []
    return ", ".join([*(cut_title(each) for each in titles[:_TITLES]), *more])


def name_hint(grid: Grid) -> str:
    """What to type where no column is the name: the column that looks most like one, by number where it is long."""
    titles = grid.titles()
    likely = [place for place, title in enumerate(titles) if any(fold(title).startswith(word) for word in _NAMES)]
    place = (likely or [0])[0]
    title = titles[place] if len(titles[place]) <= _TYPED else f"#{place + 1}"
    return f"say which column is the name, like: --map {shlex.quote(f'{title}=name')}"


def check_titles(grid: Grid, mapping: Mapping[str, str], known: Callable[[str], object]) -> bool:
    """Whether the first line is taken for the titles though nothing says that it is one.

    Raises InvalidError where it looks like a row itself: a row that is taken for titles is a product that is lost.
    """
    named = [title for title in mapping if not title.startswith("#")]
    told = [title for title in grid.header if title and known(title)]
    if not mapping or named or "name" in map(str.casefold, told) or len(told) > 1:
        return False
    if any(map(is_value, grid.header)):
        raise InvalidError(
            f"line {grid.header_line} looks like a product, not like the titles of columns",
            details=[list_titles(grid.header)],
            hints=["if it is a product add: --no-titles", "if it has the titles add: --titles"],
        )
    return True


def is_value(cell: str) -> bool:
    """Whether a cell is a date, an amount, a number, an address or an id, as titles seldom are."""
    if not cell or is_currency(cell):
        return False
    if "@" in cell or "://" in cell or cell.casefold() in {"true", "false"}:
        return True
    for read in (typed_day, lambda text: typed_money(text, "EUR")):
        try:
            read(cell)
        except ValueError as error:
            if "may be" in str(error):
                return True
        else:
            return True
    digits = sum(letter.isdigit() for letter in cell)
    return digits > len(cell) / 3
