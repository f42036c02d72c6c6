"""Words that are near to one that was typed. Offers them only; nothing acts on a near word."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 64  # letters of a word that is compared: what is longer is no slip, and comparing it would be felt


def near_words(
    word: str, known: Iterable[str], count: int = 3, *, meant: Iterable[str] = (), likeness: float = 0.6
) -> list[str]:
    """At most `count` of the known words that are like `word`, the nearest first; case and accents do not count.

    What is surely `meant` comes before them. A known word like `files:photo` is near to what is like its end, too.
    `likeness` is how much of two words must be the same.
    """
    import difflib

    from talktag.model.values.fold import fold

    spelled: dict[str, str] = {}
    for each in known:
        spelled.setdefault(fold(each), each)
    for each in list(spelled.values()):
        spelled.setdefault(fold(each.rpartition(":")[2]), each)
    wanted = fold(word)
    close = difflib.get_close_matches(wanted, spelled, n=count, cutoff=likeness) if len(word) <= _LONGEST else []
    close.sort(key=lambda each: not each.startswith(wanted))  # what was begun is nearer than what is as like
    return list(dict.fromkeys([*meant, *(spelled[each] for each in close)]))[:count]


def hints(near: Iterable[str]) -> list[str]:
    """What is said of near words, a line each."""
    return [f"did you mean {each}?" for each in near]
