"""`talktag save`: take up what was changed by hand."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.view import Block, Diff, Line

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from talktag.ops.upkeep.save import Saved, SetBack


def show(data: "Saved | SetBack") -> Iterator[Block]:
    """The difference to the history, or what the history is without."""
    from talktag.cli.views.diff import file_diff
    from talktag.ops.upkeep.save import SetBack

    if isinstance(data, SetBack):
        yield from (Line(each) for each in (data.lost.lines() if data.lost else ()))
        return
    yield Diff([line for each in data.changes for line in file_diff(each.path, each.before, each.after)])


@command("save", view=show)
def save(
    context: Context,
    rewound: Annotated[
        bool, typer.Option("--rewound", help="Accept that the history was set back, and go on from where it is.")
    ] = False,
) -> "Outcome":
    """Take up what was changed by hand in the store.

    Checks every changed record, shows the difference, asks, and makes one commit of it.

    Example: talktag save
    """
    from talktag.ops.upkeep.save import accept_rewound
    from talktag.ops.upkeep.save import save as operate

    return accept_rewound(context.session()) if rewound else operate(context.session())
