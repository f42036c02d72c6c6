"""What else wrote into the page's address or its store: it is passed over, and costs the finder no word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.model.finder.finder_message import read_finder_message
from talktag.model.finder.sticker_state import StickerState
from talktag.page.finder.wording import wording
from tests.kit.finder import TAGS, Finder, answer_to, fragment, opened

if TYPE_CHECKING:
    from tests.kit.browser import Browser

WORDS = wording("en")
LOST, TAG = fragment(), TAGS[StickerState.LOST]
SECRET = "A" * 42 + "E"
GOOD = "0" * 26
BAD_ITEMS = (None, 7, "x", [], {}, {"id": GOOD}, {"id": GOOD, "text": {"a": 1}}, {"id": "x", "text": "x", "mine": True})
HOSTILE = {
    "no table": "[[",
    "items that are none": {"said": [*BAD_ITEMS, {"id": GOOD, "text": "Kept", "mine": True}]},
    "no list": {"said": {"length": 10**9}},
    "a number past all": {"sequence": 1e300, "answered": "x" * 10**5},
    "a text for a number": {"sequence": "5", "answered": {"id": 1}},
    "a name of the language": {"__proto__": {"said": [1]}, "constructor": 1, "said": []},
}


def with_store(kept: Any) -> str:
    """What writes it where the page keeps a conversation."""
    text = kept if isinstance(kept, str) else json.dumps({"secret": SECRET, **kept})
    return f"localStorage.setItem('talktag-finder/1 ' + location.pathname + ' {TAG}', {json.dumps(text)});"


@pytest.mark.parametrize("what", HOSTILE)
def test_what_others_left_in_the_store_of_the_site_costs_no_message(what: str, browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST, before=with_store(HOSTILE[what]))
    assert finder.text("#words-text")
    message = read_finder_message(json.dumps(opened(finder.seals("Found"))).encode())
    assert (message.text, message.sequence, message.in_reply_to) == ("Found", 1, None)
    finder.press("#copy")
    said = finder.page.value("Array.from(document.querySelectorAll('#said .text'), (each) => each.textContent)")
    assert said == ["Kept", "Found"] if what == "items that are none" else ["Found"]
    assert finder.troubles() == []


ODD = (
    f"&k={SECRET}&a=AAAA",
    "constructor&k=__proto__&a=__proto__",
    "%00<img src=x onerror=alert(1)>",
    "A" * 10**5,
    f"{LOST}&k={'A' * 10**5}&a={'A' * 2 * 10**5}",
    f"{LOST}%26a%3DAAAA&__proto__=1&toString",
)


@pytest.mark.parametrize("behind", ODD, ids=range(len(ODD)))
def test_whatever_stands_in_the_address_breaks_nothing(behind: str, browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, behind)
    if behind.startswith(LOST):
        finder.until("!document.getElementById('answer-fault').hidden")
    else:
        finder.until("document.body.className")
    assert finder.troubles() == []
    is_ours = behind.startswith(LOST)
    assert finder.text("#heading") == (WORDS.state_lost if is_ours else WORDS.state_entry)
    assert finder.sees("#entry") != is_ours
    assert finder.sees("#write") == is_ours


def test_an_answer_of_earlier_hides_not_that_the_page_proves_nothing(browser: Browser, found: Path) -> None:
    kept = {"said": [{"id": GOOD, "text": "Send it to me", "mine": False}], "sequence": 1, "answered": GOOD}
    code = fragment()[len(TAG) :]
    wrong = TAG + code[:-1] + ("0" if code[-1] != "0" else "1")
    finder = Finder.scans(browser, found, wrong, before=with_store(kept))
    assert finder.text("#heading") == WORDS.state_unsure
    assert finder.text("#how") == WORDS.how_unsure
    assert not finder.sees("#thread")
    assert finder.page.value("document.title") == WORDS.state_unsure


def test_an_answer_whose_id_is_none_is_none(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    message = opened(finder.seals("Found"))
    finder.press("#copy")
    finder.page.value("document.getElementById('paste').open = true; 0")
    finder.page.fill("answer", answer_to(message, "Thanks", id="x" * 5000).decode())
    finder.press("#paste-form button")
    finder.until("!document.getElementById('answer-fault').hidden")
    assert finder.text("#answer-fault") == WORDS.answer_broken
