"""`talktag` alone: today's card, at most a screen of it; three lines to begin with where there is no store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from talktag.cli.action.carry_out import carry_out
from talktag.cli.context import Context
from talktag.cli.views.due.card import show_card, show_start
from talktag.cli.views.view import Aside, Block, Columns, Line, Pairs, View
from talktag.errors import NoStoreError

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal
    from talktag.ops.due.today import TodayCard

_PROMPT = 2  # lines that the shell wants below
_DROPPED = 2  # lines that tell of columns there was no room for


def show_today(context: Context) -> None:
    """Show the card. A store that was named and is not there is an error, as it is for any command."""
    from talktag.ops.due import today

    try:
        context.store_folder()
    except NoStoreError:
        from talktag.ops.outcome import Outcome

        carry_out(context, "today", lambda: Outcome(today.Start()), show_start)
        return
    carry_out(
        context, "today", lambda: today.show_today(context.session()), lambda card: _fitting(context.terminal, card)
    )


def _fitting(terminal: Terminal, card: TodayCard) -> View:
    """The card with as many lines of what is due as leave all of it on the screen; a pipe has no height."""
    if not terminal.is_read_by_a_person:
        return show_card(card)
    room = terminal.height - _PROMPT
    most = len(card.over.items) + len(card.coming.items)
    views = (list(show_card(card, lines)) for lines in range(most, 0, -1))
    return next((view for view in views if _height(view, terminal.width) <= room), list(show_card(card, 0)))


def _height(view: Iterable[Block], width: int) -> int:
    """How many lines a view of these blocks takes in a terminal of that width."""
    from talktag.cli.render.layout import fold_text, lay_pair, lay_table, width_of

    height = 0
    for block in view:
        match block:
            case Line(text):
                height += len(fold_text(text, width))
            case Aside(make):
                height += _height(make(), width)
            case Columns(headings, rows, optional):
                laid = lay_table(headings, rows, optional, width)
                height += len(laid.lines) + (_DROPPED if laid.dropped else 0)
            case Pairs(pairs):
                most = max((width_of(name) for name, value in pairs if value), default=0)
                height += sum(len(list(lay_pair(name, str(value), most, width))) for name, value in pairs if value)
    return height
