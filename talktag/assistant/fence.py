"""The fence around an assistant's run: what no tool needs cannot be done by any, whatever is wrong in the program.

It is raised once and stands until the process ends. It is no sandbox: it stops this program, and none that it starts,
which is git alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from talktag.errors import SealedError

_SEALED = (".age",)  # notes, sealed bundles, keys under a passphrase
# Of the folder of keys, what is no secret.
_PUBLIC = ("signing_key.pub", "recipients.txt", "recipients.pin", "signers.pin", "owner.pub")
_NETWORK = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo")
_STARTS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile")
_SHELLS = ("os.system", "pty.spawn")


def raise_fence(keys: str) -> None:
    """From now on no sealed file and no secret in the folder `keys` is opened, nothing is sent, and only git is run."""
    sys.addaudithook(fence(keys))


def fence(keys: str) -> Callable[[str, Sequence[Any]], None]:
    """What looks at each event of the interpreter, as `sys.addaudithook` calls it; SealedError for what is refused."""
    folder = os.path.join(os.path.abspath(keys), "")  # noqa: PTH118, PTH100 - a hook is asked often, and loads nothing

    def look(event: str, args: Sequence[Any]) -> None:
        if event == "open":
            _look_at_file(args[0], folder)
        elif event in _NETWORK or event in _SHELLS:
            raise SealedError("nothing is sent or started for an assistant")
        elif event in _STARTS:
            _look_at_program(args)

    return look


def _look_at_file(name: Any, keys: str) -> None:
    if isinstance(name, int):
        return
    path = os.fsdecode(name)
    last = path.rpartition("/")[2]
    is_secret = last not in _PUBLIC and os.path.join(os.path.abspath(os.path.dirname(path)), "").startswith(keys)  # noqa: PTH118, PTH100, PTH120
    if path.endswith(_SEALED) or is_secret or "/keys/masks/" in path or path.endswith("keys/finder.toml"):
        raise SealedError("no sealed file and no key is opened for an assistant")


def _look_at_program(args: Sequence[Any]) -> None:
    program = os.fsdecode(args[0]) if args and args[0] is not None else ""
    if program.rpartition("/")[2] != "git":
        raise SealedError("no program but git is started for an assistant")
