"""`talktag show`: one product."""

from typing import TYPE_CHECKING, Annotated, cast

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product, complete_party
from talktag.cli.context import Context
from talktag.cli.views.view import View
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.products.show import Card
    from talktag.ops.talk.their_side.show import TheirSide

AS_HELP = "As that party has it: what it was given, and what was said."


def show(data: "Card | TheirSide") -> View:
    """A card: what it is, where it came from, how long someone stands by it, what lies beside it; or theirs."""
    if type(data).__name__ == "TheirSide":
        from talktag.cli.views.talk.their_side import show_their_side

        return show_their_side(cast("TheirSide", data))
    from talktag.cli.views.card import card

    return card(cast("Card", data))


@command("show", view=show)
def show_product(
    context: Context,
    ref: Product,
    at: Annotated[str | None, typer.Option(metavar="DATE", help="As it was at the end of that day.")] = None,
    party: Annotated[
        str | None, typer.Option("--as", metavar="PARTY", help=AS_HELP, autocompletion=complete_party)
    ] = None,
    no_picture: Annotated[
        bool, typer.Option("--no-picture", help="Draw no photo, also where the terminal can.")
    ] = False,
) -> Outcome:
    """Show one product.

    Private notes are only counted; read them with: talktag notes REF. A terminal that draws pictures (kitty, iTerm2,
    sixels) shows the first photo.

    Example: talktag show canon

    Example: talktag show canon --as fix-it
    """
    if party is not None:
        if at is not None:
            raise UsageError("--as is what they have now, and --at is what was", hints=["leave one of them out"])
        from talktag.ops.talk.their_side.show import show_their_side

        return show_their_side(context.session(), ref, party)
    from talktag.model.typed.day import typed_day
    from talktag.ops.products.show import show as operate

    session = context.session()
    try:
        day = typed_day(at, session.today, ahead=False) if at else None
    except ValueError as error:
        raise UsageError(str(error), hints=["write it like: --at 2025-12-31"]) from None
    return operate(session, ref, day, with_photo=not no_picture)
