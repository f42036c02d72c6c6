"""`talktag notes`: read the private notes of a product."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.views.view import Block, Columns, Line, Quote, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.notes.note import NoteListed, Opened


def show(data: "Opened | NoteListed") -> View:
    """Each note under its date and id; only these where none was opened."""
    from talktag.ops.notes.note import NoteListed

    if isinstance(data, NoteListed):
        rows = [(each.note, each.saved or "", each.changed or "") for each in data.notes]
        return [Columns(("note", "saved", "changed"), rows)]
    return list(_blocks(data))


def _blocks(data: "Opened") -> Iterator[Block]:
    for note in data.notes:
        yield Line(f"{note.created}  {note.note}", "faint")
        yield Quote(note.text)


@command("notes", view=show, is_private=True)
def notes(
    context: Context,
    ref: Product,
    shut: Annotated[bool, typer.Option("--list", help="Only ids and dates; opens none, needs no key.")] = False,
) -> Outcome:
    """Open the private notes of a product with your key."""
    from talktag.ops.notes.note import list_notes, read_notes

    return (list_notes if shut else read_notes)(context.session(), ref)
