"""What others wrote, marked and bounded, so that no assistant takes it for the owner's words. It judges no text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from talktag.model.log.entry import Entry, entry_values
from talktag.model.log.kinds import TRANSFER
from talktag.model.log.settling import is_own
from talktag.model.values.foreign_text import escape

TEXT_LIMIT = 2_000  # characters of one foreign text
# What is a choice, a day or an id: words of the format, and nobody's sentences.
_FORMAL = ("id", "date", "kind", "due", "cause", "time", "to", "channel", "sequence", "cost", "auto", "rule")
_NOBODY = "unknown"


def mark(text: str, by: str) -> dict[str, Any]:
    """A text as a value that says whose it is; control characters spelled out, and cut where it is long."""
    shown = escape(text, lines=True)
    is_cut = len(shown) > TEXT_LIMIT
    said: dict[str, Any] = {"from": by, "text": shown[:TEXT_LIMIT] if is_cut else shown}
    return {"foreign": {**said, "cut": True} if is_cut else said}


def marked_entry(entry: Entry) -> dict[str, Any]:
    """An entry; what somebody else wrote in it is marked."""
    if is_own(entry):
        return entry_values(entry, (*_FORMAL, "title", "text", "party", "meter", "every", "data"))
    by = entry.party or _NOBODY
    said = {"title": entry.title, "text": entry.text, **{f"data.{key}": value for key, value in entry.data.items()}}
    marked = {key: mark(value, by) for key, value in said.items() if value}
    return {**entry_values(entry, _FORMAL), "by": by, "signed": entry.signer is not None, **marked}


def find_last_owner(log: Sequence[Entry]) -> str | None:
    """The party that handed the product over, whose words its record may be; None for what the owner entered."""
    return next((each.party or _NOBODY for each in log if each.kind == TRANSFER and not is_own(each)), None)


def marked_values(values: Any, by: str) -> Any:
    """JSON values with each text in them marked; their names stay, as the program gave those."""
    if isinstance(values, str):
        return mark(values, by)
    if isinstance(values, Mapping):
        return {str(key): marked_values(each, by) for key, each in values.items()}
    if isinstance(values, list | tuple):
        return [marked_values(each, by) for each in values]
    return values
