"""A personal data store that serves a folder: the Community Solid Server from npm, on a socket of this computer alone.

It believes whoever says who they are (its own setting for tests), so that its access rules are all that is judged.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

HERE = Path(__file__).parent / "solid"
BASE = "http://localhost:3000/"
_WAITS = 6_000  # looks whether it is up, a tenth of a second apart


class _Connection(http.client.HTTPConnection):
    def __init__(self, place: Path) -> None:
        super().__init__("localhost:3000", timeout=60)
        self._place = str(place)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(60)
        self.sock.connect(self._place)


class SolidServer:
    """A running server of the files in `folder`; `work` is for what it needs besides."""

    def __init__(self, node: str, packages: Path, folder: Path, work: Path) -> None:
        self.folder, self._socket, self._log = folder, work / "s", work / "log"
        program = packages / "node_modules/@solid/community-server/bin/server.js"
        words = ("-c", HERE / "config.json", "-f", folder, "-b", BASE, "--socket", self._socket, "-l", "warn", "-t")
        self._command = [node, str(program), *map(str, words)]
        self._packages = packages

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command, cwd=self._packages, stdout=log, stderr=log, start_new_session=True
            )
        for _ in range(_WAITS):
            assert self._process.poll() is None, self._log.read_text()[-2000:]
            if self._socket.exists() and self._answers():
                return self
            time.sleep(0.1)
        raise AssertionError(self._log.read_text()[-2000:])

    def _answers(self) -> bool:
        try:
            self.code("card/")
        except OSError:
            return False
        return True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def code(self, path: str, web_id: str | None = None, method: str = "GET") -> int:
        """What the server answers to whoever has that WebID, or to a stranger."""
        return self.fetch(path, web_id, method)[0]

    def fetch(self, path: str, web_id: str | None = None, method: str = "GET") -> tuple[int, bytes]:
        """The same with what it sends."""
        connection = _Connection(self._socket)
        headers = {"Accept": "*/*"} | ({"Authorization": f"WebID {web_id}"} if web_id else {})
        body = b"x" if method in {"PUT", "POST"} else None
        connection.request(method, f"/{path}", body, headers | ({"Content-Type": "text/plain"} if body else {}))
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found
