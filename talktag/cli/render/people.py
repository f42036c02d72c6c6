"""Output for a person at a terminal, by rich: aligned columns, a little weight and colour, no boxes.

Obeys no foreign text.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from talktag.cli.input.terminal import Terminal, one_line
from talktag.cli.render.shorten import ANYWHERE, IN_A_TREE, shorten_text
from talktag.cli.views.hyperlinks import as_link, takes_links
from talktag.cli.views.view import (
    Aside,
    Bars,
    Columns,
    Diff,
    Facing,
    Line,
    Linked,
    Pairs,
    PhoneCode,
    Photo,
    Quote,
    Tree,
    Twig,
    View,
    Whole,
)

if TYPE_CHECKING:
    from rich.console import Console

    from talktag.cli.render.layout import Laid

_PAGE = 32 * 1024  # letters that are written at once
_WEIGHTS = {"strong": "bold", "faint": "dim", "plain": ""}
_FOLDED = {_WEIGHTS["strong"], _WEIGHTS["faint"]}
_DIFF_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def print_for_people(terminal: Terminal, view: View) -> None:
    """Write a view to standard output."""
    from rich.console import Console

    written = io.StringIO()
    console = Console(
        file=written,
        width=terminal.width,
        height=25,  # without one, rich does not believe the width of a terminal it takes for dumb
        force_terminal=terminal.has_colour,
        color_system="standard" if terminal.has_colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=True,
    )
    dropped: dict[str, list[str]] = {}
    links = terminal.is_read_by_a_person and takes_links(terminal.environment)
    for block in view:
        if isinstance(block, Photo):
            _photo(terminal, block)
            continue
        _blocks(console, [block], dropped, links=links, parts=terminal.has_blocks)
        _hand_over(written, terminal.stdout)
    for how, names in dropped.items():
        _line(console, f"no room for: {', '.join(dict.fromkeys(names))}; see them with: {how}", _WEIGHTS["faint"])
    _hand_over(written, terminal.stdout)


def _photo(terminal: Terminal, photo: Photo) -> None:
    """Have the terminal draw it; the pager is told that this is no text, and leaves it out."""
    from talktag.cli.render.pager import PagedOutput
    from talktag.cli.render.pictures import draw_photo

    order = draw_photo(terminal, photo)
    stream: object = terminal.stdout
    if isinstance(stream, PagedOutput):
        stream.draw(order)
    else:
        terminal.stdout.write(order)


def _hand_over(written: io.StringIO, stream: TextIO) -> None:
    """Write what was gathered a page at a time: few calls, and little that still comes when a person stops it."""
    text = written.getvalue()
    written.seek(0)
    written.truncate()
    stream.writelines(text[start : start + _PAGE] for start in range(0, len(text), _PAGE))


def _blocks(console: Console, view: View, dropped: dict[str, list[str]], *, links: bool, parts: bool) -> None:
    """Write blocks; `dropped` gathers the columns there was no room for, by what to type to see them.

    `links` and `parts` of a block are what the terminal can show.
    """
    for block in view:
        match block:
            case Line(text, weight):
                _line(console, text, _WEIGHTS[weight])
            case Pairs(pairs):
                _facts(console, pairs, links=links)
            case Columns() | Bars():
                if out := _columns(console, block, links=links, parts=parts):
                    how = block.shown.how if isinstance(block, Bars) else block.how
                    dropped.setdefault(how, []).extend(out)
            case Aside() | Facing():
                inner = block.make() if isinstance(block, Aside) else block.shown
                _blocks(console, inner, dropped, links=links, parts=parts)
            case Tree(twigs):
                console.file.write("".join(f"{line}\n" for line in _tree_lines(twigs, console.width)))
            case Quote() | Diff():
                _lines(console, block)
            case PhoneCode():
                _code(console, block)


def _lines(console: Console, block: Quote | Diff) -> None:
    if isinstance(block, Quote):
        for line in (shorten_text(block.text) if block.bounded else block.text).splitlines():
            _quote(console, line, folds=block.folds)
        return
    from talktag.cli.views.diff import shorten

    for line in shorten(block.lines):
        _line(console, shorten_text(line), _DIFF_STYLES.get(line[:1], ""))


def _quote(console: Console, line: str, *, folds: bool) -> None:
    """A line of somebody's words behind a bar; what it begins with stands before each part of it."""
    from talktag.cli.render.layout import fold_text

    before = "  │ " + " " * (len(line) - len(line.lstrip(" ")))
    for part in fold_text(one_line(line.strip(" ")), console.width - len(before)) if folds else [one_line(line)]:
        _line(console, f"{before if folds else '  │ '}{part}", "")


