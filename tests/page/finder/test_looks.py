"""The page behind the sticker for everybody: every state in every language, small, large, in the dark, by its form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.model.finder.sticker_state import StickerState
from talktag.page.finder.wording import FINDER_LANGUAGES, direction, wording
from tests.kit.finder import TAGS, Finder, Found, answer_to, fragment, opened, owner

if TYPE_CHECKING:
    from tests.kit.browser import Browser

# What stands behind the # of the address, and the state that the page is in for it.
SCANNED = {
    "lost": fragment(StickerState.LOST),
    "used": fragment(StickerState.IN_USE),
    "retired": fragment(StickerState.RETIRED),
    "blank": fragment(StickerState.BLANK),
    "generic": TAGS[StickerState.LOST],
    "unsure": fragment(code="0" * 16),
    "entry": "",
}
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
# What a finger or a shaking hand has to hit; a link in a line of text and a box that is hidden are none.
SMALL = """Array.from(document.querySelectorAll('a, button, input, select, textarea, summary'))
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
    .map((each) => each.id || each.outerHTML.slice(0, 80))"""


def objections(finder: Finder) -> list[str]:
    """What axe finds, a page wider than its screen, and targets that are hard to hit."""
    found = "axe.run(document).then((found) => found.violations.map((each) => each.id + ' ' + each.nodes[0].html))"
    wide, screen = finder.page.value(WIDTHS)
    return [*finder.page.value(found), *finder.page.value(SMALL), *([f"{wide} px wide"] if wide > screen else [])]


def narrow(finder: Finder, width: int = 320) -> None:
    size = {"width": width, "height": 640, "deviceScaleFactor": 1, "mobile": True}
    finder.page.ask("Emulation.setDeviceMetricsOverride", size)


def speak(finder: Finder, language: str) -> None:
    choose = f"document.getElementById('language').value = '{language}';"
    finder.page.value(f"{choose} document.getElementById('language').dispatchEvent(new Event('change')); 0")


@pytest.mark.parametrize("state", SCANNED)
def test_axe_finds_nothing_to_object_to_in_any_state(state: str, browser: Browser, axe: str, found: Path) -> None:
    finder = Finder.scans(browser, found, SCANNED[state])
    finder.page.value(f"{axe}; 0")
    narrow(finder)
    assert finder.text("#heading") == getattr(wording("en"), f"state_{state}")
    assert finder.text("#how") == getattr(wording("en"), f"how_{state}")
    assert finder.page.value("document.title") == finder.text("#heading")
    for scheme in ("dark", "light") if state in {"lost", "unsure"} else ("light",):
        values = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        finder.page.ask("Emulation.setEmulatedMedia", values)
        assert objections(finder) == []
    if state in {"lost", "entry", "unsure"}:
        speak(finder, "ar")
        assert objections(finder) == []
    assert finder.troubles() == []


@pytest.mark.parametrize("language", FINDER_LANGUAGES)
def test_everything_at_once_is_right_in_every_language_and_at_twice_the_size(
    language: str, browser: Browser, axe: str, found: Path
) -> None:
    finder, words = Finder.scans(browser, found, SCANNED["lost"], languages=f"tlh,{language}"), wording(language)
    finder.page.value(f"{axe}; 0")
    narrow(finder)
    said = "[document.documentElement.lang, document.documentElement.dir]"
    assert finder.page.value(said) == [language, direction(language)]
    message = opened(finder.seals("Found in the park", "Bo", "bo@example.org"))
    assert message["language"] == language
    finder.press("#copy")
    finder.page.value("for (const each of document.querySelectorAll('details')) each.open = true; 0")
    assert objections(finder) == []
    finder.page.fill("answer", answer_to(message, "Thank you!").decode())
    finder.press("#paste-form button")
    finder.until("document.querySelector('.theirs')")
    assert finder.text("#heading") == words.state_answered
    assert finder.text("#go") == words.write_again
    finder.page.value("document.documentElement.style.fontSize = '200%'; 0")
    wide, screen = finder.page.value(WIDTHS)
    assert wide <= screen
    seen = finder.text("body")
    for other in FINDER_LANGUAGES:
        assert (wording(other).how_answered in seen) == (other == language)
    assert finder.troubles() == []


def test_the_tag_and_addresses_run_from_left_to_right_in_arabic(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, SCANNED["lost"], languages="ar")
    sides = "['#printed', '#contact bdi', '#typed', '#armor', '#answer'].map((each) => "
    sides += "getComputedStyle(document.querySelector(each)).direction)"
    assert finder.page.value(sides) == ["ltr"] * 5
    assert finder.page.value("getComputedStyle(document.body).direction") == "rtl"


def test_the_language_is_switched_in_sight_and_what_was_typed_stays(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, SCANNED["lost"], languages="sv-FI,en")
    assert finder.text("#heading") == wording("sv").state_lost
    assert finder.text("[for=language]") == wording("sv").switch
    options = finder.page.value("Array.from(document.getElementById('language').options, (each) => each.text)")
    assert options == [wording(each).own_name for each in FINDER_LANGUAGES]
    finder.page.fill("message", "Hej på dig")
    speak(finder, "ja")
    assert finder.text("#heading") == wording("ja").state_lost
    assert finder.page.value("document.getElementById('message').value") == "Hej på dig"
    # Neither the browser's language nor any other: that of the owner.
    assert Finder.scans(browser, found, SCANNED["lost"], languages="tlh").text("#heading") == wording("es").state_lost


def test_without_script_there_is_a_line_in_each_language_and_the_address(browser: Browser, found: Path) -> None:
    page = browser.open(Path("/dev/null"))
    page.ask("Emulation.setScriptExecutionDisabled", {"value": True})
    page.ask("Page.navigate", {"url": f"{found.as_uri()}#{SCANNED['lost']}"})
    browser.wait("Page.loadEventFired", page._session)
    page.ask("Emulation.setScriptExecutionDisabled", {"value": False})  # only to look
    seen = page.value("document.body.innerText")
    assert all(wording(language).found in seen for language in FINDER_LANGUAGES)
    for each in ("intro", "no_script", "contact", "contact_how", "about_host"):
        assert (getattr(wording("es"), each) in seen) == (each != "about_host")
    assert wording("en").no_script in seen
    assert "ana+tags@example.org" in seen
    shown = "Array.from(document.querySelectorAll('form, button, select')).filter((each) => each.checkVisibility())"
    assert page.value(f"{shown}.length") == 0


OLD = """const kept = SubtleCrypto.prototype.importKey;
SubtleCrypto.prototype.importKey = function (...all) {
  return all.some((each) => (each.name || each) === "X25519") ? Promise.reject(new Error()) : kept.apply(this, all);
}"""


@pytest.mark.parametrize(
    ("missing", "reason"), [("delete Crypto.prototype.subtle", "unable_insecure"), (OLD, "unable_old")]
)
def test_a_browser_that_cannot_seal_is_told_why_and_has_the_plain_address(
    missing: str, reason: str, browser: Browser, axe: str, found: Path
) -> None:
    finder = Finder.scans(browser, found, SCANNED["lost"], before=missing)
    # An old browser still opens what the owner says; over plain http nothing can be opened.
    assert finder.text("#heading") == getattr(wording("en"), "state_lost" if missing == OLD else "state_generic")
    assert finder.text("#unable") == getattr(wording("en"), reason)
    assert finder.text("#contact a") == "ana+tags@example.org"
    assert not any(finder.sees(each) for each in ("#write", "#paste", "#go"))
    finder.page.value(f"{axe}; 0")
    narrow(finder)
    assert objections(finder) == []


def test_a_page_without_a_mail_address_offers_no_mail(browser: Browser, tmp_path: Path) -> None:
    finder = Finder.scans(browser, Found(owner(contact="+34 600 111 222")).write(tmp_path), SCANNED["lost"])
    finder.seals("Found")
    assert not finder.sees("#mail")
    assert finder.text("#sealed .to") == "To +34 600 111 222"
