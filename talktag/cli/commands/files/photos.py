"""`talktag photos`: which of one's things made which pictures."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.view import Aside, Block, Columns, Line, Pairs
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.files.photos.seen import PhotosSeen

_GAP = Aside(lambda: [Line("")])  # for the eye only
_ONE_BY_ONE = 20  # pictures that are named each


def show(data: "PhotosSeen") -> Iterator[Block]:
    """A line for each thing, and for each picture where they are few."""
    rows = []
    for each in data.made:
        days = sorted(photo.taken for photo in each.photos if photo.taken)
        parts = " and ".join(sorted({photo.part for photo in each.photos}))
        rows.append(
            (each.slug, each.name, parts, str(len(each.photos)), days[0] if days else "", days[-1] if days else "")
        )
    if rows:
        yield Columns(("product", "name", "as", "photos", "first", "last"), rows, ("name", "first"))
    few = [(str(photo.path), photo.taken or "", each.slug) for each in data.made for photo in each.photos]
    if 0 < len(few) <= _ONE_BY_ONE:
        yield _GAP
        yield Columns(("photo", "taken", "made with"), few, ("taken",))
    if rows:
        yield _GAP
    yield Pairs([("pictures", str(data.pictures)), ("kept as", data.kept)])


@command("photos", view=show)
def photos(
    context: Context,
    paths: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER...", help="Pictures, and folders of them.")],
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the list with each thing: hashes, days and paths, and no picture.")
    ] = False,
) -> Outcome:
    """Tell which of your things made which photos, by the serial numbers in them.

    Cameras write their own serial number into a picture, and many that of the lens. Pictures are only read, by their
    beginnings; none is copied, changed or sent. Of one picture it tells what made it.

    Example: talktag photos ~/Pictures --keep
    """
    from talktag.ops.files.photos.look import look_at_photos

    return look_at_photos(context.session(), paths, keep=keep)
