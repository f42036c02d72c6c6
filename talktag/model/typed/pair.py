"""`key=value` as people type it, for every command that takes one. It judges neither key nor value."""

from __future__ import annotations


def read_pair(text: str) -> tuple[str, str] | None:
    """The key and the value, without the blanks around them; None where there is no key or no equals sign.

    The value is all that follows the first equals sign, and may be empty.
    """
    key, equals, value = (part.strip() for part in text.partition("="))
    return (key, value) if equals and key else None
