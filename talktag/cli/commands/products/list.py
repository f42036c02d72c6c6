"""`talktag list`: the products, a line each."""

from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Query, complete_column
from talktag.cli.context import Context
from talktag.cli.views.listing import show_listing
from talktag.ops.outcome import Outcome


@command("list", view=show_listing)
def list_products(
    context: Context,
    words: Query = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help='Such as "name,place,price" or "slug,field.colour".',
            autocompletion=complete_column,
        ),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The column to sort by.", autocompletion=complete_column),
    ] = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="The last first.")] = False,
    tree: Annotated[bool, typer.Option("--tree", help="Draw places, and what is inside of what.")] = False,
) -> Outcome:
    """List the products, or those that every word of QUERY holds for.

    What a query can say is told by: talktag help query

    Example: talktag list maker:canon 'warranty<90d' --columns name,place,price --sort price
    """
    from talktag.ops.products.list import Form
    from talktag.ops.products.list import list_products as operate

    return operate(context.session(), words or (), Form(columns, sort, reverse, tree))
