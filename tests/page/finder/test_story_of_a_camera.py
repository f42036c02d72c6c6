"""A camera is lost and comes home: from the printed sticker to the answer that its finder reads.

The sticker is decoded from the PDF, the page opened at what it says, and both mails go through a real server.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import zxingcpp
from PIL import Image

from tests.kit.computer import Computer
from tests.kit.https_site import serve, write_certificate
from tests.kit.mail_servers import MailServer, mail_server

if TYPE_CHECKING:
    from tests.kit.browser import Browser
    from tests.kit.open_page import OpenPage

FOUND = "I have your camera 📷. Ich bin bis 5 am Bahnhof, près du café — ¿vale?"
ANSWER = "¡Qué alegría! I will be there at 5 🎉 and bring the reward."
PARTS = "Perfecto, hasta luego 👋"


def decode_sticker(pdf: Path, program: Callable[[str], str]) -> str:
    """What the one code says that is printed on a sheet, as a phone would read it."""
    subprocess.run([program("pdftoppm"), "-r", "300", "-gray", "-png", str(pdf), str(pdf.with_suffix(""))], check=True)
    (page,) = pdf.parent.glob(f"{pdf.stem}-*.png")
    with Image.open(page) as image:
        (code,) = zxingcpp.read_barcodes(image)
    return code.text


def send(server: MailServer, mail: bytes) -> None:
    """Hand a mail to the server, as a person's mail program does."""
    subprocess.run(server.msmtp, input=mail, check=True)


def write_mail(link: str) -> bytes:
    """The mail that a phone begins with the page's link, and sends as it is."""
    parts = urlsplit(link)
    asked = parse_qs(parts.query)
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = "Kim <kim@example.net>", parts.path, asked["subject"][0]
    mail.set_content(asked["body"][0].replace("\r\n", "\n"))
    return mail.as_bytes()


def scan(browser: Browser, address: str) -> OpenPage:
    """The page that is at the address of a sticker, once it has said what it is."""
    page = browser.open(address)
    page.until("document.body.className")
    return page


def seal(page: OpenPage, text: str) -> str:
    """Write to the owner, name and all; the link that begins the mail."""
    page.fill("message", text)
    page.fill("name", "Kim")
    page.fill("reach", "kim@example.net")
    page.click("#form > .first")
    page.until("!document.getElementById('sealed').hidden || !document.getElementById('fault').hidden")
    # A link is not followed here: there is no mail program that it could open.
    page.value("document.getElementById('mail').addEventListener('click', (event) => event.preventDefault())")
    page.click("#mail")
    return str(page.value("document.getElementById('mail').href"))


def said(page: OpenPage) -> list[str]:
    found: list[str] = page.value("Array.from(document.querySelectorAll('#said .text'), (each) => each.textContent)")
    return found


def test_a_lost_camera_comes_home(browser: Browser, tmp_path: Path, program: Callable[[str], str]) -> None:
    ana, site_folder = Computer(tmp_path, quick=True), tmp_path / "site"
    with (
        serve(site_folder, write_certificate(tmp_path / "certificate.pem")) as site,
        mail_server(tmp_path / "mail", program) as server,
    ):
        # Ana catalogues her camera, puts the page up and prints its sticker.
        ana.ok("init", "things", "--owner", "Ana Pérez", "--contact", "ana@example.org", "--no-passphrase")
        ana.ok("add", "Canon EOS 5D")
        ana.ok("config", f"finder={site.address}", "carrier.post.kind=mail")
        ana.ok("config", f"carrier.post.in={tmp_path / 'mail/near/INBOX'}")
        ana.ok("finder", "build", str(site_folder), "--yes")
        ana.ok("sheet", "canon", "--stock", "avery-l7120", "-o", "sticker.pdf")
        printed = decode_sticker(tmp_path / "sticker.pdf", program)
        assert printed.startswith(f"{site.address}#")

        # To herself, the sticker is the way to the record.
        assert ana.json("show", printed)["data"]["name"] == "Canon EOS 5D"
        ana.ok("lost", "canon", "--words", "It has my daughter's first pictures on it", "--reward", "50 EUR")

        # Kim scans it, reads what it is about, and writes.
        page = scan(browser, printed)
        assert page.text("#words-text") == "It has my daughter's first pictures on it"
        assert page.text("#reward-text") == "50 EUR"
        send(server, write_mail(seal(page, FOUND)))

        # It waits, is looked at and taken in, as the words of somebody nobody knows.
        server.fetch_mail()
        ana.run("inbox", "fetch")
        (waiting,) = ana.json("inbox")["data"]["waiting"]
        assert FOUND in ana.ok("inbox", "show", waiting["id"])
        assert not [each for each in ana.json("entry", "canon")["data"]["entries"] if each["kind"] == "message"]
        ana.ok("inbox", "take", waiting["id"], "--yes")
        (entry,) = [each for each in ana.json("entry", "canon")["data"]["entries"] if each["kind"] == "message"]
        assert (entry["party"], entry["signer"]) == (waiting["party"], "unsigned")

        # Ana answers by mail; Kim follows the link in it, where the same browser has the key.
        ana.ok("talk", "canon", ANSWER, "--mail", "-o", "answer.eml", "--yes")
        send(server, (tmp_path / "answer.eml").read_bytes())
        box = server.fetch_mail()
        mails = [message_from_bytes(each.read_bytes(), policy=default) for each in box.glob("*/*") if each.is_file()]
        (mail,) = [each for each in mails if "kim@example.net" in str(each["To"])]
        body = mail.get_body(("plain",)).get_content()
        (link,) = [word for word in body.split() if word.startswith(f"{printed}&a=")]
        answered = browser.open(link, beside=page)
        answered.until("document.querySelector('.theirs')")
        assert said(answered) == [FOUND, ANSWER]

        # The thread goes on, and ends: the camera is back, and the page says so.
        send(server, write_mail(seal(answered, PARTS)))
        server.fetch_mail()
        ana.run("inbox", "fetch")
        (second,) = ana.json("inbox")["data"]["waiting"]
        ana.ok("inbox", "take", second["id"], "--yes")
        shown = ana.json("talk", "canon")["data"]["said"]
        assert [each.get("text") or each["title"] for each in shown] == [FOUND, ANSWER, PARTS]
        ana.ok("found", "canon")
        states = [each.value("document.body.className") for each in (page, scan(browser, printed))]
        assert states == ["lost", "used"]
        sent = "".join(site.log)
        assert printed.partition("#")[2][:9] not in sent
        assert set(site.paths) == {"/"}
