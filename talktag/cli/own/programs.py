"""Programs of the person's, found and run: by rules that no store and no folder one happens to be in can bend.

A program is a name on the PATH, or a way from `/` or `~/`; never one in the current folder or in the store. No shell
reads its words.
"""

from __future__ import annotations

import os
import signal
import stat
import subprocess
from collections.abc import Iterator, Mapping, Sequence

from talktag.cli import places
from talktag.errors import DiskError, NoStoreError


def store_of(named: object, environment: Mapping[str, str]) -> str | None:
    """The folder of the store of this run, None where there is none; it is not opened."""
    try:
        return places.store_path(str(named) if named else None, environment)
    except NoStoreError:
        return None


def find_program(name: str, environment: Mapping[str, str], store: str | None) -> str | None:
    """The file that is run for a name or a path; None where there is none that may be."""
    if "/" in name:
        path = f"{environment.get('HOME', '~')}{name[1:]}" if name.startswith("~/") else name
        return path if path.startswith("/") and _may_run(path, store) else None
    paths = (os.path.join(folder, name) for folder in trusted_folders(environment, store))  # noqa: PTH118 - texts
    return next((path for path in paths if _may_run(path, store)), None)


def trusted_folders(environment: Mapping[str, str], store: str | None) -> Iterator[str]:
    """The folders of the PATH that programs are looked for in: absolute, not the current one, not in the store."""
    here = os.path.realpath(os.curdir)
    for folder in dict.fromkeys(environment.get("PATH", "").split(os.pathsep)):
        if folder.startswith("/") and os.path.realpath(folder) != here and not is_within(folder, store):
            yield folder


def programs_called(beginning: str, environment: Mapping[str, str], store: str | None) -> dict[str, str]:
    """The programs whose names begin so, by name, each with its file; the first on the PATH counts."""
    found: dict[str, str] = {}
    for folder in trusted_folders(environment, store):
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208 - texts
        except OSError:
            continue
        for name in names:
            path = f"{folder}/{name}"
            if name.startswith(beginning) and name not in found and _may_run(path, store):
                found[name] = path
    return found


def _may_run(path: str, store: str | None) -> bool:
    """Whether it is a regular file that may be executed, and neither it nor what it leads to is in the store."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a text
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(mode) and os.access(path, os.X_OK) and not is_within(path, store)


def is_within(path: str, store: str | None) -> bool:
    """Whether a path, or what it leads to, is in the store."""
    if store is None:
        return False
    inside = os.path.realpath(store)
    real = (os.path.realpath(path), os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path)))  # noqa: PTH118,PTH119,PTH120
    return any(each == inside or each.startswith(f"{inside}{os.sep}") for each in real)


def run_attached(words: Sequence[str], environment: Mapping[str, str], folder: str | None = None) -> int:
    """Run a program with the terminal that this one has, to its end: its exit code, 128 and more for a signal.

    Ctrl-C is the program's to obey. DiskError where it cannot be started.
    """
    before = signal.signal(signal.SIGINT, lambda *_: None)  # which a program that is started does not inherit
    try:
        code = subprocess.call(words, env=dict(environment), cwd=folder)
    except OSError as error:
        raise DiskError(f'"{words[0]}" could not be started: {error.strerror}') from error
    finally:
        signal.signal(signal.SIGINT, before)
    return code if code >= 0 else 128 - code
