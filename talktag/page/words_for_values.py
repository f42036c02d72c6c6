"""Values of a record in the words of one language: terms, sizes, kinds. What is no word of ours stands as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from talktag.model.values.warranty import LIFETIME, Duration, parse_term
from talktag.page.wording.texts import Texts


def name_of(names: Mapping[str, str], word: str | None) -> str:
    """What a word of the record is called on the page: itself, where it is not one of ours."""
    return names.get(word, word) if word else ""


def term_in(words: Texts, term: str | None) -> str | None:
    """How long a warranty holds, in the words of the page; what is no term stands as it is."""
    try:
        parsed = parse_term(term) if term else None
    except ValueError:
        return term
    if isinstance(parsed, Duration):
        one, several = words.units[parsed.unit]
        return f"{parsed.length} {one if parsed.length == 1 else several}"
    return words.lifetime if parsed == LIFETIME else term


def size_in(words: Texts, size: int) -> str:
    """A number of bytes, in the unit a person reads it in."""
    for unit, factor in ((words.mega, 1_000_000), (words.kilo, 1000)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}".replace(".", words.decimal_mark, 1)
    return f"{size} {words.small}"


def spell(value: Any) -> str:
    """A value of a custom field as text: itself, or JSON where it is no text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
