"""Yes or no, as people and programs write it. It takes nothing else for either."""

from __future__ import annotations

_TRUE = {"true", "t", "yes", "y", "on", "1"}
_FALSE = {"false", "f", "no", "n", "off", "0"}


def typed_flag(text: str) -> bool:
    """Yes or no; ValueError with a sentence for what is neither."""
    word = text.strip().casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise ValueError(f'"{text}" is neither "yes" nor "no"')
