"""What is said where git cannot be run, fails, or must not be let near a repository. It runs nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from talktag.errors import SyncError, UntrustedError
from talktag.store.git.vetting import Odd


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Turn what keeps git from being run at all into a SyncError."""
    try:
        yield
    except FileNotFoundError as error:
        raise SyncError(
            "git is not installed, and talktag keeps its history with it",
            hints=["install it, for example with: apt install git  (or from https://git-scm.com)"],
        ) from error
    except OSError as error:
        raise SyncError(f"git could not be run: {error.strerror or error}") from error


def failure(command: str, said: bytes) -> SyncError:
    """The error of a git that failed with these words."""
    words = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    return SyncError(f"git {command} failed", details=words[:4], hints=[_hint(said)])


def refusal(found: Odd) -> UntrustedError:
    """The error of a file with which git would leave the store, or wait for ever."""
    if found.waits:
        hint = f"look at it, then take it away: rm {quote(str(found.path))}"
        return UntrustedError(f'"{found.path}" is a pipe or a device, where Git keeps files', hints=[hint])
    return UntrustedError(
        f'"{found.path}" is not in the store itself', hints=["keep the store in a plain Git clone of its own"]
    )


def harmful(key: str, folder: Path) -> UntrustedError:
    """The error of a setting of the store's own that could do more than keep its files."""
    name, here = quote(key), quote(str(folder))
    return UntrustedError(
        f'the store\'s own Git settings hold "{key}", which could run a program or reach out of the store',
        hints=[
            f"if you set it yourself, move it to your user settings: git config --global {name} VALUE",
            f"then take it out of the store: git -C {here} config --unset-all {name}",
        ],
    )


def _hint(said: bytes) -> str:
    """What to type after git failed with these words."""
    if b".lock': File exists" in said:
        return "another git is at work in this store; try again in a minute"
    return "see what is wrong with: talktag doctor"
