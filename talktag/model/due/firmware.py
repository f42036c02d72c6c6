"""Whether what is on a thing is older than what its maker tells of. It reads entries alone and looks nothing up.

An entry of the kind `firmware` says which version is on the thing; one with the datum `newest` says which is to be
had. Only versions of numbers with dots between are in an order; of two others one can say that they differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from talktag.model.log.entry import Entry
from talktag.model.log.kinds import DONE, FIRMWARE
from talktag.model.log.settling import can_settle

NEWEST, VERSION = "newest", "version"
_DOTTED = re.compile(r"[vV]?([0-9]{1,9}(?:\.[0-9]{1,9}){0,7})", re.ASCII)
_IN_WORDS = re.compile(r"(?<![\w.])[vV]?([0-9]{1,9}(?:\.[0-9]{1,9}){0,7})(?![\w.]*\w)", re.ASCII)


class Than(Enum):
    """What one version is to another."""

    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    OTHER = "other"


class News(NamedTuple):
    """What is to be had, by the entry that says so, beside what is on the thing; None where nobody said that."""

    entry: Entry
    newest: str
    held: str | None
    than: Than


def compare(one: str, other: str) -> Than:
    """What version `one` is to the `other`: in an order where both are numbers with dots, else the same or not."""
    mine, theirs = _numbers(one), _numbers(other)
    if mine is None or theirs is None:
        return Than.SAME if one.strip().casefold() == other.strip().casefold() else Than.OTHER
    size = max(len(mine), len(theirs))
    left, right = ((*each, *[0] * (size - len(each))) for each in (mine, theirs))
    return Than.SAME if left == right else Than.NEWER if left > right else Than.OLDER


def version_in(text: str) -> str:
    """The version that a title names: the only one in it that has a dot, else the only number, else all of it."""
    found = _IN_WORDS.findall(text)
    dotted = [each for each in found if "." in each]
    of = dotted or found
    return of[0] if len({*of}) == 1 else text.strip()


def firmware_news(entries: Iterable[Entry]) -> News | None:
    """What is to be had and is not on the thing, by entries in their order, none of them withdrawn.

    What somebody said is done, by naming the entry, is no news any more.
    """
    log = tuple(entries)
    said = [each for each in log if each.kind == FIRMWARE]
    offered = [each for each in said if each.data.get(NEWEST) and not _is_done(each, log)]
    if not offered:
        return None
    newest = _newest(offered)
    version = newest.data[NEWEST].strip()
    held = next((_version_of(each) for each in reversed(said) if not each.data.get(NEWEST)), None)
    than = Than.OTHER if held is None else compare(version, held)
    return None if than in {Than.SAME, Than.OLDER} else News(newest, version, held, than)


def news_text(news: News) -> str:
    """What there is to say of it, in English, in a line."""
    if news.held is None:
        return f"firmware {news.newest} is to be had, and nobody said which is on it"
    if news.than is Than.NEWER:
        return f"firmware {news.newest} is newer than {news.held}, which is on it"
    return f"firmware {news.newest} is to be had and differs from {news.held}, which is on it"


def _newest(offered: Sequence[Entry]) -> Entry:
    """The one of the highest version; of versions in no order the one that was said last."""
    best = offered[0]
    for each in offered[1:]:
        if compare(each.data[NEWEST], best.data[NEWEST]) in {Than.NEWER, Than.OTHER}:
            best = each
    return best


def _version_of(entry: Entry) -> str:
    return entry.data.get(VERSION) or version_in(entry.title)


def _is_done(entry: Entry, log: Sequence[Entry]) -> bool:
    return any(each.kind == DONE and each.cause == entry.id and can_settle(each, entry) for each in log)


def _numbers(text: str) -> tuple[int, ...] | None:
    found = _DOTTED.fullmatch(text.strip())
    return tuple(map(int, found[1].split("."))) if found else None
