"""`talktag undo`: take a command back."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.diff import plan_diff, shortened
from talktag.cli.view import Line, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.undo import Undone


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "undo", show)
    def undo(
        context: Context,
        commit: Annotated[str | None, typer.Argument(metavar="[COMMIT]", help="The commit to take back.")] = None,
    ) -> Outcome:
        """Take back the last command, or COMMIT, by a new commit.

        Undoing that one brings it again.

        It shows what changes. Nothing is lost: every earlier state stays in the history.
        """
        from talktag.ops.undo import undo as operate

        outcome = operate(context.session(), commit)
        if outcome.plan and not context.flags.dry_run and not context.flags.json:
            lines = plan_diff(outcome.plan).lines
            for line in shortened(lines) if context.terminal.stderr.isatty() else lines:
                context.terminal.say(line)
        return outcome


def show(data: "Undone") -> View:
    """What was taken back."""
    return [Line(f"undone: {data.past.subject} ({data.past.commit[:10]})")]
