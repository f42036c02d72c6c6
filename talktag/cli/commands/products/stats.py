"""`talktag stats`: how many there are, and what they cost."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Query, complete_grouping
from talktag.cli.context import Context
from talktag.cli.views.view import Aside, Block, Columns, Line
from talktag.model.values.plural import plural
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.model.queries.stats import Tally
    from talktag.ops.products.stats import Stats


def show(data: "Stats") -> Iterator[Block]:
    """Each grouping under its own heading, then everything as one line."""
    for name, tallies in data.groups.items():
        rows = [_row(name, each) for each in tallies]
        yield Columns((name, "value", "products", "pieces", "bought for"), rows, ("pieces", name))
    if data.whole.products:
        yield Aside(lambda: [Line(_whole(data.whole), "faint")])


def _row(name: str, group: "Tally") -> tuple[str, ...]:
    worth = " + ".join(str(money) for money in group.worth.values())
    return name, group.name or "", str(group.products), str(group.pieces), worth


def _whole(group: "Tally") -> str:
    from talktag.cli.views.listing import price_text

    return f"{plural(group.products, 'product')}, {plural(group.pieces, 'piece')}{price_text(group.worth)}"


@command("stats", view=show)
def stats(
    context: Context,
    words: Query = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="place, label, maker, year, from or state; repeatable.",
            autocompletion=complete_grouping,
        ),
    ] = None,
) -> Outcome:
    """Count the products and what they cost, by place, label, maker and year.

    A product with two labels counts under both. Currencies are never added together.

    Example: talktag stats label:insured --by place
    """
    from talktag.ops.products.stats import stats as operate

    return operate(context.session(), words or (), by or ())
