"""A small message as a QR code, for a screen or for paper: the very bytes that a mail would carry. It sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.errors import InvalidError
from talktag.paper.codes.symbol import MOST_BYTES, make_byte_symbol

if TYPE_CHECKING:
    from talktag.paper.codes.symbol import Symbol

CODE_FORMS = ("png", "pdf", "svg")
MOST = MOST_BYTES["L"]  # one in fourteen modules may be lost
_TAKE_IN = "talktag scan PHOTO.jpg"


def write_code(data: bytes, form: str, name: str, *, language: str | None = None, is_sealed: bool = True) -> bytes:
    """A picture or a page, one of CODE_FORMS, with a code of a message for `name`, in their language.

    InvalidError where the message is too large for a code.
    """
    from talktag.page.wording.message_code import message_code_wording
    from talktag.paper.pages.code_page import code_pdf, code_png, code_svg

    symbol = _symbol_of(data)
    words = message_code_wording(language or "en")
    title = words.title.format(name=name)
    if form == "pdf":
        who = (words.sealed if is_sealed else words.clear).format(name=name)
        return code_pdf(symbol, title, f"{words.take_in.format(command=_TAKE_IN)}\n{who}", language or "en")
    return (code_png if form == "png" else code_svg)(symbol, title)


def write_for_screen(data: bytes, columns: int, *, coloured: bool) -> bytes:
    """The code as lines for a terminal of so many columns; uncoloured it is drawn for a dark one.

    InvalidError where the message is too large for a code, or its code for the terminal.
    """
    from talktag.paper.codes.terminal import terminal_lines

    symbol = _symbol_of(data)
    width = symbol.size + 2 * symbol.quiet
    if width > columns:
        raise InvalidError(
            f"a code of {width} columns does not fit into this terminal of {columns}",
            hints=["make the letters smaller, or write it to a file: --qr -o code.png, or code.pdf"],
        )
    lines = terminal_lines(symbol, "any" if coloured else "dark")
    return "".join(f"{line}\n" for line in lines).encode()


def _symbol_of(data: bytes) -> Symbol:
    if len(data) > MOST:
        raise InvalidError(
            f"the message is {len(data):,} bytes, and a code holds {MOST:,}",
            hints=["write it shorter, without files, or send it as a mail: --mail"],
        )
    return make_byte_symbol(data)
