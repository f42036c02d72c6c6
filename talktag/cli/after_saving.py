"""What a command does when all is saved and said: it tells the person's hook, and packs the history.

What fails in it never changes what was saved, nor the exit code; an interrupt ends it and nothing else.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from talktag.errors import TalktagError

if TYPE_CHECKING:
    from talktag.cli.context import Context
    from talktag.ops.outcome import Outcome


def follow_up(context: Context, name: str, outcome: Outcome, commit: str | None) -> None:
    """Do what follows a commit of the command `name`, or a change beside the history, which has none."""
    tell_hook(context, name, outcome, commit)
    if commit and not outcome.starts_a_store:
        pack_history(context)


def tell_hook(context: Context, name: str, outcome: Outcome, commit: str | None) -> None:
    """Hand the person's hook what the command answers with --json, where they have one, and say what becomes of it."""
    from talktag.cli.own.hook import is_wanted, run_hook
    from talktag.cli.own.settings import own_settings
    from talktag.model.settings.values import USUAL_HOOK

    environment = context.terminal.environment
    if context.flags.no_hook or not is_wanted(environment):
        return
    try:
        settings = own_settings(environment)
        if not settings.hook:
            return
        from talktag.cli.render.json import envelope

        answer = "".join(
            envelope(
                name,
                outcome.data.values(),
                outcome.problems,
                commit=commit,
                notices=(*outcome.notices, *outcome.ahead, *outcome.left),
            )
        )
        context.terminal.stdout.flush()
        seconds, store = settings.hook_seconds or USUAL_HOOK, str(context.store_folder())
        said = run_hook(
            settings.hook, answer.encode(), environment, store=store, folder=context.config, seconds=seconds
        )
        for line in said:
            context.terminal.say(f"notice: {line}")
    except (TalktagError, OSError) as error:
        context.terminal.say(f"notice: no hook was run: {error}")


def pack_history(context: Context) -> None:
    """Pack the history of the store where there is much to pack; whoever reads the answer has all of it before."""
    context.terminal.stdout.flush()
    with contextlib.suppress(TalktagError, OSError, KeyboardInterrupt):
        context.open_store().pack()
