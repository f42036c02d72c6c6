"""Stands for the program where a shell looks for it: has the command carried out at the door of the shell's session.

Its first word is the path of that door. Judges nothing.
"""

import json
import os
import signal
import socket
import sys
from pathlib import Path

# What Python itself looks at when it starts is not that of the one who is copied.
own = ("PYTHON", "LC_", "LD_", "_TALKTAG_COMPLETE")
if any(name.startswith(own) for name in os.environ) or os.environ.get("LANG") != "C.UTF-8":
    os.execv(sys.executable, [sys.executable, "-P", "-m", "talktag", *sys.argv[2:]])  # noqa: S606
door = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
door.connect(sys.argv[1])
order = {"words": sys.argv[2:], "cwd": str(Path.cwd()), "variables": dict(os.environ)}
socket.send_fds(door, [json.dumps(order).encode()], [0, 1, 2])
signal.signal(signal.SIGINT, signal.SIG_IGN)  # it reaches the command, too, which ends by it or not
code = int(door.recv(100) or b"1")
if code < 0:
    signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
sys.exit(code)
