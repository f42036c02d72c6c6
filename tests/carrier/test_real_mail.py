"""By real programs: msmtp hands a mail to an SMTP server, mbsync fetches it, and the same bytes come out of it."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from talktag.carrier.deliver import deliver
from talktag.carrier.fetch import fetch
from talktag.carrier.parcel import Parcel
from talktag.cli.own.carriers import send_by_program
from talktag.content import content_of
from talktag.errors import DiskError
from talktag.interop.mail.find_bundles import find_bundles
from talktag.interop.mail_file import Mail, Mailbox, MailFile, mail_file
from talktag.model.settings.carrier import Carrier
from talktag.page.mail.message_mail import MailedMessage, message_mail
from talktag.seal import age
from talktag.seal.age.armor import armor
from tests.interop.mail.shapes import identity, sealed
from tests.kit.from_finder import Finder, seal
from tests.kit.mail_servers import DOVECOT, MailServer, mail_server

Program = Callable[[str], str]
THREAD = ("n7fdjhytf4n0s", "x7dac97rd8pqa", "c04zt7k3m9qxa")
NOON = datetime.datetime(2026, 11, 29, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def server(tmp_path: Path, program: Program) -> Iterator[MailServer]:
    for name in ("msmtp", "mbsync", "notmuch"):
        program(name)
    if find_spec("aiosmtpd") is None or not Path(DOVECOT).exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs aiosmtpd and dovecot, which are not installed")
    with mail_server(tmp_path / "mail", program) as running:
        yield running


@pytest.fixture
def send(tmp_path: Path) -> Callable[[Sequence[str], bytes], None]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    return lambda words, mail: send_by_program(words, mail, environment, None, tmp_path)


def parcel(number: int) -> Parcel:
    """The message of a thread at that place, in its mail."""
    bundle, content = THREAD[number], sealed(20_000 + number)
    mailed = MailedMessage("Ana Pérez", "ana@example.org", f"{bundle}.zip.age", as_text=armor(content).decode())
    words = message_mail(mailed, "sv")
    made = Mail(
        ident=bundle,
        moment=NOON,
        sender=Mailbox("Ana Pérez", "ana@example.org"),
        to=Mailbox("Fix-It", "bench@fixit.example"),
        subject=words.subject,
        text=words.text,
        files=[MailFile(f"{bundle}.zip.age", "application/octet-stream", content_of(content))],
        answers=THREAD[:number],
        is_draft=False,
    )
    return Parcel(bundle, content, mail_file(made))


def test_a_thread_goes_by_mail_and_comes_back_byte_for_byte(
    server: MailServer, send: Callable[[Sequence[str], bytes], None], tmp_path: Path
) -> None:
    post = Carrier("post", "mail", program=server.msmtp)
    for number in (0, 1, 2, 1):
        deliver(post, parcel(number), send)
    box = server.fetch_mail()
    post = post._replace(comes_from=str(box))
    came = []
    for each in fetch(post, tmp_path / "fetched"):
        (found,) = find_bundles(each.content, each.name)
        assert found.mail is not None
        came.append((found.mail.message_id, found.content.whole()))
        each.mark()
    wanted = [(f"<{THREAD[number]}@talktag.invalid>", sealed(20_000 + number)) for number in (0, 1, 1, 2)]
    assert sorted(came) == sorted(wanted), "the file and its text form are one; what was sent twice lies there twice"
    assert list(fetch(post, tmp_path / "fetched")) == []
    server.fetch_mail()
    assert list(fetch(post, tmp_path / "fetched")) == [], "another look of mbsync brings nothing that came already"
    letter = b"From: zoe@example.org\r\nTo: bench@fixit.example\r\nSubject: Found\r\n\r\n"
    sealed_words = seal(Finder().said(text="Encontré tu cámara 📷"), age.recipient_of(identity()))
    send(server.msmtp, letter + armor(sealed_words).replace(b"\n", b"\r\n"))
    server.fetch_mail()
    (from_finder,) = fetch(post, tmp_path / "fetched")
    (found,) = find_bundles(from_finder.content, from_finder.name)
    assert found.content.whole() == sealed_words, "what a finder's page sealed comes through as it was"
    assert server.ask_notmuch(box, "count", "--output=threads", "from:ana@example.org").strip() == "1"
    assert server.ask_notmuch(box, "count", "from:ana@example.org").strip() == "3", (
        "the same message is one, however often it was sent"
    )


def test_a_server_that_takes_no_mail_is_told_in_its_own_words(
    server: MailServer, send: Callable[[Sequence[str], bytes], None]
) -> None:
    program, option, settings, to = server.msmtp
    Path(settings).write_text(Path(settings).read_text().replace(f"port {server.port}", "port 1"))
    with pytest.raises(DiskError, match="did not take the mail") as caught:
        deliver(Carrier("post", "mail", program=(program, option, settings, to)), parcel(0), send)
    assert any("cannot connect" in line for line in caught.value.details)
    assert any("try it by hand" in hint for hint in caught.value.hints)
