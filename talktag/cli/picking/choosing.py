"""A person at a terminal picks one where several things fit, or where none was named; the command goes on with it.

Nothing is picked for anybody: without a terminal, and with --json or --yes, the error says what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talktag.errors import AmbiguousError, Candidate, UsageError

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal
    from talktag.cli.picking.asked import Missing
    from talktag.ops.outcome import OneByOne, Outcome
    from talktag.ops.session import Session

_VARIABLE = "TALKTAG_PICKER"


def ask_which(
    terminal: Terminal,
    operate: Callable[[Mapping[str, Any]], Outcome | OneByOne],
    values: Mapping[str, Any],
    missing: Sequence[Missing],
    open_session: Callable[[], Session],
) -> Callable[[], Outcome | OneByOne]:
    """The operation on the values: it asks for what is `missing`, and which is meant wherever several could be.

    What was picked stays picked where the operation is run once more. Nobody is asked where `terminal` may not.
    """
    picked: dict[str, str] = {}
    given = dict(values)
    left = list(missing)

    def operate_on_picked() -> Outcome | OneByOne:
        while left:
            _ask_missing(terminal, left.pop(0), given, open_session)
        while True:
            try:
                return operate({key: _with_picked(value, picked) for key, value in given.items()})
            except AmbiguousError as error:
                is_typed = any(error.ref in (value if isinstance(value, list) else [value]) for value in given.values())
                can_pick = error.choices and error.ref not in picked and terminal.can_ask
                if not (is_typed and can_pick):
                    raise
                picked[error.ref] = pick(terminal, error.message, error.choices)

    return operate_on_picked


def _ask_missing(terminal: Terminal, each: Missing, given: dict[str, Any], open_session: Callable[[], Session]) -> None:
    """Have a person pick what was left out; UsageError where nobody can, and the command cannot do without."""
    if not (terminal.can_ask and each.may_be_asked(given)):
        if each.is_required:
            raise UsageError(f"{each.word} is missing", hints=each.hints)
        return
    choices = each.asked.choices(open_session())
    # Where what there is depends on the rest, the operation tells of it, once it knows that nothing was named.
    given.update(each.fill_in(given, "" if choices is None else pick(terminal, each.heading, choices)))


def pick(terminal: Terminal, heading: str, choices: Sequence[Candidate]) -> str:
    """The value of what a person picks, with the picker of theirs.

    Raises DeclinedError or KeyboardInterrupt where they pick none.
    """
    from talktag.cli.picking.menu import pick_from_menu

    wanted = _wanted_picker(terminal)
    if wanted != "menu":
        from talktag.cli.picking.fzf import pick_with_fzf, program

        if path := program(terminal):
            picked = pick_with_fzf(terminal, path, heading, choices)
            if picked is not None:
                return picked
            terminal.say("notice: fzf did not work; here is the menu")
        elif wanted == "fzf":
            terminal.say("notice: there is no fzf here; here is the menu")
    return pick_from_menu(terminal, heading, choices)


def _wanted_picker(terminal: Terminal) -> str | None:
    """What the variable or the person's settings say, in this order; None where neither does."""
    from talktag.cli.own.settings import own_settings
    from talktag.model.settings.values import parse_picker

    if name := terminal.environment.get(_VARIABLE):
        try:
            return parse_picker(name)
        except ValueError as error:
            raise UsageError(f"{_VARIABLE}: {error}") from None
    return own_settings(terminal.environment).picker


def _with_picked(value: Any, picked: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_with_picked(each, picked) for each in value]
    return picked.get(value, value) if isinstance(value, str) else value
