"""Names that the store already knows, found in a text as whole words. It takes no near name for one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from talktag.model.intake.text_line import TextLine
from talktag.model.values.fold import fold

_WORD = re.compile(r"[^\W_]+")
_LEAST = 3  # letters: a shorter name stands in too many texts that do not mean it


class KnownName(NamedTuple):
    """A name as the store has it, the line it was found in, which row that is, and whether it is the whole line."""

    name: str
    line: TextLine
    row: int
    is_whole: bool


def known_names(rows: Sequence[Sequence[TextLine]], names: Iterable[str]) -> Iterator[KnownName]:
    """The names that stand in the rows, from the top; case, accents and marks do not count."""
    clean = (" ".join(name.split()) for name in names)  # a record may be written by hand
    wanted = {_whole_words(name): name for name in clean if name.isprintable()}
    wanted = {words: name for words, name in wanted.items() if len(words.replace(" ", "")) >= _LEAST}
    for at, row in enumerate(rows):
        for line in row:
            words = _whole_words(line.text)
            yield from (KnownName(name, line, at, words == each) for each, name in wanted.items() if each in words)


def _whole_words(text: str) -> str:
    """The words folded, each between blanks, so that `in` finds whole words."""
    return f" {' '.join(_WORD.findall(fold(text)))} "
