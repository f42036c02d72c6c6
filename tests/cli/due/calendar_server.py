"""A real CalDAV server (Radicale) on a free port of this computer, and vdirsyncer to carry a file to it and back.

Judges nothing.
"""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path(sys.executable).parent
COLLECTION = "/ana/things/"
_HEADERS = {"Authorization": "Basic YW5hOng="}  # ana:x


@dataclass(frozen=True)
class CalendarServer:
    """The server, asked as a phone would ask it; `file` is the calendar file that `sync` carries both ways."""

    port: int
    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "talktag.ics"

    def ask(self, method: str, path: str = COLLECTION, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        with contextlib.closing(connection):
            connection.request(method, path, body, {**_HEADERS, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read()

    def parts(self) -> dict[str, bytes]:
        """Every event and task on the server, by where it is there."""
        _, listed = self.ask("PROPFIND", Depth="1")
        hrefs = re.findall(rf"<(?:\w+:)?href>({COLLECTION}[^<]+\.ics)<", listed.decode())
        return {href: self.ask("GET", href)[1] for href in hrefs}

    def tick_off(self, uid: str, moment: str) -> None:
        """Mark a task as done, as a program for things to do does."""
        ((href, data),) = [(href, data) for href, data in self.parts().items() if f"UID:{uid}".encode() in data]
        done = data.replace(b"STATUS:NEEDS-ACTION", f"STATUS:COMPLETED\r\nCOMPLETED:{moment}".encode())
        assert done != data
        code, _ = self.ask("PUT", href, done, **{"Content-Type": "text/calendar; charset=utf-8"})
        assert code in {201, 204}

    def sync(self) -> None:
        """Let vdirsyncer carry what is new in the file to the server, and back."""
        config = self.folder / "vdirsyncer.conf"
        if not config.exists():
            config.write_text(
                f'[general]\nstatus_path = "{self.folder}/status/"\n'
                '[pair things]\na = "file"\nb = "server"\ncollections = null\nconflict_resolution = "b wins"\n'
                f'[storage file]\ntype = "singlefile"\npath = "{self.file}"\n'
                f'[storage server]\ntype = "caldav"\nurl = "http://127.0.0.1:{self.port}{COLLECTION}"\n'
                'username = "ana"\npassword = "x"\n'
            )
            self._vdirsyncer("discover", "things")
        self._vdirsyncer("sync", "things")

    def _vdirsyncer(self, *words: str) -> None:
        command = [str(PROGRAMS / "vdirsyncer"), "-c", str(self.folder / "vdirsyncer.conf"), *words]
        environment = {"HOME": str(self.folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
        done = subprocess.run(command, env=environment, input=b"y\n" * 9, capture_output=True, check=False)
        assert done.returncode == 0, (done.stdout + done.stderr).decode()


@contextlib.contextmanager
def calendar_server(folder: Path) -> Iterator[CalendarServer]:
    """A server with one empty calendar, ended by its process id."""
    folder.mkdir()
    while True:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        config = folder / "radicale.conf"
        config.write_text(
            f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n[rights]\ntype = owner_only\n"
            f"[storage]\nfilesystem_folder = {folder}/kept\n"
        )
        command = [sys.executable, "-m", "radicale", "--config", str(config)]
        with (folder / "radicale.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        server = CalendarServer(port, folder)
        try:
            if _answers(server, process):
                yield server
                return
        finally:
            process.terminate()
            process.wait()
        assert b"ddress already in use" in (folder / "radicale.log").read_bytes()  # another took the port: once more


def _answers(server: CalendarServer, process: subprocess.Popen[bytes]) -> bool:
    """Whether it is there, once it is or has ended."""
    while process.poll() is None:
        with contextlib.suppress(OSError):
            code, said = server.ask("MKCALENDAR")
            assert code == 201, said
            return True
    return False
