"""The session of a terminal in which a shell runs, whose commands are copies of this process. Judges nothing.

Whoever orders a command at the door, as `loaded_command.py` does, is told the code of its end; it is ended when they
hang up before.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
from typing import Any

Order = tuple[dict[str, Any], list[int]]


def host(order: dict[str, Any]) -> Order:
    """Start the shell and carry out what is ordered until it ends; returns, in each copy, what that has to do."""
    door = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    door.bind(order["door"])
    door.listen(100)
    shell = os.fork()
    if shell == 0:
        os.execvp(order["words"][0], order["words"])  # noqa: S606 - it is the shell
    shell_ends = os.pidfd_open(shell)
    running: list[_Running] = []
    while True:
        ready = select.select([door, shell_ends, *running, *(each.client for each in running)], [], [])[0]
        for each in list(running):
            if each in ready:
                each.tell()
                running.remove(each)
            elif each.client in ready:
                os.kill(each.number, signal.SIGTERM)
        if door in ready:
            client = door.accept()[0]
            text, streams, _, _ = socket.recv_fds(client, 200_000, 3)
            number = os.fork()
            if number == 0:
                return {**json.loads(text), "at_terminal": 0, "memory": 0}, streams
            for stream in streams:
                os.close(stream)
            running.append(_Running(client, number))
        elif shell_ends in ready:
            os._exit(os.waitstatus_to_exitcode(os.waitpid(shell, 0)[1]) & 0xFF)


class _Running:
    """A command that runs, and who ordered it; ready to be read when it has ended."""

    def __init__(self, client: socket.socket, number: int) -> None:
        self.client = client
        self.number = number
        self._ends = os.pidfd_open(number)

    def fileno(self) -> int:
        return self._ends

    def tell(self) -> None:
        """Tell who ordered it how it ended."""
        os.close(self._ends)
        code = os.waitstatus_to_exitcode(os.waitpid(self.number, 0)[1])
        with self.client, contextlib.suppress(OSError):
            self.client.send(str(code).encode())
