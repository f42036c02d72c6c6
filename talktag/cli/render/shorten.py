"""What of one text a person at a terminal gets at once. It never cuts what goes to a pipe, a file or a program.

A stranger can write a text that fills a hundred screens; whoever is asked whether something may leave has to see the
rest of the question, too.
"""

from __future__ import annotations

from talktag.cli.views.view import Linked, Whole

IN_A_TREE = 300  # letters of a line of a preview
ANYWHERE = 2_000  # of a cell, a value or a line of a diff
_HOW = "see all in a pipe, or with: --plain"


def shorten_text(text: str, most: int = ANYWHERE) -> str:
    """The text, or how it begins and how many letters more there are; what is copied as it stands stays whole."""
    if len(text) <= most or isinstance(text, Whole):
        return text
    shown = f"{text[:most]}… ({len(text) - most:,} letters more; {_HOW})"
    return Linked(shown, text.address) if isinstance(text, Linked) else shown
