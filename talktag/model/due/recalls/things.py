"""Many things, found by what recalls name: so that ten thousand of either are compared at once. It decides nothing.

What is found here may be called back; `match` says whether it is, by the whole record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from talktag.model.due.recalls.match import SHORTEST, plain_name, words_of
from talktag.model.products.product import PARTED

if TYPE_CHECKING:
    from talktag.model.due.recalls.recall import Recall
    from talktag.model.queries.facts import Facts

_LONGEST = 6  # words of a name that are looked at together


class Things:
    """The things that are here, by their numbers, their models, and the words of the names of those without one."""

    def __init__(self, facts: Iterable[Facts]) -> None:
        self._found: dict[str, list[str]] = {}
        for each in facts:
            if each.state not in PARTED:
                for key in _keys_of(each):
                    self._found.setdefault(key, []).append(each.slug)

    def near(self, recall: Recall) -> Iterator[str]:
        """The slugs of what the recall may be of, each once."""
        keys = [*(f"gtin {each}" for each in recall.gtins), *(f"model {plain_name(each)}" for each in recall.models)]
        keys += [f"words {' '.join(words_of(each))}" for each in recall.models if recall.maker]
        yield from dict.fromkeys(slug for key in keys for slug in self._found.get(key, ()))


def _keys_of(facts: Facts) -> Iterator[str]:
    if facts.gtin:
        yield f"gtin {facts.gtin}"
    if facts.model:
        yield f"model {plain_name(facts.model)}"
        return
    words = words_of(facts.name)
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST) + 1):
            if len("".join(words[start:end])) >= SHORTEST:
                yield f"words {' '.join(words[start:end])}"
