"""What the owner answers to a finder, as the page behind the sticker reads it. It seals nothing and names no one else.

It holds what was typed and the name that finders may know; no contact, no key, no product.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from talktag.model.finder.page_owner import FORMAT
from talktag.model.toml.record_file import without_absent
from talktag.model.values.ident import ALPHABET

KIND = "answer"
ID_BITS = 130  # of 26 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerAnswer:
    """The owner's words about the thing with that `tag`, in answer to the finder's message of the id `in_reply_to`.

    `name` is what the owner goes by on the page, None where finders are told none.
    """

    id: str
    tag: str
    text: str
    in_reply_to: str
    name: str | None = None

    def values(self) -> dict[str, Any]:
        """It as JSON values, as the page reads it."""
        said = {key: getattr(self, key) for key in self.__dataclass_fields__}
        return without_absent({"format": FORMAT, "kind": KIND, **said})


def answer_id(number: int) -> str:
    """The id of an answer; `number` has ID_BITS bits."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(ID_BITS // 5))).lower()


def answer_bytes(answer: OwnerAnswer) -> bytes:
    """The answer before it is sealed: UTF-8 JSON, short, as it has to fit into an address."""
    return json.dumps(answer.values(), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
