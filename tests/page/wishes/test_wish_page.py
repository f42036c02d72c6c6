"""The page of a wish: whole in six languages, open to everybody, deaf to foreign words, and its form makes an offer."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.interop.schema_org.read_offer import ReadOffer, read_offers
from talktag.model.parties.party import LANGUAGES
from talktag.model.wishes.asked import AskedWish
from talktag.page.wishes.told_wish import ToldWish
from talktag.page.wishes.wish_mail import wish_mail
from talktag.page.wishes.wish_page import offer_file, wish_facts, wish_page
from talktag.page.wishes.wording import wish_wording
from tests.kit.open_page import View
from tests.kit.schema_typings import SchemaTypings

if TYPE_CHECKING:
    from tests.kit.browser import Browser

AUDIT = "axe.run(document).then(found => [found.violations.map(each => each.id), found.passes.length])"
FAULTY = "document.getElementById('make').click()"
FILLED = """for (const [id, text] of [['name', 'Foto Ruiz'], ['title', 'EF 70-200mm'], ['price', '850,00 €']])
document.getElementById(id).value = text; document.getElementById('make').click()"""
POISON = "</script><script>x</script>--><!-- \" ' onload=x & \u2028 \x1b \u202e"


def _open(told: ToldWish, browser: Browser, folder: Path, language: str = "en", **options: Any) -> Any:
    (folder / "wish.html").write_bytes(wish_page(told, language))
    return browser.open(folder / "wish.html", folder, **options)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_to_object_to_in_any_state_of_the_page(
    language: str, told: ToldWish, browser: Browser, axe: str, tmp_path: Path
) -> None:
    page = _open(told, browser, tmp_path, language)
    page.value(axe)
    shown = []
    for state in ("0", FAULTY, FILLED):
        page.value(state)
        broken, held = page.value(AUDIT)
        assert broken == []
        assert held > 15
        shown.append(page.value("['faults', 'made'].map(each => !document.getElementById(each).hidden)"))
    assert shown == [[False, False], [True, False], [False, True]]
    page.value("document.querySelector('label[for=price]').remove()")
    assert page.value(AUDIT)[0] == ["label"]


def test_the_page_is_valid_html_in_every_language(told: ToldWish, checker: list[str], tmp_path: Path) -> None:
    pages = [tmp_path / f"{language}.html" for language in (*LANGUAGES, "bare")]
    for path in pages[:-1]:
        path.write_bytes(wish_page(told, path.stem))
    pages[-1].write_bytes(wish_page(ToldWish(AskedWish("w7k3m9q000001"), "Anything")))
    done = subprocess.run([*checker, *map(str, pages)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    pages[0].write_bytes(wish_page(told).replace(b"</h1>", b"</h2>", 1))
    assert subprocess.run([*checker, str(pages[0])], capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_a_small_telephone(
    language: str, told: ToldWish, browser: Browser, tmp_path: Path
) -> None:
    page = _open(told, browser, tmp_path, language, view=View(width=320))
    page.value(FILLED)
    assert page.value("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    outside = "[...document.querySelectorAll('main *')].filter(each => each.getBoundingClientRect().right > 320).length"
    assert page.value(outside) == 0


def test_what_is_typed_by_hand_becomes_an_offer_in_a_file(
    told: ToldWish, browser: Browser, tmp_path: Path, typings: SchemaTypings
) -> None:
    page = _open(told, browser, tmp_path)
    assert page.value("document.activeElement.tagName") == "BODY"
    typed = [
        "Foto Ruiz",
        "foto@ruiz.example",
        "EF 70-200mm, used",
        "850,00 €",
        None,
        "With hood.\nAnd case.",
        "EF",
        "1490 g",
    ]
    page.press("Tab")
    for text in typed:
        if text is None:
            page.value("document.getElementById('valid').value = '2026-12-24'")
            page.value("document.getElementById('text').focus()")
            continue
        page.type(text)
        page.press("Tab")
    page.value("document.getElementById('make').focus()")
    page.press("Enter")
    name = page.saved()
    assert name == offer_file(told) == "offer-w7k3m9q000001.json"
    data = (tmp_path / name).read_bytes()
    assert read_offers(data) == (
        ReadOffer(
            "EF 70-200mm, used",
            price="850.00 EUR",
            valid="2026-12-24",
            text="With hood.\nAnd case.",
            seller="Foto Ruiz",
            wish="w7k3m9q000001",
            said={"mount": "EF", "weight": "1490 g"},
        ),
    )
    assert page.value("document.getElementById('made-text').value") == data.decode()
    assert typings.fault(data.decode(), "Offer") is None
    assert [each for each in page.requests if not each.startswith("data:")] == [f"file://{tmp_path}/wish.html"]
    assert page.complaints == []


def test_what_is_missing_is_named_and_nothing_is_saved_until_it_is_there(
    told: ToldWish, browser: Browser, tmp_path: Path
) -> None:
    page = _open(told, browser, tmp_path)
    page.value("document.getElementById('price').value = '-3 EUR'")
    page.value(FAULTY)
    texts = wish_wording("en")
    told_faults = page.value("[...document.querySelectorAll('#faults li')].map(each => each.textContent)")
    assert told_faults == ["Your name is missing.", texts.no_title, texts.no_price]
    assert not page.has_saved
    page.value(FILLED)
    assert page.value("document.getElementById('faults').hidden")
    assert page.saved()


def test_saving_twice_is_the_same_offer(told: ToldWish, browser: Browser, tmp_path: Path) -> None:
    page = _open(told, browser, tmp_path)
    read = "document.getElementById('made-text').value"
    page.value(FILLED)
    first = page.value(read)
    page.value(FILLED)
    assert page.value(read) == first
    page.value("document.getElementById('text').value = 'more'; document.getElementById('make').click()")
    assert page.value(read) != first


def test_the_policy_stops_what_escaping_would_let_through(told: ToldWish, browser: Browser, tmp_path: Path) -> None:
    attack = b"<script>document.title='owned'</script><img src=http://127.0.0.1:9/x.png></main>"
    form = wish_page(told)
    without = re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", form, count=1)
    for name, page, owned in (("with", form, False), ("without", without, True)):
        path = tmp_path / f"{name}.html"
        path.write_bytes(page.replace(b"</main>", attack, 1))
        shown = browser.open(path)
        assert (shown.value("document.title") == "owned") is owned
        assert shown.value("!document.getElementById('form').hidden")  # our own script runs


def test_no_word_from_outside_makes_an_element(told: ToldWish) -> None:
    def elements(page: bytes) -> list[bytes]:
        return re.findall(rb"<[a-z0-9/!]+", page)

    asked = told.asked._replace(ident=POISON, fits=POISON, terms=POISON)
    hostile = ToldWish(asked, POISON, POISON, POISON, POISON, order=(POISON,), menu=POISON, total=POISON)
    page = wish_page(hostile)
    assert elements(page) == elements(wish_page(told))
    assert not any(letter in page.decode() for letter in "\x1b\u202e\u2028")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_whole_in_its_language(language: str) -> None:
    words, english = wish_wording(language)._asdict(), wish_wording("en")._asdict()
    for key, text in words.items():
        assert text.strip() == text != "", key
        assert text.isprintable(), key
        assert sorted(re.findall(r"\{[^}]*\}", text)) == sorted(re.findall(r"\{[^}]*\}", english[key])), key
        assert language == "en" or text != english[key], key


def test_a_wish_without_a_name_says_nobodys(told: ToldWish) -> None:
    page = wish_page(told._replace(owner=None, contact=None)).decode()
    assert "whoever gave you this page" in page
    for unsaid in ("Ana Ruiz", "ana@example.org"):
        assert unsaid not in page


def test_the_mail_says_all_that_the_page_says(told: ToldWish) -> None:
    for language in LANGUAGES:
        mail = wish_mail(told, "wish.html", language)
        assert "A 70-200 for the 5D" in mail.subject
        for name, value in wish_facts(told, language):
            assert name in mail.text
            assert all(line in mail.text for line in value.splitlines())
        assert "wish.html" in mail.text
        assert max(map(len, mail.text.splitlines())) <= 76


def test_the_values_of_the_page_hold_nothing_but_what_the_form_needs(told: ToldWish) -> None:
    page = wish_page(told).decode()
    (values,) = re.findall(r'<script type="application/json" id="values">(.*?)</script>', page)
    assert set(json.loads(values)) == {"wish", "name", "points", "texts", "money"}
