"""`talktag notes`: read the private notes of a product."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.view import Block, Line, Quote, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.note import Opened


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "notes", show)
    def notes(context: Context, ref: Product) -> Outcome:
        """Open the private notes of a product with your key."""
        from talktag.ops.note import read_notes

        return read_notes(context.session(), ref)


def show(data: "Opened") -> View:
    """Each note under its date and id."""
    return list(_blocks(data))


def _blocks(data: "Opened") -> Iterator[Block]:
    for note in data.notes:
        yield Line(f"{note.created}  {note.note}", "faint")
        yield Quote(note.text)
