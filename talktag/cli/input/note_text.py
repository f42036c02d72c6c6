"""The text of a private note or a message, as it comes in by standard input. It is cut nowhere, and goes to no disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.errors import InvalidError

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal

_WORDS_LIMIT = 40_000  # bytes: of the ten thousand letters that a message has at most, each may take four


def read_note(terminal: Terminal) -> str:
    """Standard input to its end, the final line break left out; InvalidError where it is too long, or no UTF-8."""
    from talktag.seal.note import MAX_TEXT

    data = terminal.stdin.buffer.read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        raise InvalidError("the note is larger than 1 MiB", hints=["attach a file instead: talktag attach REF FILE"])
    try:
        return data.decode("utf-8").removesuffix("\n")
    except UnicodeDecodeError:
        raise InvalidError("the note is not UTF-8 text", hints=["save it as UTF-8"]) from None


def read_text(terminal: Terminal) -> bytes:
    """Standard input to its end, as bytes, and no more of it than a text of terms may have, and one besides."""
    from talktag.model.terms.terms_text import TEXT_LIMIT

    data: bytes = terminal.stdin.buffer.read(TEXT_LIMIT + 1)
    return data


def read_words(terminal: Terminal) -> str:
    """The words of a message; InvalidError where they are too long, or no UTF-8."""
    data = terminal.stdin.buffer.read(_WORDS_LIMIT + 1)
    if len(data) > _WORDS_LIMIT:
        raise InvalidError("a message has at most 10,000 letters", hints=["send a longer text along: --file PATH"])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidError("the words are not UTF-8 text", hints=["save them as UTF-8"]) from None
