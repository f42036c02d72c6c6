"""What was typed behind a flag, read: what does not hold up becomes an InvalidError that says what to type."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import TypeVar

from talktag.errors import InvalidError
from talktag.model.typed.day import typed_day
from talktag.model.typed.money import guessed_currency, typed_money
from talktag.model.values.money import Money

T = TypeVar("T")
# What the sentence of a value says, and what then helps.
_HELP = {
    "has no currency": "or say once which is meant: talktag config currency=EUR",
    "it has no day": 'write the day, or keep what you know in a field of your own, like: field.bought="March 2019"',
    "(day first)": "write the one you mean",
}


def read_flag(flag: str, parse: Callable[[], T], *hints: str, in_store: bool = True) -> T:
    """What `parse` gives; its ValueError as an InvalidError about `flag`, with `hints` and what helps `in_store`."""
    try:
        return parse()
    except ValueError as error:
        raise InvalidError(f"{flag}: {error}", hints=[*hints, *(help_with([str(error)]) if in_store else ())]) from None


def read_day(
    flag: str, text: str, today: datetime.date, *hints: str, ahead: bool | None = None, in_store: bool = True
) -> datetime.date:
    """The day typed behind `flag`, as `typed_day` reads it; InvalidError with `hints`, else with how to write one."""
    how = hints or (f"write it like: --{flag} 2026-12-24",)
    return read_flag(flag, lambda: typed_day(text, today, ahead=ahead), *how, in_store=in_store)


def read_day_ahead(flag: str, text: str, today: datetime.date) -> datetime.date:
    """The same of a day that is still to come, or today; InvalidError for one that has passed."""
    how = f"write a day to come, like: --{flag} {today + datetime.timedelta(days=60)}"
    day = read_day(flag, text, today, how, ahead=True)
    if day < today:
        raise InvalidError(f"{flag}: {day} has passed", hints=[how])
    return day


def read_money(
    flag: str, text: str, currency: str | None, *hints: str, may_be_less: bool = False, in_store: bool = True
) -> Money:
    """The amount typed behind `flag`; one without a currency is in `currency`. InvalidError as `read_day` raises it.

    Below nothing, as what came back, only where it `may_be_less`.
    """
    how = hints or (f'write it like: --{flag} "120 EUR"',)
    return read_flag(flag, lambda: typed_money(text, currency, may_be_less=may_be_less), *how, in_store=in_store)


def value_fault(flag: str, error: ValueError) -> str:
    """What is wrong with the value of `flag`, as one sentence."""
    return f"the name {error}" if flag == "name" and str(error).startswith(("is ", "holds ")) else f"{flag}: {error}"


def help_with(sentences: Iterable[str]) -> list[str]:
    """What helps with values that did not hold up, each hint once."""
    said = list(sentences)
    return [hint for words, hint in _HELP.items() if any(words in sentence for sentence in said)]


def still_to_come(day: datetime.date | None, today: datetime.date) -> tuple[str, ...]:
    """A word about a purchase that has not been yet, which is more often a slip than a plan."""
    later = day is not None and day > today
    return (f"it is kept as bought on {day}, which is still to come",) if later else ()


def gone_by(day: datetime.date | None, today: datetime.date) -> tuple[str, ...]:
    """A word about something due on a day that has passed."""
    return (f"it is due on {day}, which has passed",) if day is not None and day < today else ()


def guessed_money(text: str | None, currency: str | None) -> tuple[str, ...]:
    """A word about an amount that holds up, whose sign several currencies have and was taken for the usual one."""
    guess = guessed_currency(text, currency) if text else None
    return (f'"{text}" is taken as {guess}; for another currency write its code',) if guess else ()
