"""`talktag check`: a stocktake."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.view import Aside, Block, Columns, Line
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.labels.stocktake import Checked, Item


def show(data: "Checked") -> Iterator[Block]:
    """A line a product, the missing ones last, where they are not overlooked."""
    rows = [
        *_rows("found", data.found),
        *_rows("unexpected", data.unexpected),
        *(("no product", "", each.what, "", "") for each in data.others),
        *_rows("missing", data.missing),
    ]
    yield Columns(("is", "product", "name", "by its record at", "last seen"), rows, ("last seen", "name"))
    groups = (("found", data.found), ("missing", data.missing), ("unexpected", data.unexpected))
    counts = ", ".join(f"{len(items)} {name}" for name, items in groups if items)
    yield Aside(lambda: [Line(counts or "nothing was scanned", "faint")])


def _rows(word: str, items: "tuple[Item, ...]") -> Iterator[tuple[str, ...]]:
    for each in items:
        where = each.state if each.state != "owned" else each.place or ""
        moved = f", moved to {each.moved_to}" if each.moved_to else ""
        yield word, each.slug, each.name, f"{where}{moved}", each.seen or ""


@command("check", view=show)
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
    from talktag.cli.input.scanning import gathered, is_file
    from talktag.ops.labels.read_codes import described
    from talktag.ops.labels.stocktake import Stocktake, split
    from talktag.ops.labels.stocktake import check as operate

    session = context.session()
    query, things = split(session, named or (), is_file)
    given = gathered(context, things, lambda line: described(session, line, names=True))
    return operate(session, Stocktake(tuple(query), given, everything, move))
