"""The values of a foreign JSON object, each taken once and within its limit. It believes nothing.

What is wrong is told by the place it stands at, such as `options[2].choices[0].price`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

from talktag.errors import InvalidError
from talktag.model.values.foreign_text import escape, quote
from talktag.model.values.ident import is_slug

ID_LIMIT = 40  # characters
_QUOTED_LIMIT = 200  # characters of what is quoted as no id
_AMOUNT = re.compile(r"(?P<amount>-?\d{1,15}(?:\.\d{1,4})?)(?: (?P<currency>[A-Z]{3}))?", re.ASCII)
_PRICE_MOST = Decimal(10) ** 12


class MenuValues:
    """One object at a place of the menu; whatever it holds that nobody asked for is refused by `refuse_others`."""

    def __init__(self, value: Any, place: str = "") -> None:
        self.place = place
        if not isinstance(value, dict):
            raise InvalidError(f"the menu does not hold up: {place or 'it'} is no object")
        self._values: Mapping[str, Any] = value
        self._asked: set[str] = set()

    def refuse(self, key: str, fault: str) -> NoReturn:
        """Say what is wrong with a value."""
        where = f"{self.place}.{key}".lstrip(".")
        raise InvalidError(f"the menu does not hold up: {where} {fault}")

    def take(self, key: str) -> Any:
        """The value as it is; None where there is none."""
        self._asked.add(key)
        return self._values.get(key)

    def must_have(self, key: str, limit: int) -> str:
        """A line of text that must be there."""
        text = self.text(key, limit)
        if text is None:
            self.refuse(key, "is missing")
        return text

    def text(self, key: str, limit: int, *, lines: bool = False) -> str | None:
        """A text in which nothing steers or hides; of one line, unless it may have more."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.refuse(key, "is no text")
        if len(value) > limit:
            self.refuse(key, f"has more than {limit} characters")
        if not value.strip():
            self.refuse(key, "is empty; leave it out instead")
        if escape(value, lines=lines) != value:
            self.refuse(key, f"holds a character that is not shown but obeyed: {quote(value)}")
        return value

    def ident(self, key: str) -> str:
        """An id of lower-case letters, digits and hyphens."""
        value = self.must_have(key, _QUOTED_LIMIT)
        if not is_ident(value):
            self.refuse(key, f"is {quote(value)}, and an id is of {ID_LIMIT} characters of a-z, 0-9 and - at most")
        return value

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.refuse(key, f"is no whole number from {least} to {most}")
        return value

    def yes(self, key: str) -> bool:
        """True or false; false where it is not said."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.refuse(key, "is neither true nor false")
        return bool(value)

    def day(self, key: str) -> datetime.date | None:
        """A day in ISO form."""
        value = self.text(key, 20)
        if value is None:
            return None
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.refuse(key, f"is {quote(value, 20)}, and a day is written like 2027-01-31")

    def price(self, key: str, currency: str) -> Decimal:
        """An amount in the currency of the menu, written as a text; nothing where it is not said."""
        value = self.text(key, 40)
        if value is None:
            return Decimal(0)
        found = _AMOUNT.fullmatch(value)
        if not found:
            self.refuse(key, f'is {quote(value, 40)}, and a price is a text like "19.90"')
        if (found["currency"] or currency) != currency:
            self.refuse(key, f"is in {found['currency']}, and the menu is in {currency}")
        amount = Decimal(found["amount"])
        if abs(amount) >= _PRICE_MOST:
            self.refuse(key, f"is {quote(value, 40)}, which is more than a price can be")
        return amount

    def members(self, key: str, most: int) -> Mapping[str, Any]:
        """An object of ids."""
        value = self.take(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.refuse(key, "is no object")
        self._check_size(key, value, most)
        for name in value:
            if not is_ident(name):
                self.refuse(key, f"has {quote(name)}, which is no id of a-z, 0-9 and -")
        return value

    def list_items(self, key: str, most: int) -> list[Any]:
        """A list; empty where there is none."""
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse(key, "is no list")
        self._check_size(key, value, most)
        return value

    def objects(self, key: str, most: int) -> list[MenuValues]:
        """A list of objects."""
        listed = self.list_items(key, most)
        return [MenuValues(each, f"{self.place}.{key}[{at}]".lstrip(".")) for at, each in enumerate(listed)]

    def _check_size(self, key: str, value: Mapping[str, Any] | list[Any], most: int) -> None:
        if len(value) > most:
            self.refuse(key, f"has {len(value)} members, and {most} is the most")

    def refuse_others(self) -> None:
        """Refuse what this version knows nothing of: it might change what is agreed."""
        for key in self._values:
            if key not in self._asked:
                raise InvalidError(
                    f"the menu does not hold up: {self.place or 'it'} has {quote(key)}, which is unknown"
                )


def is_ident(text: str) -> bool:
    """Whether it may be the id of an option, a choice or a component."""
    return is_slug(text) and len(text) <= ID_LIMIT
