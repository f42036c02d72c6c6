"""`talktag undo`: take a command back."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.diff import plan_diff, shorten
from talktag.cli.views.times import local_time
from talktag.cli.views.view import Line, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.upkeep.undo import Undone


def show(data: "Undone") -> View:
    """What was taken back, and when that had been done."""
    past = data.past
    return [Line(f"undone: {past.subject} ({past.commit[:10]}), made {local_time(past.date)}")]


@command("undo", view=show)
def undo(
    context: Context,
    commit: Annotated[str | None, typer.Argument(metavar="[COMMIT]", help="The commit to take back.")] = None,
) -> Outcome:
    """Take back the last command, or COMMIT, by a new commit.

    Undoing that one brings it again.

    It shows what changes. At a terminal it asks first where that was not the last thing done there. Nothing is
    lost: every earlier state stays in the history.
    """
    from talktag.ops.upkeep.undo import undo as operate

    outcome = operate(context.session(), commit)
    if outcome.plan and not context.flags.dry_run and not context.flags.json:
        lines = plan_diff(outcome.plan).lines
        for line in shorten(lines) if context.terminal.stderr.isatty() else lines:
            context.terminal.say(line)
    if not commit and not context.flags.dry_run:
        _ask(context, outcome)
    return outcome


def _ask(context: Context, outcome: Outcome) -> None:
    """Ask a person first where the command was another's, or not the last one."""
    from talktag.cli.last_command import was_made_here
    from talktag.model.values.relative import relative

    past = outcome.data.past  # type: ignore[attr-defined] # what undo answers
    if not context.terminal.can_ask or was_made_here(context, past.commit):
        return
    context.open_store().check_history()  # before a person decides
    day = relative(past.date.astimezone().date(), context.session().today)
    question = f'Take back "{past.subject}", made {local_time(past.date)}, {day}?'
    context.terminal.confirm(question)
