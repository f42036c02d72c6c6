"""What a wish and its sending are typed as, for the verbs of wishes. Writes and sends nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.commands.references import complete_product
from talktag.cli.commands.ways_out import way_out
from talktag.cli.completion.kinds import completes
from talktag.cli.output_name import path_of
from talktag.errors import UsageError

if TYPE_CHECKING:
    from talktag.ops.talk.leaving.way_out import WayOut
    from talktag.ops.wishes.typed_wish import WishRequest

complete_wish = completes("wish")
WishRef = Annotated[
    str, typer.Argument(metavar="WISH", help="A slug, or a part of what it is called.", autocompletion=complete_wish)
]
POINT = 'like mount=EF or "weight<1500g"; repeatable.'
OUT_HELP = "A file instead of a carrier; a folder gets a file for each."
Leaves = Annotated[Path | None, typer.Option("--output", "-o", metavar="PATH", help=OUT_HELP)]


class WishFlags(NamedTuple):
    """What is wanted, as it is typed."""

    fits: Annotated[
        list[str] | None,
        typer.Option(metavar="REF", help="A product it has to go with; repeatable.", autocompletion=complete_product),
    ] = None
    must: Annotated[list[str] | None, typer.Option(metavar="POINT", help=f"What it has to be, {POINT}")] = None
    should: Annotated[list[str] | None, typer.Option(metavar="POINT", help=f"What it should be, {POINT}")] = None
    avoid: Annotated[list[str] | None, typer.Option(metavar="POINT", help=f"What it should not be, {POINT}")] = None
    most: Annotated[str | None, typer.Option(metavar="MONEY", help='The most it may cost, like "900 EUR".')] = None
    quantity: Annotated[str | None, typer.Option(metavar="COUNT", help="How many.")] = None
    until: Annotated[str | None, typer.Option(metavar="DATE", help="The last day on which offers may come.")] = None
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="What else there is to say.")] = None
    no_fields: Annotated[bool, typer.Option("--no-fields", help="Leave out what the product asks for itself.")] = False


def wish_request(name: str | None, typed: WishFlags) -> "WishRequest":
    """What is wanted, as the verbs take it."""
    from talktag.ops.wishes.typed_wish import WishRequest

    return WishRequest(
        name,
        fits=typed.fits or (),
        must=typed.must or (),
        should=typed.should or (),
        avoid=typed.avoid or (),
        most=typed.most,
        quantity=typed.quantity,
        until=typed.until,
        text=typed.text,
        own_fields=not typed.no_fields,
    )


def leaving_way(output: Path | None, via: str | None, *, mail: bool, in_the_clear: bool) -> "WayOut":
    """A carrier, a file, or a folder with a file for each; a name with an ending is that of a file."""
    path = path_of(output)
    if path is None or path.suffix:
        return way_out(output, via, mail=mail, in_the_clear=in_the_clear)
    if via is not None:
        raise UsageError("--via names a carrier, and it leaves as a file", hints=["leave one of them out"])
    from talktag.ops.talk.leaving.way_out import WayOut

    return WayOut(True, path, mail, in_the_clear=in_the_clear)
