"""`talktag return`: a lent product is back."""

from typing import TYPE_CHECKING, Annotated

from talktag.cli.command import command
from talktag.cli.commands.references import PRODUCT_ARGUMENT
from talktag.cli.context import Context
from talktag.cli.picking.asked import Asked
from talktag.cli.views.changed import show_changed

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome


@command("return", view=show_changed)
def take_back(context: Context, ref: Annotated[str, PRODUCT_ARGUMENT, Asked("product", states=("lent",))]) -> "Outcome":
    """Take back a product that was lent.

    Example: talktag return drill
    """
    from talktag.ops.products.lend import take_back as operate

    return operate(context.session(), ref)
