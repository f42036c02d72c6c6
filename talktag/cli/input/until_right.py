"""A question that is asked until its answer holds up, or the person ends it. It judges no answer itself.

Giving up sooner would hand what is typed next, such as a passphrase, to the shell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from talktag.errors import AmbiguousError, DeclinedError, TalktagError

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal

T = TypeVar("T")


def ask_until_right(
    terminal: Terminal, question: str, check: Callable[[str], T], *, offers: Sequence[str] = (), gives_up: str
) -> T:
    """What `check` makes of the answer; what it refuses is told, with near words to pick by number, and asked again.

    Tab completes `offers`. DeclinedError that says `gives_up` where the person ends the input.
    """
    picks: tuple[str, ...] = ()
    while True:
        answer = terminal.prompt(question, offers)
        if answer is None:
            raise DeclinedError(gives_up)
        if answer.isascii() and answer.isdigit() and 0 < int(answer[:3]) <= len(picks):
            answer = picks[int(answer[:3]) - 1]
        try:
            return check(answer)
        except TalktagError as error:
            terminal.say(f"talktag: {error.message}")
            picks = _near(error)
            for number, word in enumerate(picks, 1):
                terminal.say(f"{number:>3}  {word}")
            if picks:
                terminal.hint("type one of these numbers, or another answer")


def _near(error: TalktagError) -> tuple[str, ...]:
    """The words that were perhaps meant."""
    if isinstance(error, AmbiguousError):
        return error.details  # of label papers, whose choices are their names
    meant = (hint.removeprefix("did you mean ").removesuffix("?") for hint in error.hints if hint.startswith("did you"))
    return tuple(meant)
