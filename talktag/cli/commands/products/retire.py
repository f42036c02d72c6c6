"""`talktag retire`: a product one no longer has."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import PRODUCT_ARGUMENT, complete_party, complete_way
from talktag.cli.context import Context
from talktag.cli.picking.asked import Asked
from talktag.cli.views.changed import show_changed

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome


@command("retire", view=show_changed)
def retire(
    context: Context,
    ref: Annotated[str, PRODUCT_ARGUMENT, Asked("product", states=("owned", "lent"))],
    how: Annotated[
        str | None,
        typer.Option(metavar="WAY", help="sold, lost, given or recycled.", autocompletion=complete_way),
        Asked("way"),
    ] = None,
    price: Annotated[str | None, typer.Option(metavar="MONEY", help='What it fetched, like "120 EUR".')] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")] = None,
    to: Annotated[
        str | None,
        typer.Option(metavar="PARTY", help="Who has it now.", autocompletion=complete_party),
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="The day it went; today if left out.")] = None,
) -> "Outcome":
    """Mark a product as sold, lost, given away or recycled.

    Its record and history stay, and its tags still lead to it.

    Example: talktag retire toaster --how recycled --reason "heating coil burnt out"
    """
    from talktag.ops.products.retire import Parting
    from talktag.ops.products.retire import retire as operate

    return operate(context.session(), ref, Parting(how, price, reason, to, date))
