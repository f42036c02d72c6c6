"""What may follow each key of a query, and the condition it becomes. Does not know how words are taken apart.

Intervals are imported where they are read, so that looking for a text does not pay for them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from talktag.errors import UsageError
from talktag.model.products.keys import KEYS as TABLE
from talktag.model.products.product import STATES
from talktag.model.queries.conditions import (
    AnyState,
    Condition,
    Has,
    Not,
    Place,
    Unnamed,
    Value,
    Within,
    place_parts,
)
from talktag.model.queries.help import KEYS, near_keys
from talktag.model.queries.values import PRESENCE
from talktag.model.typed.text import compose
from talktag.model.values.fold import fold
from talktag.model.values.ident import TAG_PREFIX
from talktag.model.values.warranty import LIFETIME

_INNER_KEY = re.compile(r"\s-?([A-Za-z]+)(\.[^\s:<>]+)?[:<>]")


class Given(NamedTuple):
    """A key and what followed it, as it was typed."""

    word: str
    key: str
    operator: str
    value: str
    today: datetime.date
    currency: str | None

    @property
    def sign(self) -> str:
        """The operator between things that have an order, where `:=` says no more than `:`."""
        return ":" if self.operator == ":=" else self.operator

    def error(self, message: str, *examples: str) -> UsageError:
        """What is wrong with the word, and what to type."""
        hints = [f"for example: {example}" for example in examples]
        return UsageError(f'"{self.word}": {message}', hints=[*hints, "see all keys with: talktag help query"])


def read_part(given: Given) -> Value:
    """`:` looks for a part of the value, `:=` for the value letter by letter."""
    return _value(given, "part", fold(given.value))


def _whole(given: Given) -> Value:
    """`:` looks for the whole value, whatever its case."""
    return _value(given, "whole", fold(given.value))


def _value(given: Given, how: str, needle: str) -> Value:
    if given.operator == ":=":
        how, needle = "exact", compose(given.value)
    return _make(given, how, needle)


def _make(given: Given, how: str, needle: str) -> Value:
    _check_equal(given)
    if not fold(needle):
        raise given.error("there is nothing to look for", f"{given.key}:VALUE")
    return Value(given.key, how, needle, f"{given.key}{given.operator}{_spelling(given.value)}")


def second_word(text: str, start: int = 0) -> int | None:
    """Where something that looks like a further word of a query begins in `text` after `start`; None without one."""
    for found in _INNER_KEY.finditer(text, start):
        key = found[1].lower()
        if key == "field" if found[2] else key in KEYS:
            return found.start()
    return None


def _spelling(value: str) -> str:
    """The value as it can stand after a key."""
    return f'"{value}"' if value.startswith(('"', "=")) or second_word(value) is not None else value


def _check_equal(given: Given) -> None:
    if given.operator not in {":", ":="}:
        raise given.error(f'{given.key} cannot be compared with "{given.operator}"', f"{given.key}:VALUE")


def _tag(given: Given) -> Value:
    """A part of a tag id as printed, scanned or typed: blanks, hyphens, case and `O` for `0` do not count."""
    letters = given.value.upper().removeprefix(TAG_PREFIX).replace("-", "").replace(" ", "")
    needle = fold(letters.translate(str.maketrans("ILO", "110")))
    return _make(given, "whole" if given.operator == ":=" else "part", needle)


def _gtin(given: Given) -> Value:
    """A part of the 14 digits, or a whole number of any length."""
    digits = given.value.replace("-", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        raise given.error(f'"{given.value}" is not a number of digits', "gtin:4549292138399")
    return _make(given, "whole", digits.zfill(14)) if given.operator == ":=" else _make(given, "part", digits)


def _place(given: Given) -> Condition:
    if given.operator != ":":
        return read_part(given)
    parts = place_parts(given.value)
    if not parts:
        raise given.error("there is no place in it", "place:home/office")
    return Place(parts, read_part(given).word)


def _state(given: Given) -> Condition:
    if fold(given.value) == "any":
        _check_equal(given)
        return AnyState()
    if fold(given.value) == "unnamed":
        _check_equal(given)
        return Unnamed()
    if fold(given.value) not in STATES:
        states = ", ".join(STATES)
        raise given.error(f'"{given.value}" is no state; the states are {states}, any of them, and unnamed')
    return _make(given, "whole", fold(given.value))


def _has(given: Given) -> Condition:
    _check_equal(given)
    what = given.value.lower()
    if what.startswith("field."):
        what = "field." + given.value[6:].strip()
    if what == "field." or (what not in PRESENCE and not what.startswith("field.")):
        near = [f"{given.key}:{name}" for name in near_keys(what, PRESENCE)]
        raise given.error(f'nothing is called "{given.value}"; there are {", ".join(PRESENCE)}, field.NAME', *near)
    condition = Has(what, f"has:{_spelling(what)}")
    return condition if given.key == "has" else Not(condition)


def _dates(given: Given) -> Within:
    from talktag.model.queries.intervals import read_dates

    word = f"{given.key}{given.sign}{given.value.lower()}"
    try:
        interval = read_dates(given.sign, given.value, given.today, ahead=given.key in _AHEAD)
    except ValueError as error:
        raise given.error(str(error), *_examples(given.key)) from None
    return Within(given.key, interval, word)


def _ending(given: Given) -> Within:
    """Days that are still to come, `over` being those before today."""
    word = f"{given.key}:{given.value.lower()}"
    if given.operator not in {":", ":="} or not word.endswith(":over"):
        return _dates(given)
    return _dates(given._replace(operator="<", value="today"))._replace(word=word)


def _warranty(given: Given) -> Within:
    from talktag.model.queries.intervals import Interval

    if given.operator in {":", ":="} and given.value.lower() == LIFETIME:  # this word sorts after every date
        return Within("warranty", Interval(LIFETIME), "warranty:lifetime")
    return _ending(given)


def _quantity(given: Given) -> Within:
    from talktag.model.queries.intervals import read_numbers

    try:
        return Within(given.key, read_numbers(given.sign, given.value), f"{given.key}{given.sign}{given.value}")
    except ValueError as error:
        raise given.error(str(error), *_examples(given.key)) from None


def _price(given: Given) -> Within:
    from talktag.model.queries.intervals import read_prices

    try:
        interval, currency, written = read_prices(given.sign, given.value, given.currency)
    except ValueError as error:
        raise given.error(str(error), *_examples("price")) from None
    return Within("price", interval, f"price{given.sign}{written}", currency)


_AHEAD = {"warranty", "due"}
_EXAMPLES = {
    "quantity": ("quantity:2..", "'quantity>1'"),
    "price": ("price:500EUR..", "'price>500EUR'"),
    "bought": ("bought:2024", "bought:2024-03", "'bought<2y'"),
    "added": ("added:..30d", "'added<30d'", "added:2024-03-02"),
    "seen": ("'seen<1y'", "'seen>1y'", "no:seen"),
    "due": ("due:..2w", "'due<30d'", "due:over"),
    "warranty": ("warranty:..90d", "'warranty<90d'", "warranty:over", "warranty:lifetime"),
}


def _examples(key: str) -> tuple[str, ...]:
    return _EXAMPLES.get(key) or (f"'{KEYS[key][0]}'",)


_BY_TYPE: Mapping[str, Callable[[Given], Condition]] = {
    **dict.fromkeys(("id", "slug", "text", "files"), read_part),
    "gtin": _gtin,
    "tags": _tag,
    "place": _place,
    "product": _whole,
    "labels": _whole,
    "state": _state,
    "kind": _whole,
    "count": _quantity,
    "money": _price,
    "day": _dates,
    "warranties": _warranty,
}
READERS: Mapping[str, Callable[[Given], Condition]] = {
    **{key.name: _BY_TYPE[key.type] for key in TABLE if key.query[0]},
    "provider": read_part,
    "to": read_part,
    "has": _has,
    "no": _has,
    "seen": _dates,
    "due": _ending,
}
