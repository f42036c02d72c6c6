"""A point of a wish: `mount=EF`, `weight<1500g`, `colour!=red`. It knows no offer, and gives no point more weight.

`NAME`, one of `= != < > <= >=`, and what is wanted. Names are folded, so that both sides spell one alike.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from talktag.model.typed.text import typed_text
from talktag.model.values.fold import fold
from talktag.model.wishes.amount import read_amount

MUST, SHOULD, AVOID = "must", "should", "avoid"
WEIGHTS = (MUST, SHOULD, AVOID)
POINTS_MOST = 30  # of one wish
VALUE_LIMIT = 200  # characters
EQUAL, OTHER, LESS, MORE, AT_MOST, AT_LEAST = "=", "!=", "<", ">", "<=", ">="
SIGNS = (EQUAL, OTHER, LESS, MORE, AT_MOST, AT_LEAST)
# What has a key of its own in a wish or in an offer.
RESERVED = frozenset(
    {
        "wish",
        "fits",
        "most",
        "until",
        "quantity",
        "terms",
        "price",
        "valid",
        "chosen",
        "order",
        "menu",
        "total",
        "product",
    }
)
_HINTS = {"price": "say the most that it may cost: --most", "until": "say it with: --until"}
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_NUMBERED = re.compile(r"(?:must|should|avoid|order)-[0-9]+")
_FORM = re.compile(
    r"(?P<name>[^=<>!\u2264\u2265\u2260]+)(?P<sign>[<>!]=|==?|[<>\u2264\u2265\u2260])(?P<value>.*)", re.DOTALL
)
_SPELLED = {"==": EQUAL, "\u2264": AT_MOST, "\u2265": AT_LEAST, "\u2260": OTHER}


class WishPoint(NamedTuple):
    """What is asked of one property; as text `weight<1500g`."""

    name: str
    sign: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}{self.sign}{self.value}"


def parse_point(text: str) -> WishPoint:
    """Read `weight<1500g`; ValueError with a sentence for anything else, and for a limit that is no amount."""
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError(f'"{text[:VALUE_LIMIT]}" is no point like "mount=EF" or "weight<1500g"')
    name, sign = point_name(found["name"]), _SPELLED.get(found["sign"], found["sign"])
    value = point_value(found["value"])
    if sign not in {EQUAL, OTHER}:
        _check_limit(text, value)
    return WishPoint(name, sign, value)


def point_name(text: str) -> str:
    """The name of a property as both sides spell it, `Filter size` as `filter-size`; ValueError for what is none."""
    name = re.sub(r"[\s-]+", "-", fold(text.strip()))
    if not _NAME.fullmatch(name):
        raise ValueError(f'"{text.strip()[:VALUE_LIMIT]}" is no name of at most 40 letters a to z, digits and hyphens')
    if name in RESERVED or is_numbered(name):
        raise ValueError(f'"{name}" is no point; {_HINTS.get(name, "it has a place of its own")}')
    return name


def is_numbered(name: str) -> bool:
    """Whether it is the name that a point has in the data of a wish, such as `must-1`."""
    return _NUMBERED.fullmatch(name) is not None


def point_value(text: str) -> str:
    """What is wanted or offered of a property, as one line; ValueError with a sentence for what is none."""
    value = " ".join(typed_text(text).split())
    if len(value) > VALUE_LIMIT:
        raise ValueError(f"is longer than {VALUE_LIMIT} characters")
    return value


def _check_limit(text: str, value: str) -> None:
    amount = read_amount(value)
    if amount is None:
        raise ValueError(f'"{text}" compares with "{value}", which is no amount like "1500g" or "77 mm"')
    if len(amount.readings) > 1:
        raise ValueError(
            f'"{text}" may mean {" or ".join(f"{each:f}" for each in amount.readings)}; leave out the mark'
        )
