"""A menu in plain lines: numbers to pick by, words to narrow it. It draws nothing and moves nothing on the screen.

So a screen reader tells it as it is, and it works at every terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talktag.errors import Candidate, DeclinedError
from talktag.model.values.fold import fold

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal

PAGE = 20  # lines
_TRIES = 3


def pick_from_menu(terminal: Terminal, heading: str, choices: Sequence[Candidate]) -> str:
    """The value of the choice that a person picks; DeclinedError where they pick none."""
    found, start = list(choices), 0
    terminal.say(f"{heading}:")
    _show_page(terminal, found, start)
    tries = _TRIES
    while tries:
        answer = terminal.ask(_question(found, start), "")
        if not answer:
            break
        if picked := _pick_by(answer, found, choices):
            return picked
        if answer == "+" and start + PAGE < len(found):
            start += PAGE
            _show_page(terminal, found, start)
        elif narrower := _narrow(answer, choices):
            found, start = narrower, 0
            _show_page(terminal, found, start)
        else:
            tries -= 1
            terminal.say(f'nothing here has "{answer}" in it')
    raise DeclinedError("nothing was done")


def _show_page(terminal: Terminal, found: Sequence[Candidate], start: int) -> None:
    for number, each in enumerate(found[start : start + PAGE], start + 1):
        terminal.say(f"{number:>3}  {each.line}")


def _question(found: Sequence[Candidate], start: int) -> str:
    more = ", + for more" if start + PAGE < len(found) else ""
    words = ", or words of it" if len(found) > PAGE else ""
    numbers = f"1 to {len(found)}" if len(found) > 1 else "1"
    return f"Which one? {numbers}{words}{more}, Enter for none"


def _pick_by(answer: str, found: Sequence[Candidate], every: Sequence[Candidate]) -> str | None:
    """What was typed as a number of what is shown, or letter by letter."""
    if answer.isascii() and answer.isdigit() and 1 <= int(answer[:9]) <= len(found):
        return found[int(answer[:9]) - 1].value
    return next((each.value for each in every if each.value == answer), None)


def _narrow(answer: str, every: Sequence[Candidate]) -> list[Candidate]:
    """Those with all the words in their line; a number is no word."""
    if answer.isdigit():
        return []
    words = fold(answer).split()
    return [each for each in every if words and all(word in fold(each.line) for word in words)]
