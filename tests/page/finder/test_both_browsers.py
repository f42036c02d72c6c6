"""The page behind a sticker in the browsers that people have, from a stick and from the web, there and back.

What is built by talktag is opened by Chromium and Firefox, what they seal by the age program and by talktag, and what
the owner answers by them again. Nothing stands in for anything but for the mail, which is a file.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from talktag.page.finder.wording import wording
from tests.kit.browser import FAR
from tests.kit.computer import Computer
from tests.kit.finder import answer_to, fragment, opened
from tests.kit.https_site import Site, serve, write_certificate
from tests.kit.open_page import OpenPage, View

if TYPE_CHECKING:
    from tests.kit.browser import Browser
    from tests.kit.firefox import Firefox

WORDS = "¡Gracias! It is my travel camera 📷 — çok teşekkürler"
SHORT = "Ich habe sie gefunden 🎒: Ångström-Straße 5, naïve café, 東京, مرحبا"
LONG = "Ñandú 🦤 é\u0301 " * 70 + "fin"  # less than a thousand UTF-16 units, and too long for a link
ANSWER = "Wie schön, Grüße 🎉! Kann ich morgen kommen? 明日"
AGAIN = "Sí, a las 5 ☕"


@dataclass(frozen=True)
class Owner:
    """Ana's computer, her page on a site of its own and as a file, and what her camera's sticker says."""

    computer: Computer
    site: Site
    file: Path
    fragment: str
    age: str

    def address(self, place: str) -> str:
        """The sticker's address, on the web or on a stick."""
        return f"{self.file.as_uri() if place == 'file' else self.site.address}#{self.fragment}"

    def open_with_age(self, armor: str) -> dict[str, Any]:
        """What the age program reads of a sealed text with the owner's identity."""
        identity = self.computer.folder / "config/keys/identity.txt"
        done = subprocess.run([self.age, "-d", "-i", identity], input=armor.encode(), capture_output=True, check=True)
        said: dict[str, Any] = json.loads(done.stdout)
        return said

    def get_mail(self, body: str) -> str:
        """Let a mail with that text come, fetch it and take it in: the party that its finder is."""
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = "finder@example.net", "ana@example.org", "Found"
        mail.set_content(f"Hello, I found something of yours.\n\n{body}\n\nKind regards\n")
        box = self.computer.folder / "post/new"
        (box / f"{len(list(box.iterdir()))}.eml").write_bytes(mail.as_bytes())
        self.computer.ok("inbox", "fetch")
        (waiting,) = self.computer.json("inbox")["data"]["waiting"]
        self.computer.ok("inbox", "take", str(waiting["id"]), "--yes")
        return str(waiting["party"])

    def answer(self, party: str, text: str) -> str:
        """The text of the mail that an answer goes in."""
        path = self.computer.folder / "answer.eml"
        path.unlink(missing_ok=True)
        self.computer.ok("talk", "canon", text, "--to", party, "--mail", "-o", str(path), "--yes")
        mail = message_from_bytes(path.read_bytes(), policy=default)
        return str(mail.get_body(("plain",)).get_content())

    def thread(self, party: str) -> list[str]:
        """What was written with a finder, as talk shows it."""
        shown = self.computer.json("talk", "canon", "--to", party)["data"]
        return [each.get("text") or each["title"] for each in shown["said"]]


@pytest.fixture(scope="module")
def ana(tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str]) -> Iterator[Owner]:
    folder = tmp_path_factory.mktemp("ana")
    public = folder / "site"
    for each in (public, folder / "post/new", folder / "post/cur", folder / "post/tmp"):
        each.mkdir(parents=True)
    computer = Computer(folder, quick=True)
    with serve(public, write_certificate(folder / "certificate.pem")) as site:
        computer.ok("init", "things", "--owner", "Ana Pérez", "--contact", "ana@example.org", "--no-passphrase")
        computer.ok("add", "Canon EOS 5D")
        computer.ok("set", "canon", "finder.name=Ana's camera", f"finder.words={WORDS}", "finder.reward=50 EUR")
        computer.ok("config", f"finder={site.address}", "carrier.post.kind=mail", f"carrier.post.in={folder / 'post'}")
        computer.ok("lost", "canon")
        computer.ok("finder", "build", str(public), "--yes")
        (shown,) = computer.json("finder", "show", "canon")["data"]["addresses"]
        address, _, fragment = shown["address"].partition("#")
        assert address == site.address
        yield Owner(computer, site, public / "index.html", fragment, program("age"))


