"""The menu where what was typed fits several things: a person at a terminal picks one, and the command goes on with it.

Nothing is picked for anybody: without a terminal, and with --json or --yes, the error says what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from talktag.errors import AmbiguousError, DeclinedError

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal
    from talktag.ops.outcome import Outcome


def ask_which(
    terminal: Terminal, operate: Callable[[Mapping[str, Any]], Outcome], values: Mapping[str, Any], *, may_ask: bool
) -> Callable[[], Outcome]:
    """The operation on the values, which asks which one is meant wherever its answer is that several could be."""
    picked: dict[str, str] = {}

    def operate_on_picked() -> Outcome:
        while True:
            try:
                return operate({key: _with_picked(value, picked) for key, value in values.items()})
            except AmbiguousError as error:
                is_typed = any(
                    error.ref in (value if isinstance(value, list) else [value]) for value in values.values()
                )
                can_pick = error.choices and error.ref not in picked and terminal.can_ask
                if not (may_ask and is_typed and can_pick):
                    raise
                picked[error.ref] = pick(terminal, error)

    return operate_on_picked


def pick(terminal: Terminal, error: AmbiguousError) -> str:
    """What a person picks of the choices by its number; DeclinedError where they pick none."""
    terminal.say(f"{error.message}:")
    for number, line in enumerate(error.details, 1):
        terminal.say(f"{number:>3}  {line}" if number <= len(error.choices) else f"     {line}")
    for _ in range(3):
        answer = terminal.ask(f"Which one? 1 to {len(error.choices)}, Enter for none", "")
        if not answer:
            break
        if answer.isascii() and answer.isdigit() and 1 <= int(answer[:4]) <= len(error.choices):
            return error.choices[int(answer[:4]) - 1]
        if answer in error.choices:
            return answer
    raise DeclinedError("nothing was done")


def _with_picked(value: Any, picked: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_with_picked(each, picked) for each in value]
    return picked.get(value, value) if isinstance(value, str) else value
