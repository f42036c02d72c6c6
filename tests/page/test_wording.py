"""The page in each of its languages: nothing is missing, nothing is left in English, and it is the same page."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talktag.errors import InvalidError
from talktag.model.log.kinds import KINDS as ENTRY_KINDS
from talktag.model.parties.party import LANGUAGES
from talktag.model.parties.roles import ROLES
from talktag.model.products.product import FILE_KINDS
from talktag.model.sharing.table import PLAIN_SECTIONS
from talktag.model.values.money import parse_money
from talktag.model.values.warranty import KINDS as WARRANTY_KINDS
from talktag.page.describe_print_out import PrintedFile, PrintedProduct, PrintFrame, describe_print_out
from talktag.page.html_page import html_page
from talktag.page.wording import wording
from tests.kit.pages import index_page
from tests.page.wordings import check_complete, texts

FOREIGN = [language for language in LANGUAGES if language != "en"]
# What is the same word in both, or a unit.
SAME = {
    "es": {"bytes", "kB", "MB", "firmware", "Total"},
    "de": {"kB", "MB", "Firmware", "Finder"},
    "fr": {"photo", "message", "question", "Total"},
    "it": {"kB", "MB", "firmware"},
    "sv": {"kB", "MB"},
}


Whole = tuple[dict[str, Any], dict[str, bytes]]


def all_texts(language: str) -> dict[str, str]:
    return dict(texts(wording(language)._asdict()))


def test_the_languages_are_the_modules_there_are() -> None:
    folder = Path(wording.__code__.co_filename).parent
    assert {path.stem for path in folder.glob("??.py")} == {*LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_language(language: str) -> None:
    check_complete(all_texts(language), all_texts("en"), language)


@pytest.mark.parametrize("language", FOREIGN)
def test_no_text_is_left_in_english(language: str) -> None:
    english = all_texts("en")
    same = {text for place, text in all_texts(language).items() if text.casefold() == english[place].casefold()}
    assert same <= SAME[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_a_record_can_use_has_a_name(language: str) -> None:
    words = wording(language)
    assert {*FILE_KINDS, "original"} == words.files.keys()
    assert ENTRY_KINDS.keys() == words.entries.keys()
    assert {*PLAIN_SECTIONS} == words.sections.keys()
    assert {*WARRANTY_KINDS} - {"all"} == words.warranties.keys()
    assert {*ROLES} == words.roles.keys()


def test_a_language_that_the_page_does_not_have_is_refused() -> None:
    for language in ("pt", "DE", "de-AT", "", "texts", "../en"):
        with pytest.raises(InvalidError, match="the page is not written in"):
            wording(language)


@pytest.fixture
def whole(document: dict[str, Any], photo: bytes) -> Whole:
    """A document that says everything, with a picture, a file and an answer that nobody signed."""
    document["files"] = [
        {"path": "files/photo-1.jpg", "kind": "photo", "sha256": "0" * 64, "size": len(photo)},
        {"path": "files/receipt-1.pdf", "kind": "receipt", "sha256": "0" * 64, "size": 84_211},
    ]
    document["shared"] += ["entries:service", "field:firmware", "value"]
    document["product"]["entries"][0]["signer"] = "unsigned"
    return document, {"files/photo-1.jpg": photo}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_the_same_in_every_language_but_for_its_words(language: str, whole: Whole) -> None:
    def skeleton(page: bytes) -> list[bytes]:
        return re.findall(rb"<[a-z0-9/]+", page)

    page = index_page(*whole, language)
    assert f'<html lang="{language}">'.encode() in page
    assert page.count(b"lang=") == 1
    assert skeleton(page) == skeleton(index_page(*whole))
    policy = re.findall(rb"<meta[^>]*>", index_page(*whole))
    assert re.findall(rb"<meta[^>]*>", page) == policy
    # What the sender wrote, dates and amounts stand as they are.
    for said in (
        "crack in the eyepiece",
        "2029-03-02",
        "4599.00 EUR",
        "2026-11-22 03:49",
        "Two spots.",
        "S01-4482913-7",
    ):
        assert said in page.decode()


def test_the_words_of_a_record_are_said_in_the_language_of_the_page(whole: Whole) -> None:
    page = index_page(*whole, "de").decode()
    for said in (
        "Worum es geht",
        "Werkstatt",
        "bis 2029-03-02",
        "5 Jahre",
        "verlängert",
        "auf Lebenszeit",
        "Reparatur oder Wartung",
        "nicht signiert",
        'alt="Foto photo-1.jpg"',
        "84,2 kB",
        "Mitgegeben: <bdi>Hersteller und Modell, Seriennummer, Foto, Reparatur oder Wartung, firmware, Preis und Wert",
        "von <bdi>Doc</bdi> auf einem anderen Weg",
        "<code>README.txt</code>, im selben Ordner",
    ):
        assert said in page
    assert "extended" not in page
    assert "repairer" not in page


def test_what_is_no_word_of_ours_stands_as_it_is(document: dict[str, Any]) -> None:
    document["audience"]["role"] = "{moment}"
    document["product"]["warranties"] = [{"kind": "corrosion", "term": "a while"}, {"term": "1 month"}]
    document["product"]["entries"][0]["kind"] = "polishing"
    page = index_page(document, {}, "sv").decode()
    for said in ("{moment}", "corrosion", "a while", "1 månad<", "polishing"):
        assert said in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_says_that_anything_was_verified(language: str) -> None:
    words = wording(language)
    never = r"\b(verified|verificad[oa]|verifiziert|geprüft und|vérifiée? par|verificat[oa] da|verifierad)\b"
    assert not re.search(never, words.record + words.answer + words.shared + words.bundle)


# Asks axe-core for what it finds, and leaves it in the title, where a dump of the document has it.
_AUDIT = """<script>axe.run(document).then(function (found) {
  document.title = found.violations.map(function (each) { return each.id }).join(" ") + "|" + found.passes.length;
});</script></body>"""


@pytest.mark.parametrize("language", ["en", "sv"])  # the pages differ in their words only
def test_axe_finds_nothing_to_object_to_in_a_browser(
    language: str, whole: Whole, axe: str, program: Callable[[str], str], tmp_path: Path
) -> None:
    assert audit(program("chromium"), index_page(*whole, language).decode(), axe, tmp_path) == []


def test_axe_objects_to_a_picture_without_words(
    whole: Whole, axe: str, program: Callable[[str], str], tmp_path: Path
) -> None:
    page = re.sub(r' alt="[^"]*"', "", index_page(*whole).decode(), count=1)
    assert audit(program("chromium"), page, axe, tmp_path) == ["image-alt"]


def audit(browser: str, page: str, axe: str, folder: Path) -> list[str]:
    """The rules of axe-core that a page breaks; for this its policy, which lets no script run, is taken out."""
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page, count=1)
    path = folder / "audited.html"
    path.write_text(open_page.replace("</head>", f"<script>{axe}</script></head>").replace("</body>", _AUDIT), "utf-8")
    flags = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --window-size=360,800"
    more = "--disable-component-update --disable-sync --virtual-time-budget=10000 --dump-dom"
    command = [browser, *flags.split(), *more.split(), f"--user-data-dir={folder / 'profile'}", path.as_uri()]
    seen = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"<title>([a-z -]*)\|([0-9]+)</title>", seen)
    assert found, "axe-core did not run"
    assert int(found[2]) > 10
    return found[1].split()


def test_the_page_is_valid_html_in_every_language(whole: Whole, checker: list[str], tmp_path: Path) -> None:
    pages = [tmp_path / f"{language}.html" for language in LANGUAGES]
    for path in pages:
        path.write_bytes(index_page(*whole, path.stem))
    done = subprocess.run([*checker, *map(str, pages)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    pages[0].write_bytes(index_page(*whole).replace(b"</h1>", b"</h2>", 1))
    assert subprocess.run([*checker, str(pages[0])], capture_output=True, check=False).returncode == 1


def test_a_print_out_is_valid_html_and_axe_finds_nothing(
    photo: bytes, axe: str, checker: list[str], program: Callable[[str], str], tmp_path: Path
) -> None:
    choice = ("maker", "serial", "purchase.price", "warranties")
    values = {"maker": "كاميرا", "serial": "S01", "warranties": [{"kind": "parts", "term": "2 years"}]}
    values["entries"] = [{"date": "2025-02-11", "title": "Cleaned", "text": "Two spots.", "kind": "service"}]
    files = (
        PrintedFile("photo-1.jpg", "photo", 9, "0" * 64, (photo, 40, 30)),
        PrintedFile("receipt-1.pdf", "receipt", 9, "f" * 64),
    )
    frame = PrintFrame("Doc", "doc@example.org", "Safe & Sound", "2026-11-22", "burglary")
    both = [PrintedProduct("FX-3", values, choice, files), PrintedProduct("Clock", {"maker": "Braun"}, choice, ())]
    pages = [tmp_path / f"{language}.html" for language in LANGUAGES]
    for path in pages:
        path.write_bytes(html_page(describe_print_out(frame, both, path.stem, {"EUR": parse_money("3 EUR")}, 1)))
    done = subprocess.run([*checker, *map(str, pages)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert audit(program("chromium"), pages[0].read_text("utf-8"), axe, tmp_path) == []
