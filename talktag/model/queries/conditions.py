"""Conditions: what one word of a query asks of a product. Each holds values that were checked; none parses.

Every condition has `word`, its normal form; `texts`, the folded parts that the text of any product it matches must
hold; `needs`, the counts and names in Facts that must be right for it, because a record alone does not tell them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from talktag.model.products.unnamed import is_unnamed
from talktag.model.queries.facts import Facts
from talktag.model.queries.values import COUNTS, MEASURES, NOT_IN_TEXT, PRESENCE, VALUES, field_values
from talktag.model.typed.text import compose
from talktag.model.values.fold import fold

if TYPE_CHECKING:
    from talktag.model.queries.intervals import Interval


class Condition(Protocol):
    """One question about a product."""

    @property
    def word(self) -> str:
        """How it is typed: parsing this gives the same condition."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Folded parts that must be in the text of whatever matches; none promises nothing."""

    @property
    def needs(self) -> frozenset[str]:
        """The fields of Facts beyond the record that it reads: `notes`, `entries`, `shares`, `holders`."""

    def matches(self, facts: Facts) -> bool:
        """Whether the product is such a one."""


_NOTHING: frozenset[str] = frozenset()


class Anywhere(NamedTuple):
    """The text of the product holds `needle`."""

    needle: str
    word: str
    needs: frozenset[str] = _NOTHING

    @property
    def texts(self) -> tuple[str, ...]:
        """The needle."""
        return (self.needle,)

    def matches(self, facts: Facts) -> bool:
        """Whether it is there."""
        return self.needle in facts.text


class Value(NamedTuple):
    """A value at `key` holds `needle` (`part`), is the same whatever its case and accents (`whole`), or is `exact`."""

    key: str
    how: str
    needle: str
    word: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The needle, where the text holds the values of the key."""
        return () if self.key in NOT_IN_TEXT else (fold(self.needle),)

    @property
    def needs(self) -> frozenset[str]:
        """What holds the product, for `inside`."""
        return frozenset({"holders"}) if self.key == "inside" else _NOTHING

    def matches(self, facts: Facts) -> bool:
        """Whether any value at the key is such a one."""
        values = field_values(facts, self.key) if self.key.startswith("field.") else VALUES[self.key](facts)
        return any(self._fits(value) for value in values if value)

    def _fits(self, value: str) -> bool:
        if self.how == "part":
            return self.needle in fold(value)
        return self.needle == (fold(value) if self.how == "whole" else compose(value))


class AnyState(NamedTuple):
    """Any state at all: holds for everything, and asks for what is gone, too."""

    word: str = "state:any"
    key: str = "state"
    texts: tuple[str, ...] = ()
    needs: frozenset[str] = _NOTHING

    def matches(self, facts: Facts) -> bool:
        """Always."""
        return bool(facts.state)


class Unnamed(NamedTuple):
    """It has only the name that an intake made of its tag."""

    word: str = "state:unnamed"
    texts: tuple[str, ...] = ("unnamed",)
    needs: frozenset[str] = _NOTHING

    def matches(self, facts: Facts) -> bool:
        """Whether nobody named it yet."""
        return is_unnamed(facts.name, facts.tag_ids)


class Place(NamedTuple):
    """A part of the place is `parts[0]` where there is only one, else the place begins with `parts`; all folded."""

    parts: tuple[str, ...]
    word: str
    needs: frozenset[str] = _NOTHING

    @property
    def texts(self) -> tuple[str, ...]:
        """Nothing: what is inside another is where that one is, whatever its own text says."""
        return ()

    def matches(self, facts: Facts) -> bool:
        """Whether the product is there."""
        there = place_parts(facts.place or "")
        return self.parts[0] in there if len(self.parts) == 1 else there[: len(self.parts)] == self.parts


class Has(NamedTuple):
    """There is a `what`, one of PRESENCE or `field.NAME`."""

    what: str
    word: str

    @property
    def texts(self) -> tuple[str, ...]:
        """Nothing: what is there may be spelled anyhow."""
        return ()

    @property
    def needs(self) -> frozenset[str]:
        """The count of what is kept beside the record."""
        return frozenset({COUNTS[self.what]}) if self.what in COUNTS else _NOTHING

    def matches(self, facts: Facts) -> bool:
        """Whether there is one."""
        if self.what.startswith("field."):
            return any(field_values(facts, self.what))
        return bool(PRESENCE[self.what](facts))


class Within(NamedTuple):
    """The date, number or price at `key` lies in `interval`; a price only where it is in `currency`."""

    key: str
    interval: Interval
    word: str
    currency: str | None = None
    texts: tuple[str, ...] = ()
    needs: frozenset[str] = _NOTHING

    def matches(self, facts: Facts) -> bool:
        """Whether there is a value and it lies there."""
        if self.key == "price":
            return self._is_priced(facts.price)
        value = MEASURES[self.key](facts)
        return value is not None and self.interval.holds(value)

    def _is_priced(self, price: str | None) -> bool:
        from decimal import Decimal

        amount, _, currency = (price or "").partition(" ")
        return bool(currency) and currency == self.currency and self.interval.holds(Decimal(amount))


class Not(NamedTuple):
    """`condition` does not match."""

    condition: Condition
    texts: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """`no:` for what is not there, else a hyphen in front."""
        word = self.condition.word
        return f"no:{word[4:]}" if isinstance(self.condition, Has) else f"-{word}"

    @property
    def needs(self) -> frozenset[str]:
        """What the condition needs."""
        return self.condition.needs

    def matches(self, facts: Facts) -> bool:
        """Whether the condition does not."""
        return not self.condition.matches(facts)


def place_parts(place: str) -> tuple[str, ...]:
    """The parts of a place such as `Home / Office`, folded, empty ones left out."""
    return tuple(part for each in fold(place).split("/") if (part := each.strip()))
