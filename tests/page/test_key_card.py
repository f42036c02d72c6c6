"""The page of a card of keys: whole in six languages, inert, open to everybody, and deaf to foreign words."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.errors import InvalidError
from talktag.media.scanning import read_codes
from talktag.model.parties.key_card import KeyCard
from talktag.model.parties.party import LANGUAGES
from talktag.ops.keys.key_card import write_card
from talktag.page.page_form import check_page
from talktag.page.wording.card import card_wording
from talktag.page.wording.message_code import message_code_wording
from tests.kit.bench import SHOP
from tests.kit.cards import signed_card

if TYPE_CHECKING:
    from tests.kit.browser import Browser

CARD = signed_card(SHOP, url="https://ruiz.example")
AUDIT = "axe.run(document).then(found => [found.violations.map(each => each.id), found.passes.length])"
HOSTILE = ("<script>document.title='owned'</script>", "{name}{digits}", '"><img src=x>', "&lt;&amp;")


def _page(card: KeyCard, language: str = "en") -> bytes:
    return write_card(card, "html", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_runs_nothing_and_holds_all_that_the_card_says(language: str) -> None:
    page = _page(CARD, language)
    assert check_page("card.html", page) == language
    text = page.decode()
    for value in (CARD.name, CARD.mail, CARD.phone, CARD.url, CARD.age):
        assert value in text


def test_the_page_is_valid_html_in_every_language(checker: list[str], tmp_path: Path) -> None:
    pages = [tmp_path / f"{language}.html" for language in LANGUAGES]
    for path in pages:
        path.write_bytes(_page(CARD, path.stem))
    done = subprocess.run([*checker, *map(str, pages)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_to_object_to_and_the_code_that_is_shown_is_read(
    language: str, browser: Browser, axe: str, tmp_path: Path
) -> None:
    (tmp_path / "card.html").write_bytes(_page(CARD, language))
    page = browser.open(tmp_path / "card.html", tmp_path)
    page.value(f"{axe}; 0")
    broken, held = page.value(AUDIT)
    assert broken == []
    assert held > 10
    assert page.value("document.images[0].naturalWidth") > 400


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_are_words_in_every_form(name: str) -> None:
    card = signed_card(SHOP, name=name, url="https://x.example/<script>"[:19])
    page = _page(card)
    assert check_page("card.html", page) == "en"
    assert page.count(b"<script") == 0
    assert page.count(b"<img") == 1
    for form in ("pdf", "png"):
        (code,) = read_codes(write_card(card, form, "en"))
        assert code.data.decode() == card.vcard()
    assert card.vcard().replace("\r\n", "\n") in write_card(card, "txt", "en").decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_for_a_mail_s_foot_is_short_and_has_the_digits(language: str) -> None:
    lines = write_card(CARD, "txt", language).decode().split("\n")
    assert max(len(line.encode()) for line in lines) <= 76
    assert len(lines) < 26
    assert any("talktag party add --card card.txt" in line for line in lines)
    assert sum(line.count(" ") >= 5 and sum(map(str.isdigit, line)) == 30 for line in lines) == 1


@pytest.mark.parametrize("wording", [card_wording, message_code_wording])
@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_every_language_says_all_of_it_in_its_own_words_and_keeps_what_is_put_in(
    wording: Callable[[str], tuple[str, ...]], language: str
) -> None:
    english, words = wording("en"), wording(language)
    same = [one for one, other in zip(english, words, strict=True) if one == other]
    assert set(same) <= {"Page"}  # it is the same word in French
    for one, other in zip(english, words, strict=True):
        assert sorted(re.findall(r"\{\w+\}", one)) == sorted(re.findall(r"\{\w+\}", other))
    with pytest.raises(InvalidError):
        wording("tlh")
