"""`talktag standing`: what a product's log adds up to."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.views.view import View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.log.standing import Stood


def show(data: "Stood") -> View:
    """Where it is, what is open and due, what holds, what it cost."""
    from talktag.cli.views.log.standing import show_standing

    return show_standing(data)


@command("standing", view=show)
def standing(
    context: Context,
    ref: Product,
    at: Annotated[str | None, typer.Option(metavar="DATE", help="What stood when that day ended.")] = None,
) -> Outcome:
    """Show what a product's log adds up to: who has it, what is open, due, permitted, and what it cost.

    With --at it goes by what was written on the log by the end of that day, and by the record as it was then.

    Example: talktag standing canon --at 2026-03-01
    """
    from talktag.ops.log.standing import standing as operate

    return operate(context.session(), ref, at)
