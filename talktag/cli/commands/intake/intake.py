"""`talktag intake`: a folder of photographs becomes products."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.intake.take_in import show_intake
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.model.intake.picture import SeenFile


@command("intake", view=show_intake)
def intake(
    context: Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER|FILE...", help="Photographs and receipts.", show_default=False),
    ] = None,
) -> Outcome:
    """Make products of a folder of photographs.

    Stick blank labels on (talktag sheet --blank), photograph each thing with its label, then its type plate, its box,
    its receipt, and copy the folder. What follows a picture with a label is of that thing, until the next label.

    Bar codes, the days of the pictures and their order come with them; the folder stays as it is. The same folder again
    takes in only what is new in it, and pictures of a label that is on a product already go to that product.

    Example: talktag intake ~/Pictures/2026-03-02
    """
    from talktag.cli.input.once import read_once
    from talktag.ops.intake.proposals import propose
    from talktag.ops.intake.take_in import question, take_in

    session = context.session()
    files = read_once(context.terminal.stdin, lambda: _look(context, paths or ()))
    found = propose(session, files)
    return take_in(session, found, {}, question(found))


def _look(context: Context, paths: "list[Path] | tuple[()]") -> "tuple[SeenFile, ...]":
    """All files looked at, with a bar at a terminal."""
    from talktag.cli.render.progress import show_progress
    from talktag.ops.intake.find_files import find_files
    from talktag.ops.intake.look_at_files import look_at_files, usable_cores

    found = find_files(paths, beside=(context.store_folder(),))
    with show_progress(context.terminal, "pictures") as tell:
        return (*look_at_files(found.paths, usable_cores(), tell), *found.as_left())
