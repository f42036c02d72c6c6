"""One word of a query taken apart, whatever it asks for. It judges nothing."""

from __future__ import annotations

import re

KEYED = re.compile(r"(field\.[^:<>=]+|[^\W\d][\w.-]*)(:=|:|<=|>=|<|>)(.*)", re.IGNORECASE | re.DOTALL)


def split_word(text: str) -> tuple[str, str, str] | None:
    """The key, the operator and the value of a word as they stand there, whatever the key; None without an operator."""
    keyed = KEYED.fullmatch(text)
    return (keyed[1], keyed[2], keyed[3].strip()) if keyed else None


def unquote(text: str) -> str:
    """What stands between the double quotes, or the text as it is; the closing one may be missing."""
    if not text.startswith('"'):
        return text
    return text[1:-1].strip() if text.endswith('"') and len(text) > 1 else text[1:].strip()