def _code(console: Console, code: PhoneCode) -> None:
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
    """A line; a heading or a remark, which nobody copies, is folded where the terminal is narrow."""
    from rich.text import Text

    from talktag.cli.render.layout import fold_text

    shown = one_line(text)
    for line in fold_text(shown, console.width) if style in _FOLDED else [shown]:
        console.print(Text(line, style=style))


def _facts(console: Console, pairs: Sequence[tuple[str, object]], *, links: bool) -> None:
    """A pair a line; a long value goes on below itself."""
    from talktag.cli.render.layout import lay_pair, width_of

    shown = [
        (one_line(name), _visible(value if isinstance(value, str) else str(value))) for name, value in pairs if value
    ]
    width = max((width_of(name) for name, _ in shown), default=0)
    for name, value in shown:
        _write_laid(console, lay_pair(name, value, width, console.width), links=links)


def _columns(console: Console, table: Columns | Bars, *, links: bool, parts: bool) -> tuple[str, ...]:
    """Columns, or a block a row, with bars as far as they have room; the headings of what there was no room for."""
    from talktag.cli.render.layout import lay_table

    columns = table.shown if isinstance(table, Bars) else table
    rows = _visible_rows(columns.rows)
    laid = lay_table(columns.headings, rows, columns.optional, console.width)
    lines = laid.lines
    if isinstance(table, Bars):
        from talktag.cli.render.bars import with_bars

        lines = with_bars(lines, table.amounts, console.width, blocks=parts)
    _write_laid(console, lines, links=links)
    return laid.dropped


def _visible_rows(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Rows made visible; nearly always they are so as a whole, or nearly all of them, which is quicker to tell."""
    every = list(rows)
    if _is_shown_as_it_is([*chain.from_iterable(every)]):
        return every
    return [row if _is_shown_as_it_is(row) else [_visible(cell) for cell in row] for row in every]


def _is_shown_as_it_is(cells: Sequence[str]) -> bool:
    whole = "".join(cells)
    return _is_harmless(whole) and (len(whole) <= ANYWHERE or max(map(len, cells)) <= ANYWHERE)


def _is_harmless(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _write_laid(console: Console, lines: Iterable[Laid], *, links: bool) -> None:
    """Lines that were laid out; escapes are written past the renderer, which would count them as letters."""
    from rich.text import Text

    for line in lines:
        if isinstance(line, str):
            console.file.write(f"{line}\n")
            continue
        for piece in line:
            if piece.is_heading:
                console.print(Text(piece.text, style="dim"), end="")
            elif links and isinstance(piece.source, Linked):
                console.file.write(as_link(piece.text, piece.source.address))
            else:
                console.file.write(piece.text)
        console.file.write("\n")


def _visible(text: str) -> str:
    """A text made visible that is still what it was: a link, a whole; cut where nobody would read to its end."""
    text = shorten_text(text)
    shown = one_line(text)
    if isinstance(text, Linked):
        return Linked(shown, text.address)
    return Whole(shown) if isinstance(text, Whole) else shown


def _tree_lines(twigs: Sequence[Twig], room: int, before: str = "", *, nested: bool = False) -> Iterator[str]:
    """The lines of a tree, its branches drawn in front; `before` is what stands in front of all of them."""
    from talktag.cli.render.layout import hanging

    for number, twig in enumerate(twigs):
        last = number == len(twigs) - 1
        branch = before + (("└── " if last else "├── ") if nested else "")
        beside = before + (("    " if last else "│   ") if nested else "")
        yield from hanging(branch, beside + "  ", one_line(shorten_text(twig.text, IN_A_TREE)), room)
        yield from _tree_lines(twig.twigs, room, beside, nested=True)
