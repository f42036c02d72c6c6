"""`talktag init`: start a store."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.view import Block, Facts, Line
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.init import Started


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "init", show)
    def init(
        context: Context,
        folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
        owner: Annotated[str, typer.Option(help="Your name.", show_default=False)] = "",
        contact: Annotated[str, typer.Option(help="The mail address finders write to; best one just for tags.")] = "",
        currency: Annotated[
            str | None, typer.Option(help="The currency of prices typed without one, like EUR.")
        ] = None,
        no_passphrase: Annotated[bool, typer.Option("--no-passphrase", help="Keep new keys unprotected.")] = False,
    ) -> Outcome:
        """Start a store in DIR, and make keys if you have none.

        Example: talktag init ~/things --owner "Ana Pérez" --contact ana+tags@example.org
        """
        from talktag.model.ident import ID_BITS, make_id
        from talktag.model.settings import Settings
        from talktag.ops.init import init as operate

        owner = owner or context.terminal.ask("Your name", "--owner NAME")
        contact = contact or context.terminal.ask("The mail address finders write to", "--contact MAIL")
        settings = Settings(make_id(secrets.randbits(ID_BITS)), owner, contact, currency and currency.upper())
        store = context.new_store(folder)
        outcome = operate(
            context.session(), store, settings, (lambda: None) if no_passphrase else context.new_passphrase
        )
        make = outcome.after

        def after() -> str | None:
            commit = make() if make else None
            context.remember_store(store.folder)
            return commit

        return Outcome(outcome.data, after=after)


def show(data: "Started") -> Iterator[Block]:
    """Where things are, and what to do next."""
    yield Line(f"Your store is {data.folder}", "strong")
    yield Facts([("keys", f"{data.keys}{' (new)' if data.new_keys else ''}")])
    yield Line("Next: talktag add NAME, and talktag key backup to keep a recovery key on paper")
