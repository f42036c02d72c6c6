"""`talktag return`: a lent product is back."""

from typing import TYPE_CHECKING

from talktag.cli.command import command
from talktag.cli.commands.products.set import show
from talktag.cli.commands.references import Product
from talktag.cli.context import Context

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome


@command("return", view=show)
def take_back(context: Context, ref: Product) -> "Outcome":
    """Take back a product that was lent.

    Example: talktag return drill
    """
    from talktag.ops.products.lend import take_back as operate

    return operate(context.session(), ref)
