"""Words that are near to one that was typed. Offers them only; nothing acts on a near word."""

from __future__ import annotations

from collections.abc import Iterable


def near_words(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """At most `count` of the known words that are like `word`, the nearest first; case and accents do not count."""
    import difflib

    from talktag.model.fold import fold

    spelled: dict[str, str] = {}
    for each in known:
        spelled.setdefault(fold(each), each)
    return [spelled[each] for each in difflib.get_close_matches(fold(word), spelled, n=count, cutoff=0.6)]
