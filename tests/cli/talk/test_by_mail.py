"""Two people talk by mail, with programs that they have anyway: msmtp sends, mbsync fetches, notmuch shows a thread."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.kit.computer import Computer
from tests.kit.mail_servers import DOVECOT, MailServer, mail_server

Program = Callable[[str], str]


@dataclass(frozen=True)
class MailUser:
    """A person with a store, and the server that has their mailbox."""

    computer: Computer
    server: MailServer

    def fetch(self) -> str:
        """What comes of all that is new in the mailbox."""
        self.server.fetch_mail()
        return self.computer.ok("inbox", "fetch")


def start(folder: Path, server: MailServer, name: str, contact: str) -> MailUser:
    folder.mkdir()
    computer = Computer(folder)
    computer.ok("init", str(computer.things), "--owner", name, "--contact", contact, "--no-passphrase")
    computer.ok("key", "card", "-o", str(folder / "card.vcf"))
    box = server.folder / "near/INBOX"
    computer.ok("config", "carrier.post.kind=mail", f"carrier.post.in={box}")
    return MailUser(computer, server)


@pytest.fixture
def two(tmp_path: Path, program: Program) -> Iterator[tuple[MailUser, MailUser]]:
    """Ana, who owns a camera, and the shop; each has the other's card and sends to the other's server."""
    for name in ("msmtp", "mbsync", "notmuch"):
        program(name)
    if find_spec("aiosmtpd") is None or not Path(DOVECOT).exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs aiosmtpd and dovecot, which are not installed")
    with ExitStack() as stack:
        servers = [stack.enter_context(mail_server(tmp_path / f"server-{each}", program)) for each in ("ana", "shop")]
        ana = start(tmp_path / "ana", servers[0], "Ana", "ana@example.org")
        shop = start(tmp_path / "shop", servers[1], "Fix-It", "bench@fixit.example")
        for one, other, role in ((ana, shop, "repairer"), (shop, ana, "customer")):
            card = str(other.computer.folder / "card.vcf")
            one.computer.ok("party", "add", "--card", card, "--role", role, "--on-the-spot", "--yes")
            one.computer.ok("config", f"carrier.post.program={shlex.join(other.server.msmtp)}")
        ana.computer.ok("add", "Canon EOS 5D")
        ana.computer.ok("party", "set", "fix-it", "channel.auto=true")
        yield ana, shop


def test_a_question_goes_by_mail_and_its_answer_comes_back(two: tuple[MailUser, MailUser]) -> None:
    ana, shop = two
    ana.computer.ok("talk", "canon", "--to", "fix-it", "--ask", "Has the eyepiece come in?", "--yes")
    assert "waits" in shop.fetch(), "from a customer with whom nothing stands open a person takes it in"
    shop.computer.ok("inbox", "take", "1", "--yes")
    assert "Has the eyepiece come in?" in shop.computer.ok("talk", "canon")
    shop.computer.ok("talk", "canon", "It came this morning.", "--yes")
    assert "taken" in ana.fetch()
    shown = ana.computer.ok("talk", "canon")
    assert "It came this morning." in shown
    assert "open" not in shown, "the question was answered"
    assert "nothing new" in ana.fetch()
    assert "nothing waits" in ana.computer.run("send").err


def test_what_is_said_on_one_channel_is_one_thread_to_mail_programs(two: tuple[MailUser, MailUser]) -> None:
    ana, shop = two
    for text in ("One", "Two", "Three"):
        ana.computer.ok("talk", "canon", text, "--to", "fix-it", "--yes")
    box = shop.server.fetch_mail()
    assert shop.server.ask_notmuch(box, "count", "--output=threads", "*").strip() == "1"
    assert shop.server.ask_notmuch(box, "count", "*").strip() == "3"


def test_what_the_server_does_not_take_waits_and_leaves_later_once(two: tuple[MailUser, MailUser]) -> None:
    ana, shop = two
    words = shlex.join(shop.server.msmtp)
    ana.computer.ok("config", f"carrier.post.program={words.replace('msmtprc', 'no-such-file')}")
    done = ana.computer.run("talk", "canon", "Hello", "--to", "fix-it", "--yes")
    assert (done.code, "did not take the mail" in done.err) == (1, True)
    assert "talktag send" in done.err
    ana.computer.ok("config", f"carrier.post.program={words}")
    ana.computer.ok("send", "--yes")
    ana.computer.ok("send", "--yes")
    assert len(list((shop.server.fetch_mail() / "new").iterdir())) == 1
