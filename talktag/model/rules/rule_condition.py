"""Conditions of rules: the forms of the query language over the names of values. No pattern can be written in one.

`key`, `key:text`, `key:=text`, `key=text`, `key>2`, `key<2`, `key:2..5`, a hyphen in front for not.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from talktag.model.queries.intervals import Interval, parse_decimal, read_dates, read_decimals
from talktag.model.queries.word import split_word, unquote
from talktag.model.rules.rule_text import NAMES, Known, ValueName, parse_value_name
from talktag.model.typed.text import compose
from talktag.model.values.fold import fold

THERE, PART, EXACT, NUMBER, DAY = "there", "part", "exact", "number", "day"
LOOK = ValueName("look", "")  # the row itself: whether one was found
_DAYS = (ValueName("entry", "date"), ValueName("entry", "due"), ValueName("product", "warranty"))
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAMED_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_NO_DAY = datetime.date.min  # nothing here counts from today
_SPELLED = 200  # characters of a condition


class RuleCondition(NamedTuple):
    """One question about a value; `word` is its normal form."""

    name: ValueName
    how: str
    word: str
    negated: bool = False
    needle: str = ""
    interval: Interval = Interval()

    def holds(self, known: Known) -> bool:
        """Whether it holds of the values that are known."""
        return self._fits(known(self.name)) != self.negated

    def _fits(self, value: str | None) -> bool:
        if not value:
            return False
        match self.how:
            case "there":
                return True
            case "part":
                return self.needle in fold(value)
            case "exact":
                return self.needle == compose(value)
        return self._lies_within(value)

    def _lies_within(self, value: str) -> bool:
        if self.how == DAY:
            return _ISO_DAY.match(value) is not None and self.interval.holds(value[:10])
        with contextlib.suppress(ValueError):
            return self.interval.holds(parse_decimal(value.strip()))
        return False


def parse_condition(written: str) -> RuleCondition:
    """Read one condition; ValueError with a sentence for what is none."""
    text = compose(written.strip())
    if len(text) > _SPELLED:
        raise ValueError(f"has a condition of more than {_SPELLED} characters")
    negated, text = text.startswith("-"), text.removeprefix("-").strip()
    key, operator, value = split_word(text) or _split_equal(text)
    name = LOOK if key == "look" and not operator else parse_value_name(_in_full(key))
    bare = RuleCondition(name, THERE, ("-" if negated else "") + f"{name}{operator}{value}", negated)
    if not operator:
        return bare
    if name.group == "look" and not name.key:
        raise ValueError('asks something of "look"; ask it of one of its columns, like "look.until"')
    if not unquote(value):
        raise ValueError(f'has nothing to compare with in "{written}"')
    if operator == ":=":
        return bare._replace(how=EXACT, needle=unquote(value))
    if operator != ":":
        return _compare(bare, operator, value)
    if ".." in value and not value.startswith('"'):
        with contextlib.suppress(ValueError):
            return _compare(bare, operator, value)
    return bare._replace(how=PART, needle=fold(unquote(value)))


def _split_equal(text: str) -> tuple[str, str, str]:
    """`key=text`, which says what `key:=text` does; or a key alone."""
    key, equals, value = text.partition("=")
    return (key.strip(), ":=", value.strip()) if equals else (text, "", "")


def _in_full(key: str) -> str:
    """The name of a value; one of a product may be written as in a query, without its group."""
    return f"product.{key}" if key in NAMES["product"].split() else key


def _compare(bare: RuleCondition, operator: str, value: str) -> RuleCondition:
    ends = [end.strip() for end in value.split("..")] if operator == ":" else [value]
    is_day = bare.name in _DAYS or any(_NAMED_DAY.fullmatch(end) and "-" in end for end in ends)
    if is_day and not all(_NAMED_DAY.fullmatch(end) for end in ends if end):
        raise ValueError(f'compares with "{value}", which is not a day like "2024-03-02"')
    read: Callable[[], Interval] = (
        (lambda: read_dates(operator, value, _NO_DAY, ahead=False))
        if is_day
        else (lambda: read_decimals(operator, value))
    )
    return bare._replace(how=DAY if is_day else NUMBER, interval=read())
