"""What others wrote, marked and bounded, so that no assistant takes it for the owner's words. It judges no text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from talktag.model.log.entry import UNSIGNED, Entry, entry_values
from talktag.model.log.kinds import KINDS
from talktag.model.log.settling import is_own
from talktag.model.values.foreign_text import escape
from talktag.model.values.ident import is_slug

TEXT_LIMIT = 2_000  # characters of one foreign text
# What is a choice, a day or an id: words of the format, and nobody's sentences.
_FORMAL = ("id", "date", "due", "time", "to", "sequence", "cost", "auto")
_OWN = (*_FORMAL, "kind", "cause", "channel", "rule", "title", "text", "party", "meter", "every", "data")
NOBODY = "unknown"


def mark(text: str, by: str) -> dict[str, Any]:
    """A text as a value that says whose it is; control characters spelled out, and cut where it is long."""
    shown = escape(text, lines=True)
    is_cut = len(shown) > TEXT_LIMIT
    said: dict[str, Any] = {"from": by, "text": shown[:TEXT_LIMIT] if is_cut else shown}
    return {"foreign": {**said, "cut": True} if is_cut else said}


def slug_of(party: str | None) -> str:
    """Who wrote something, by a slug; what is none is a name, which others may have chosen, and tells nobody here."""
    return party if party and is_slug(party) else NOBODY


def marked_entry(entry: Entry, repeats: str | None = None) -> dict[str, Any]:
    """An entry; what somebody else wrote in it is marked, names of what they say included.

    Of the owner's own `repeats` says whose words are in it all the same.
    """
    if is_own(entry):
        told = entry_values(entry, _OWN)
        if repeats is None:
            return told
        data = {"data": marked_pairs(entry.data, repeats)} if entry.data else {}
        return {**told, **marked_values({key: told[key] for key in ("title", "text") if key in told}, repeats), **data}
    by = slug_of(entry.party)
    told = entry_values(entry, (*_FORMAL, "kind") if entry.kind in KINDS else _FORMAL)
    said = {
        "kind": None if "kind" in told else entry.kind,
        "title": entry.title,
        "text": entry.text,
        "cause": entry.cause,
        "party": entry.party if by == NOBODY else None,
    }
    marked: dict[str, Any] = {key: mark(value, by) for key, value in said.items() if value}
    if entry.data:
        marked["data"] = marked_pairs(entry.data, by)
    return {**told, "by": by, "signed": entry.signer not in {None, UNSIGNED}, **marked}


def marked_pairs(values: Mapping[str, Any], by: str) -> list[dict[str, Any]]:
    """Values by names that are somebody else's words, too: each a name and a value."""
    return [{"name": mark(name, by), "value": marked_values(value, by)} for name, value in values.items()]


def marked_values(values: Any, by: str) -> Any:
    """JSON values with each text in them marked; their names stay, which the program gave; else see `marked_pairs`."""
    if isinstance(values, str):
        return mark(values, by)
    if isinstance(values, Mapping):
        return {str(key): marked_values(each, by) for key, each in values.items()}
    if isinstance(values, list | tuple):
        return [marked_values(each, by) for each in values]
    return values
