"""`talktag found`: a lost product that turned up."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.views.changed import show_changed

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome


@command("found", view=show_changed)
def find(
    context: Context,
    ref: Product,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="The day it turned up; today if left out.")] = None,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="Where, and by whom.")] = None,
) -> "Outcome":
    """Mark a lost product as found: it is what it was before.

    What was lent when it was lost is lent again. What finders read stays in its record. Where the page for finders was
    built on this computer, it is made anew in the same go: upload it.

    Example: talktag found camera --text "in the other bag"
    """
    from talktag.ops.products.lend import Said
    from talktag.ops.products.lend import find as operate

    return operate(context.session(), ref, Said(date, text))
