"""`talktag show`: one product."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.views.view import View
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.products.show import Card


def show(data: "Card") -> View:
    """A card: what it is, where it came from, how long someone stands by it, what lies beside it."""
    from talktag.cli.views.card import card

    return card(data)


@command("show", view=show)
def show_product(
    context: Context,
    ref: Product,
    at: Annotated[str | None, typer.Option(metavar="DATE", help="As it was at the end of that day.")] = None,
    no_picture: Annotated[
        bool, typer.Option("--no-picture", help="Draw no photo, also where the terminal can.")
    ] = False,
) -> Outcome:
    """Show one product.

    Private notes are only counted; read them with: talktag notes REF. A terminal that draws pictures (kitty, iTerm2,
    sixels) shows the first photo.

    Example: talktag show canon
    """
    from talktag.model.typed.day import typed_day
    from talktag.ops.products.show import show as operate

    session = context.session()
    try:
        day = typed_day(at, session.today, ahead=False) if at else None
    except ValueError as error:
        raise UsageError(str(error), hints=["write it like: --at 2025-12-31"]) from None
    return operate(session, ref, day, with_photo=not no_picture)
