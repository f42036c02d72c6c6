"""`talktag due`: what is due, a line each."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Query
from talktag.cli.context import Context
from talktag.cli.views.due.rows import due_columns
from talktag.cli.views.view import View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.due.due import DueList


def show(data: "DueList") -> View:
    """A line for each thing that is due."""
    return [due_columns(data.due.items, data.today, data.due.parties)]


@command("due", view=show)
def due(
    context: Context,
    words: Query = None,
    within: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="How far ahead to look, like 30d, 6m or 2y.", show_default="90d"),
    ] = None,
) -> Outcome:
    """Show what ends, should be back or is to be done, and when.

    Example: talktag due place:garage --within 30d
    """
    from talktag.ops.due.due import list_due

    return list_due(context.session(), words or (), within)
