"""`talktag key`: the owner's keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.view import Block, Columns, Facts, Line, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.key import Accepted, BackedUp, KeysShown


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @command(app, "show", show_keys, family="key")
    def show(context: Context) -> Outcome:
        """Show your public keys, and where the secret ones are."""
        from talktag.ops.key import show_keys as operate

        return operate(context.session())

    @command(app, "backup", show_backup, family="key")
    def backup(
        context: Context,
        output: Annotated[
            Path, typer.Option("--output", "-o", metavar="FILE", help="The file; - is standard output.")
        ] = Path("-"),
    ) -> Outcome:
        """Write out the recovery key, to be kept on paper: it opens every note if the passphrase is forgotten.

        Example: talktag key backup | lp
        """
        from talktag.ops.key import back_up

        return back_up(context.session(), None if str(output) == "-" else output)

    @command(app, "accept", show_accepted, family="key")
    def accept(context: Context) -> Outcome:
        """Accept the store's list of recipients on this computer, after looking at who is in it."""
        from talktag.ops.key import accept_recipients

        return accept_recipients(context.session())


def show_keys(data: "KeysShown") -> Iterator[Block]:
    """The public keys."""
    yield Facts(
        [
            ("folder", data.folder),
            ("passphrase", "yes" if data.protected else "no"),
            ("fingerprint", data.fingerprint),
            ("signing key", data.signing_line),
            ("recipient", data.recipient),
            ("recovery recipient", data.recovery),
        ]
    )


def show_backup(data: "BackedUp") -> View:
    """Where it went."""
    return [Line(f"the recovery key is in {data.path}; print it, then delete the file")]


def show_accepted(data: "Accepted") -> View:
    """Who new notes are sealed to."""
    return [Columns(("recipient",), [(each,) for each in data.recipients])]
