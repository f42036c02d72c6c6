"""Picking with fzf, the fuzzy finder, where the person has it. It is handed lines and gives a number, and runs nothing.

Its own variables, which may name commands, are kept from it: what it does is the same for everybody.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from typing import TYPE_CHECKING

from talktag.errors import Candidate, NotFoundError

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal

_FIXED = ("--read0", "--print0", "--no-multi", "--delimiter=\t", "--with-nth=2..", "--layout=reverse", "--no-mouse")
_NO_MATCH, _INTERRUPTED = 1, 130


def program(terminal: Terminal) -> str | None:
    """Where fzf is; None where it is not, or could not draw."""
    if terminal.environment.get("TERM", "dumb") == "dumb":
        return None
    return shutil.which("fzf", path=terminal.environment.get("PATH"))


def pick_with_fzf(terminal: Terminal, path: str, heading: str, choices: Sequence[Candidate]) -> str | None:
    """The value of the choice that a person picks; None where fzf could not do its part.

    Raises NotFoundError where nothing fits what they typed, KeyboardInterrupt where they leave it.
    """
    from talktag.cli.input.quiet import terminal_as_it_was
    from talktag.cli.input.terminal import one_line

    # Neither NUL nor tab is left in what was made visible, so each line is one choice and its number is its own.
    lines = "\0".join(f"{number}\t{one_line(each.line)}" for number, each in enumerate(choices))
    environment = {key: value for key, value in terminal.environment.items() if not key.startswith("FZF_")}
    looks = ["--no-color"] if environment.get("NO_COLOR") else []
    words = [path, *_FIXED, *looks, f"--header={one_line(heading)}"]
    try:
        with terminal_as_it_was():
            done = subprocess.run(
                words, input=lines.encode("utf-8", "replace"), stdout=subprocess.PIPE, env=environment, check=False
            )
    except OSError:
        return None
    if done.returncode == _INTERRUPTED:
        raise KeyboardInterrupt
    if done.returncode == _NO_MATCH:
        raise NotFoundError("nothing fits what was typed", hints=["type the command again"])
    number = done.stdout.partition(b"\t")[0]
    if done.returncode or not number.isdigit() or int(number) >= len(choices):
        return None
    return choices[int(number)].value
