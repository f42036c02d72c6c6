"""`talktag site`: a folder of pages that work from a disk."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_language, complete_party
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.leaving import tree_of
from talktag.cli.views.view import Block, Line, Pairs
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.site.site import SiteMade

complete_folder = completes("folder")


def show(data: "SiteMade") -> Iterator[Block]:
    """What the site shows, and how much of it is made anew."""
    yield Pairs(
        [
            ("folder", str(data.folder)),
            ("as", data.reader),
            ("products", str(data.products)),
            ("new or changed", str(data.anew)),
            ("files that go", str(data.removed) if data.removed else None),
        ]
    )
    for part in data.parts:
        yield Line(f"{part.product.name}  ({part.product.slug})", "strong")
        yield tree_of(part.told)


@command("site", view=show)
def site(
    context: Context,
    folder: Annotated[
        str,
        typer.Argument(metavar="DIR", help="A new or empty folder, or one of a site.", autocompletion=complete_folder),
    ],
    reader: Annotated[
        str, typer.Option("--as", metavar="owner|PARTY", help="As who sees it.", autocompletion=complete_party)
    ] = "owner",
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE",
            help="en, es, de, fr, it or sv.",
            autocompletion=complete_language,
            show_default="that of the party, else en",
        ),
    ] = None,
    with_files: Annotated[
        bool, typer.Option("--with-files", help="With copies of receipts, manuals and other files.")
    ] = False,
) -> Outcome:
    """Make a site of your things: pages, lists, a search, data and feeds in a folder.

    It needs no server and no network: open index.html. Private notes and sealed files are never in it; photos are
    drawn anew, so that they tell no place. Made again, it writes what changed and takes away what is gone.

    Example: talktag site ~/things-site
    """
    from talktag.ops.site.site import SiteRequest
    from talktag.ops.site.site import site as operate

    if folder in {"", "-"}:
        raise UsageError("DIR is no folder", hints=["name one: talktag site DIR"])
    return operate(context.session(), SiteRequest(Path(folder), reader, language, with_files=with_files))
