"""`talktag finder`: the page behind the stickers."""

from pathlib import Path
from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.finder.page import show_built, show_checked, show_seen
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

complete_folder = completes("folder")


@command("build", view=show_built, family="finder")
def build(
    context: Context,
    folder: Annotated[
        str | None,
        typer.Argument(
            metavar="[DIR]",
            help="Outside of the store; else where it was built to last.",
            autocompletion=complete_folder,
        ),
    ] = None,
) -> Outcome:
    """Build the page for finders: one file, ready for any web space or a stick.

    It shows what becomes public and asks, where that is more than before. The first time it makes the codes that
    labels carry from then on, and signs. talktag uploads nothing.

    Example: talktag finder build ~/site/t
    """
    from talktag.ops.finder.build import build as operate

    return operate(context.session(), _folder(folder))


def _folder(typed: str | None) -> Path | None:
    """The folder as typed; UsageError for what names none."""
    if typed in {"", "-"}:
        words = "its name is empty" if not typed else "the page does not go to standard output"
        raise UsageError(f"DIR is no folder: {words}", hints=["name a folder: talktag finder build DIR"])
    return None if typed is None else Path(typed)


@command("check", view=show_checked, family="finder")
def check(
    context: Context,
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE|DIR]", help="The page as it is published, - is piped in; else where it was built to last."
        ),
    ] = None,
) -> Outcome:
    """Compare a published page with what the store says now.

    Every byte counts; what differs is named, and the exit code is 12 then. It fetches nothing: save the page from your
    browser's address with a program such as curl, not with the browser, which changes it.

    Example: talktag finder check fetched.html
    """
    from talktag.cli.input.once import read_once
    from talktag.ops.finder.check import check as operate
    from talktag.page.finder.read_page import PAGE_MOST

    stdin = context.terminal.stdin
    is_piped = path is not None and str(path) == "-"
    piped = read_once(stdin, lambda: stdin.buffer.read(PAGE_MOST + 1)) if is_piped else None
    return operate(context.session(), path, piped)


@command("show", view=show_seen, family="finder")
def show(context: Context, ref: Product) -> Outcome:
    """Show what a finder of a product sees, and where its stickers lead.

    Example: talktag finder show canon
    """
    from talktag.ops.finder.show import show as operate

    return operate(context.session(), ref)
