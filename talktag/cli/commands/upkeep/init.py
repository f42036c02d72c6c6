"""`talktag init`: start a store."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.input.terminal import Terminal
from talktag.cli.views.view import Block, Line, Pairs
from talktag.errors import InvalidError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.model.settings.store_settings import Settings
    from talktag.ops.upkeep.init import Started

_USUAL = "~/things"


def show(data: "Started") -> Iterator[Block]:
    """Where things are, and what to do next."""
    yield Line(f"Your store is {data.folder}", "strong")
    yield Pairs([("keys", f"{data.keys}{' (new)' if data.new_keys else ''}")])
    yield Line("Next: talktag add NAME, and talktag key backup -o recovery.pdf to print a recovery key")


@command("init", view=show)
def init(
    context: Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)
    ] = None,
    owner: Annotated[str, typer.Option(help="Your name.", show_default=False)] = "",
    contact: Annotated[str, typer.Option(help="The mail address finders write to; best one just for tags.")] = "",
    currency: Annotated[str | None, typer.Option(help="The currency of prices typed without one, like EUR.")] = None,
    no_passphrase: Annotated[bool, typer.Option("--no-passphrase", help="Keep new keys unprotected.")] = False,
) -> Outcome:
    """Start a store in DIR, and make keys if you have none.

    What is left out is asked for at a terminal.

    Example: talktag init ~/things --owner "Ana Pérez" --contact ana+tags@example.org
    """
    from talktag.ops.upkeep.init import check_folder
    from talktag.ops.upkeep.init import init as operate

    terminal = context.terminal
    asks = folder is None or not owner or not contact
    folder = folder or _at_home(_ask_checked(terminal, f"A folder for it [{_USUAL}]", "DIR", _check_place))
    check_folder(folder.absolute())
    settings = _settings(terminal, owner, contact, currency, asks=asks)
    store = context.new_store(folder)
    outcome = operate(context.session(), store, settings, None if no_passphrase else context.new_passphrase)
    return outcome._replace(effects=(*outcome.effects, *context.keeping_store(store.folder)))


def _settings(terminal: Terminal, owner: str, contact: str, currency: str | None, *, asks: bool) -> "Settings":
    """What a store says of its owner; what was not typed is asked for, the currency only where others are, too."""
    from talktag.model.settings.store_settings import Settings
    from talktag.model.values.ident import ID_BITS, make_id
    from talktag.ops.upkeep.init import check_contact, check_currency

    owner = owner or _ask_checked(terminal, "Your name", "--owner NAME", _check_given)
    contact = contact or _ask_checked(terminal, "The mail address finders write to", "--contact MAIL", check_contact)
    if asks and currency is None:
        question = "The currency of prices typed without one, such as EUR; Enter for none"
        currency = _ask_checked(terminal, question, "--currency CODE", check_currency)
    return Settings(make_id(terminal.random_bits(ID_BITS)), owner, contact, currency.upper() if currency else None)


def _ask_checked(terminal: Terminal, question: str, flag: str, check: Callable[[str], object]) -> str:
    """An answer that holds up, within three tries; UsageError naming `flag` where nobody can be asked."""
    for left in reversed(range(3)):
        answer = terminal.ask(question, flag)
        try:
            check(answer)
        except InvalidError as error:
            if not left:
                raise
            terminal.say(f"talktag: {error.message}")
        else:
            return answer
    raise AssertionError


def _at_home(text: str) -> Path:
    """The folder that was typed, where no shell has looked at it."""
    return Path(text or _USUAL).expanduser()


def _check_place(text: str) -> None:
    from talktag.ops.upkeep.init import check_folder

    check_folder(_at_home(text).absolute())


def _check_given(text: str) -> None:
    if not text:
        raise InvalidError("that is empty")
