"""`talktag log`: what happened."""

import itertools
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import OptionalProduct
from talktag.cli.context import Context
from talktag.cli.views.times import local_time
from talktag.cli.views.view import Columns, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.upkeep.log import Commits

_PAGE = 500  # commits whose columns are laid out together


def show(data: "Commits") -> View:
    """A line a commit, some hundred of them at a time, while git still looks for more."""
    rows = ((past.commit[:10], local_time(past.date), past.subject, past.author) for past in data.commits)
    while page := list(itertools.islice(rows, _PAGE)):
        yield Columns(("commit", "date", "what", "who"), page, ("who",))


@command("log", view=show)
def log(
    context: Context,
    ref: OptionalProduct = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = None,
) -> Outcome:
    """Show what happened to the store, or to one product.

    Newest first, in the time of where you are. What a product was shared for is in its log, too.

    Example: talktag log canon
    """
    from talktag.ops.upkeep.log import log as operate

    return operate(context.session(), ref, limit)
