"""What the page tells of one thing to whoever holds its sticker: texts of the owner, as JSON that fits in a row.

Nothing else of a product is ever told: what is not one of these texts is not asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from talktag.model.values.plural import plural

# How many characters of each; the order is that of a record.
MOST = {"name": 60, "words": 400, "reward": 120, "urgent": 160, "hand_in": 200}
MESSAGE_MOST = 2030  # bytes of them all as JSON: what a row of the page holds


def check_told(key: str, text: str) -> str:
    """The text itself where it is short enough for `key`, one of MOST; ValueError that says by how much it is not."""
    if (over := len(text) - MOST[key]) > 0:
        raise ValueError(f"is {plural(over, 'character')} too long; {MOST[key]} are shown to a finder")
    return text


def message_bytes(told: Mapping[str, str]) -> bytes:
    """Those texts of MOST that there are, as the JSON in a row; ValueError that says by how many bytes it is too long.

    They are in the order of a record whatever that of `told`, so the same texts are the same bytes.
    """
    texts = {key: check_told(key, told[key]) for key in MOST if told.get(key)}
    data = json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode()
    if (over := len(data) - MESSAGE_MOST) > 0:
        raise ValueError(f"{', '.join(texts)} are {plural(over, 'byte')} too long together; make them shorter")
    return data
