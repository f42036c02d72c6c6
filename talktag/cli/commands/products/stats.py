"""`talktag stats`: how many there are, and what they cost."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Query, complete_grouping
from talktag.cli.context import Context
from talktag.cli.views.view import Aside, Bars, Block, Columns, Line
from talktag.model.values.plural import plural
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.model.queries.stats import Tally
    from talktag.ops.products.stats import Stats


_TITLES = {"ends": "warranty ends"}


def show(data: "Stats") -> Iterator[Block]:
    """Each grouping under its own heading, with bars, then everything as one line."""
    for name, tallies in data.groups.items():
        yield _bars(name, tallies)
        if tallies:
            yield Aside(lambda: [Line("")])  # for the eye only
    if data.whole.products:
        yield Aside(lambda: [Line(_whole(data.whole), "faint")])


def _bars(name: str, tallies: "Sequence[Tally]") -> Bars:
    """A row a group; a person is not told again what it is grouped by, nor how many pieces where each is one."""
    told = [_row(name, each) for each in tallies]
    are_single = all(each.pieces == each.products for each in tallies)
    shown = [
        (value or "-", products, "" if are_single else pieces, worth) for _, value, products, pieces, worth in told
    ]
    title = _TITLES.get(name, name)
    return Bars(
        Columns((name, "value", "products", "pieces", "bought for"), told),
        Columns((title, "products", "pieces", "bought for"), shown, ("pieces",)),
        [each.products for each in tallies],
    )


def _row(name: str, group: "Tally") -> tuple[str, str, str, str, str]:
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
            help="place, label, maker, year, ends, from or state; repeatable.",
            autocompletion=complete_grouping,
        ),
    ] = None,
) -> Outcome:
    """Count the products and what they cost, by place, label, maker and year.

    With ends: by the month in which the last warranty ends, of the next two years. At a terminal with bars, which are
    as long as there are products.

    A product with two labels counts under both. Currencies are never added together.

    Example: talktag stats label:insured --by place
    """
    from talktag.ops.products.stats import stats as operate

    return operate(context.session(), words or (), by or ())
