"""Runs as a program of its own: has loaded all that a save needs, and becomes one save after another by forking.

`ready_save.py NUMBER` reads from the socket of that number the words for `one_save.py` and an environment, with the two
pipes to speak into; it answers with the number of the new process, which waits there for a byte before it begins, and
at its end with how it ended. Holds no assertions.
"""

import ctypes
import json
import os
import socket
import sys
from pathlib import Path

import one_save

PR_SET_PTRACER = 0x59616D61
ANYBODY = ctypes.c_ulong(-1)


def wait_for_words(asked: socket.socket) -> list[str]:
    """Fork for each request; only the new processes come back from here, each with its words."""
    while True:
        request, pipes, _, _ = socket.recv_fds(asked, 1 << 20, 2)
        if not request:
            os._exit(0)
        child = os.fork()
        if not child:
            return _become(asked, json.loads(request), pipes)
        for each in pipes:
            os.close(each)
        asked.send(str(child).encode())
        asked.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _become(asked: socket.socket, request: dict[str, object], pipes: list[int]) -> list[str]:
    """Be as a program that was just started with these words: its environment, its three streams, nothing else open."""
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)  # some kernels let only a parent trace
    os.environ.clear()
    os.environ.update(request["environment"])
    asked.recv(1)
    asked.close()
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, each in enumerate((nothing, *pipes)):
        os.dup2(each, number)
        os.close(each)
    return request["words"]


if __name__ == "__main__":
    channel = socket.socket(fileno=int(sys.argv[1]))
    channel.set_inheritable(False)
    folder, cache, what = wait_for_words(channel)
    one_save.run(Path(folder), Path(cache), what)
