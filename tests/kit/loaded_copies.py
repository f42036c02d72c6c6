"""The process that `loaded.py` copies: loads talktag, then does as it is told on the channel whose number it is given.

Each order is a JSON object: a command to carry out in a copy, with its three streams beside it, answered with the
copy's number; or the number of one that ended, answered with how it ended. With a `door`, the words are those of a
shell, whose commands are carried out by copies of that copy, in the session of its terminal. Judges nothing.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import gc
import importlib
import io
import json
import os
import pkgutil
import resource
import signal
import socket
import sys
import termios
import threading
import time
import traceback
from pathlib import Path
from typing import Any

import talktag


def load() -> None:
    """Load all of talktag, and what that needs, but the assistant's door: that takes as long as all the rest.

    What Typer makes of the commands is made, too.
    """
    from talktag.cli import main

    for module in pkgutil.walk_packages(talktag.__path__, "talktag."):
        if not module.name.startswith("talktag.assistant."):
            with contextlib.suppress(ImportError):  # an extra that is not installed
                importlib.import_module(module.name)
    program = main.whole_command()
    for name in program.list_commands(None):
        program.get_command(None, name)


def serve(channel: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Answer orders until the channel is closed; returns, in each copy, what that has to do."""
    while True:
        text, streams, _, _ = socket.recv_fds(channel, 200_000, 3)
        if not text:
            os._exit(0)
        order = json.loads(text)
        if "ended" in order:
            answer = os.waitstatus_to_exitcode(os.waitpid(order["ended"], 0)[1])
        else:
            answer = os.fork()
            if answer == 0:
                channel.close()
                return order, streams
            for each in streams:
                os.close(each)
        channel.send(str(answer).encode())


def become(order: dict[str, Any], streams: list[int]) -> None:
    """Make this process what the order says: its streams, place, variables, words, and how much memory it may have."""
    if order["at_terminal"]:
        os.setsid()
        fcntl.ioctl(streams[0], termios.TIOCSCTTY, 0)
    for number, each in enumerate(streams):
        os.dup2(each, number)
    for each in streams:
        os.close(each)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["variables"])
    time.tzset()
    sys.argv[1:] = order["words"]
    if order["memory"]:
        resource.setrlimit(resource.RLIMIT_AS, (order["memory"],) * 2)
    sys.stdin, sys.stdout, sys.stderr = map(_opened, (sys.stdin, sys.stdout, sys.stderr), range(3))
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr


def _opened(before: Any, number: int) -> io.TextIOWrapper:
    """A stream as Python opens it when it starts."""
    mode = "rb" if number == 0 else "wb"
    lines = number == 2 or (number == 1 and os.isatty(1))
    return io.TextIOWrapper(open(number, mode, closefd=False), before.encoding, before.errors, line_buffering=lines)


def end(code: object) -> None:
    """End as the interpreter does, but for taking apart what it holds, which takes as long as loading it."""
    if code is not None and not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        code = 120
    os._exit(int(code or 0) & 0xFF)


def main() -> None:
    """Load, wait for orders, and be the program in each copy."""
    from talktag import __main__ as program

    load()
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # who started the tests may ignore them
        signal.signal(each, signal.default_int_handler if each == signal.SIGINT else signal.SIG_DFL)
    gc.collect()
    gc.freeze()
    sys.path.append(str(Path(__file__).parents[2]))
    from tests.kit.loaded_session import host

    order, streams = serve(socket.socket(fileno=int(sys.argv[1])))
    sys.argv[:] = [program.__file__]
    become(order, streams)
    if "door" in order:
        order, streams = host(order)
        become(order, streams)
    try:
        program.main()
    except SystemExit as ended:
        end(ended.code)
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
        end(1)
    end(0)


if __name__ == "__main__":
    main()
