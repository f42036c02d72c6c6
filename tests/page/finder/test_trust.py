"""Whom the page behind the sticker speaks for: nobody but its owner, and whatever the owner wrote stays text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.model.finder.page_owner import NAMESPACE, statement
from talktag.model.finder.sticker_state import StickerState
from talktag.model.values.ident import printed_tag
from talktag.page.finder.wording import wording
from talktag.seal.age.identity import generate_identity, recipient_of
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import SigningKey
from tests.kit.finder import SAID, SIGNER, TAGS, Finder, Found, answer_to, fragment, opened, owner

if TYPE_CHECKING:
    from tests.kit.browser import Browser

WORDS = wording("en")
LOST, TAG = fragment(), TAGS[StickerState.LOST]
CODE = LOST.removeprefix(TAG)
OTHER = SigningKey.from_seed(bytes(32))
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)><a href=javascript:alert(3)>x</a>"
    "<!-- ${alert(4)} {text} {{name}} \u202e\u2066\u200f\u2028\x00\x1b[2J a\u0301\u0301\u0301\u0301\u0301\u0301"
)
PILED = HOSTILE + "\u0301" * 200
KINDS = "[...new Set(Array.from(document.querySelectorAll('*'), (each) => each.localName))].sort().join(' ')"


def test_the_code_of_the_sticker_opens_what_the_owner_says_of_that_thing(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    for place, text in (("words", "words"), ("reward", "reward"), ("hand-in", "hand_in"), ("thing", "name")):
        assert finder.text(f"#{place}-text") == SAID[text]
    assert finder.text("#urgent-text") == SAID["urgent"]
    assert finder.text("#belongs-text") == "Ana Pérez"
    assert finder.text("#printed") == f"TT-{printed_tag(TAG)}"
    assert finder.text("#proven") == WORDS.proven
    assert finder.page.value("document.querySelector('#photo img').naturalWidth") == 240
    assert finder.text("#contact a") == "ana+tags@example.org"
    assert finder.page.value("document.getElementById('words-text').firstChild.lang") == "es"


def test_a_tag_without_its_code_opens_what_is_said_of_all_things_and_proves_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    path = Found(owner(words="Please write", reward="A cake")).write(tmp_path)
    finder = Finder.scans(browser, path, TAG)
    assert finder.text("#how") == WORDS.how_generic
    assert (finder.text("#words-text"), finder.text("#reward-text")) == ("Please write", "A cake")
    assert not any(finder.sees(each) for each in ("#proven", "#photo", "#urgent", "#thing", "#mark"))
    assert opened(finder.seals("Found"))["tag"] == TAG
    # What is said of one thing counts more than what is said of all.
    assert Finder.scans(browser, path, LOST).text("#reward-text") == SAID["reward"]


@pytest.mark.parametrize("spelling", ["lower", "words", "prefix", "dashes", "escaped", "alike"])
def test_however_the_fragment_is_spelled_it_is_the_same_sticker(spelling: str, browser: Browser, found: Path) -> None:
    spelled = {
        "lower": LOST.lower(),
        "words": " ".join(LOST[at : at + 4] for at in range(0, 25, 4)),
        "prefix": f"TT-{LOST}",
        "dashes": f"{TAG}-{CODE}",
        "escaped": f"{TAG}%20{CODE.lower()}",
        "alike": LOST.replace("0", "o").replace("1", "l"),
    }
    assert Finder.scans(browser, found, spelled[spelling]).text("#heading") == WORDS.state_lost


def test_whoever_has_no_camera_types_what_is_printed(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, "")
    finder.tab_to("typed")
    finder.page.type("tt-7k3m")
    finder.page.press("Enter")
    assert (finder.text("#tag-fault"), finder.focus()) == (WORDS.tag_wrong, "typed")
    assert not finder.sees("#write")
    finder.page.fill("typed", f"tt-{printed_tag(TAG).lower()}")
    finder.page.press("Enter")
    finder.until("document.body.className === 'generic'")
    assert finder.sees("#write")
    # An address with something else behind its # says so at once.
    assert Finder.scans(browser, found, TAG[:8] + "X").text("#tag-fault") == WORDS.tag_wrong


@pytest.mark.parametrize(
    ("what", "state"),
    [("code", "unsure"), ("owner", "unsure"), ("tag", "unsure"), ("signer", "forged"), ("recipients", "forged")],
)
def test_a_page_that_cannot_prove_to_be_the_owners_lets_nobody_write(
    what: str, state: str, browser: Browser, tmp_path: Path
) -> None:
    changed = {
        "signer": {"signer": OTHER.public.line()},
        "recipients": {"recipients": (recipient_of(generate_identity()),)},
    }
    path = Found(owner(**changed.get(what, {}))).write(tmp_path)
    behind = {"code": TAG + "0" * 16, "tag": TAGS[StickerState.IN_USE] + CODE}.get(what, LOST)
    if what == "owner":
        page = path.read_bytes()
        assert page.count(b'"contact":"ana+tags@example.org"') == 1
        path.write_bytes(page.replace(b'"contact":"ana+tags@example.org"', b'"contact":"eva+tags@example.org"'))
    finder = Finder.scans(browser, path, behind)
    assert finder.text("#heading") == getattr(WORDS, f"state_{state}")
    assert finder.text("#how") == getattr(WORDS, f"how_{state}")
    for each in ("#write", "#paste", "#contact", "#says", "#go", "#belongs", "#proven"):
        assert not finder.sees(each), each


def test_a_page_with_other_keys_and_a_right_signature_still_opens_no_sticker(browser: Browser, found: Path) -> None:
    thief = (recipient_of(generate_identity()),)
    line = OTHER.public.line()
    signature = sshsig.bare(sshsig.sign(statement(thief, line), OTHER, NAMESPACE))
    whole = found.read_text("utf-8")
    forged = Found(owner(recipients=thief, signer=line, signature=signature)).page().decode()
    start, end = ('id="owner">', "</script>")
    theirs = forged.split(start)[1].split(end)[0]
    path = found.with_name("forged.html")
    path.write_text(whole.replace(whole.split(start)[1].split(end)[0], theirs), "utf-8")
    finder = Finder.scans(browser, path, LOST)
    assert finder.text("#heading") == WORDS.state_unsure
    assert not finder.sees("#write")


def test_the_page_tells_whose_keys_it_is_about(browser: Browser, found: Path) -> None:
    finder = Finder.scans(browser, found, LOST)
    finder.press("#about > summary")
    finder.until("document.getElementById('fingerprint').textContent")
    assert finder.text("#fingerprint") == SIGNER.public.fingerprint
    assert finder.text("#recipients").split() == list(owner().recipients)
    assert finder.text("#signature") == WORDS.signature_good


def test_a_browser_without_ed25519_says_that_it_cannot_tell(browser: Browser, found: Path) -> None:
    without = "SubtleCrypto.prototype.verify = () => Promise.reject(new DOMException('no', 'NotSupportedError'))"
    finder = Finder.scans(browser, found, LOST, before=without)
    finder.press("#about > summary")
    finder.until("!document.getElementById('signature').hidden")
    assert finder.text("#signature") == WORDS.signature_unknown
    assert finder.text("#heading") == WORDS.state_lost  # which the sticker's code proves


def test_hostile_words_of_the_owner_and_in_an_answer_stay_words(browser: Browser, found: Path, tmp_path: Path) -> None:
    plain = Finder.scans(browser, found, LOST)
    opened(plain.seals("Found"))
    plain.press("#copy")
    said = dict.fromkeys(SAID, HOSTILE)
    anna = owner(name=PILED, phone=PILED, contact=PILED, words=PILED, reward=PILED, language="en")
    finder = Finder.scans(browser, Found(anna, said).write(tmp_path), LOST)
    message = opened(finder.seals(HOSTILE, HOSTILE, HOSTILE))
    assert message["text"].startswith("</script><script>alert(1)")
    finder.press("#copy")
    finder.until("document.querySelector('.mine')")
    finder.press("#paste > summary")
    finder.page.fill("answer", answer_to(message, PILED, name=PILED).decode())
    finder.press("#paste-form button")
    finder.until("document.querySelector('.theirs')")
    for place in ("#words", "#urgent", "#reward", "#hand-in", "#thing", "#belongs", "#contact", ".theirs"):
        seen = finder.text(place)
        assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in seen, place
        assert "\\u202e\\u2066" in seen, place
        assert not any(each in seen for each in "\u202e\u2066\u200f\u2028\x00\x1b"), place
        assert "\u0301" * 5 not in seen, place
    assert finder.page.value(KINDS) == plain.page.value(KINDS)
    links = "Array.from(document.querySelectorAll('[href]'), (each) => each.getAttribute('href'))"
    assert finder.page.value(links) == ["data:,", ""]
    handlers = "Array.from(document.querySelectorAll('*')).filter((each) => each.getAttributeNames()"
    assert finder.page.value(f"{handlers}.some((name) => name.startsWith('on'))).length") == 0
    wide, screen = finder.page.value("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= screen
    assert finder.troubles() == []
