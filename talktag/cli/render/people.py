"""Output for a person at a terminal, by rich: aligned columns, a little weight and colour, no boxes.

Obeys no foreign text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talktag.cli.terminal import Terminal, one_line
from talktag.cli.view import Aside, Columns, Diff, Facts, Line, Quote, Tree, Twig, View

if TYPE_CHECKING:
    from rich.console import Console

_WEIGHTS = {"strong": "bold", "faint": "dim", "plain": ""}
_DIFF_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def print_for_people(terminal: Terminal, view: View) -> None:
    """Write a view to standard output."""
    from rich.console import Console

    console = Console(
        file=terminal.stdout,
        force_terminal=terminal.has_colour,
        color_system="standard" if terminal.has_colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=True,
    )
    for block in view:
        match block:
            case Line(text, weight):
                _line(console, text, _WEIGHTS[weight])
            case Facts(pairs):
                _facts(console, pairs)
            case Columns(headings, rows):
                _columns(console, headings, rows)
            case Aside(make):
                _line(console, make(), "dim")
            case Tree(twigs):
                console.file.write("".join(f"{line}\n" for line in _tree_lines(twigs)))
            case Quote() | Diff():
                _lines(console, block)


def _lines(console: Console, block: Quote | Diff) -> None:
    if isinstance(block, Quote):
        for line in block.text.splitlines():
            _line(console, f"  │ {line}", "")
        return
    for line in block.lines:
        _line(console, line, _DIFF_STYLES.get(line[:1], ""))


def _line(console: Console, text: str, style: str) -> None:
    from rich.text import Text

    console.print(Text(one_line(text), style=style))


def _facts(console: Console, pairs: Sequence[tuple[str, object]]) -> None:
    from rich.text import Text

    shown = [(one_line(name), one_line(str(value))) for name, value in pairs if value]
    width = max((len(name) for name, _ in shown), default=0)
    for name, value in shown:
        console.print(Text.assemble((f"{name:<{width}}  ", "dim"), value))


def _columns(console: Console, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as their widest cell; those that would be empty are left out. Nothing is cut."""
    from rich.cells import cell_len
    from rich.text import Text

    shown = [[one_line(cell) for cell in row] for row in rows]
    used = [number for number in range(len(headings)) if any(row[number] for row in shown)]
    widths = {number: max(cell_len(headings[number]), *(cell_len(row[number]) for row in shown)) for number in used}

    def spread(cells: Sequence[str]) -> str:
        return "  ".join(cells[number] + " " * (widths[number] - cell_len(cells[number])) for number in used).rstrip()

    if used:
        console.print(Text(spread(headings), style="dim"))
        console.file.write("".join(f"{spread(row)}\n" for row in shown))


def _tree_lines(twigs: Sequence[Twig], before: str = "", *, nested: bool = False) -> Iterator[str]:
    """The lines of a tree, its branches drawn in front; `before` is what stands in front of all of them."""
    for number, twig in enumerate(twigs):
        last = number == len(twigs) - 1
        yield before + (("└── " if last else "├── ") if nested else "") + one_line(twig.text)
        yield from _tree_lines(twig.twigs, before + (("    " if last else "│   ") if nested else ""), nested=True)