def scan(browser: Browser | Firefox, address: str, **more: Any) -> OpenPage:
    """The page at an address, once it has said what it is."""
    page = browser.open(address, **more)
    page.until("document.body.className")
    return page


def seal(page: OpenPage, text: str) -> str:
    """Write and press the button: the sealed text."""
    page.fill("message", text)
    page.click("#form > .first")
    page.until("!document.getElementById('sealed').hidden || !document.getElementById('fault').hidden")
    return str(page.value("document.getElementById('armor').value"))


def copy(page: OpenPage) -> None:
    """Copy what was sealed, which is one way to send it."""
    page.click("#copy")
    page.until("document.getElementById('copied').checkVisibility()")


def take(page: OpenPage, text: str) -> None:
    """Paste an answer, and wait until it is read."""
    before = len(said(page))
    page.click("#paste > summary")
    page.fill("answer", text)
    page.click("#paste-form button")
    page.until(f"document.querySelectorAll('#said .text').length > {before}")


def said(page: OpenPage) -> list[str]:
    """What both wrote, as the page shows it."""
    found: list[str] = page.value("Array.from(document.querySelectorAll('#said .text'), (each) => each.textContent)")
    return found


def check_quiet(page: OpenPage, address: str) -> None:
    """Nothing was asked for but the page, nothing was stopped or failed, and nobody was asked where they are."""
    bare = address.partition("#")[0]
    asked = [each.partition("#")[0] for each in page.requests if not each.startswith(("data:", "about:"))]
    assert set(asked) <= {bare}
    assert page.complaints == []
    assert not page.has_asked_where


def check_unknowing(site: Site, ana: Owner) -> None:
    """Whoever serves the page was asked for it alone, and cannot tell whose sticker it was."""
    assert set(site.paths) == {"/"}
    sent = "".join(site.log).casefold()
    assert not any(each.casefold() in sent for each in (ana.fragment[:9], ana.fragment[9:], "#", "&k=", "referer:"))


@pytest.mark.parametrize("place", ["file", "https"])
def test_a_finder_and_the_owner_write_to_each_other(either: Browser | Firefox, place: str, ana: Owner) -> None:
    ana.site.log.clear()
    address = ana.address(place)
    page = scan(either, address)
    assert page.text("#words-text") == WORDS
    assert page.text("#thing-text") == "Ana's camera"
    assert page.text("#reward-text") == "50 EUR"

    armor = seal(page, SHORT)
    first = ana.open_with_age(armor)
    assert (first["text"], first["sequence"], first["tag"]) == (SHORT, 1, ana.fragment[:9])
    link = urlsplit(str(page.value("document.getElementById('mail').href")))
    assert (link.scheme, link.path) == ("mailto", "ana@example.org")
    body = parse_qs(link.query)["body"][0]
    assert body.replace("\r\n", "\n").strip() == armor.strip()
    copy(page)
    party = ana.get_mail(body)

    # The link in the mail opens in a window of its own, and has nothing but the answer.
    answered = ana.answer(party, ANSWER)
    (link_in_mail,) = re.findall(r"\S+#\S+", answered)
    assert link_in_mail.startswith(f"{ana.site.address}#{ana.fragment}&a=")
    other = scan(either, f"{address}{link_in_mail.partition(ana.fragment)[2]}", beside=page)
    other.until("document.querySelector('.theirs')")
    assert said(other) == [SHORT, ANSWER]
    assert "&k=" in other.value("location.hash")  # for a browser that keeps nothing else
    assert other.text(".theirs .who").startswith(wording("en").owner_wrote)

    # What is too long for a link is copied, and the next answer pasted as the finder's mail program quotes it.
    armor = seal(other, LONG)
    second = ana.open_with_age(armor)
    assert (second["text"], second["sequence"], second["recipient"]) == (LONG, 2, first["recipient"])
    assert "BEGIN" not in str(other.value("document.getElementById('mail').href"))
    copy(other)
    assert ana.get_mail(armor) == party
    quoted = "".join(f"> {line}\n" for line in ana.answer(party, AGAIN).splitlines())
    take(other, f"On Sunday Ana wrote:\n{quoted}")
    assert said(other) == [SHORT, ANSWER, LONG, AGAIN]

    # In the thread at home, too, each is an answer to the one before.
    assert ana.thread(party) == [SHORT, ANSWER, LONG, AGAIN]
    other.reload()
    other.until("document.querySelectorAll('.theirs').length === 2")
    for each in (page, other):
        check_quiet(each, address)
    assert bool(ana.site.log) == (place == "https")
    if ana.site.log:
        check_unknowing(ana.site, ana)


