"""What a person is asked of a card they take in: if they read it on the spot, whose it is. It keeps nothing."""

from __future__ import annotations

from pathlib import Path

from talktag.cli.input.once import read_once
from talktag.cli.input.terminal import Terminal
from talktag.cli.input.until_right import ask_until_right
from talktag.errors import InvalidError, NotFoundError

_LIMIT = 64 * 1024 * 1024


def read_card_file(terminal: Terminal, path: Path) -> bytes:
    """The bytes of the file, or of standard input, of which no more is read than a photograph has."""
    from talktag import disk

    if str(path) == "-":
        (data,) = read_once(terminal.stdin, lambda: (terminal.stdin.buffer.read(_LIMIT + 1),))
        return data
    try:
        return disk.read(disk.real_path(path), _LIMIT)
    except FileNotFoundError:
        raise NotFoundError(f'there is no file "{path}"', hints=["check the name"]) from None


def ask_spot(terminal: Terminal, name: str) -> bool:
    """Whether the person says so; anything but a yes is a no."""
    question = f"Did you photograph this card of {name} yourself, where it hangs?"
    return terminal.choose(question, {"y": "yes", "n": "no"}, "n") == "y"


def ask_role(terminal: Terminal, name: str) -> str:
    """The role of somebody, asked until it is one."""
    from talktag.model.parties.roles import ROLE_NAMES

    def check(answer: str) -> str:
        role = answer.casefold() or "other"
        if role not in ROLE_NAMES:
            raise InvalidError(f'"{answer}" is not a role')
        return role

    question = f"What is {name} to you ({', '.join(ROLE_NAMES)}) [other]"
    return ask_until_right(terminal, question, check, offers=ROLE_NAMES, gives_up="nothing was added")
