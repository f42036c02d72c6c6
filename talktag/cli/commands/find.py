"""`talktag find`: the products that hold a text."""

from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.list import show
from talktag.cli.context import Context
from talktag.ops.outcome import Outcome


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "find", show)
    def find(
        context: Context,
        text: Annotated[str, typer.Argument(metavar="TEXT", help="Any part of any value; case and accents aside.")],
        notes: Annotated[bool, typer.Option("--notes", help="Open the private notes, too, and look in them.")] = False,
    ) -> Outcome:
        """Find products by any text in their records.

        Names, fields, entries and the names of files are searched; private notes only with --notes.

        Example: talktag find 0320
        """
        from talktag.ops.find import find as operate

        return operate(context.session(), text, notes=notes)
