"""`talktag init`: start a store."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_paper
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.input.terminal import Terminal
from talktag.cli.views.view import Block, Line, Pairs
from talktag.errors import InvalidError, UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.model.settings.store_settings import Settings
    from talktag.ops.upkeep.init import Started

T = TypeVar("T")
_USUAL = "~/things"
_NONE = "-"


def show(data: "Started") -> Iterator[Block]:
    """Where things are, and what to do next."""
    yield Line(f"Your store is {data.folder}", "strong")
    yield Pairs([("keys", f"{data.keys}{' (new)' if data.new_keys else ''}")])
    yield Line("Next: talktag add NAME, and talktag key backup -o recovery.pdf to print a recovery key")


class OwnerFlags(NamedTuple):
    """What a new store says of its owner."""

    owner: Annotated[str, typer.Option(help="Your name.", show_default=False)] = ""
    contact: Annotated[str, typer.Option(help="The mail address finders write to; best one just for tags.")] = ""
    currency: Annotated[
        str | None,
        typer.Option(
            help="The currency of prices typed without one, like EUR.",
            autocompletion=completes("talktag.model.values.currency:CODES_IN_ORDER"),
        ),
    ] = None
    stock: Annotated[
        str | None, typer.Option(help="The label paper of your printer.", autocompletion=complete_paper)
    ] = None


@command("init", view=show)
def init(
    context: Context,
    wanted: OwnerFlags,
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)
    ] = None,
    no_passphrase: Annotated[bool, typer.Option("--no-passphrase", help="Keep new keys unprotected.")] = False,
) -> Outcome:
    """Start a store in DIR, and make keys if you have none.

    What is left out is asked for at a terminal. The first store is the one that is used where no other is named.

    Example: talktag init ~/things --owner "Ana Pérez" --contact ana+tags@example.org
    """
    from talktag.ops.upkeep.init import init as operate

    wanted = _check_flags(wanted)
    folder, wanted = _ask_missing(context.terminal, folder, wanted)
    store = context.new_store(folder)
    settings = _settings(context.terminal, wanted)
    outcome = operate(context.session(), store, settings, None if no_passphrase else context.new_passphrase)
    return outcome._replace(effects=(*outcome.effects, *context.keeping_store(store.folder)))


def _check_flags(wanted: OwnerFlags) -> OwnerFlags:
    """What was typed behind flags, which is judged before anything is asked for."""
    from talktag.ops.upkeep.init import check_contact, check_currency, checked_paper

    if wanted.contact:
        check_contact(wanted.contact)
    check_currency(wanted.currency)
    return wanted._replace(stock=checked_paper(wanted.stock))


def _ask_missing(terminal: Terminal, folder: Path | None, wanted: OwnerFlags) -> tuple[Path, OwnerFlags]:
    """All that is needed; what was not typed is asked for, currency and paper only where something else is, too.

    UsageError that names what is missing where nobody can be asked.
    """
    needed = {"DIR": folder, "--owner NAME": wanted.owner, "--contact MAIL": wanted.contact}
    missing = [flag for flag, value in needed.items() if not value]
    if missing and not terminal.can_ask:
        are = "are" if len(missing) > 1 else "is"
        raise UsageError(
            f"{', '.join(missing)} {are} missing, and {terminal.silence}",
            hints=[f"add it with {flag}" for flag in missing],
        )
    folder = folder or _ask(terminal, f"A folder for it [{_USUAL}]", _checked_place)
    _check_folder(folder)
    owner = wanted.owner or _ask(terminal, "Your name", _checked_given)
    contact = wanted.contact or _ask(terminal, "The mail address finders write to", _checked_contact)
    wanted = wanted._replace(owner=owner, contact=contact)
    return folder, _with_usual(terminal, wanted) if missing else wanted


def _with_usual(terminal: Terminal, wanted: OwnerFlags) -> OwnerFlags:
    """The same with currency and label paper, each of which may be left out."""
    from talktag.cli.own.currency import usual_currency
    from talktag.model.values.currency import CODES_IN_ORDER
    from talktag.ops.upkeep.init import checked_paper
    from talktag.paper.labels.papers import described

    if wanted.currency is None:
        usual = usual_currency(terminal.environment)
        shown = f"such as EUR [{usual}; {_NONE} for none]" if usual else "such as EUR; Enter for none"

        def check(text: str) -> str:
            return _checked_currency({"": usual, _NONE: ""}.get(text, text))

        question = f"The currency of prices typed without one, {shown}"
        wanted = wanted._replace(currency=_ask(terminal, question, check, offers=CODES_IN_ORDER))
    if wanted.stock is None:
        question = "The label paper of your printer, such as Avery L7160; Enter for none"
        paper = _ask(terminal, question, lambda text: checked_paper(text) or "", offers=tuple(described()))
        wanted = wanted._replace(stock=paper)
    return wanted


def _settings(terminal: Terminal, wanted: OwnerFlags) -> "Settings":
    from talktag.model.settings.store_settings import Settings
    from talktag.model.values.ident import ID_BITS, make_id

    return Settings(
        make_id(terminal.random_bits(ID_BITS)),
        wanted.owner,
        wanted.contact,
        wanted.currency.upper() if wanted.currency else None,
        paper=wanted.stock or None,
    )


def _ask(terminal: Terminal, question: str, check: Callable[[str], T], *, offers: Sequence[str] = ()) -> T:
    from talktag.cli.input.until_right import ask_until_right

    return ask_until_right(terminal, question, check, offers=offers, gives_up="no store was made")


def _checked_place(text: str) -> Path:
    """The folder that was typed, where no shell has looked at it."""
    folder = Path(text or _USUAL).expanduser()
    _check_folder(folder)
    return folder


def _check_folder(folder: Path) -> None:
    from talktag.ops.upkeep.init import check_folder

    check_folder(folder.absolute())


def _checked_given(text: str) -> str:
    if not text:
        raise InvalidError("that is empty")
    return text


def _checked_contact(text: str) -> str:
    from talktag.ops.upkeep.init import check_contact

    check_contact(text)
    return text


def _checked_currency(text: str) -> str:
    from talktag.ops.upkeep.init import check_currency

    check_currency(text)
    return text
