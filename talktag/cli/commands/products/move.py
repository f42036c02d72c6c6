"""`talktag move`: everything at a place is at another."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_place
from talktag.cli.context import Context
from talktag.cli.views.changed import show_changed

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome


@command("move", view=show_changed)
def move(
    context: Context,
    place: Annotated[str, typer.Argument(metavar="PLACE", help="Where things are now.", autocompletion=complete_place)],
    target: Annotated[str, typer.Argument(metavar="PLACE", help="Where they are then.", autocompletion=complete_place)],
) -> "Outcome":
    """Move everything at a place, and at the places within it, to another.

    It shows what changes, and asks if that are more than three products. One thing alone: talktag set.

    Example: talktag move home/office flat/study
    """
    from talktag.ops.products.move import move as operate

    return operate(context.session(), place, target)
