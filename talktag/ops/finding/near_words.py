"""Near words: what was perhaps meant by words that nothing holds. It offers them, and never looks for them itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate

from talktag.model.queries.facts import Facts
from talktag.model.values.fold import fold
from talktag.model.values.near import near_words
from talktag.store.store import Store

_WORD = re.compile(r"[^\W_]{3,}")
_KEYED = re.compile(r"(?P<key>maker|from|label|place|to):(?P<value>[^=].*)", re.IGNORECASE | re.DOTALL)
# What products hold of each such key; a place stands for those that it is in, too.
_HELD: Mapping[str, Callable[[Facts], Iterable[str | None]]] = {
    "maker": lambda facts: (facts.maker,),
    "from": lambda facts: (facts.seller,),
    "label": lambda facts: facts.labels,
    "place": lambda facts: accumulate((facts.place or "").split("/"), "{}/{}".format),
    "to": lambda facts: (facts.to,),
}
_MOST = 40_000  # different words of a store; comparing with more would be felt


def nearest_words(store: Store, words: Sequence[str]) -> tuple[str, ...]:
    """The words with a near one in place of each that no product holds; nothing where that makes no difference."""
    texts = [facts.text for facts in store.catalogue.facts()]
    unknown = {word for word in words if not any(fold(word) in text for text in texts)}
    if not unknown:
        return ()
    known = set(_WORD.findall("\n".join(texts)))
    found = {word: _nearest(fold(word), known) for word in unknown} if len(known) <= _MOST else {}
    return tuple(found.get(word, word) for word in words) if all(found.values()) and found else ()


def _nearest(word: str, known: Iterable[str]) -> str:
    alike = sorted(each for each in known if abs(len(each) - len(word)) <= 2)
    return next(iter(near_words(word, alike, 1)), "")


def _nearest_values(store: Store, words: Sequence[str]) -> dict[str, str]:
    """Each word such as `place:offcie` that no product holds, and the same with a near value that one has."""
    keyed = {word: found for word in words if (found := _KEYED.fullmatch(word)) and found["value"].strip()}
    facts = store.catalogue.facts() if keyed else ()
    near = {}
    for word, found in keyed.items():
        held = {value for each in facts for value in _HELD[found["key"].lower()](each) if value}
        value = found["value"].strip()
        if not any(fold(value) in fold(each) for each in held) and (like := near_words(value, sorted(held), 1)):
            near[word] = f"{found['key']}:{like[0]}"
    return near


def new_place(place: str, used: Collection[str]) -> tuple[str, ...]:
    """A word about a place where nothing is yet, if one of those `used`, perhaps the one that was meant, is near.

    Compared is the first part that is new, with those that stand in the same place; `shelf 1` is no slip for `shelf 2`.
    """
    parts = place.split("/")
    for depth, part in enumerate(parts):
        siblings = _parts_below([fold(each) for each in parts[:depth]], used)
        if fold(part) not in map(fold, siblings):
            number = _without_numbers(part)
            alike = sorted(each for each in siblings if _without_numbers(each) != number)
            meant = ["/".join((*parts[:depth], each)) for each in near_words(part, alike, 2, likeness=0.75)]
            return (f'nothing is at "{place}" yet; there is: {", ".join(meant)}',) if meant else ()
    return ()


def _parts_below(above: Sequence[str], places: Iterable[str]) -> set[str]:
    split = (place.split("/") for place in places)
    return {each[len(above)] for each in split if [*map(fold, each[: len(above)])] == above and len(each) > len(above)}


def _without_numbers(part: str) -> str:
    return re.sub(r"[0-9]+", "", fold(part)).strip()


def nothing_matches(store: Store, command: str, words: Sequence[str], plain: Sequence[str]) -> str:
    """What is said where nothing matches `words`; `plain` are those of them that are no question for a key."""
    import shlex

    near = nearest_words(store, plain) if plain else ()
    meant = {**dict(zip(plain, near, strict=bool(near))), **_nearest_values(store, words)}
    if not meant:
        return "no product matches"
    return f"no product matches; did you mean: {command} {shlex.join(meant.get(word, word) for word in words)}"
