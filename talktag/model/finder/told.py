"""What the page tells of one thing to whoever holds its sticker: texts of the owner, as JSON that fits in a row.

Nothing else of a product is ever told: what is not one of these texts is not asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from talktag.model.typed.public_line import MOST
from talktag.model.values.plural import plural

MESSAGE_MOST = 2030  # bytes of all texts as JSON: what a row of the page holds


def message_bytes(told: Mapping[str, str]) -> bytes:
    """Those texts of MOST that there are, as the JSON in a row; ValueError that says by how many bytes it is too long.

    They are in the order of a record whatever that of `told`, so the same texts are the same bytes.
    """
    texts = {key: told[key] for key in MOST if told.get(key)}
    data = json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode()
    if (over := len(data) - MESSAGE_MOST) > 0:
        raise ValueError(f"{', '.join(texts)} are {plural(over, 'byte')} too long together")
    return data
