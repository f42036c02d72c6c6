"""A symbol as lines of text, two rows of modules a line, for a terminal that a phone looks at. It never prints.

Codes must be dark on light. Where a terminal takes colours they are set outright, so that its own do not matter.
"""

from __future__ import annotations

import itertools

from talktag.errors import UsageError
from talktag.paper.codes.symbol import Symbol

BACKGROUNDS = ("any", "dark", "light")
# Colours of the fixed part of the 256: no theme changes black 16 and white 231.
_ON, _OFF = "\x1b[38;5;16;48;5;231m", "\x1b[0m"
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def terminal_lines(symbol: Symbol, background: str = "any") -> tuple[str, ...]:
    """The symbol with its quiet zone, each line as wide as the symbol and two modules high.

    For a background of "any" colour the lines set black on white themselves and put the terminal's colours back. For
    one known to be "dark" or "light", where escape codes are not wanted, they are blocks alone: the light modules on
    a dark background, the dark ones on a light one.
    """
    if background not in BACKGROUNDS:
        raise UsageError(f'a background is one of {", ".join(BACKGROUNDS)}, not "{background}"')
    rows = _with_quiet_zone(symbol)
    if background == "dark":
        rows = [[not module for module in row] for row in rows]
    pairs = zip(rows[::2], rows[1::2], strict=True)
    lines = ("".join(_HALVES[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs)
    return tuple(f"{_ON}{line}{_OFF}" if background == "any" else line for line in lines)


def _with_quiet_zone(symbol: Symbol) -> list[list[bool]]:
    """The modules with the quiet zone round them, and a light row more where that makes their number even."""
    side = symbol.size + 2 * symbol.quiet
    blank = [False] * side
    margin = [False] * symbol.quiet
    rows = [[*margin, *row, *margin] for row in symbol.modules]
    above = list(itertools.repeat(blank, symbol.quiet))
    return [*above, *rows, *above, *([blank] if side % 2 else [])]
