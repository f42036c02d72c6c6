"""`talktag sync`: go with another copy of the store."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.times import local_time
from talktag.cli.views.view import Block, Columns, Line
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.sync.synced import Synced

_SHOWN = 10  # commits of each side


def show(data: "Synced") -> Iterator[Block]:
    """What came and what goes, a line a commit, and how many more there are."""
    rows = [
        (word, local_time(past.date), past.subject, past.author)
        for word, found in (("came", data.came), ("goes", data.goes))
        for past in found[:_SHOWN]
    ]
    if rows:
        yield Columns(("", "date", "what", "who"), rows, ("who", "date"))
    for word, found in (("came", data.came), ("go", data.goes)):
        if len(found) > _SHOWN:
            yield Line(f"{len(found) - _SHOWN} more {word}", "faint")


@command("sync", view=show)
def sync(
    context: Context,
    remote: Annotated[
        str | None,
        typer.Option("--remote", metavar="URL", help="The other copy: an address the first time, or a name Git knows."),
    ] = None,
    prefer: Annotated[
        str | None,
        typer.Option("--prefer", metavar="here|there", help="Which side to take where both changed a value."),
    ] = None,
) -> Outcome:
    """Fetch what another copy of the store has, join both, and send what is here.

    Records are joined value by value, logs entry by entry. Where both sides changed the same value it asks.
    It is the only command that goes to the network; keys never go along.

    Example: talktag sync --remote git@example.org:things.git
    """
    from talktag.cli.input.sides import Answers, ask_which_side
    from talktag.errors import UsageError
    from talktag.ops.sync.conflict import HERE, THERE, Decisions
    from talktag.ops.sync.fetch import fetch
    from talktag.ops.sync.sync import sync as operate

    if prefer not in {None, HERE, THERE}:
        raise UsageError(f'--prefer takes "here" or "there", not "{prefer}"', hints=["talktag sync --help"])
    session = context.session()
    fetched = fetch(session, remote, may_ask=context.terminal.can_ask, beside=Path.cwd())
    may_ask = context.terminal.can_ask and not (prefer or context.flags.json or context.flags.dry_run)
    answers = Answers()
    while True:
        outcome = operate(session, fetched, Decisions(answers.choices, prefer, answers.texts))
        conflicts = outcome.data.conflicts  # type: ignore[attr-defined] # what sync answers
        left = [each for each in conflicts if not answers.has(each)]
        if not left or not may_ask:
            return outcome
        ask_which_side(context.terminal, left[0], answers)
