"""A real PostgreSQL server of the tests' own, on a socket in a folder of its own, with the settings it has by itself.

Root may run none, so it is another user's there. Nothing listens on a network. Judges nothing.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

USUAL = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: float(each.parent.name))  # Debian's places


def find_programs() -> Path | None:
    """The folder with initdb, pg_ctl and postgres of one version."""
    on_path = shutil.which("initdb")
    places = [*([Path(on_path).resolve().parent] if on_path else []), *reversed(USUAL)]
    return next((each for each in places if (each / "initdb").exists() and (each / "pg_ctl").exists()), None)


class Server:
    """The server; `address` names a database in it. It keeps what is written through a kill, as in production."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        # A socket's path may have 107 bytes, and the folders of the tests are closed to other users.
        self.folder = Path(tempfile.mkdtemp(prefix="talktag-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
        self.data = self.folder / "data"
        self.user = pwd.getpwnam("nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name)
        self._numbers = itertools.count(1)

    def __enter__(self) -> Self:
        if os.getuid() == 0:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        self._manage("initdb", "--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--username=keeper")
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(
                f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\nlog_min_messages = log\n"
            )
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop("fast")
        shutil.rmtree(self.folder)

    def start(self) -> None:
        """Let it run, and wait until it takes connections."""
        self._manage("pg_ctl", "--wait", "--silent", f"--log={self.folder / 'log'}", "start")

    def stop(self, mode: str) -> None:
        """End it: `fast` closes connections, `immediate` is what a power cut leaves."""
        self._manage("pg_ctl", "--wait", "--silent", f"--mode={mode}", "stop")

    def restart(self, mode: str) -> None:
        """End it and let it run again."""
        self._manage("pg_ctl", "--wait", "--silent", f"--mode={mode}", f"--log={self.folder / 'log'}", "restart")

    def address(self, name: str = "postgres") -> str:
        """What `--database` takes for a database in it."""
        return f"postgresql:///{name}?host={self.folder}&user=keeper"

    def make_database(self) -> str:
        """The address of a new, empty database."""
        name = f"desk_{next(self._numbers)}"
        self._run("createdb", f"--host={self.folder}", "--username=keeper", name)
        return self.address(name)

    def _manage(self, program: str, *words: str) -> None:
        self._run(program, f"--pgdata={self.data}", *words)

    def _run(self, program: str, *words: str) -> None:
        """A program of the server's, as its user; what it says is shown where it fails."""
        options: dict[str, Any] = {}
        if os.getuid() == 0:
            options = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        # The server keeps what it was started with: a pipe would stay open as long as it runs.
        with tempfile.TemporaryFile("w+") as output:
            ended = subprocess.run(
                [str(self.programs / program), *words],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self.folder,
                check=False,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(self.folder)},
                **options,
            )
            output.seek(0)
            assert ended.returncode == 0, f"{program}: {output.read()}"
