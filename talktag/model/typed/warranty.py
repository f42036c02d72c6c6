"""Warranties as people type them: `2y`, `parts: 60 months by X`, `lifetime`. Pure; it knows no clock."""

from __future__ import annotations

import contextlib
import datetime
import re

from talktag.model.typed.day import typed_day
from talktag.model.typed.duration import typed_duration
from talktag.model.typed.words import LIFETIME_WORDS
from talktag.model.values.fold import fold
from talktag.model.values.warranty import KINDS, LIFETIME, Term, Warranty, is_nothing, parse_term

_KIND = re.compile(r"[^\W_][\w -]{0,39}")


def typed_term(text: str, *, day_first: bool | None = None, century: int | None = None) -> Term:
    """A term as people write it: `2y`, `24 meses`, `1 year 6 months`, a date, `lifetime`; else a ValueError."""
    term = _read_term(text.strip(), day_first=day_first, century=century)
    if is_nothing(term):
        raise ValueError(f'"{text}" is no time at all; leave the warranty out where there is none')
    return term


def _read_term(text: str, *, day_first: bool | None, century: int | None) -> Term:
    with contextlib.suppress(ValueError):
        return parse_term(text)
    if fold(text) in LIFETIME_WORDS:
        return LIFETIME
    if length := typed_duration(text):
        return length
    try:
        return typed_day(text, day_first=day_first, century=century)
    except ValueError as error:
        if "is not a date" not in str(error):
            raise
        raise ValueError(
            f'"{text}" is not a duration like "24 months", a date like "2027-03-01", or "lifetime"'
        ) from None


def typed_warranty(text: str) -> Warranty:
    """Read `24 months`, `parts: 60 months`, `extended: 2029-01-01 by Allianz`, `lifetime from 2024-05-01 by Trek`.

    Raises ValueError with a sentence.
    """
    kind, colon, rest = text.partition(":")
    if not colon:
        kind, rest = "all", text
    kind = kind.strip()
    if not _KIND.fullmatch(kind):
        raise ValueError(f'"{text}" does not begin with a word for what is covered, like "parts: 60 months"')
    term, by, provider = _split_at(rest, "by")
    term, since, starts = _split_at(term, "from")
    if by and not provider:
        raise ValueError(f'"{text}" does not say by whom')
    try:
        start = _start(starts) if since else None
    except ValueError as error:
        raise ValueError(f'"{text}" does not begin on a date like "2024-03-02": {error}') from None
    return Warranty(
        typed_term(term),
        kind.casefold() if kind.casefold() in KINDS else kind,
        start,
        provider or None,
    )


def typed_warranties(text: str) -> tuple[Warranty, ...]:
    """Read several, parted by semicolons; ValueError with a sentence for one that does not hold up."""
    return tuple(typed_warranty(part) for part in text.split(";") if part.strip())


def _start(text: str) -> datetime.date:
    """The day a warranty starts on, as talktag writes it or as people do."""
    with contextlib.suppress(ValueError):
        return datetime.date.fromisoformat(text)
    return typed_day(text)


def _split_at(text: str, word: str) -> tuple[str, bool, str]:
    """What stands before and after the first `word`, and whether it is there."""
    found = re.search(rf"(?:^|\s){word}(?:\s|$)", text, re.IGNORECASE)
    return (text[: found.start()].strip(), True, text[found.end() :].strip()) if found else (text.strip(), False, "")
