"""`talktag wish menu` and `wish compose`: what a maker lets one put together, and an order of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.wishes.menu import show_composed, show_menu
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.wishes.menus.brought_menu import BroughtMenu

complete_wish = completes("wish")
MENU_HELP = "The menu's file; - is standard input. Or the id of a message it came with."
CHOICES_HELP = "What to choose, like cloth=waxed, or pocket=side:2 for two; cloth= takes an option back."
Choices = Annotated[list[str] | None, typer.Argument(metavar="[OPTION=CHOICE]...", help=CHOICES_HELP)]


@command("menu", view=show_menu, family="wish")
def menu(
    context: Context,
    source: Annotated[str, typer.Argument(metavar="FILE|ID", help=MENU_HELP)],
    choices: Choices = None,
    order: Annotated[
        str | None, typer.Option(metavar="ID", help="Hold the order in this entry of a wish that came against it.")
    ] = None,
) -> Outcome:
    """Show what a maker lets you compose, and what choices of it come to; nothing is changed.

    The maker holds an order that came against the same menu, with --order.

    Example: talktag wish menu backpack.json cloth=waxed size=large
    """
    from talktag.ops.wishes.menus.show_menu import show_menu as operate

    return operate(context.session(), _bring(context, source), choices or (), order)


@command("compose", view=show_composed, family="wish")
def compose(
    context: Context,
    wish: Annotated[str, typer.Argument(metavar="WISH", help="A wish of yours.", autocompletion=complete_wish)],
    choices: Choices = None,
    source: Annotated[str | None, typer.Option("--menu", metavar="FILE|ID", help=MENU_HELP)] = None,
    new: Annotated[bool, typer.Option("--new", help="Write a new wish down, of that name.")] = False,
) -> Outcome:
    """Compose what you want from a maker's menu; the order is kept with the wish, and sent with it.

    What goes with what and what it costs is worked out here. What contradicts itself is not kept; what is missing is
    said, with the choices that still go.

    Example: talktag wish compose "Backpack for Ana" --new --menu backpack.json cloth=waxed size=small
    """
    from talktag.ops.wishes.menus.compose import compose as operate

    brought = _bring(context, source) if source is not None else None
    return operate(context.session(), wish, choices or (), brought, new=new)


def _bring(context: Context, source: str) -> "BroughtMenu":
    """The menu in a file, or in a message that was taken in."""
    from talktag.cli.input.importing import read_file
    from talktag.ops.bundles.kept_messages import is_message
    from talktag.ops.wishes.menus.brought_menu import menu_in_message, open_menu

    session, path = context.session(), Path(source)
    if source != "-" and not path.exists() and is_message(session.store, source):
        return menu_in_message(session.store, source)
    return open_menu(read_file(context.terminal, path))
