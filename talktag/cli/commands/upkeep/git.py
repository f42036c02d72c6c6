"""`talktag git`: the person's own git in the store."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.view import View
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.upkeep.git import GitRun


def show(data: "GitRun") -> View:  # noqa: ARG001 - git has shown all there is
    """Nothing more."""
    return []


@command("git", view=show)
def git(
    context: Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD]…", help="Git's own words, as they are.")] = None,
) -> Outcome:
    """Run git in the store, with your own settings and hooks.

    Whatever follows is git's, options included; those of talktag stand before it. The exit code is git's. Files that
    are changed by it are taken up by talktag save, as any others.

    Example: talktag git log --stat -3
    """
    from talktag.ops.upkeep.git import git as operate

    if context.flags.json:
        raise UsageError("git answers in its own form, not in JSON", hints=["leave --json out"])
    return operate(context.session(), words or [])
