"""A list in the data of a JSON document whose items are ready text, so that they are written as they are. No renderer.

Held as text an item takes a fifth of the memory of its values.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, overload

MARGIN = "\n      "  # what the lines of an item of a list in the data of a document begin with


class JsonTexts(Sequence[Mapping[str, Any]]):
    """The items of a list, held as `texts` whose lines begin with `MARGIN`; one is read where it is looked at."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, at: int) -> Mapping[str, Any]: ...

    @overload
    def __getitem__(self, at: slice) -> JsonTexts: ...

    def __getitem__(self, at: int | slice) -> Mapping[str, Any] | JsonTexts:
        if isinstance(at, slice):
            return JsonTexts(self.texts[at])
        values: Mapping[str, Any] = json.loads(self.texts[at])
        return values
