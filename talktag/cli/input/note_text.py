"""The text of a private note, as it comes in by standard input. It is cut nowhere, and goes to no disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.errors import InvalidError

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal


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
