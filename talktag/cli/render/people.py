"""Output for a person at a terminal, by rich: aligned columns, a little weight and colour, no boxes.

Obeys no foreign text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from talktag.cli.hyperlinks import linked
from talktag.cli.terminal import Terminal, one_line
from talktag.cli.view import Aside, Code, Columns, Diff, Facts, Line, Linked, Quote, Tree, Twig, View

if TYPE_CHECKING:
    from rich.console import Console

_WEIGHTS = {"strong": "bold", "faint": "dim", "plain": ""}
_NARROWEST = 16  # cells for a value; with fewer, folding makes nothing better
_DIFF_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def print_for_people(terminal: Terminal, view: View) -> None:
    """Write a view to standard output."""
    from rich.console import Console

    console = Console(
        file=terminal.stdout,
        width=terminal.width,
        height=25,  # without one, rich does not believe the width of a terminal it takes for dumb
        force_terminal=terminal.has_colour,
        color_system="standard" if terminal.has_colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=True,
    )
    _blocks(console, view, links=terminal.has_links)


def _blocks(console: Console, view: View, *, links: bool) -> None:
    for block in view:
        match block:
            case Line(text, weight):
                _line(console, text, _WEIGHTS[weight])
            case Facts(pairs):
                _facts(console, pairs, links=links)
            case Columns(headings, rows):
                _columns(console, headings, rows, links=links)
            case Aside(make_blocks):
                _blocks(console, make_blocks(), links=links)
            case Tree(twigs):
                console.file.write("".join(f"{line}\n" for line in _tree_lines(twigs)))
            case Quote() | Diff():
                _lines(console, block)
            case Code():
                _code(console, block)


def _lines(console: Console, block: Quote | Diff) -> None:
    if isinstance(block, Quote):
        for line in block.text.splitlines():
            _line(console, f"  │ {line}", "")
        return
    from talktag.cli.diff import shortened

    for line in shortened(block.lines):
        _line(console, line, _DIFF_STYLES.get(line[:1], ""))


def _code(console: Console, code: Code) -> None:
    """A code in colours of its own; where none are wanted, in blocks as they are right on the background that is."""
    if code.width > console.width:
        _line(console, f"a code of {code.width} columns does not fit into this terminal of {console.width}", "dim")
        return
    coloured = console.color_system is not None
    background = "dark" if code.background == "any" and not coloured else code.background
    # Escapes are written past the renderer: it would count them as letters.
    console.file.write("".join(f"{line}\n" for line in code.draw(background)))
    if background != code.background:
        _line(console, "drawn for a dark background; for another: --background light", "dim")


def _line(console: Console, text: str, style: str) -> None:
    from rich.text import Text

    console.print(Text(one_line(text), style=style))


def _facts(console: Console, pairs: Sequence[tuple[str, object]], *, links: bool) -> None:
    """A pair a line; a long value goes on below itself, parted at blanks only, so that words and numbers stay whole."""
    from rich.text import Text

    shown = [(one_line(name), value) for name, value in pairs if value]
    width = max((len(name) for name, _ in shown), default=0)
    for name, value in shown:
        console.print(Text(f"{name:<{width}}  ", "dim"), end="")
        text = one_line(str(value))
        if links and isinstance(value, Linked):
            lines = [linked(text, value.address)]
        else:
            lines = _folded(text, console.width - width - 2)
        console.file.write(f"\n{' ' * (width + 2)}".join(lines) + "\n")


def _folded(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells where its blanks allow that."""
    from rich.cells import cell_len

    if width < _NARROWEST or cell_len(text) <= width:
        return [text]
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _columns(console: Console, headings: Sequence[str], rows: Sequence[Sequence[str]], *, links: bool) -> None:
    """Columns as wide as their widest cell, or folded to fit the terminal; those that would be empty are left out.

    Nothing is cut, and no word is parted.
    """
    from rich.cells import cell_len
    from rich.text import Text

    shown = [[one_line(cell) for cell in row] for row in rows]
    used = [number for number in range(len(headings)) if any(row[number] for row in shown)]
    if not used:
        return
    natural = [max(cell_len(headings[number]), *(cell_len(row[number]) for row in shown)) for number in used]
    widths = _fitting(natural, lambda place: _longest_word(row[used[place]] for row in shown), console.width)

    def spread(cells: Sequence[str], sources: Sequence[str] = ()) -> Iterator[str]:
        folded = [_folded(cells[number], width) for number, width in zip(used, widths, strict=True)]
        for pieces in zip_longest(*folded, fillvalue=""):
            padding = [" " * (width - cell_len(piece)) for piece, width in zip(pieces, widths, strict=True)]
            said = zip(pieces, used, strict=True)
            parts = [_linked(piece, sources[number]) for piece, number in said] if links and sources else pieces
            yield "  ".join(piece + blanks for piece, blanks in zip(parts, padding, strict=True)).rstrip()

    for line in spread(headings):
        console.print(Text(line, style="dim"))
    for row, source in zip(shown, rows, strict=True):
        console.file.write("".join(f"{line}\n" for line in spread(row, source)))


def _linked(piece: str, source: str) -> str:
    return linked(piece, source.address) if piece and isinstance(source, Linked) else piece


def _fitting(natural: Sequence[int], longest_word: Callable[[int], int], room: int) -> list[int]:
    """The widths of columns that have `room` cells together, the widest narrowed first, as far as their words allow."""
    widths = list(natural)
    over = sum(widths) + 2 * (len(widths) - 1) - room
    if over <= 0:
        return widths
    least = [min(width, max(_NARROWEST, longest_word(place))) for place, width in enumerate(natural)]
    while over > 0 and (wide := [place for place, width in enumerate(widths) if width > least[place]]):
        widths[max(wide, key=widths.__getitem__)] -= 1
        over -= 1
    return widths


def _longest_word(cells: Iterable[str]) -> int:
    from rich.cells import cell_len

    return max((cell_len(word) for cell in cells for word in cell.split(" ")), default=0)


def _tree_lines(twigs: Sequence[Twig], before: str = "", *, nested: bool = False) -> Iterator[str]:
    """The lines of a tree, its branches drawn in front; `before` is what stands in front of all of them."""
    for number, twig in enumerate(twigs):
        last = number == len(twigs) - 1
        yield before + (("└── " if last else "├── ") if nested else "") + one_line(twig.text)
        yield from _tree_lines(twig.twigs, before + (("    " if last else "│   ") if nested else ""), nested=True)
