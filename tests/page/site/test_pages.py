"""The pages of a site in browsers, from a disk: whole, searched, narrow, printed, and asking for nothing besides."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.kit.open_page import OpenPage, View
from tests.kit.sites import make_site

if TYPE_CHECKING:
    from tests.kit.bench import Bench
    from tests.kit.browser import Browser, Page
    from tests.kit.firefox import Firefox

KINDS = ("index.html", "all-2.html", "places.html", "labels.html", "makers.html", "due.html", "things/camera.html")
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
FOUND = "axe.run(document).then((found) => found.violations.map((each) => each.id + ' ' + each.nodes[0].html))"
SMALL = """Array.from(document.querySelectorAll('a, input'))
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44 && !each.closest('footer'))
    .map((each) => each.outerHTML.slice(0, 80))"""
HITS = "Array.from(document.querySelectorAll('#hits a'), (each) => each.textContent)"


@pytest.fixture(scope="module")
def window(browser: Browser) -> Page:
    """One window for all pages that are only looked at: a new one starts as slowly as a browser."""
    return browser.open("about:blank")


def look(window: Page, path: Path, view: View, axe: str) -> Page:
    """The page in that window, set as somebody has it, with axe in it."""
    window.set_view(view)
    window.go(path)
    window.value(f"{axe}; 0")
    return window


def seek(page: OpenPage, words: str) -> list[str]:
    """What is found by words that a person types."""
    page.fill("words", words)
    found: list[str] = page.value(HITS)
    return found


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_to_object_to_at_any_width(kind: str, width: int, window: Page, axe: str, made: Path) -> None:
    page = look(window, made / kind, View(width=width), axe)
    assert page.value(FOUND) == []
    wide, screen = page.value(WIDTHS)
    assert wide <= screen
    assert page.value(SMALL) == []


@pytest.mark.parametrize("kind", ["index.html", "things/camera.html"])
def test_axe_finds_nothing_in_the_dark(kind: str, window: Page, axe: str, made: Path) -> None:
    page = look(window, made / kind, View(width=320, dark=True), axe)
    assert page.value(FOUND) == []


def test_the_checker_of_html_finds_nothing_and_would(checker: list[str], made: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [*checker, *(str(made / kind) for kind in KINDS)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    broken = tmp_path / "broken.html"
    broken.write_bytes((made / KINDS[-1]).read_bytes().replace(b"</dl>", b"</div>"))
    assert subprocess.run([*checker, str(broken)], capture_output=True, check=False).returncode


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", ["thing", "start", "card"])
def test_axe_finds_nothing_on_what_others_see(
    kind: str, width: int, browser: Browser, axe: str, theirs: dict[str, Path]
) -> None:
    page = browser.open(theirs[kind], view=View(width=width))
    page.value(f"{axe}; 0")
    assert page.value(FOUND) == []
    wide, screen = page.value(WIDTHS)
    assert wide <= screen
    assert [each for each in page.requests if not each.startswith("data:")] == [theirs[kind].as_uri()]
    assert page.complaints == []


def test_the_checker_of_html_finds_nothing_on_what_others_see(checker: list[str], theirs: dict[str, Path]) -> None:
    done = subprocess.run([*checker, *map(str, theirs.values())], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_for_nothing_but_itself(kind: str, browser: Browser, made: Path) -> None:
    page = browser.open(made / kind)
    assert [each for each in page.requests if not each.startswith("data:")] == [(made / kind).as_uri()]
    assert page.complaints == []


def test_axe_would_object_to_a_field_without_a_label(window: Page, axe: str, made: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.html"
    broken.write_bytes((made / "index.html").read_bytes().replace(b'<label for="words">', b"<label>"))
    page = look(window, broken, View(), axe)
    assert any("label" in each for each in page.value(FOUND))


def check_search(page: OpenPage) -> None:
    """A page from a disk finds things by any words, whatever their letters."""
    assert page.value("document.getElementById('field').checkVisibility()")
    assert seek(page, "canon 0320") == ["Canon EOS 5D"]
    assert seek(page, "INSURED") == ["Canon EOS 5D"]
    assert "Book 7 on İstanbul" in seek(page, "editions istanbul 7")
    assert page.value("document.getElementById('count').textContent").startswith("Found: ")
    assert len(seek(page, "book")) == 100
    assert "230" in page.value("document.getElementById('count').textContent")
    assert seek(page, "nothing of the kind") == []
    assert page.value("document.getElementById('count').textContent") == "Found: 0"
    assert page.complaints == []


def test_chromium_searches_from_a_disk(browser: Browser, made: Path) -> None:
    check_search(browser.open(made / "index.html"))


def test_firefox_searches_from_a_disk(firefox: Firefox, made: Path) -> None:
    check_search(firefox.open(made / "index.html"))


def test_a_hit_leads_to_its_page(browser: Browser, made: Path) -> None:
    page = browser.open(made / "index.html")
    seek(page, "canon")
    href = page.value("document.querySelector('#hits a').href")
    assert href == (made / "things/camera.html").as_uri()


def test_without_script_the_lists_are_whole_and_no_field_is_shown(browser: Browser, made: Path) -> None:
    page = browser.open(made / "index.html", view=View(script=False))
    seen = re.sub(rb"<script.*?</script>", b"", (made / "index.html").read_bytes(), flags=re.DOTALL).decode()
    assert 'id="field" hidden' in seen
    assert "needs JavaScript" in seen
    assert seen.count('href="things/') == 200
    assert page.complaints == []
    assert (made / "all-2.html").read_text("utf-8").count('href="things/') == 35


def test_every_link_leads_to_a_file_of_the_site(made: Path) -> None:
    broken = []
    for path in made.rglob("*.html"):
        for href in re.findall(r'href="([^"]*)"', path.read_text("utf-8")):
            name, _, anchor = href.partition("#")
            target = path.parent / name
            if href.startswith("data:"):
                continue
            if not target.is_file() or (anchor and f'id="{anchor}"' not in target.read_text("utf-8")):
                broken.append((path.name, href))
    assert broken == []


def test_foreign_text_is_text_on_every_page(made: Path) -> None:
    for path in made.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<i>" not in text
        assert "<b>" not in text.replace("<b>cleaned", "") or "things/" in str(path)
    assert "Sensor &lt;b&gt;cleaned" in (made / "things/camera.html").read_text("utf-8")


def test_a_page_prints_on_paper_without_menu_and_search(browser: Browser, made: Path) -> None:
    page = browser.open(made / "index.html")
    page.ask("Emulation.setEmulatedMedia", {"media": "print"})
    shown = "Array.from(document.querySelectorAll('nav, #search')).filter((each) => each.checkVisibility()).length"
    assert page.value(shown) == 0


def test_the_policy_names_style_and_script_by_hash_and_nothing_else(made: Path) -> None:
    for kind in KINDS:
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', (made / kind).read_text("utf-8"))
        rules = dict(each.strip().split(" ", 1) for each in policy.split(";"))
        assert rules.pop("style-src").startswith("'sha256-")
        assert rules.pop("script-src", "'sha256-").startswith("'sha256-")
        assert rules == {"default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}


@pytest.mark.parametrize("language", ["es", "de", "fr", "it", "sv"])
def test_axe_and_the_width_are_right_in_every_language(
    language: str, window: Page, axe: str, site_bench: Bench, tmp_path: Path
) -> None:
    make_site(site_bench, tmp_path / "site", language=language)
    for kind in ("due.html", "things/camera.html"):
        page = look(window, tmp_path / "site" / kind, View(width=320), axe)
        assert page.value(FOUND) == []
        wide, screen = page.value(WIDTHS)
        assert wide <= screen
