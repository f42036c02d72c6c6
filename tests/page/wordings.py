"""The texts of a language, one by one, for the tests that hold the languages against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any


def texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a language with where it stands."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(item, f"{place}.{key}")
    else:
        for number, item in enumerate(value):
            yield from texts(item, f"{place}[{number}]")


def check_complete(mine: Mapping[str, str], english: Mapping[str, str], language: str) -> None:
    """Each text is there, printable, and has the places of the English one."""
    assert mine.keys() == english.keys()
    for place, text in mine.items():
        assert text.strip() == text != "", place
        assert text.isprintable(), place
        assert sorted(re.findall(r"\{[^}]*\}", text)) == sorted(re.findall(r"\{[^}]*\}", english[place])), place
    assert mine[".language"] == language
