"""A value as the text of a JSON document, the same as Python's own encoder writes it with an indent of two blanks.

That encoder is written in Python as soon as it indents, and takes four times as long. It never reads a text.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring_ascii as quote
from typing import Any


def json_text(value: Any, margin: str = "\n") -> str:
    """The text of a value, keys sorted, ASCII alone; `margin` is a line feed and the blanks that its lines begin with.

    DEL is spelled out, which is ASCII to JSON and an order to some terminals.
    """
    return _text(value, margin).replace("\x7f", "\\u007f")


def _text(value: Any, margin: str) -> str:
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, dict):
        inner = f"{margin}  "
        items = ",".join([f"{inner}{quote(key)}: {_text(value[key], inner)}" for key in sorted(value)])
        return f"{{{items}{margin}}}" if items else "{}"
    if isinstance(value, list):
        inner = f"{margin}  "
        items = ",".join([f"{inner}{_text(item, inner)}" for item in value])
        return f"[{items}{margin}]" if items else "[]"
    return json.dumps(value)
