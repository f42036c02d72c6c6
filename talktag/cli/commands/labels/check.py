"""`talktag check`: a stocktake."""

from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.stocktake import show_stocktake
from talktag.ops.outcome import Outcome


@command("check", view=show_stocktake)
def check(
    context: Context,
    named: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PLACE|QUERY|REF|IMAGE|-]...",
            help="What should be there: home/office, label:tool; and what is there: photos, tags, products, - for "
            "lines.",
            show_default=False,
            autocompletion=completes("place", "query", "product"),
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that you own should be there.")] = False,
    move: Annotated[
        bool, typer.Option("--move", help="What is here and elsewhere by its record is here from now on.")
    ] = False,
) -> Outcome:
    """Take stock: what is where it should be, what is missing, what is there besides.

    It remembers of everything found that it was seen today, which "list --columns slug,place,seen" and the query
    'seen>1y' tell later.

    Where the words name nothing that is there, it reads lines until the end: scan the shelf, or type names.

    Example: talktag check home/office shelf.jpg
    """
    from talktag.cli.input.scanning import gather_scans, is_file
    from talktag.ops.labels.read_codes import describe
    from talktag.ops.labels.stocktake import Stocktake, split
    from talktag.ops.labels.stocktake import check as operate

    session = context.session()
    query, things = split(session, named or (), is_file)
    given = gather_scans(context.terminal, things, lambda line: describe(session, line, names=True))
    return operate(session, Stocktake(tuple(query), given, everything, move))
