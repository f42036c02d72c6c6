"""`talktag set`: new values for a record."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.view import Columns, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.set import Changed


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "set", show)
    def set_values(
        context: Context,
        ref: Product,
        assignments: Annotated[
            list[str] | None,
            typer.Argument(metavar="KEY=VALUE...", help="What to set; an empty value takes the key out."),
        ] = None,
    ) -> Outcome:
        """Set values of a product's record.

        Comments, order and everything else in the file stay as they are.

        Keys: name, maker, model, serial, gtin, place, labels (a,b), quantity, state, bought, from, price, order,
        field.NAME.

        Example: talktag set canon place=office "price=2499 EUR" field.colour=black
        """
        from talktag.ops.set import set_values as operate

        return operate(context.session(), ref, assignments or ())


def show(data: "Changed") -> View:
    """Which product it was."""
    return [Columns(("changed", "name"), [(data.product.slug, data.product.name)])]
