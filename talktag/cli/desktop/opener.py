"""The program that shows files on this desktop: which one it is, and how it is started. Takes none from a store."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.cli import places
from talktag.cli.own.settings import own_settings
from talktag.errors import DiskError

if TYPE_CHECKING:
    from talktag.cli.context import Context
    from talktag.ops.files.open import Desk

_SETTING = "opener"
_OPENERS = (("xdg-open",), ("gio", "open"))
_SOON = 0.5  # seconds in which a program that cannot do it says so


def desk_of(context: Context) -> Desk:
    """How and where this run shows files."""
    from talktag.cli.input.private_edit import memory_place
    from talktag.ops.files.open import Desk

    environment = context.terminal.environment
    memory = memory_place(environment)
    own = memory / f"talktag-opened-{os.getuid()}" if memory else None
    held = own if own and _is_mine(own) else None
    return Desk(opener_words(environment), context.cache_folder() / "opened", held)


def _is_mine(folder: Path) -> bool:
    """Whether the folder is nobody's yet, or this person's alone: where it lies, others may make folders, too."""
    try:
        seen = folder.lstat()
    except FileNotFoundError:
        return True
    return stat.S_ISDIR(seen.st_mode) and seen.st_uid == os.getuid() and not seen.st_mode & 0o077


def opener_words(environment: Mapping[str, str]) -> tuple[str, ...] | None:
    """The words of `opener` in the person's settings, else those that start what the desktop has; None without one."""
    if own := own_settings(environment).opener:
        return (places.absolute(own[0]) if own[0].startswith("~") else own[0], *own[1:])
    if sys.platform == "darwin":
        return ("open",)
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return None
    return next((each for each in _OPENERS if shutil.which(each[0], path=environment.get("PATH"))), None)


def start(context: Context, words: Sequence[str]) -> None:
    """Start it, in a session of its own, so that it stays when the terminal goes; DiskError where it cannot be."""
    hints = [f"name another: {_SETTING} in your settings", "or copy the file out: talktag file REF NAME -o FILE"]
    try:
        started = subprocess.Popen(
            words,
            env=dict(context.terminal.environment),
            cwd=Path.home(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise DiskError(f'"{words[0]}" could not be started: {error.strerror}', hints=hints) from error
    try:
        code = started.wait(_SOON)
    except subprocess.TimeoutExpired:
        return  # it shows the file, and ends when its window is closed
    if code:
        raise DiskError(f'"{words[0]}" ended with {code}', hints=hints)
