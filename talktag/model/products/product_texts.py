"""Products in their JSON form as ready text, the way they stand in a list of a document. It reads no record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from talktag.model.ready.json_text import json_text
from talktag.model.ready.json_texts import MARGIN

_INNER = f"{MARGIN}  "


def product_text(values: Mapping[str, Any]) -> str:
    """The form of a product without notes and entries, as text."""
    return json_text(values, MARGIN)


def with_log(text: str, notes: int, entries: int, stand: Callable[[str], Mapping[str, str]]) -> str:
    """The text, saying how many notes and entries there are, and what they add up to: what `stand` gives of a state."""
    counted = text.replace(f'{_INNER}"notes_count": 0', f'{_INNER}"notes_count": {notes}', 1)
    counted = counted.replace(f'{_INNER}"entries_count": 0', f'{_INNER}"entries_count": {entries}', 1)
    # Only keys of the product itself stand behind just so many blanks, and no text has a line feed in it.
    before, key, after = counted.partition(f'{_INNER}"state": "')
    said = stand(after.partition('"')[0])
    return f'{before}{_INNER}"standing": {json_text(dict(said), _INNER)},{key}{after}' if said else counted
