"""`talktag mcp`: the door for an assistant of the owner's own."""

from typing import TYPE_CHECKING

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.view import View
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.session import Session
    from talktag.seal.keys.key_files import Keys
    from talktag.seal.keys.key_folder import KeyFolder


def show(data: object) -> View:  # noqa: ARG001 - all there is to say was said in the protocol
    """Nothing more."""
    return []


@command("mcp", view=show)
def mcp(context: Context) -> Outcome:
    """Let an assistant of your own read your store and propose, by the Model Context Protocol.

    Your assistant's program starts it and speaks with it over standard input and output; there is no network. It
    reads products, logs, what is due and what a party has; it proposes entries, words to a party, bundles, letters and
    wishes, which wait until you look at them with: talktag proposals. It opens no note, no key and no sealed file,
    sends nothing and approves nothing. What others wrote comes marked as theirs.

    With --dry-run nothing that it proposes is kept. It needs: pip install 'talktag[mcp]'

    Example: talktag mcp
    """
    from talktag.ops.proposals.closed import Closed

    if context.flags.json:
        raise UsageError("an assistant is answered in the protocol's own form", hints=["leave --json out"])
    if context.terminal.stdin.isatty():
        raise UsageError(
            "this is for a program to start, and nobody speaks to it here",
            hints=["name it in your assistant's settings: talktag help mcp"],
        )
    try:
        from talktag.assistant.server import serve
    except ImportError:
        raise UsageError(
            "the Model Context Protocol's library is not installed", hints=["pip install 'talktag[mcp]'"]
        ) from None
    from talktag.assistant.door import Door
    from talktag.assistant.fence import raise_fence

    context.open_store()
    context.finish_what_was_left()
    raise_fence(str(context.config / "keys"))
    serve(Door(lambda: _session(context), dry_run=bool(context.flags.dry_run)))
    return Outcome(Closed())


def _session(context: Context) -> "Session":
    """A session that opens no key: not by a passphrase, not by ssh-agent."""
    session = context.session()
    session.open_keys = lambda: _public_keys(context)
    session.unlock_keys = _refuse
    return session


def _public_keys(context: Context) -> "KeyFolder":
    from talktag.seal.keys.key_folder import KeyFolder

    return KeyFolder(context.config / "keys", None)


def _refuse(folder: "KeyFolder") -> "Keys":
    from talktag.errors import SealedError

    raise SealedError(f'no key in "{folder.path}" is opened for an assistant')
