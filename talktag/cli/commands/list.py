"""`talktag list`: the products, a line each."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.view import Columns, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.list import Listing

HEADINGS = ("product", "name", "maker", "model", "place", "warranty until", "state")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "list", show)
    def list_products(
        context: Context,
        words: Annotated[
            list[str] | None, typer.Argument(metavar="[QUERY]...", help="Words a product must hold.")
        ] = None,
    ) -> Outcome:
        """List the products, or those that hold every word of QUERY."""
        from talktag.ops.list import list_products as operate

        return operate(context.session(), words or ())


def show(data: "Listing") -> View:
    """A line a product."""
    return [
        Columns(
            HEADINGS,
            [
                (
                    each.slug,
                    each.name,
                    each.maker or "",
                    each.model or "",
                    each.place or "",
                    each.warranty_until or "",
                    "" if each.state == "owned" else each.state,
                )
                for each in data.products
            ],
        )
    ]
