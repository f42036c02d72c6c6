"""`talktag lost`: a product that is lost."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.views.changed import show_changed

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome


@command("lost", view=show_changed)
def lose(
    context: Context,
    ref: Product,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="The day it was missed; today if left out.")] = None,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="Where, and how; for yourself.")] = None,
    reward: Annotated[str | None, typer.Option(metavar="TEXT", help="What finders are promised.")] = None,
    words: Annotated[str | None, typer.Option(metavar="TEXT", help="What finders read.")] = None,
    hand_in: Annotated[str | None, typer.Option(metavar="TEXT", help="Where they can hand it in.")] = None,
) -> "Outcome":
    """Mark a product as lost, until it turns up.

    Its tags still lead to you, and whoever has it on loan is remembered. What finders read stands in its record. Where
    the page for finders was built on this computer, it is made anew in the same go: upload it.

    Example: talktag lost camera --text "on the train to Ghent" --reward "50 EUR"
    """
    from talktag.ops.products.lend import Said
    from talktag.ops.products.lend import lose as operate

    return operate(context.session(), ref, Said(date, text, reward, words, hand_in))
