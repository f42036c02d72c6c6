"""`talktag site`: a folder of pages that work from a disk."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, cast

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
    from talktag.ops.site.site import SiteMade, SiteRequest
    from talktag.ops.site.solid import SolidMade

complete_folder = completes("folder")

Folder = Annotated[
    str, typer.Argument(metavar="DIR", help="A new or empty folder, or one of a site.", autocompletion=complete_folder)
]
Reader = Annotated[
    str, typer.Option("--as", metavar="owner|PARTY", help="As who sees it.", autocompletion=complete_party)
]
SiteLanguage = Annotated[
    str | None,
    typer.Option(
        metavar="LANGUAGE",
        help="en, es, de, fr, it or sv.",
        autocompletion=complete_language,
        show_default="that of the party, else en",
    ),
]
FILES_HELP = "With copies of receipts, manuals and other files."
WithFiles = Annotated[bool, typer.Option("--with-files", help=FILES_HELP)]
SOLID_HELP = "For a personal data store: a folder for each who is named by --webid."
Solid = Annotated[bool, typer.Option("--solid", help=SOLID_HELP)]
WEB_ID_HELP = "Who that is there: owner=… or PARTY=…; repeatable."
WebId = Annotated[list[str] | None, typer.Option("--webid", metavar="WHO=ADDRESS", help=WEB_ID_HELP)]


def show(data: "SiteMade | SolidMade") -> Iterator[Block]:
    """What the site shows, and how much of it is made anew; of several, one after the other."""
    if type(data).__name__ == "SolidMade":
        solid = cast("SolidMade", data)
        yield Pairs([("folder", str(solid.folder)), ("for everybody", " · ".join(solid.card))])
        for each in solid.sites:
            yield from _show_site(each.made, each.web_id)
    else:
        yield from _show_site(cast("SiteMade", data))


def _show_site(data: "SiteMade", web_id: str | None = None) -> Iterator[Block]:
    yield Pairs(
        [
            ("folder", str(data.folder)),
            ("as", data.reader),
            ("WebID", web_id),
            ("products", str(data.products)),
            ("new or changed", str(data.anew)),
            ("files that go", str(data.removed) if data.removed else None),
        ]
    )
    for part in data.parts:
        yield Line(f"{part.product.name}  ({part.product.slug})", "strong")
        yield tree_of(part.told)


class SiteFlags(NamedTuple):
    """Where it goes, as who sees it, and what lies in it."""

    folder: Folder
    reader: Reader = "owner"
    language: SiteLanguage = None
    with_files: WithFiles = False
    solid: Solid = False
    web_id: WebId = None


@command("site", view=show)
def site(context: Context, typed: SiteFlags) -> Outcome:
    """Make a site of your things: pages, lists, a search, data and feeds in a folder.

    It needs no server and no network: open index.html. Private notes and sealed files are never in it; photos are
    drawn anew, so that they tell no place. Made again, it writes what changed and takes away what is gone.

    With --as it is made of what a party may see, which is shown and asked about, and stands in the ledger.

    Example: talktag site ~/things-site

    Example: talktag site ~/for-fix-it --as fix-it
    """
    from talktag.ops.site.site import SiteRequest
    from talktag.ops.site.site import site as operate

    if typed.folder in {"", "-"}:
        raise UsageError("DIR is no folder", hints=["name one: talktag site DIR"])
    wanted = SiteRequest(Path(typed.folder), typed.reader, typed.language, with_files=typed.with_files)
    if typed.solid:
        return _for_a_data_store(context, wanted, typed)
    if typed.web_id:
        raise UsageError("--webid is for --solid", hints=["add --solid, or leave it out"])
    return operate(context.session(), wanted)


def _for_a_data_store(context: Context, wanted: "SiteRequest", typed: SiteFlags) -> Outcome:
    """A side for each who is named."""
    from talktag.ops.site.solid import solid

    if typed.reader != "owner":
        raise UsageError("--solid makes a site for each", hints=["name them: --webid PARTY=https://…"])
    return solid(context.session(), wanted, _web_ids(typed.web_id or ()))


def _web_ids(typed: Sequence[str]) -> dict[str, str]:
    """Who is named by which address; UsageError for what names nobody."""
    named: dict[str, str] = {}
    for each in typed:
        who, _, address = each.partition("=")
        if not (who and address):
            raise UsageError(f'--webid: "{each}" is not WHO=ADDRESS', hints=["write it like: --webid owner=https://…"])
        named[who] = address
    return named
