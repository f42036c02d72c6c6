"""Entries as others tell them, and as they are told to others. Judges the form of each; trusts and writes nothing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from talktag.errors import UntrustedError
from talktag.model.bundles.told import ToldEntry
from talktag.model.log.entry import TITLE_LIMIT, Entry, entry_values
from talktag.model.log.kinds import KINDS
from talktag.model.typed.text import compose
from talktag.model.values.money import parse_money
from talktag.model.web_address import is_web_address

TEXT_LIMIT = 10_000
DATA_MOST = 40
DATA_LIMIT = 500  # characters of one of its values

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MORE = "; ..."  # what a list ends with that has more values elsewhere
_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
_TOLD = ("kind", "title", "text", "cost", "due", "time", "cause", "data", "auto")


def check_link(text: str) -> str:
    """An address of the web; ValueError with a sentence for anything else. Nothing ever opens it by itself."""
    if is_web_address(text):
        return text
    if not text.startswith(("https://", "http://")):
        raise ValueError(f'"{cut(text)}" is not an address that starts with https:// or http://')
    raise ValueError(f'"{cut(text)}" is not an address whose host can be read as it is, like https://canon.example/')


def entry_of(said: ToldEntry, number: int, bundle: str, signer: str) -> Entry:
    """The entry in a table or a reply; UntrustedError where it does not hold up.

    Its id is made of the id of the `bundle` it is in, so that two machines that take it in write the same. Its texts
    are composed, as those of a record are, so that what was signed is found in what was kept of it.
    """
    kind, title, text = (compose(each or "") for each in (said.kind, said.title, said.text))
    if not kind.strip() or not title.strip():
        raise wrong_entry(number, "has no kind or no title")
    if len(kind) > 40 or len(title) > TITLE_LIMIT or "\n" in kind + title or "\t" in kind + title:
        raise wrong_entry(number, f"has a title that is not one line of at most {TITLE_LIMIT} characters")
    if len(text) > TEXT_LIMIT:
        raise wrong_entry(number, f"has a text of more than {TEXT_LIMIT} characters")
    try:
        date = _date(said.date or "")
        cost = parse_money(said.cost) if said.cost else None
        if kind in KINDS and KINDS[kind].is_address:
            check_link(title)
    except ValueError as error:
        raise wrong_entry(number, f"does not hold up: {error}") from None
    due = datetime.date.fromisoformat(said.due) if said.due else None
    ident = f"{bundle}-{number}"
    entry = Entry(ident, date, kind, title, text if text.strip() else None)
    return entry._replace(cost=cost, due=due, original=bundle, signer=signer)


def read_data(said: ToldEntry, number: int) -> dict[str, str]:
    """The further values of an entry, composed; UntrustedError where they do not hold up, or are too many."""
    data = said.data or {}
    if len(data) > DATA_MOST:
        raise wrong_entry(number, f"has {len(data)} data, and at most {DATA_MOST} are taken")
    for name, value in data.items():
        if not _NAME.fullmatch(name):
            raise wrong_entry(number, f'has data named "{cut(name)}", which is no name')
        if not isinstance(value, str) or not value.strip() or len(value) > DATA_LIMIT:
            raise wrong_entry(number, f'has data "{name}" that is no text of at most {DATA_LIMIT} characters')
    return {name: compose(value) for name, value in data.items()}


def sound_data(data: Mapping[str, str]) -> dict[str, str]:
    """Of the data of an entry those that a reader takes; of a list that is too long its beginning, which says so."""
    named = {name: _within_limit(value) for name, value in data.items() if _NAME.fullmatch(name)}
    return dict([(name, value) for name, value in named.items() if value.strip()][:DATA_MOST])


def _within_limit(value: str) -> str:
    if len(value) <= DATA_LIMIT:
        return value
    kept = value[: DATA_LIMIT - len(_MORE)].rpartition(";")[0]
    return f"{kept}{_MORE}" if kept else ""


def told_entry(entry: Entry) -> ToldEntry:
    """The entry as a message tells it: what it says, and nothing of where it is kept, whom it went to, who signed it.

    Its moment is told to the second, in UTC, and its day only where that is another than that of the moment.
    """
    time = entry.time and entry.time.astimezone(datetime.UTC).replace(microsecond=0)
    said = entry_values(entry._replace(time=time), _TOLD)
    if time is None or time.date() != entry.date:
        said["date"] = entry.date.isoformat()
    return ToldEntry(**said)


def wrong_entry(number: int, fault: str) -> UntrustedError:
    """The error of one entry among many, by its number from 1."""
    return UntrustedError(f"entry {number} {fault}")


def cut(text: str) -> str:
    """Enough of somebody's text to know it again."""
    return text if len(text) <= 60 else f"{text[:60]}…"


def _date(text: str) -> datetime.date:
    if not _DAY.fullmatch(text):
        raise ValueError(f'"{cut(text)}" is not a date like "2026-11-22"')
    return datetime.date.fromisoformat(text)
