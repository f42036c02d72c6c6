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
        text: Annotated[str, typer.Argument(metavar="TEXT", help="Any part of any value, in any case.")],
    ) -> Outcome:
        """Find products by any text in their records.

        Private notes are not searched.

        Example: talktag find 0320
        """
        from talktag.ops.list import list_products

        return list_products(context.session(), [text])
