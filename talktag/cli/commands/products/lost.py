"""`talktag lost`: a product that is lost."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.views.changed import show_changed

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome


@command("lost", view=show_changed)
def lose(
    context: Context,
    ref: Product,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="The day it was missed; today if left out.")] = None,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="Where, and how.")] = None,
) -> "Outcome":
    """Mark a product as lost, until it turns up.

    Its tags still lead to you, and whoever has it on loan is remembered.

    Example: talktag lost camera --text "on the train to Ghent"
    """
    from talktag.ops.products.lend import Said
    from talktag.ops.products.lend import lose as operate

    return operate(context.session(), ref, Said(date, text))
