"""Photos drawn in terminals that are known to draw them: kitty's way, iTerm2's and sixels. No other gets a byte of it.

The environment decides, as for links: a terminal cannot be asked without waiting for an answer. Sources: "Terminal
graphics protocol" of kitty, "Inline Images Protocol" of iTerm2, the VT330/VT340 programmer's reference for sixels.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal
    from talktag.cli.views.view import Photo
    from talktag.media.screen.on_screen import ScreenPicture

FORMS = ("kitty", "iterm", "sixel", "off")
_VARIABLE = "TALKTAG_PICTURES"
_KITTY_TERMS = {"xterm-kitty", "xterm-ghostty"}
_ITERM_PROGRAMS = {"iterm.app", "wezterm", "mintty"}
_SIXEL_TERMS = {"foot", "foot-extra", "contour", "mlterm", "yaft-256color", "xterm-sixel"}
_CHUNK = 4096  # letters of a picture in one of kitty's orders
_CELL = (10, 20)  # pixels of a cell where the terminal does not say
_MOST_ROWS, _MOST_COLUMNS = 16, 60
_LARGEST = 64_000_000  # bytes of a photo that are read for a look at it


def picture_form(environment: Mapping[str, str]) -> str:
    """How the terminal draws pictures, one of FORMS; TALKTAG_PICTURES decides where it says one of them."""
    if (said := environment.get(_VARIABLE, "").lower()) in FORMS:
        return said
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "").lower()
    if said or term == "dumb" or term.startswith(("screen", "tmux", "linux")) or environment.get("TMUX"):
        return "off"
    if term in _KITTY_TERMS or environment.get("KITTY_WINDOW_ID") or program == "ghostty":
        return "kitty"
    if program in _ITERM_PROGRAMS:
        return "iterm"
    return "sixel" if term in _SIXEL_TERMS else "off"


def draw_photo(terminal: Terminal, photo: Photo) -> str:
    """What makes the terminal draw it, at most a third of its height; nothing where it cannot, or the photo is none."""
    form = picture_form(terminal.environment)
    if form == "off" or not terminal.is_read_by_a_person:
        return ""
    from talktag.media.screen.on_screen import PNG, SIXEL, screen_picture

    rows, columns = min(terminal.height // 3, _MOST_ROWS), min(terminal.width, _MOST_COLUMNS)
    wide, high = _cell(terminal)
    content = photo.read()
    if rows < 2 or content is None or content.size > _LARGEST:
        return ""
    drawn = screen_picture(content.whole(), photo.name, columns * wide, rows * high, SIXEL if form == "sixel" else PNG)
    if drawn is None:
        return ""
    cells = -(-drawn.width // wide), -(-drawn.height // high)
    return f"{_order(form, drawn, cells)}\n"


def _order(form: str, drawn: ScreenPicture, cells: tuple[int, int]) -> str:
    if form == "sixel":
        return drawn.data.decode("ascii")
    text = base64.b64encode(drawn.data).decode("ascii")
    columns, rows = cells
    if form == "iterm":
        size = f"size={len(drawn.data)};width={columns};height={rows}"
        return f"\x1b]1337;File=inline=1;preserveAspectRatio=1;{size}:{text}\x07"
    parts = [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]
    heads = [f"a=T,f=100,q=2,c={columns},r={rows},", *[""] * (len(parts) - 1)]
    return "".join(
        f"\x1b_G{head}m={int(number < len(parts) - 1)};{part}\x1b\\"
        for number, (head, part) in enumerate(zip(heads, parts, strict=True))
    )


def _cell(terminal: Terminal) -> tuple[int, int]:
    """The pixels of a cell, across and down, as the terminal's own size says."""
    import struct

    try:
        import fcntl
        import termios

        size = fcntl.ioctl(terminal.stdout.fileno(), termios.TIOCGWINSZ, bytes(8))
    except (ImportError, OSError, ValueError):
        return _CELL
    rows, columns, across, down = struct.unpack("4H", size)
    if not (rows and columns and across >= columns and down >= rows):
        return _CELL
    return across // columns, down // rows
