"""`talktag lend`: a product goes to someone for a while."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import OwnedProduct, complete_party
from talktag.cli.context import Context
from talktag.cli.picking.asked import Asked
from talktag.cli.views.changed import show_changed

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome


@command("lend", view=show_changed)
def lend(
    context: Context,
    ref: OwnedProduct,
    to: Annotated[
        str,
        typer.Option(metavar="PARTY", help="Who has it; see: talktag party list.", autocompletion=complete_party),
        Asked("party"),
    ],
    due: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it should be back: 2026-12-24, friday, 2w.")
    ] = None,
) -> "Outcome":
    """Lend a product to a party.

    Example: talktag lend drill --to bruno --due 2026-12-24
    """
    from talktag.ops.products.lend import lend as operate

    return operate(context.session(), ref, to, due)
