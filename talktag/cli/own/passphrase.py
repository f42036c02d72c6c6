"""The passphrase of the person's keys out of a program of their choice, asked once a run. It never keeps it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from talktag.cli.own.programs import find_program
from talktag.errors import SealedError

_LIMIT = 4096
_WITHOUT = (
    "or hand it over once with: --passphrase-file FILE",
    "or type it from now on: talktag config passphrase_command=",
)


def ask_program(words: Sequence[str], environment: Mapping[str, str], store: str | None, *, folder: Path) -> str:
    """The first line of what the program prints, without its end; what it says besides goes to the terminal.

    It is run in `folder`. SealedError, with what to do, where it cannot be run, fails, or prints no such line.
    """
    import shlex
    import sys

    from talktag.cli import core_dumps

    core_dumps.forbid()
    by_hand = f"try it by hand: {shlex.join(words)}"
    path = find_program(words[0], environment, store)
    if path is None:
        raise SealedError(f'passphrase_command names "{words[0]}", and there is no such program', hints=_WITHOUT)
    is_terminal = sys.stdin is not None and sys.stdin.isatty()
    try:
        with subprocess.Popen(
            [path, *words[1:]],
            env=dict(environment),
            cwd=folder,
            stdin=None if is_terminal else subprocess.DEVNULL,  # which may hold a note
            stdout=subprocess.PIPE,
        ) as process:
            said = process.stdout.read(_LIMIT) if process.stdout else b""
    except OSError as error:
        raise SealedError(f'"{path}" could not be run: {error.strerror}', hints=_WITHOUT) from error
    if process.returncode and len(said) < _LIMIT:
        raise SealedError(
            f'"{words[0]}" gave no passphrase: it ended with {process.returncode}', hints=[by_hand, *_WITHOUT]
        )
    try:
        line = said.split(b"\n", 1)[0].removesuffix(b"\r").decode("utf-8")
    except UnicodeDecodeError:
        line = ""
    if not line:
        raise SealedError(f'"{words[0]}" printed no line of text', hints=[by_hand, *_WITHOUT])
    return line
