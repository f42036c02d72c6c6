"""What a finder does on the page behind the sticker: writes, seals, sends, reads the answer and writes again."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from talktag.model.finder.sticker_state import StickerState
from talktag.page.finder.wording import wording
from talktag.seal.age import decrypt
from talktag.seal.age.identity import Identity, format_identity, recipient_of
from tests.kit.finder import IDENTITIES, TAGS, Finder, answer_to, fragment, opened

if TYPE_CHECKING:
    from tests.kit.browser import Browser

WORDS = wording("en")
LOST = fragment()
TEXT = "Encontré la cámara en el café 😀\n\u201cCalle Mayor\u201d <b>12</b> & más"


def mail_of(finder: Finder) -> Any:
    """The address, the subject and the body of the mail that the link opens, and how long the link is."""
    link = str(finder.page.value("document.getElementById('mail').href"))
    parts = urlsplit(link)
    return (parts.path, *(each[0] for each in parse_qs(parts.query, strict_parsing=True).values()), len(link))


def behind(finder: Finder) -> str:
    return str(finder.page.value("location.hash")).removeprefix("#")


def go_to(finder: Finder, there: str) -> None:
    """Follow a link to the same page, as one in a mail may open in the same window."""
    finder.page.value(f"location.hash = '{there}'; 0")


def paste(finder: Finder, text: str) -> None:
    finder.page.value("document.getElementById('paste').open = true; 0")
    finder.page.fill("answer", text)
    finder.press("#paste-form button")
    finder.until("document.getElementById('answer').value === '' || !document.getElementById('answer-fault').hidden")


def test_the_keyboard_alone_leads_from_the_sticker_to_a_sealed_message(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    finder.tab_to("language")
    finder.tab_to("go")
    finder.page.press("Enter")
    assert finder.focus() == "message"
    finder.page.type("It lies in the café")
    finder.tab_to("position")
    finder.tab_to("reach")
    finder.page.type("bo@example.org")
    finder.page.press("Enter")
    finder.until("document.activeElement.id === 'sealed-heading'")
    for each in ("mail", "copy"):
        finder.tab_to(each)
    finder.page.press("Enter")
    finder.until("!document.getElementById('copied').hidden")
    assert finder.text("#copied") == WORDS.copied
    for each in ("armor", "forget"):
        finder.tab_to(each)
    message = opened(str(finder.page.value("document.getElementById('armor').value")))
    assert (message["text"], message["contact"]) == ("It lies in the café", "bo@example.org")
    assert finder.troubles() == []


def test_what_is_sealed_opens_for_the_owner_to_the_letter_and_for_nobody_else(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    armor = finder.seals(TEXT, "Zoë", "zoë@example.org")
    for identity in IDENTITIES:
        assert decrypt(armor.encode(), identities=[identity])
    message = opened(armor)
    secret = format_identity(Identity("X25519", finder.secret()))
    assert message == {
        "format": "talktag-finder/1",
        "kind": "message",
        "id": message["id"],
        "tag": TAGS[StickerState.LOST],
        "text": TEXT,
        "recipient": recipient_of(secret),
        "language": "en",
        "sequence": 1,
        "name": "Zoë",
        "contact": "zoë@example.org",
    }
    assert finder.text("#sealed-heading") == WORDS.sealed
    assert finder.focus() == "sealed-heading"
    assert finder.text("#next li") == WORDS.next_open


def test_the_mail_holds_the_sealed_text_where_its_link_is_short_enough(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    armor = finder.seals(TEXT)
    address, subject, body, length = mail_of(finder)
    assert (address, body.replace("\r\n", "\n")) == ("ana+tags@example.org", armor)
    assert TAGS[StickerState.LOST] == subject.removeprefix("Found: TT-").replace(" ", "")
    assert length <= 1900
    assert finder.text("#mail-how") == WORDS.mail_how
    armor = finder.seals("x" * 1000)
    assert opened(armor)["text"] == "x" * 1000
    address, _, body, length = mail_of(finder)
    assert (address, body) == ("ana+tags@example.org", WORDS.mail_body)
    assert finder.text("#mail-how") == WORDS.mail_paste


def test_what_cannot_be_sealed_is_said_in_words_beside_the_field(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    for text, reason, count in (("", WORDS.empty, "1,000"), (" \n ", WORDS.empty, "1,000"), ("é" * 1001, "", "1")):
        finder.seals(text)
        assert finder.text("#fault") == (reason or WORDS.too_long)
        assert finder.text("#count") == (WORDS.left if reason else WORDS.over).replace("{count}", count)
        assert finder.focus() == "message"
        assert not finder.sees("#sealed")
    assert behind(finder) == LOST
    finder.seals("é" * 1000)
    assert finder.sees("#sealed")
    assert not finder.sees("#fault")


def test_the_same_words_are_one_message_and_others_are_sealed_anew(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    first = finder.seals("Found")
    assert finder.seals("Found") == first
    finder.page.fill("message", "Found it")
    assert not finder.sees("#sealed")  # nobody sends what is no longer what they typed
    second = opened(finder.seals("Found it"))
    assert second["id"] != opened(first)["id"]
    assert second["sequence"] == 1  # the first went nowhere
    finder.press("#copy")
    finder.until("document.querySelector('.mine')")
    assert finder.text("#said .text") == "Found it"
    third = opened(finder.seals("And a bag"))
    assert (third["sequence"], third["recipient"]) == (2, second["recipient"])


def test_a_page_that_is_loaded_again_reports_nothing_and_still_has_the_key(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    message = opened(finder.seals("Found"))
    finder.press("#copy")
    finder.until("document.querySelector('.mine')")
    kept = behind(finder)
    assert kept.startswith(f"{LOST}&k=")
    finder.page.ask("Page.reload")
    browser.wait("Page.loadEventFired", finder.page._session)
    finder.until("document.body.className")
    assert not finder.sees("#sealed")
    assert behind(finder) == kept
    assert finder.text("#said .text") == "Found"
    assert finder.text("#kept") == WORDS.kept_both
    # A link in a mail says nothing of the key.
    there = f"{LOST}&a={in_link(answer_to(message, 'Thank you', armor=False))}"
    finder.page.ask("Page.navigate", {"url": "about:blank"})
    finder.page.ask("Page.navigate", {"url": f"{found.as_uri()}#{there}"})
    finder.until("document.querySelector('.theirs')")
    assert finder.text(".theirs .text") == "Thank you"
    assert finder.text("#heading") == WORDS.state_answered
    assert finder.troubles() == []


def test_the_key_is_forgotten_at_a_button(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    message = opened(finder.seals("Found"))
    finder.press("#forget")
    finder.until("document.activeElement.id === 'kept'")
    assert finder.text("#kept") == WORDS.forgotten
    assert (behind(finder), finder.page.value("localStorage.length")) == (LOST, 0)
    assert not finder.sees("#thread")
    paste(finder, answer_to(message, "Thank you").decode())
    assert finder.text("#answer-fault") == WORDS.answer_key
    again = opened(finder.seals("Found"))
    assert again["recipient"] != message["recipient"]


def test_where_a_browser_keeps_nothing_the_address_has_the_key(browser: Browser, found: Path) -> None:
    refuse = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    finder = Finder.scans(browser, found, LOST, before=refuse)
    message = opened(finder.seals("Found"))
    assert finder.text("#kept") == WORDS.kept_address
    answer = in_link(answer_to(message, "Thank you", armor=False))
    other = Finder.scans(browser, found, f"{behind(finder)}&a={answer}", before=refuse)
    other.until("document.querySelector('.theirs')")
    assert other.text(".theirs .text") == "Thank you"
    third = Finder.scans(browser, found, f"{LOST}&a={answer}", before=refuse)
    third.until("!document.getElementById('answer-fault').hidden")
    assert third.text("#answer-fault") == WORDS.answer_key


def test_the_answer_opens_in_whatever_shape_mail_left_it_and_the_thread_goes_on(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    message = opened(finder.seals("Found"))
    finder.press("#copy")
    armor = answer_to(message, "¡Gracias! 😀\nVoy a las seis", name="Ana").decode()
    link = in_link(answer_to(message, "By link", armor=False, id="1" * 26))
    shapes = {
        "alone": armor,
        "quoted": "On Sunday Ana wrote:\n> " + armor.replace("\n", "\n> ") + "\n-- \nAna",
        "on one line": " ".join(armor.split("\n")),
        "quoted-printable": quopri.encodestring(armor.encode()).decode(),
        "as a link": f"Open https://example.org/t/#{LOST}&a={link} please",
    }
    for name, shape in shapes.items():
        paste(finder, shape)
        assert not finder.sees("#answer-fault"), name
    texts = finder.page.value("Array.from(document.querySelectorAll('#said .text'), (each) => each.textContent)")
    assert texts == ["Found", "¡Gracias! 😀\nVoy a las seis", "By link"]
    assert "Ana" in finder.text(".theirs .who")
    assert finder.focus() == "thread-heading"
    assert finder.text("#write-heading") == WORDS.write_again
    again = opened(finder.seals("See you there"))
    assert (again["sequence"], again["in_reply_to"]) == (2, "1" * 26)


def test_an_answer_that_does_not_open_says_why(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    message = opened(finder.seals("Found"))
    other = {**message, "recipient": recipient_of(IDENTITIES[0])}
    armor = answer_to(message, "Thank you").decode()
    lines = armor.splitlines()
    for text, reason in (
        ("Hello", WORDS.answer_none),
        ("", WORDS.answer_none),
        (answer_to(other, "For another").decode(), WORDS.answer_key),
        ("\n".join([*lines[:-3], *lines[-1:]]), WORDS.answer_broken),
        (answer_to({**message, "tag": TAGS[StickerState.BLANK]}, "Of another").decode(), WORDS.answer_other),
        (answer_to(message, "Odd", kind="message").decode(), WORDS.answer_broken),
        (answer_to(message, "").decode(), WORDS.answer_broken),
    ):
        paste(finder, text)
        assert finder.text("#answer-fault") == reason, text
        assert finder.focus() == "answer"
        finder.page.value("document.getElementById('answer-fault').hidden = true; 0")
    assert not finder.sees("#thread")
    go_to(finder, f"{LOST}&a=AAAA")
    finder.until("!document.getElementById('answer-fault').hidden")
    assert finder.sees("#sealed")  # what was typed is not lost over it
    assert finder.troubles() == []


def test_the_position_is_asked_for_by_a_button_and_becomes_text(browser: Browser, found: Path) -> None:
    watch = "window.asked = 0; const kept = Geolocation.prototype.getCurrentPosition;"
    watch += "Geolocation.prototype.getCurrentPosition = function (...all) { window.asked++; kept.apply(this, all); }"
    finder = Finder.scans(browser, found, LOST, before=watch)
    context = browser.ask("Target.getTargetInfo", {"targetId": finder.page._frame})["targetInfo"]["browserContextId"]
    browser.ask("Browser.resetPermissions", {"browserContextId": context})
    finder.seals("Found")
    assert finder.page.value("window.asked") == 0
    finder.press("#position")
    finder.until("document.getElementById('position-said').dataset.word !== 'position_busy'")
    assert finder.text("#position-said") == WORDS.position_denied
    browser.ask("Browser.grantPermissions", {"permissions": ["geolocation"], "browserContextId": context})
    here = {"latitude": 40.4155, "longitude": -3.70741, "accuracy": 12.2}
    finder.page.ask("Emulation.setGeolocationOverride", here)
    finder.press("#position")
    finder.until("document.getElementById('position-said').dataset.word === 'position_done'")
    said = WORDS.position_line.format(place="40.41550, -3.70741", metres=13)
    assert finder.page.value("document.getElementById('message').value") == f"Found\n{said}"
    assert not finder.sees("#sealed")


def in_link(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def test_what_one_window_forgot_another_does_not_keep_again(browser: Browser, found: Path) -> None:
    one = Finder.scans(browser, found, LOST)
    first = opened(one.seals("one"))
    one.press("#copy")
    one.until("document.getElementById('copied').checkVisibility()")
    other = Finder(browser.open(f"{found.as_uri()}#{LOST}", beside=one.page), found.as_uri())
    other.until("document.body.className && !document.getElementById('forget').hidden")
    other.press("#forget")
    other.until("document.getElementById('forget').hidden")
    paste(one, answer_to(first, "two").decode())
    assert one.page.value("Array.from(document.querySelectorAll('#said .text'), (each) => each.textContent)") == [
        "one",
        "two",
    ]
    for window in (one, other):
        assert window.page.value("localStorage.length") == 0


def test_a_key_that_came_with_the_address_is_said_until_it_is_forgotten(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    finder.seals("Found")
    assert not finder.sees("#given")
    own = behind(finder)
    go_to(finder, LOST)
    go_to(finder, own)
    assert not finder.sees("#given")
    finder = Finder.scans(browser, found, own)  # somebody else's browser, which made no key
    assert finder.text("#given") == WORDS.given
    finder.seals("Found")
    finder.page.ask("Page.reload")
    browser.wait("Page.loadEventFired", finder.page._session)
    finder.until("document.body.className")
    assert finder.text("#kept") == WORDS.kept_both
    assert finder.text("#given") == WORDS.given
    finder.press("#forget")
    finder.until("document.activeElement.id === 'kept'")
    assert not finder.sees("#given")
    finder.seals("Found")
    assert not finder.sees("#given")
    assert finder.troubles() == []