def test_an_answer_in_another_browser_is_told_to_be_for_the_one_that_wrote(
    either: Browser | Firefox, ana: Owner
) -> None:
    page = scan(either, ana.address("https"))
    party = ana.get_mail(seal(page, SHORT))
    kept = str(page.value("location.hash"))
    (link,) = re.findall(r"\S+#\S+", ana.answer(party, ANSWER))
    elsewhere = scan(either, link)
    elsewhere.until("document.getElementById('answer-fault').checkVisibility()")
    assert elsewhere.text("#answer-fault") == wording("en").answer_key
    assert said(elsewhere) == []
    # The address that the finder kept has the key in it, in any browser.
    own = scan(either, f"{ana.site.address}{kept}{link[link.index('&a=') :]}")
    own.until("document.querySelector('.theirs')")
    assert said(own) == [ANSWER]


def test_two_windows_of_one_finder_lose_nothing_of_each_other(firefox: Firefox, found: Path) -> None:
    address = f"{found.as_uri()}#{fragment()}"
    one = scan(firefox, address)
    first = opened(seal(one, "one"))
    copy(one)
    other = scan(firefox, address, beside=one)
    take(other, answer_to(first, "two").decode())
    assert opened(seal(other, "three"))["sequence"] == 2
    copy(other)
    take(one, answer_to(first, "four", id="0" * 25 + "2").decode())
    assert said(one) == ["one", "two", "three", "four"]
    last = opened(seal(one, "five"))
    assert (last["sequence"], last["in_reply_to"]) == (3, "0" * 25 + "2")


def test_over_plain_http_the_page_says_why_it_cannot_seal_and_gives_the_address(
    either: Browser | Firefox, ana: Owner
) -> None:
    with serve(ana.file.parent, host=FAR) as plain:
        page = scan(either, f"{plain.address}#{ana.fragment}")
        assert "https" in page.text("#unable")
        assert page.text("#contact a") == "ana@example.org"
        assert page.value("document.querySelector('#contact a').href") == "mailto:ana@example.org"
        assert not page.value(
            "['write', 'go', 'paste'].some((each) => document.getElementById(each).checkVisibility())"
        )
        check_quiet(page, plain.address)
        check_unknowing(plain, ana)


def test_a_position_is_asked_for_by_a_button_alone_and_becomes_text(either: Browser | Firefox, ana: Owner) -> None:
    page = scan(either, ana.address("https"))
    page.fill("message", "By the fountain")
    check_quiet(page, ana.address("https"))
    page.click("#position")
    page.until("message.value.includes('59.3293')")
    assert page.has_asked_where
    said = ana.open_with_age(seal(page, str(page.value("message.value"))))
    assert said["text"].startswith("By the fountain\n")
    assert "59.32930, 18.06860" in said["text"]
    assert not {"position", "latitude", "place"} & said.keys()


@pytest.mark.parametrize("view", [View(320, languages=("en",)), View(languages=("ar",), dark=True)], ids=["en", "ar"])
def test_axe_finds_nothing_to_object_to_in_firefox_either(firefox: Firefox, view: View, axe: str, ana: Owner) -> None:
    page = scan(firefox, ana.address("file"), view=view)
    assert page.value("[document.documentElement.lang, innerWidth]") == [*view.languages, view.width]
    seal(page, SHORT)
    page.value(f"{axe}; 0")
    found = "axe.run(document).then((found) => found.violations.map((each) => each.id + ' ' + each.nodes[0].html))"
    assert page.value(found) == []
    assert page.value("document.documentElement.scrollWidth") <= view.width
    assert page.complaints == []
