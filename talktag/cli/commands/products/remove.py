"""`talktag remove`: a product goes from the store."""

from typing import TYPE_CHECKING

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.views.view import Columns, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.products.remove import Removed


def show(data: "Removed") -> View:
    """The product that goes."""
    return [Columns(("removed", "name"), [(data.product.slug, data.product.name)])]


@command("remove", view=show)
def remove(context: Context, ref: Product) -> Outcome:
    """Remove a product, with its files, notes and entries.

    For what was never yours or is there twice. The history keeps it, and undo brings it back; what was given to
    others stays in the ledger. What you had and parted with is better kept: talktag retire.

    Example: talktag remove canon-2
    """
    from talktag.ops.products.remove import remove as operate

    return operate(context.session(), ref)
