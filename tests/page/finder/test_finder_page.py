"""The page behind the sticker as bytes: what stands in it letter for letter, and what it can never do."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
from importlib import resources
from pathlib import Path

import pytest

from talktag.errors import InternalError
from talktag.model.finder.page_owner import owner_text
from talktag.page.finder import FinderPage, finder_page
from talktag.page.finder.script import SCRIPTS, script
from talktag.page.finder.wording import FINDER_LANGUAGES, direction, wording
from talktag.page.markup import Html
from talktag.page.script_page import script_page
from tests.kit.finder import SALT, Found, owner
from tests.page.wordings import check_complete, texts

ODD = owner(name="</script> & \u2028 Ana <!--", contact='a"b@example.org', phone="+34 600 111 222", language="pt-BR")
PAGE = FinderPage(ODD, SALT, bytes(64), bytes(2048), b"")
FOREIGN = [language for language in FINDER_LANGUAGES if language != "en"]


def test_the_owner_and_the_rows_stand_in_the_page_letter_for_letter() -> None:
    page = finder_page(PAGE).decode()
    held = dict(re.findall(r'<script type="application/json" id="(.*?)">(.*?)</script>', page))
    assert held["owner"] == owner_text(ODD)
    rows = {name: base64.b64decode(text) for name, text in json.loads(held["values"]).items()}
    assert rows == {"salt": SALT, "tickets": bytes(64), "messages": bytes(2048), "photos": b""}
    assert list(json.loads(held["texts"])) == list(FINDER_LANGUAGES)


def test_the_page_is_the_same_each_time_and_names_its_script_and_style_by_hash() -> None:
    page = finder_page(PAGE)
    assert page == finder_page(PAGE)
    hashes = {}
    for tag in (b"script", b"style"):
        (content,) = re.findall(rb"<%b>(.*?)</%b>" % (tag, tag), page, re.DOTALL)
        hashes[tag.decode()] = base64.b64encode(hashlib.sha256(content).digest()).decode()
    (policy,) = re.findall(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    assert policy.decode() == (
        f"default-src 'none'; script-src 'sha256-{hashes['script']}'; style-src 'sha256-{hashes['style']}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert page.index(b"Content-Security-Policy") < page.index(b"<title>")
    assert b'<meta name="robots" content="noindex">' in page
    assert b'<meta name="referrer" content="no-referrer">' in page


def test_only_a_mail_address_and_a_number_become_links() -> None:
    links = re.compile(r'(?:src|href)="(?!data:,|#mail)([^"]*)"')
    assert links.findall(finder_page(PAGE).decode()) == ["tel:+34600111222"]
    for contact, phone, expected in (
        ("ana+tags@example.org", None, ["mailto:ana+tags@example.org"]),
        ("ana?cc=b@example.org", None, ["mailto:ana%3Fcc%3Db@example.org"]),
        ("javascript:alert(1)", "javascript:1", []),
        ("https://example.org", "0", []),
        ("a@b\nc@d", None, []),
    ):
        said = owner(contact=contact, phone=phone)
        assert links.findall(Found(said).page().decode()) == expected, contact


def test_the_page_begins_in_the_language_of_its_owner_or_in_english() -> None:
    for language, lang in (("es", "es"), ("ar", "ar"), ("pt-BR", "pt"), ("tlh", "en")):
        page = Found(owner(language=language)).page().decode()
        assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in page
        for each in FINDER_LANGUAGES:  # whatever a browser can or cannot do
            assert f'<li lang="{each}" dir="{direction(each)}">{wording(each).found}</li>' in page


def test_the_page_is_valid_html(checker: list[str], tmp_path: Path) -> None:
    path = Found(owner(language="ar", phone="+34600111222")).write(tmp_path)  # it is the same in every language
    done = subprocess.run([*checker, str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("language", FINDER_LANGUAGES)
def test_every_text_is_there_in_every_language(language: str) -> None:
    mine, english = dict(texts(wording(language)._asdict())), dict(texts(wording("en")._asdict()))
    check_complete(mine, english, language)


@pytest.mark.parametrize("language", FOREIGN)
def test_no_text_is_left_in_english(language: str) -> None:
    english = dict(texts(wording("en")._asdict()))
    mine = dict(texts(wording(language)._asdict()))
    same = [place for place, text in mine.items() if text.casefold() == english[place].casefold()]
    assert same == ([".urgent"] if language == "fr" else [])


def test_every_text_is_on_the_page_or_said_by_its_script() -> None:
    page = finder_page(PAGE).decode()
    said = set(re.findall(r'data-word="([a-z_]+)"', page)) | set(re.findall(r'"([a-z_]+)"', script()))
    for beginning in ("state_", "how_"):  # of which the script makes the rest
        assert f"`{beginning}${{" in script()
    unsaid = {key for key in wording("en")._asdict() if key not in said and not key.startswith(("state_", "how_"))}
    assert unsaid == {"own_name", "no_script", "found"}


def test_the_script_is_all_there_is_and_has_no_way_out() -> None:
    folder = resources.files("talktag").joinpath("data", "finder")
    assert {path.name for path in folder.iterdir()} == {f"{name}.js" for name in SCRIPTS} | {"README.md"}
    for name in SCRIPTS:
        source = folder.joinpath(f"{name}.js").read_text(encoding="utf-8")
        assert source.startswith("// "), name
        assert re.search(r"\b(never|nothing)\b", source.split("\n\n")[0], re.IGNORECASE), name
        assert source.isascii()
    ways = r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|fetch|XMLHttp|Socket|EventSource|"
    ways += r"sendBeacon|sessionStorage|cookie|indexedDB|import\(|Worker|postMessage|window\.open|https?:"
    assert re.findall(ways, script()) == []
    assert script().count("localStorage") == 3
    assert script().count("navigator.geolocation") == 2


def test_what_would_end_a_value_of_the_page_is_refused() -> None:
    with pytest.raises(InternalError):
        script_page("a", Html("b"), "", language="en", held={"owner": '"</script>"'})
