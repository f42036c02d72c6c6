"""`talktag find`: the products that hold some words."""

from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.listing import show_listing
from talktag.ops.outcome import Outcome


@command("find", view=show_listing)
def find(
    context: Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORD...", help="Any part of any value; case, accents and their order aside."),
    ],
    notes: Annotated[bool, typer.Option("--notes", help="Open the private notes, too, and look in them.")] = False,
) -> Outcome:
    """Find products by any words in their records.

    Names, makers, fields, entries and the names of files are searched; private notes only with --notes. What is
    gone is found, too.

    Example: talktag find canon 0320
    """
    from talktag.ops.products.find import find as operate

    return operate(context.session(), words, notes=notes)
