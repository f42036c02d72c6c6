"""`talktag tables`: what others showed of their things."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_table
from talktag.cli.context import Context
from talktag.cli.picking.asked import Asked
from talktag.cli.views.talk.given_table import show_one_table
from talktag.cli.views.view import Columns, Line, View
from talktag.model.values.plural import plural
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.talk.tables import Forgotten, GivenTables

REF_HELP = "The table's slug, or a part of what it is called or of whose it is."
Ref = Annotated[str, typer.Argument(metavar="REF", help=REF_HELP, autocompletion=complete_table), Asked("table")]


def show_all(data: "GivenTables") -> View:
    """A line a table; one whose time is over says so."""
    rows = [
        (
            each.slug,
            each.name,
            each.owner,
            each.purpose or "",
            f"{each.until or ''}{' over' if each.is_over(data.today) else ''}",
            str(each.received),
        )
        for each in data.tables
    ]
    return [Columns(("table", "thing", "whose", "purpose", "until", "received"), rows, ("received", "purpose"))]


def show_forgotten(data: "Forgotten") -> View:
    """What goes."""
    return [Line(f"{data.table.name} of {data.table.owner}: {plural(data.files, 'file')}, all there is of it here")]


@command("list", view=show_all, family="tables")
def list_all(context: Context) -> Outcome:
    """List the tables that others gave you, with whose they are and until when you may keep them.

    They are on this computer only, in no history and in no sync.

    Example: talktag tables list
    """
    from talktag.ops.talk.tables import list_tables

    return list_tables(context.session())


@command("show", view=show_one_table, family="tables")
def show(context: Context, ref: Ref) -> Outcome:
    """Show what somebody told you of their thing, as they signed it.

    Example: talktag tables show canon
    """
    from talktag.ops.talk.tables import show_table

    return show_table(context.session(), ref)


@command("forget", view=show_forgotten, family="tables")
def forget(context: Context, ref: Ref) -> Outcome:
    """Delete somebody's table for good, with all that was said about it.

    It asks first. There is no undo, and no history that has it: what is gone is gone. What you copied, printed or
    sent elsewhere is yours to delete.

    Example: talktag tables forget canon
    """
    from talktag.ops.talk.tables import forget_table

    return forget_table(context.session(), ref)
