"""Real mail on this computer: an SMTP server that puts mails into a mailbox, which mbsync fetches from dovecot.

The server is on a free port of the loopback, and ended by its process id; dovecot is asked by a pipe. Judges nothing.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_TRIES = 3_000  # looks at the port, a tenth of a second apart
_NOBODY = 65534
DOVECOT = "/usr/lib/dovecot/imap"


@dataclass(frozen=True)
class MailServer:
    """The server, and a person's programs that speak with it; `box` is where mails lie that came."""

    port: int
    folder: Path
    box: Path
    find: Callable[[str], str]

    @property
    def msmtp(self) -> tuple[str, ...]:
        """The words of msmtp that send a mail to it."""
        settings = self.folder / "msmtprc"
        if not settings.exists():
            lines = ["account default", "host 127.0.0.1", f"port {self.port}", "from ana@example.org", "auth off"]
            settings.write_text("\n".join([*lines, "tls off", ""]))
            settings.chmod(0o600)
        return (self.find("msmtp"), "-C", str(settings), "-t")

    def fetch_mail(self) -> Path:
        """Let mbsync fetch what came, out of dovecot; the Maildir that it is in then."""
        near, dovecot, settings = self.folder / "near", self.folder / "dovecot.conf", self.folder / "mbsyncrc"
        near.mkdir(exist_ok=True)
        owner = _NOBODY if os.getuid() == 0 else os.getuid()
        dovecot.write_text(
            f"mail_location = maildir:{self.box}\nmail_uid = {owner}\nmail_gid = {owner}\nfirst_valid_uid = {owner}\n"
            f"log_path = /dev/stderr\nssl = no\nbase_dir = {self.box}\nstate_dir = {self.box}\n"
        )
        shutil.copy(dovecot, self.box / "dovecot.conf")
        own = f"setpriv --reuid {owner} --regid {owner} --clear-groups " if os.getuid() == 0 else ""
        tunnel = f"{own}env HOME={self.box} USER=ana {DOVECOT} -c {self.box}/dovecot.conf"
        settings.write_text(
            f'IMAPStore far\nTunnel "{tunnel}"\n\nMaildirStore near\nPath {near}/\nInbox {near}/INBOX\n\n'
            "Channel c\nFar :far:\nNear :near:\nPatterns INBOX\nCreate Near\nSyncState *\n"
        )
        words = [self.find("mbsync"), "-q", "-c", str(settings), "c"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return near / "INBOX"

    def ask_notmuch(self, box: Path, *words: str) -> str:
        """What notmuch says of the mails in a box."""
        home = self.folder / "notmuch"
        home.mkdir(exist_ok=True)
        settings = home / "config"
        settings.write_text(f"[database]\npath={box}\n[user]\nname=Ana\nprimary_email=ana@example.org\n")
        environment = {**os.environ, "HOME": str(home), "NOTMUCH_CONFIG": str(settings)}
        for each in (["new"], list(words)):
            line = [self.find("notmuch"), *each]
            done = subprocess.run(line, env=environment, capture_output=True, text=True, check=True)
        return done.stdout


@contextlib.contextmanager
def mail_server(folder: Path, find: Callable[[str], str]) -> Iterator[MailServer]:
    """A server with one empty mailbox, which also a dovecot that may not be root can read."""
    folder.mkdir()
    box = Path(tempfile.mkdtemp(prefix="talktag-mail-", dir="/tmp"))
    box.chmod(0o777)
    for each in ("new", "cur", "tmp"):
        (box / each).mkdir()
        (box / each).chmod(0o777)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}"]
    words += ["-c", "aiosmtpd.handlers.Mailbox", str(box)]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(words, stderr=log, umask=0)
    try:
        _wait_for(port, running, folder / "log")
        yield MailServer(port, folder, box, find)
    finally:
        running.terminate()
        running.wait()
        shutil.rmtree(box)


def _wait_for(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_TRIES):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert running.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())
