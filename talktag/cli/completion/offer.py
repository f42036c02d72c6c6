"""One word that is offered, what is asked for it, and which words fit what was typed. It looks into no store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from talktag.cli.completion.table import CommandTable
from talktag.model.values.fold import fold


class Offer(NamedTuple):
    """A word, what it means, and whether more of it follows, so that no blank does."""

    word: str
    meaning: str = ""
    goes_on: bool = False


class Lookup(NamedTuple):
    """What a finder is handed: the beginning of the value, what stands earlier on the line, and where to look."""

    beginning: str
    given: Mapping[str, str]
    table: CommandTable
    store: Callable[[], Path]
    cache: Callable[[], Path]


def fitting(beginning: str, words: Iterable[Offer]) -> list[Offer]:
    """The words that begin so, or where there are none those that hold it; case and accents aside."""
    wanted, known = fold(beginning), [(fold(each.word), each) for each in words]
    return [each for text, each in known if text.startswith(wanted)] or [each for text, each in known if wanted in text]


def beginning_so(beginning: str, words: Iterable[Offer]) -> list[Offer]:
    """The words that begin letter by letter so, as those of the program do."""
    return [each for each in words if each.word.startswith(beginning)]
