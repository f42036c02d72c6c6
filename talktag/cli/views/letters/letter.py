"""A letter as it is shown before it is written: every word, what leaves, and what stays. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.leaving import tree_of
from talktag.cli.views.view import Block, Line, Pairs, Quote

if TYPE_CHECKING:
    from talktag.ops.letters.answered import AnsweredLetter
    from talktag.ops.letters.written_letter import WrittenLetter


def show_letter(data: WrittenLetter) -> Iterator[Block]:
    """The letter word for word, what of the record leaves and stays, and by when an answer is asked for."""
    yield Line(f"{data.subject}, for {data.party.name} ({data.party.role})", "strong")
    why = "the law names that period" if data.is_by_law else "asked for; no law names a period"
    yield Pairs(
        [
            ("answer by", f"{data.answer_by} ({why})"),
            ("language", data.language),
            ("file", data.path or "-"),
            ("pages", data.pages),
            ("letter", data.entry),
        ]
    )
    yield Quote(data.text, folds=True)
    yield tree_of(data.rows)


def show_answered(data: AnsweredLetter) -> Iterator[Block]:
    """Which letter is not waited for any more."""
    yield Line(f"answered: {data.letter.title}", "strong")
    yield Pairs([("asked for by", str(data.letter.due)), ("on", str(data.entry.date)), ("they said", data.entry.text)])
