"""`talktag save`: take up what was changed by hand."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.view import Block, Diff

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from talktag.ops.save import Saved


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "save", show)
    def save(context: Context) -> "Outcome":
        """Take up what was changed by hand in the store.

        Checks every changed record, shows the difference, asks, and makes one commit of it.

        Example: talktag save
        """
        from talktag.ops.save import save as operate

        return operate(context.session())


def show(data: "Saved") -> Iterator[Block]:
    """The difference to the history."""
    from talktag.cli.diff import file_diff

    yield Diff([line for each in data.changes for line in file_diff(each.path, each.before, each.after)])
